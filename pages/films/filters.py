"""Filters for films and releases."""

import django_filters
from django.db.models import Exists, OuterRef

from coverage.models import Film, Release
from pages.shared.filters import ByCase, ByFilm, PersonByAddress
from web.filtering import Filters, Since, TextFilter, Until


class FilmFilter(Filters):
    noun = ("film", "films")

    q = TextFilter("title", label="Title")
    case = ByCase("proceedings")
    person = PersonByAddress(method="filter_person", label="Person")

    class Meta:
        model = Film
        fields = []

    def filter_person(self, films, name, value):
        return films.filter(Exists(value.credits.filter(film=OuterRef("pk")).order_by()))


class ReleaseFilter(Filters):
    noun = ("release", "releases")

    film = ByFilm("film")
    kind = django_filters.ChoiceFilter(choices=Release.Kind.choices, label="Kind", empty_label="Every kind")
    state = django_filters.ChoiceFilter(choices=Release.State.choices, label="State", empty_label="Every state")
    platform = TextFilter("platform", label="Where")
    territory = TextFilter("territory", label="Territory")
    since = Since("date", label="Since")
    until = Until("date", label="Until")

    class Meta:
        model = Release
        fields = []
