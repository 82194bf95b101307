from collections.abc import Iterable

from django import template

from coverage.intercut import Year, lay_out
from coverage.timeline import Entry
from people.clocks import Clocks

register = template.Library()


@register.simple_tag
def laid_out(entries: Iterable[Entry], clocks: Clocks | None = None, ends_now: bool = False) -> list[Year]:
    """The entries in years and months for the day that the page is told for; see `lay_out`."""
    return lay_out(entries, today=clocks.day if clocks else None, ends_now=bool(ends_now))
