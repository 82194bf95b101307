"""Films and releases in the API."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coverage.models import Credit, Film, Release
from legal.models import Proceeding
from pages.api.articles import NUMBER
from pages.api.endpoint import Endpoint, documented
from pages.api.fields import CaseNamed, FilmNamed, OrganizationNamed, PartialDate, PersonNamed, SourceOut, Term, Text
from pages.films.filters import FilmFilter, ReleaseFilter
from web.addresses import absolute_url


class ReleaseInFilm(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    kind = Term(Release.Kind.choices)
    title = Text("“Streaming on Hulu (United States)”.")
    date = PartialDate()
    state = Term(Release.State.choices)
    platform = Text("A service, a festival, a broadcaster.")
    territory = Text()
    announced = PartialDate("When this date became known.", allow_null=True)
    note = Text()
    sources = SourceOut(many=True, read_only=True)
    url = serializers.SerializerMethodField(help_text="Its place on the film's page.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, release: Release):
        return absolute_url(f"{release.film.get_absolute_url()}#release-{release.pk}")


class FilmInList(FilmNamed):
    kind = Text("“feature documentary”")
    summary = Text()
    releases = ReleaseInFilm(many=True, read_only=True)


class FilmCreditOut(serializers.Serializer):
    job = Text()
    person = PersonNamed(read_only=True, allow_null=True)
    organization = OrganizationNamed(read_only=True, allow_null=True)
    credited_as = Text("Where the film writes the name differently.")


class FilmOut(FilmInList):
    credits = FilmCreditOut(many=True, read_only=True)
    cases = CaseNamed(many=True, source="listed_cases", read_only=True)


@documented(FilmOut, FilmInList, tag="films", about="Public films by title, with their releases.")
class FilmEndpoint(Endpoint):
    serializer_class, list_serializer_class = FilmOut, FilmInList
    filterset_class = FilmFilter
    lookup_field, key = "slug", ("title", "pk")

    def get_queryset(self):
        films = Film.objects.published().with_releases()
        if self.action == "list":
            return films
        return films.prefetch_related(
            Prefetch("credits", Credit.objects.select_related("person", "organization")),
            Prefetch("proceedings", Proceeding.objects.published(), to_attr="listed_cases"),
        )


class ReleaseOut(ReleaseInFilm):
    film = FilmNamed(read_only=True)


@documented(ReleaseOut, tag="releases", about="Releases of public films, the latest date first.")
class ReleaseEndpoint(Endpoint):
    serializer_class = ReleaseOut
    filterset_class = ReleaseFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, Release.NEWEST

    def get_queryset(self):
        return Release.objects.published().with_sources().select_related("film")
