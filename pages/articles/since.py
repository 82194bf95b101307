"""“Since this was published”: what changed in an article's films and cases after its date."""

from dataclasses import replace
from datetime import date

from django.db.models import Q, QuerySet

from coverage.models import Article, Film, Release
from legal.models import Charge, Development, Proceeding
from pages.timeline.entries import Entry, development_entry, release_entry

SHOWN = 60
SETTLED = {Release.State.RELEASED, Release.State.POSTPONED, Release.State.CANCELLED}  # no longer what was announced


def since_day(article: Article) -> str:
    """The article's date as text; a date in the far future if it has none."""
    return article.dated.last.isoformat() if article.dated else "9999-12-31"


def since_questions(key: int, day: str) -> dict[str, QuerySet]:
    """The querysets for `since_entries()`, given an article's key and `since_day()`."""
    cases = Proceeding.objects.published().filter(articles=key)
    again = Charge.objects.published().filter(refiles__proceeding__in=cases)  # their charges, refiled elsewhere
    developments = (
        Development.objects.published()
        .with_sources()
        .select_related("proceeding")
        .filter(Q(proceeding__in=cases) | Q(proceeding__in=again.values("proceeding")), occurred__since=day)
        .exclude(sources__article=key)  # the article itself reports it
        .newest_first()[:SHOWN]
    )
    films = Film.objects.published().filter(articles=key)
    releases = Release.objects.published().with_sources().select_related("film").filter(film__in=films)
    return {"later_developments": developments, "later_releases": releases.newest_first()[:SHOWN]}


def since_entries(article: Article, rows: dict[str, list]) -> list[Entry]:
    """Developments and releases among `rows` that are, or may be, later than the article; newest first.

    Dates on the article's own day or month count too, marked as possibly earlier, so nothing goes stale silently.
    """
    if article.dated is None:
        return []
    day = article.dated.last
    found = [development_entry(development) for development in rows["later_developments"]]
    found += [release_entry(r) for r in rows["later_releases"] if _moved_after(r, day)]
    rows = [replace(entry, may_precede=entry.date.first <= day) for entry in found]
    return sorted(rows, key=lambda entry: entry.key, reverse=True)


def _moved_after(release: Release, day: date) -> bool:
    """Whether readers could not have known it that day: it was announced or took place later."""
    if release.announced:
        return release.announced.last > day or (release.date.last > day and release.state in SETTLED)
    return release.date.last > day
