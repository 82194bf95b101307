"""Contradictions between the record and the articles, beside those of the record itself (`legal.checking`)."""

from collections.abc import Iterator

from django.db.models import Prefetch

from coverage.models import Article
from legal import checking
from legal.checking import Check, Contradiction
from legal.models import Development


def articles_before_the_event() -> Iterator[Contradiction]:
    """An article is the source of what it reported, and is dated before it happened."""
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


CHECKS = (
    *checking.CHECKS,
    Check("article_before_event", "Articles older than what they report", articles_before_the_event),
)


def contradictions() -> list[tuple[Check, list[Contradiction]]]:
    """Every check with what it found, also where that is nothing."""
    return [(check, list(check.find())) for check in CHECKS]
