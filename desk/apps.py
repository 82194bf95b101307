from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = "The desk"
    desk_only = ("Event", "OpenForm", "Proposal")  # changes of these change no page
