"""What readers may narrow lists by. Choices come from what is public."""

import django_filters
from django.db.models import Exists, F, Model, OuterRef, QuerySet

from coverage.models import Article, Correction, Film, Outlet, Quote, Release
from coverage.timeline import LANES, Selection
from dates.clocks import gate_now
from legal.filters import ByCase
from people.filters import PersonByAddress
from people.models import Person
from web.filtering import ByAddress, Filters, PartialDateFilter, Since, SinceMoment, TextFilter, Until, UntilMoment

CAME_OUT = "came_out"  # the link's date, among what a list's rows are asked with


class ByFilm(ByAddress):
    def __init__(self, field_name, **kwargs):
        super().__init__(field_name, among=Film.objects.published, label="Film", **kwargs)


class Linked:
    """A mixin: narrows by a link that keeps its article's date, and has its rows in that order (decision 0023)."""

    def filter(self, rows, value):
        if not value:
            return rows
        dated = f"{self.field_name.rpartition('__')[0]}__published_at"
        linked = rows.filter(**{self.field_name: value, f"{dated}__lte": gate_now()})
        return linked if CAME_OUT in rows.query.annotations else linked.annotate(**{CAME_OUT: F(dated)})


class LinkedFilm(Linked, ByFilm):
    pass


class LinkedCase(Linked, ByCase):
    pass


class LinkedPerson(Linked, PersonByAddress):
    pass


class ByDate(Filters):
    """Of a list by `-published_at`: where a link narrows it, one index has both the link and the order."""

    def order(self, key):
        return (f"-{CAME_OUT}", *key[1:]) if CAME_OUT in self.qs.query.annotations else key


def outlets_of_public_articles():
    return Outlet.objects.filter(Exists(Article.objects.published().filter(outlet=OuterRef("pk")).order_by()))


def quoted_people():
    return Person.objects.published().filter(
        Exists(Quote.objects.published().filter(speaker=OuterRef("pk")).order_by())
    )


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


class TimelineFilter(Filters):
    """Which part of the timeline a reader asks for. Its rows are of three kinds, so they come by `selection()`."""

    film = ByFilm("film")
    case = ByCase("case")
    person = PersonByAddress("person", label="Person")
    lane = django_filters.ChoiceFilter(choices=[*LANES.items()], label="Line", empty_label="Every line")
    start = PartialDateFilter(label="From")
    end = PartialDateFilter(label="To")

    class Meta:
        model = Article
        fields = []

    def selection(self) -> Selection:
        """What was asked for; a field that was filled in wrongly leaves its part open."""
        chosen = self.chosen
        return Selection(
            films=_alone(chosen.get("film")),
            proceedings=_alone(chosen.get("case")),
            person=chosen.get("person"),
            lane=chosen.get("lane") or "",
            start=chosen.get("start"),
            end=chosen.get("end"),
        )


def _alone(row: Model | None) -> QuerySet | None:
    return type(row)._default_manager.filter(pk=row.pk) if row else None
