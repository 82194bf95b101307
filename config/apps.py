from django.apps import apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate

from config import checks  # noqa: F401  (registers itself)
from config.groups import create_groups


class IntercutAdminConfig(AdminConfig):
    default_site = "config.admin.IntercutAdminSite"

    def ready(self):
        super().ready()
        # After the last app: by then, the permissions of all the others exist.
        post_migrate.connect(create_groups, sender=apps.get_app_config("pages"), dispatch_uid="groups")
