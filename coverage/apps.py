from django.apps import AppConfig
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate

from coverage import dates_kept
from coverage.search.index import after_migrating, before_migrating
from desk.where_used import WHERE_USED
from legal.visibility import PUBLIC_ARTICLES
from people.visibility import NAMES_ORGANIZATIONS
from web.cache.edition import install


def sentences_found(row: Model) -> list[str]:
    """The sentences of articles that a row was accepted from, each with its article."""
    if row._meta.label != "legal.Development":
        return []
    accepted = row.findings.filter(status="accepted").select_related("article")
    return [f"“{span['exact']}” ({finding.article})" for finding in accepted for span in finding.spans]


class CoverageConfig(AppConfig):
    name = "coverage"
    verbose_name = "The coverage"

    def ready(self):
        PUBLIC_ARTICLES.register(lambda known_at: self.get_model("Article").objects.published(known_at))
        WHERE_USED.register(sentences_found)
        NAMES_ORGANIZATIONS.register(self.get_model("Credit").objects.published)
        post_migrate.connect(install, sender=self, dispatch_uid="edition")
        pre_migrate.connect(dates_kept.before_migrating, sender=self)
        post_migrate.connect(dates_kept.after_migrating, sender=self)
        pre_migrate.connect(before_migrating, sender=self)
        post_migrate.connect(after_migrating, sender=self)
