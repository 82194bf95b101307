"""Filters for cases, developments and hearings."""

from collections.abc import Callable
from functools import partial

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Exists, OuterRef

from legal.models import Court, Development, Hearing, Proceeding
from legal.standings import SHOWN_STATES, cases_standing, may_stand
from legal.vocabulary import DevelopmentKind, HearingKind, HearingState, ProceedingKind
from pages.shared.filters import ByCase, ByFilm, PersonByAddress
from web.filtering import ByAddress, Filters, Since, SinceMoment, TextFilter, Until, UntilMoment


def courts_of_public_cases():
    return Court.objects.filter(Exists(Proceeding.objects.published().filter(court=OuterRef("pk")).order_by()))


class YearField(forms.IntegerField):
    widget = forms.TextInput  # keeps what was typed, even if it is not a number
    default_validators = [
        MinValueValidator(1000, "Write the year with four digits."),
        MaxValueValidator(9999, "Write the year with four digits."),
    ]


class YearFilter(django_filters.NumberFilter):
    field_class = YearField

    def get_max_validator(self):
        return None  # the field has its own


class CaseFilter(Filters):
    noun = ("case", "cases")
    uncounted = ("q",)

    q = TextFilter("caption", label="Caption")
    kind = django_filters.ChoiceFilter(choices=ProceedingKind.choices(), label="Kind", empty_label="Every kind")
    court = ByAddress("court", among=courts_of_public_cases, address="name", title="name", label="Court")
    standing = django_filters.ChoiceFilter(
        choices=SHOWN_STATES, method="filter_standing", label="Where a charge stands", empty_label="Anywhere"
    )
    film = ByFilm("films")
    person = PersonByAddress(method="filter_person", label="Person")
    year = YearFilter(method="filter_year", label="Moved in the year")

    class Meta:
        model = Proceeding
        fields = []

    def filter_standing(self, cases, name, value):
        """Cases whose record could lead there; `row_filter` folds the standings for each page."""
        return may_stand(cases, value)

    def filter_person(self, cases, name, value):
        return cases.filter(Exists(value.parties.filter(proceeding=OuterRef("pk"))))

    def filter_year(self, cases, name, value):
        """Cases in which something happened in that year."""
        moved = Development.objects.published().filter(proceeding=OuterRef("pk"), occurred__overlaps=f"{value:04}")
        return cases.filter(Exists(moved))

    @property
    def row_filter(self) -> Callable[[list[int]], set[int]] | None:
        wanted = self.chosen.get("standing")
        return partial(cases_standing, wanted) if wanted else None


class DevelopmentFilter(Filters):
    noun = ("development", "developments")

    case = ByCase("proceeding")
    film = ByFilm("proceeding__films")
    kind = django_filters.ChoiceFilter(choices=DevelopmentKind.choices(), label="Kind", empty_label="Every kind")
    since = Since("occurred", label="Since")
    until = Until("occurred", label="Until")

    class Meta:
        model = Development
        fields = []


class HearingFilter(Filters):
    noun = ("hearing", "hearings")

    case = ByCase("proceeding")
    film = ByFilm("proceeding__films")
    kind = django_filters.ChoiceFilter(choices=HearingKind.choices(), label="Kind", empty_label="Every kind")
    state = django_filters.ChoiceFilter(choices=HearingState.choices(), label="State", empty_label="Every state")
    since = SinceMoment("starts_at", label="Since")
    until = UntilMoment("starts_at", label="Until")

    class Meta:
        model = Hearing
        fields = []
