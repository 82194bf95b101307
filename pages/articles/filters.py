"""Filters for articles and corrections."""

import django_filters
from django.db.models import Exists, OuterRef

from coverage.models import Article, Correction, Outlet
from pages.shared.filters import ByCase, ByDate, ByFilm, LinkedCase, LinkedFilm, LinkedPerson
from web.filtering import ByAddress, Filters, SinceMoment, UntilMoment


def outlets_of_public_articles():
    return Outlet.objects.filter(Exists(Article.objects.published().filter(outlet=OuterRef("pk")).order_by()))


class ArticleFilter(ByDate):
    noun = ("article", "articles")

    kind = django_filters.ChoiceFilter(choices=Article.Kind.choices, label="Kind", empty_label="Every kind")
    film = LinkedFilm("film_links__film")
    case = LinkedCase("proceeding_links__proceeding")
    person = LinkedPerson("person_links__person", label="Person")
    outlet = ByAddress(
        "outlet",
        among=outlets_of_public_articles,
        address="name",
        title="name",
        label="First published by",
        what="outlet",
    )
    since = SinceMoment("published_at", label="Since")
    until = UntilMoment("published_at", label="Until")

    class Meta:
        model = Article
        fields = []


class CorrectionFilter(Filters):
    noun = ("correction", "corrections")

    kind = django_filters.ChoiceFilter(choices=Correction.Kind.choices, label="Kind", empty_label="Every kind")
    film = ByFilm("article__films")
    case = ByCase("article__proceedings")
    since = SinceMoment("at", label="Since")
    until = UntilMoment("at", label="Until")

    class Meta:
        model = Correction
        fields = []
