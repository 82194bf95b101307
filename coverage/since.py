"""“Since this was published”: what moved in an article's films and cases after the day it speaks from."""

from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from coverage.models import Article, Release
from coverage.timeline import Entry, development_entry, release_entry
from legal.models import Development
from people.asking import ask
from people.dates import PartialDate

SHOWN = 60
SETTLED = {Release.State.RELEASED, Release.State.POSTPONED, Release.State.CANCELLED}  # no longer what was announced


def since_published(article: Article) -> list[Entry]:
    """Developments and releases that are, or may be, later than the article; newest first.

    A date of the article's own day or month counts, marked as perhaps earlier: nothing goes stale silently.
    """
    asked = since_questions(article)
    return since_told(article, ask(**asked)) if asked else []


def since_questions(article: Article) -> dict[str, QuerySet]:
    """What `since_told()` needs the rows of, for a page that asks for other things in the same query."""
    if article.dated is None:
        return {}
    day = article.dated.last
    from_year = str(PartialDate(day.year))  # the shortest form that sorts before every later date
    developments = (
        Development.objects.published()
        .with_sources()
        .select_related("proceeding")
        .filter(proceeding__in=_followed(article), occurred__gte=from_year)
        .exclude(sources__article=article)  # the article itself reports it
        .order_by("-occurred", "-position")[:SHOWN]
    )
    releases = Release.objects.published().with_sources().select_related("film").filter(film__in=article.listed_films)
    return {"later_developments": developments, "later_releases": releases.order_by("-date")[:SHOWN]}


def since_told(article: Article, told: dict[str, list]) -> list[Entry]:
    """The entries of those rows."""
    if article.dated is None:
        return []
    day = article.dated.last
    found = [development_entry(d) for d in told["later_developments"] if d.occurred.last >= day]
    found += [release_entry(r) for r in told["later_releases"] if _moved_after(r, day)]
    told = [replace(entry, may_precede=entry.date.first <= day) for entry in found]
    return sorted(told, key=lambda entry: entry.key, reverse=True)


def _followed(article: Article) -> set[int]:
    """The article's cases and those in which a charge of theirs was filed again."""
    charges = [charge for case in article.listed_cases for charge in case.listed_charges]
    again = {refiling.proceeding_id for charge in charges for refiling in charge.listed_refilings}
    return {case.pk for case in article.listed_cases} | again


def _moved_after(release: Release, day: date) -> bool:
    """Whether readers of that day could not have known: it became known later, or it has come since."""
    if release.announced:
        return release.announced.last > day or (release.date.last > day and release.state in SETTLED)
    return release.date.last > day
