"""Filters for quotes."""

import django_filters
from django.db.models import Exists, OuterRef

from coverage.models import Quote
from pages.shared.filters import ByDate, LinkedCase, LinkedFilm, PersonByAddress
from people.models import Person
from web.filtering import Since, TextFilter, Until


def quoted_people():
    return Person.objects.published().filter(
        Exists(Quote.objects.published().filter(speaker=OuterRef("pk")).order_by())
    )


class QuoteFilter(ByDate):
    noun = ("quote", "quotes")
    uncounted = ("q",)

    q = TextFilter("text", label="Words")
    speaker = PersonByAddress("speaker", among=quoted_people, label="Speaker")
    film = LinkedFilm("article__film_links__film")
    case = LinkedCase("article__proceeding_links__proceeding")
    medium = django_filters.ChoiceFilter(choices=Quote.Medium.choices, label="Said in", empty_label="Anywhere")
    since = Since("said", label="Said since")
    until = Until("said", label="Said until")

    class Meta:
        model = Quote
        fields = []
