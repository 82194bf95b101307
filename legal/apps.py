from django.apps import AppConfig

from people.visibility import NAMES_ORGANIZATIONS


class LegalConfig(AppConfig):
    name = "legal"
    verbose_name = "The record"

    def ready(self):
        NAMES_ORGANIZATIONS.register(self.get_model("Party").objects.published)
