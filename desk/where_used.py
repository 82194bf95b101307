"""Where else a row is used or comes from, for the desk to show, as far as the apps above say so."""

from collections.abc import Iterator

from django.db.models import Model

from web.registry import Registry

# Functions that take a row and return sentences for editors, [] when they have nothing to say of it.
WHERE_USED = Registry("Where else is this row used, and where does it come from?")


def where_used(row: Model) -> Iterator[str]:
    """Everything the apps say of `row`, a sentence each."""
    for answer in WHERE_USED:
        yield from answer(row)
