"""What readers may narrow lists by. Choices come from what is public."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from coverage.models import Article, Correction, Film, Outlet, Quote, Release
from coverage.timeline import LANES, Selection
from legal.filters import ByCase
from legal.models import Proceeding
from people.asking import ask
from people.fields import PartialDateFormField
from people.filtering import ByAddress, Filters, Since, SinceMoment, TextFilter, Until, UntilMoment
from people.filters import PersonByAddress
from people.models import Person, PersonMerge


class ByFilm(ByAddress):
    def __init__(self, field_name, **kwargs):
        super().__init__(field_name, among=Film.objects.published, label="Film", **kwargs)


def outlets_of_public_articles():
    return Outlet.objects.filter(Exists(Article.objects.published().filter(outlet=OuterRef("pk")).order_by()))


def quoted_people():
    return Person.objects.published().filter(
        Exists(Quote.objects.published().filter(speaker=OuterRef("pk")).order_by())
    )


class ArticleFilter(Filters):
    noun = ("article", "articles")

    kind = django_filters.ChoiceFilter(choices=Article.Kind.choices, label="Kind", empty_label="Every kind")
    film = ByFilm("films")
    case = ByCase("proceedings")
    person = PersonByAddress("people", label="Person")
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


class QuoteFilter(Filters):
    noun = ("quote", "quotes")
    uncounted = ("q",)

    q = TextFilter("text", label="Words")
    speaker = PersonByAddress("speaker", among=quoted_people, label="Speaker")
    film = ByFilm("article__films")
    case = ByCase("article__proceedings")
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


def ask_choices(form: forms.Form) -> None:
    """Ask for the choices of all fields of a form in one query."""
    fields = {name: field for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField)}
    for name, rows in ask(**{name: field.queryset for name, field in fields.items()}).items():
        label, key = fields[name].empty_label, fields[name].to_field_name
        fields[name].widget.choices = [("", label), *((getattr(row, key), str(row)) for row in rows)]


class PersonField(forms.CharField):
    """Somebody readers may see, by the address of their page or by a name; there are too many to choose from a list."""

    default_error_messages = {
        "unknown": "Nobody of this name has a page here. Take the name as it is under People.",
        "several": "Several people have this name. Take the end of the address of the one you mean, such as “ida-oak”.",
    }

    def to_python(self, value):
        text = super().to_python(value)
        if not text or "\0" in text:
            return None
        people = Person.objects.published()
        merged = PersonMerge.objects.published().filter(slug=text).values("into")
        named = Q(name__iexact=text) | Q(other_names__name__iexact=text)
        found = list(people.filter(slug=text) or people.filter(Q(pk__in=merged) | named).distinct()[:2])
        if len(found) != 1:
            error = "several" if found else "unknown"
            raise forms.ValidationError(self.error_messages[error], code=error)
        return found[0]

    def run_validators(self, value):
        """The length is that of the text."""
        super().run_validators(value.slug if value else "")


CHOSEN = ("film", "case", "person")
PERIOD = (("start", "from"), ("end", "to"))


class TimelineForm(forms.Form):
    """Which part of the timeline a reader asks for."""

    film = forms.ModelChoiceField(Film.objects.none(), to_field_name="slug", required=False, empty_label="Every film")
    case = forms.ModelChoiceField(
        Proceeding.objects.none(), to_field_name="slug", required=False, empty_label="Every case"
    )
    person = PersonField(required=False, max_length=200)
    lane = forms.ChoiceField(choices=[("", "Every line"), *LANES.items()], required=False, label="Line")
    start = PartialDateFormField(required=False, label="From", help_text="")
    end = PartialDateFormField(required=False, label="To", help_text="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["film"].queryset = Film.objects.published()
        self.fields["case"].queryset = Proceeding.objects.published()
        ask_choices(self)

    def chosen(self) -> list[str]:
        """What the timeline is narrowed to, in words; after `selection()`."""
        period = [f"{word} {self.cleaned_data[name].reader}" for name, word in PERIOD if self.cleaned_data.get(name)]
        people_and_works = [str(self.cleaned_data[name]) for name in CHOSEN if self.cleaned_data.get(name)]
        return [*filter(None, [LANES.get(self.cleaned_data.get("lane", ""))]), *people_and_works, *period]

    def selection(self) -> Selection:
        """What was asked for; a field that was filled in wrongly leaves its part open."""
        self.is_valid()
        chosen = self.cleaned_data
        return Selection(
            films=[chosen["film"]] if chosen.get("film") else None,
            proceedings=[chosen["case"]] if chosen.get("case") else None,
            person=chosen.get("person"),
            lane=chosen.get("lane") or "",
            start=chosen.get("start"),
            end=chosen.get("end"),
        )
