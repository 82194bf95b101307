from collections.abc import Iterable
from datetime import date

from django import template

from legal import wording
from legal.models import Charge, Party, Proceeding
from legal.standing import Standing
from legal.summary import Line, summary
from legal.vocabulary import Role

register = template.Library()


@register.simple_tag
def standing_of(charge: Charge, as_of: date | None = None) -> Standing:
    """Where a charge stands, today or at the end of the day `as_of`."""
    return charge.standing(as_of=as_of or None)  # "" where the page has no such day


@register.simple_tag
def summary_of(rows: Iterable[Party | Proceeding], as_of: date | None = None) -> list[Line]:
    """The charges of a person's parties, or of several cases, in few lines; none is lost. Needs `with_standings()`."""
    return summary(
        (_named(charge, row), charge.standing(as_of=as_of or None)) for row in rows for charge in row.listed_charges
    )


def _named(charge: Charge, row: Party | Proceeding) -> str:
    """With the case, since one may have been filed again in another; on a person's page it is plain who."""
    return f"{charge.offense}, {row.proceeding.title}" if isinstance(row, Party) else f"{charge.name}, {row.title}"


@register.filter
def short(standing: Standing) -> str:
    return wording.short(standing)


@register.filter
def sentence(standing: Standing) -> str:
    return wording.sentence(standing)


@register.filter
def openness(standing: Standing) -> str:
    """“open” while a court still has to decide, “final” when nothing keeps it open, else “ended”."""
    return "open" if standing.is_open else "final" if standing.is_final else "ended"


@register.filter
def role(value: str) -> str:
    return Role(value).label
