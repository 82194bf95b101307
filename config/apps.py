from django.contrib.admin.apps import AdminConfig


class IntercutAdminConfig(AdminConfig):
    default_site = "config.admin.IntercutAdminSite"
