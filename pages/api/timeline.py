"""The timeline in the API."""

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from dates.value import PATTERN
from pages.api.endpoint import REFUSED, RESPONSES, SIZE, ReadOnly, check_parameters, in_problem_json
from pages.api.fields import PartialDate, SourceOut, Term, Text
from pages.timeline.entries import LANES, Entry, entries, key_text, parse_key
from pages.timeline.filters import TimelineFilter
from web.addresses import absolute_url
from web.paging import query_without


class EntryOut(serializers.Serializer):
    """One dated thing on the timeline."""

    lane = Term([(lane, lane) for lane in LANES], "The line it belongs to.")
    id = serializers.IntegerField(source="pk", read_only=True, help_text="Of the release, development or article.")
    date = PartialDate()
    title = Text()
    note = Text()
    about = Text("The film or the case it belongs to, or the kind of article.")
    is_coming = serializers.BooleanField(read_only=True)
    sources = SourceOut(many=True, read_only=True)
    url = serializers.SerializerMethodField(help_text="Where to read of it.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, entry: Entry):
        return absolute_url(entry.url)


class TimelineOut(serializers.Serializer):
    next = serializers.URLField(allow_null=True, read_only=True, help_text="The address of the next page.")
    results = EntryOut(many=True, read_only=True)


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
        leads = absolute_url(f"{request.path}?{query}") if query else None
        return Response({"next": leads, "results": EntryOut(found, many=True).data})
