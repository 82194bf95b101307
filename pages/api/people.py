"""People and organizations. Each person comes with their parts in cases and films."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from pages.api.endpoint import Endpoint, documented
from pages.api.fields import OrganizationNamed, PageAddress, PartialDate, Term, Text
from pages.people.filters import PersonFilter
from people.models import Organization, OtherName, Person

SHOWN = [(kind.value, kind.label) for kind in OtherName.Kind if kind != OtherName.Kind.MISSPELT]
ROLES = Person._meta.get_field("parties").related_model._meta.get_field("role").choices


class OtherNameOut(serializers.Serializer):
    name = Text()
    kind = Term(SHOWN, "How the name is theirs.")


class PartOut(serializers.Serializer):
    """A part in a case that readers may see."""

    case = serializers.SlugField(source="proceeding.slug", read_only=True, help_text="The case's `slug`.")
    case_title = Text(source="proceeding.title")
    role = Term(ROLES)
    named_as = Text("As the papers name them, where it differs.")


class CreditOut(serializers.Serializer):
    """A credit on a film that readers may see."""

    film = serializers.SlugField(source="film.slug", read_only=True, help_text="The film's `slug`.")
    film_title = Text(source="film.title")
    job = Text()
    credited_as = Text("Where the film writes the name differently.")


class PersonInList(serializers.Serializer):
    slug = serializers.SlugField(read_only=True, help_text="The stable address in this API and of the page.")
    name = Text("The display name.")
    sort_name = Text("For lists: “Gutierrez Reed, Hannah”.")
    description = Text("Who, in a few neutral words.")
    born = PartialDate(allow_null=True)
    died = PartialDate(allow_null=True)
    url = PageAddress()


class PersonOut(PersonInList):
    other_names = serializers.SerializerMethodField()
    parts = PartOut(many=True, source="listed_parts", read_only=True, help_text="Parts in cases.")
    credits = CreditOut(many=True, source="listed_credits", read_only=True, help_text="Credits on films.")

    @extend_schema_field(OtherNameOut(many=True))
    def get_other_names(self, person: Person):
        """All but misspellings."""
        shown = [other for other in person.other_names.all() if other.kind != OtherName.Kind.MISSPELT]
        return OtherNameOut(shown, many=True).data


@documented(PersonOut, PersonInList, tag="people", about="People with a public page, by their sort name.")
class PersonEndpoint(Endpoint):
    serializer_class, list_serializer_class = PersonOut, PersonInList
    filterset_class = PersonFilter
    lookup_field, key = "slug", ("sort_name", "pk")

    def get_queryset(self):
        people = Person.objects.published()
        if self.action == "list":
            return people
        parts = Person._meta.get_field("parties").related_model.objects.published().select_related("proceeding")
        credits = Person._meta.get_field("credits").related_model.objects.published()
        return people.with_names().prefetch_related(
            Prefetch("parties", parts, to_attr="listed_parts"), Prefetch("credits", credits, to_attr="listed_credits")
        )


class OrganizationOut(OrganizationNamed):
    description = Text("What it is, in a few neutral words.")


@documented(OrganizationOut, tag="organizations", about="Organizations that a case or a film names, by name.")
class OrganizationEndpoint(Endpoint):
    serializer_class = OrganizationOut
    lookup_field, lookup_value_regex, key = "pk", "[0-9]{1,18}", ("name", "pk")

    def get_queryset(self):
        return Organization.objects.published()
