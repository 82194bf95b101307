"""Contradictions between the record and articles, in addition to those within the record (`legal.checking`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Prefetch
from django.utils import timezone

from coverage.models import Article, Release
from legal import checking
from legal.checking import Check, Contradiction
from legal.models import Development


def articles_before_the_event() -> Iterator[Contradiction]:
    """An article is the source of a development but is dated before it happened."""
    reported = Development.objects.filter(retracted_at__isnull=True).select_related("proceeding")
    articles = Article.objects.filter(source__developments__isnull=False).defer("body", "text").distinct()
    for article in articles.prefetch_related(Prefetch("source__developments", reported, to_attr="reported")):
        for development in article.source.reported:
            if article.dated and article.dated.last < development.occurred.first:
                yield Contradiction(
                    f"“{article}” is dated {article.dated.reader} and is the source of “{development}” in "
                    f"{development.proceeding}, which is later.",
                    development,
                    "Correct the date of the one that is wrong, or take the article from its sources.",
                )


def releases_without_source() -> Iterator[Contradiction]:
    bare = Release.objects.filter(sources__isnull=True, retracted_at__isnull=True)
    for release in bare.select_related("film"):
        yield Contradiction(
            f"“{release}” has no source, so readers do not see it.", release, "Add the source that says so."
        )


CHECKS = (
    *checking.CHECKS,
    Check("release_without_source", "Releases without a source", releases_without_source),
    Check("article_before_event", "Articles older than what they report", articles_before_the_event),
)
GAPS = checking.GAPS
COUNT, KEPT = "contradictions", 600  # the cache key of the count on the desk's home, and its lifetime in seconds

Found = list[tuple[Check, list[Contradiction]]]


def contradictions() -> Found:
    """Every check with what it found, even if that is nothing."""
    found = _all(CHECKS)
    cache.set(COUNT, _counted(found), KEPT)
    return found


def gaps() -> Found:
    """What contradicts nothing but lacks a source or the place in one."""
    return _all(GAPS)


@dataclass(frozen=True)
class Counted:
    """How many contradictions there were at a moment."""

    many: int
    at: datetime


def counted() -> Counted:
    """The count for the desk's home, at most ten minutes old, because the checks fold every charge on record."""
    return cache.get(COUNT) or _counted(contradictions())


def _counted(found: Found) -> Counted:
    return Counted(sum(len(several) for _, several in found), timezone.now())


def _all(checks: Iterable[Check]) -> Found:
    return [(check, list(check.find())) for check in checks]
