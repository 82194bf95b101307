"""What lists of people are narrowed by. Cases and films come through reverse accessors, by their names."""

import django_filters
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim

from people.models import Organization, Person, PersonMerge
from web.filtering import ByAddress, Filters, TextFilter

CREDITED = ("credited", "credited on a film")


def _rows(accessor: str) -> type[Model]:
    """The model whose rows a person has under `accessor`."""
    return Person._meta.get_field(accessor).related_model


def _parties() -> QuerySet:
    return _rows("parties").objects.published().filter(person=OuterRef("pk"))


def _credits() -> QuerySet:
    return _rows("credits").objects.published().filter(person=OuterRef("pk")).order_by()


class PersonByAddress(ByAddress):
    """A person by their address or any of their names, or by the address of a record of theirs that was merged."""

    def __init__(self, field_name=None, *, among=Person.objects.published, **kwargs):
        super().__init__(field_name, among=among, title="name", order="sort_name", **kwargs)

    def find(self, text: str) -> list[Person]:
        merged = PersonMerge.objects.published().filter(slug=text).values("into")
        known_as = Q(pk__in=merged) | Q(other_names__name__iexact=text)
        return super().find(text) or list(self.among().filter(known_as).distinct()[:2])


class PersonFilter(Filters):
    noun = ("person", "people")
    uncounted = ("q",)

    q = TextFilter("name", label="Name")
    role = django_filters.ChoiceFilter(
        choices=[*_rows("parties")._meta.get_field("role").choices, CREDITED],
        method="filter_role",
        label="Role",
        empty_label="Every role",
    )
    organization = ByAddress(
        among=Organization.objects.published,
        address="name",
        title="name",
        method="filter_organization",
        label="Organization",
    )
    film = ByAddress(
        among=_rows("credits")._meta.get_field("film").related_model.objects.published,
        method="filter_film",
        label="Film",
    )
    case = ByAddress(
        among=_rows("parties")._meta.get_field("proceeding").related_model.objects.published,
        title="caption",
        shown=Trim(Concat("caption", Value(" "), "short_title")),
        method="filter_case",
        label="Case",
    )

    class Meta:
        model = Person
        fields = []

    def filter_role(self, people, name, value):
        """Those who have the role in a case that readers may see, or any credit on such a film."""
        if value == CREDITED[0]:
            return people.filter(Exists(_credits()))
        return people.filter(Exists(_parties().filter(role=value)))

    def filter_organization(self, people, name, value):
        """Those in a case, or credited on a film, that the organization has a part in too."""
        cases = _rows("parties").objects.published().filter(organization=value).values("proceeding")
        films = _rows("credits").objects.published().filter(organization=value).order_by().values("film")
        beside = Exists(_parties().filter(proceeding__in=cases)) | Exists(_credits().filter(film__in=films))
        return people.filter(beside)

    def filter_film(self, people, name, value):
        """Those credited on the film or with a part in one of its cases."""
        return people.filter(Exists(_credits().filter(film=value)) | Exists(_parties().filter(proceeding__films=value)))

    def filter_case(self, people, name, value):
        return people.filter(Exists(_parties().filter(proceeding=value)))
