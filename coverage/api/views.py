from django.conf import settings
from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from coverage.api.shapes import (
    ArticleInList,
    ArticleOut,
    CorrectionOut,
    EntryOut,
    FilmInList,
    FilmOut,
    QuoteOut,
    ReleaseOut,
    TimelineOut,
)
from coverage.filters import ArticleFilter, CorrectionFilter, FilmFilter, QuoteFilter, ReleaseFilter, TimelineFilter
from coverage.models import Article, Correction, Credit, Film, Quote, Release
from coverage.timeline import LANES, entries, key_text, parse_key
from dates.value import PATTERN
from legal.models import Proceeding
from people.api.endpoint import (
    REFUSED,
    RESPONSES,
    SIZE,
    Endpoint,
    ReadOnly,
    check_parameters,
    documented,
    in_problem_json,
)
from web.paging import query_without

NUMBER = "[0-9]{1,18}"


@documented(ArticleOut, ArticleInList, tag="articles", about="Published articles, newest first.")
class ArticleEndpoint(Endpoint):
    serializer_class, list_serializer_class = ArticleOut, ArticleInList
    filterset_class = ArticleFilter
    lookup_field, key = "slug", ("-published_at", "-pk")

    def get_queryset(self):
        articles = Article.objects.published().select_related("outlet").prefetch_related("bylines")
        if self.action == "list":
            return articles.defer("body", "text")
        quotes = Quote.objects.anchored().select_related("speaker").order_by("starts", "pk")
        corrections = Correction.objects.published()
        return articles.prefetch_related(
            Prefetch("corrections", corrections, to_attr="listed_corrections"),
            Prefetch("films", Film.objects.published(), to_attr="listed_films"),
            Prefetch("proceedings", Proceeding.objects.published(), to_attr="listed_cases"),
            Prefetch("people", Article._meta.get_field("people").related_model.objects.published(), "listed_people"),
            Prefetch("quotes", quotes),
        )


@documented(QuoteOut, tag="quotes", about="Quotes, verbatim, the newest article's first.")
class QuoteEndpoint(Endpoint):
    serializer_class = QuoteOut
    filterset_class = QuoteFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, ("-published_at", "-pk")

    def get_queryset(self):
        return Quote.objects.published().for_cards()


@documented(CorrectionOut, tag="corrections", about="What readers were told after articles came out, newest first.")
class CorrectionEndpoint(Endpoint):
    serializer_class = CorrectionOut
    filterset_class = CorrectionFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, ("-at", "-pk")

    def get_queryset(self):
        return Correction.objects.published().with_article()


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


@documented(ReleaseOut, tag="releases", about="Releases of public films, the latest date first.")
class ReleaseEndpoint(Endpoint):
    serializer_class = ReleaseOut
    filterset_class = ReleaseFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, ("-date", "-pk")

    def get_queryset(self):
        return Release.objects.published().with_sources().select_related("film")


DATE = {"type": "string", "pattern": PATTERN}
PARAMETERS = [
    OpenApiParameter("film", str, description="A film, by its `slug`."),
    OpenApiParameter("case", str, description="A case, by its `slug`."),
    OpenApiParameter("lane", str, enum=list(LANES), description="Of one line only."),
    OpenApiParameter("start", DATE, description="From a year, month or day on."),
    OpenApiParameter("end", DATE, description="Up to a year, month or day."),
    OpenApiParameter("after", str, description="Where to go on, as given in `next`. Opaque: do not build one."),
]


class TimelineEndpoint(ReadOnly, APIView):
    @extend_schema(
        tags=["timeline"],
        summary="The timeline",
        description="The film and the record, newest first, with the coverage between.",
        parameters=PARAMETERS,
        responses={200: TimelineOut, **in_problem_json(REFUSED | RESPONSES)},
    )
    def get(self, request):
        asked = request.query_params
        chosen = TimelineFilter(asked)
        check_parameters(request, [*chosen.filters, "after"])
        if chosen.errors:
            raise ValidationError(chosen.errors)
        after = parse_key(asked.get("after", ""))
        if asked.get("after") and after is None:
            raise NotFound
        found, following = entries(chosen.selection(), limit=SIZE, after=after)
        query = query_without(asked, "after", after=key_text(following)) if following else ""
        leads = f"{settings.SITE_URL}{request.path}?{query}" if query else None
        return Response({"next": leads, "results": EntryOut(found, many=True).data})
