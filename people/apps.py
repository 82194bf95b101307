from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "Who"
    desk_only = ("DistinctPeople",)  # changes of these change no page
