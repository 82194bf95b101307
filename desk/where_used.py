"""Where else a row is used and where it came from, as the apps above report it."""

from collections.abc import Iterator

from django.db.models import Model

from web.registry import Registry

# Functions that take a row and return sentences for editors, or [] if they know nothing about it.
WHERE_USED = Registry("Where else is this row used, and where does it come from?")


def where_used(row: Model) -> Iterator[str]:
    """Yield everything the apps report about `row`, one sentence each."""
    for answer in WHERE_USED:
        yield from answer(row)
