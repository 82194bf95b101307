from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "The desk"
    desk_only = ("OpenForm",)  # changes of these change no page
