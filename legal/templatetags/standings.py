from datetime import date

from django import template

from legal import wording
from legal.models import Charge
from legal.standing import Standing
from legal.vocabulary import Role

register = template.Library()


@register.simple_tag
def standing_of(charge: Charge, as_of: date | None = None) -> Standing:
    """Where a charge stands, today or at the end of the day `as_of`."""
    return charge.standing(as_of=as_of or None)  # "" where the page has no such day


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
