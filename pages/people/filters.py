"""The filters of lists of people."""

import django_filters
from django.db.models import Exists, OuterRef, QuerySet

from coverage.models import Credit
from legal.models import Party
from legal.vocabulary import Role
from pages.shared.filters import ByCase, ByFilm
from people.models import Organization, Person
from web.filtering import ByAddress, Filters, TextFilter

CREDITED = ("credited", "credited on a film")


def _parties() -> QuerySet:
    return Party.objects.published().filter(person=OuterRef("pk"))


def _credits() -> QuerySet:
    return Credit.objects.published().filter(person=OuterRef("pk")).order_by()


class PersonFilter(Filters):
    noun = ("person", "people")
    uncounted = ("q",)

    q = TextFilter("name", label="Name")
    role = django_filters.ChoiceFilter(
        choices=[*Role.choices(), CREDITED], method="filter_role", label="Role", empty_label="Every role"
    )
    organization = ByAddress(
        among=Organization.objects.published,
        address="name",
        title="name",
        method="filter_organization",
        label="Organization",
    )
    film = ByFilm(method="filter_film")
    case = ByCase(method="filter_case")

    class Meta:
        model = Person
        fields = []

    def filter_role(self, people, name, value):
        """People with the role in a case that readers may see, or with any credit on such a film."""
        if value == CREDITED[0]:
            return people.filter(Exists(_credits()))
        return people.filter(Exists(_parties().filter(role=value)))

    def filter_organization(self, people, name, value):
        """People in a case, or credited on a film, in which the organization has a part too."""
        cases = Party.objects.published().filter(organization=value).values("proceeding")
        films = Credit.objects.published().filter(organization=value).order_by().values("film")
        beside = Exists(_parties().filter(proceeding__in=cases)) | Exists(_credits().filter(film__in=films))
        return people.filter(beside)

    def filter_film(self, people, name, value):
        """People credited on the film or with a part in one of its cases."""
        return people.filter(Exists(_credits().filter(film=value)) | Exists(_parties().filter(proceeding__films=value)))

    def filter_case(self, people, name, value):
        return people.filter(Exists(_parties().filter(proceeding=value)))
