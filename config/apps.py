from django.contrib.admin.apps import AdminConfig

from config import checks  # noqa: F401  (registers itself)


class IntercutAdminConfig(AdminConfig):
    default_site = "config.admin.IntercutAdminSite"
