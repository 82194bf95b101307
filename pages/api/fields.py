"""How the API writes values: partial dates, absolute URLs, and people as the pages name them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from dates.value import PATTERN
from legal.vocabulary import SourceKind
from people.models import Person
from web.addresses import absolute_url

DATE = "ISO 8601, as precise as it is known: `2021`, `2021-10` or `2021-10-21`."


@extend_schema_field({"type": "string", "pattern": PATTERN})
class PartialDate(serializers.CharField):
    def __init__(self, help_text="", **kwargs):
        super().__init__(read_only=True, help_text=f"{help_text} {DATE}".strip(), **kwargs)

    def to_representation(self, value):
        return str(value)


class Text(serializers.CharField):
    """A text as it is kept; "" if there is none."""

    def __init__(self, help_text="", **kwargs):
        super().__init__(read_only=True, help_text=help_text, **kwargs)


class Term(serializers.CharField):
    """A term from a list that the schema documents."""

    def __init__(self, choices, help_text="", *, blank=False, **kwargs):
        self.terms = [*([""] if blank else []), *(str(value) for value, _ in choices)]
        super().__init__(read_only=True, help_text=help_text, **kwargs)
        extend_schema_field({"type": "string", "enum": self.terms})(self)

    def to_representation(self, value):
        return str(value)


@extend_schema_field({"type": "string", "format": "uri"})
class PageAddress(serializers.ReadOnlyField):
    """The absolute URL of the row's public page."""

    def __init__(self, help_text="Its page.", **kwargs):
        super().__init__(source="*", help_text=help_text, **kwargs)

    def to_representation(self, value):
        return absolute_url(value.get_absolute_url())


class PersonNamed(serializers.Serializer):
    """A person as a page names them: someone without a public page has a name only."""

    name = Text("The display name.")
    slug = serializers.SerializerMethodField(help_text="Their address in this API; null without a public page.")
    url = serializers.SerializerMethodField(help_text="Their page; null without a public page.")

    @extend_schema_field({"type": ["string", "null"]})
    def get_slug(self, person: Person):
        return person.slug if person.has_page else None

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, person: Person):
        return absolute_url(person.get_absolute_url()) if person.has_page else None


class OrganizationNamed(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    name = Text()


class SourceOut(serializers.Serializer):
    """Where a fact comes from."""

    kind = Term(SourceKind.choices())
    title = Text()
    publisher = Text()
    date = PartialDate(allow_null=True)
    url = Text("Where to look it up; “” when it is not online.")
    locator = Text("Page, paragraph or time code.")


class CaseNamed(serializers.Serializer):
    slug = serializers.SlugField(read_only=True, help_text="The stable address in this API and of the page.")
    title = Text("The caption with what tells it from others of the same.")
    url = PageAddress()


class FilmNamed(serializers.Serializer):
    slug = serializers.SlugField(read_only=True)
    title = Text()
    url = PageAddress()
