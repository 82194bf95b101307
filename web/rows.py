"""Ways to find and order rows: by slug or name, and newest first."""

from collections.abc import Iterable

from django.core.management.base import CommandError
from django.db.models import Model, Q, QuerySet

NAMED = 20  # slugs that an error lists


class NewestFirst(QuerySet):
    """A queryset for models whose `NEWEST` lists the fields, unique together, that put the newest row first."""

    def newest_first(self):
        return self.order_by(*self.model.NEWEST)


def find_rows(rows: QuerySet, text: str, *, address: str = "slug", names: Iterable[str] = ("title",)) -> list[Model]:
    """The rows that match a text, at most two: the one with this address, or those with one of these names."""
    by_name = Q()
    for name in names:
        by_name |= Q(**{f"{name}__iexact": text})
    return list(rows.filter(**{address: text})[:1]) or list(rows.filter(by_name).distinct()[:2])


def by_slugs(rows: QuerySet, slugs: Iterable[str], error: str) -> list[Model]:
    """The rows with these slugs, for a command. Raises CommandError, beginning with `error`, if one is missing."""
    wanted = list(dict.fromkeys(slugs))
    found = {row.slug: row for row in rows.filter(slug__in=wanted)}
    if missing := [slug for slug in wanted if slug not in found]:
        there = ", ".join(rows.order_by("slug").values_list("slug", flat=True)[:NAMED]) or "none yet"
        raise CommandError(f"{error} “{missing[0]}”. There are: {there}.")
    return [found[slug] for slug in wanted]
