from django.apps import AppConfig
from django.db.models import Model

from coverage.publication_dates import PUBLICATION_DATES
from coverage.search.index import SEARCH
from desk.where_used import WHERE_USED
from legal.visibility import PUBLIC_ARTICLES
from people.visibility import NAMES_ORGANIZATIONS
from web import triggers
from web.cache.edition import EDITION


def sentences_found(row: Model) -> list[str]:
    """The sentences of articles that a row was accepted from, each with its article."""
    if row._meta.label != "legal.Development":
        return []
    accepted = row.findings.filter(status="accepted").select_related("article")
    return [f"“{span['exact']}” ({finding.article})" for finding in accepted for span in finding.spans]


class CoverageConfig(AppConfig):
    name = "coverage"
    verbose_name = "The coverage"
    desk_only = ("Decision", "Finding", "ImportBatch", "ImportRow", "Revision")  # changes of these change no page

    def ready(self):
        PUBLIC_ARTICLES.register(lambda known_at: self.get_model("Article").objects.published(known_at))
        WHERE_USED.register(sentences_found)
        NAMES_ORGANIZATIONS.register(self.get_model("Credit").objects.published)
        for group in (EDITION, PUBLICATION_DATES, SEARCH):
            triggers.register(group)
        triggers.follow_migrations(self)
