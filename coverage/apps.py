from django.apps import AppConfig
from django.db.models.signals import post_migrate

from coverage.edition import install


class CoverageConfig(AppConfig):
    name = "coverage"
    verbose_name = "The coverage"

    def ready(self):
        post_migrate.connect(install, sender=self, dispatch_uid="edition")
