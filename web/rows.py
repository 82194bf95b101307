"""Rows as readers and editors ask for them: by their address or name, and newest first."""

from collections.abc import Iterable

from django.core.management.base import CommandError
from django.db.models import Model, Q, QuerySet

NAMED = 20  # addresses that an error names


class NewestFirst(QuerySet):
    """Rows whose model says in `NEWEST` by which fields they lie newest first; no two rows share them all."""

    def newest_first(self):
        return self.order_by(*self.model.NEWEST)


def find_rows(rows: QuerySet, text: str, *, address: str = "slug", names: Iterable[str] = ("title",)) -> list[Model]:
    """The rows that a text means, two at most: the one with this address, otherwise those with one of these names."""
    by_name = Q()
    for name in names:
        by_name |= Q(**{f"{name}__iexact": text})
    return list(rows.filter(**{address: text})[:1]) or list(rows.filter(by_name).distinct()[:2])


def by_slugs(rows: QuerySet, slugs: Iterable[str], error: str) -> list[Model]:
    """The rows with these slugs, for a command; CommandError, which begins with `error`, if there is none with one."""
    wanted = list(dict.fromkeys(slugs))
    found = {row.slug: row for row in rows.filter(slug__in=wanted)}
    if missing := [slug for slug in wanted if slug not in found]:
        there = ", ".join(rows.order_by("slug").values_list("slug", flat=True)[:NAMED]) or "none yet"
        raise CommandError(f"{error} “{missing[0]}”. There are: {there}.")
    return [found[slug] for slug in wanted]
