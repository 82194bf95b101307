from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from coverage import dates_kept
from coverage.edition import install
from coverage.search.index import after_migrating, before_migrating


class CoverageConfig(AppConfig):
    name = "coverage"
    verbose_name = "The coverage"

    def ready(self):
        post_migrate.connect(install, sender=self, dispatch_uid="edition")
        pre_migrate.connect(dates_kept.before_migrating, sender=self)
        post_migrate.connect(dates_kept.after_migrating, sender=self)
        pre_migrate.connect(before_migrating, sender=self)
        post_migrate.connect(after_migrating, sender=self)
