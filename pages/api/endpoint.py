"""What every API endpoint shares: read-only, one gate, filters, keyset paging, conditional responses."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from pages.api.problems import PROBLEM, Problem
from web.addresses import absolute_url
from web.asking import Listing, ask
from web.conditional import conditional

SIZE, MOST = 25, 100
READING = ("get", "head", "options")


def check_parameters(request: Request, known: Iterable[str]) -> None:
    """Refuse parameters that would silently filter nothing: unknown ones and empty ones."""
    there = f"There is no such parameter. There are: {', '.join(known)}."
    unknown = {name[:60]: [there] for name in sorted(set(request.query_params) - set(known))}
    empty = {name: ["It is empty: write a value or leave it out."] for name in known if _is_empty(request, name)}
    if wrong := unknown | empty:
        raise ValidationError(wrong)


def _is_empty(request: Request, name: str) -> bool:
    return name in request.query_params and not request.query_params[name].strip()


class KnownFilters(DjangoFilterBackend):
    """Applies the list's FilterSet and reports invalid values."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view) -> QuerySet:
        filters = self.get_filterset(request, queryset, view)
        check_parameters(request, [*(filters.filters if filters else ()), *KeyPagination.PARAMETERS])
        if filters is None:
            return queryset
        if not filters.is_valid():
            raise ValidationError(filters.errors)
        view.row_filter, view.key = filters.row_filter, filters.order(view.key)
        return filters.qs


class KeyPagination(BasePagination):
    """Keyset paging, as on the site: `next` costs the same at any depth. Nothing is counted."""

    PARAMETERS = ("after", "limit")

    def paginate_queryset(self, queryset: QuerySet, request: Request, view=None) -> list:
        self.request = request
        listing, row_filter = Listing(key=view.key, size=_limit(request)), getattr(view, "row_filter", None)
        self.page = listing.page_of(queryset, request.query_params, row_filter=row_filter)
        return self.page.rows

    def get_paginated_response(self, data: list) -> Response:
        following = self.page.next_query
        leads = absolute_url(f"{self.request.path}?{following}") if following else None
        return Response({"next": leads, "results": data})

    def get_paginated_response_schema(self, schema: dict) -> dict:
        following = {
            "type": ["string", "null"],
            "format": "uri",
            "description": "The address of the next page; null on the last. A page may be shorter than `limit`, even "
            "empty, and yet have a next one.",
        }
        properties = {"next": following, "results": schema}
        return {"type": "object", "required": ["next", "results"], "properties": properties}

    def get_schema_operation_parameters(self, view: object) -> list[dict]:
        after = "Where to go on, as given in `next`. Opaque: do not build one."
        limit = f"How many at most; {SIZE} when not given."
        return [
            {"name": "after", "in": "query", "description": after, "schema": {"type": "string"}},
            {
                "name": "limit",
                "in": "query",
                "description": limit,
                "schema": {"type": "integer", "minimum": 1, "maximum": MOST},
            },
        ]


def _limit(request: Request) -> int:
    asked = request.query_params.get("limit", str(SIZE))
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    if not 1 <= number <= MOST:
        raise ValidationError({"limit": [f"Write a number from 1 to {MOST}."]})
    return number


OPEN = {  # to scripts of any site: nothing here depends on who asks
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}


class ReadOnly:
    """For every view of the API: GET, HEAD and OPTIONS, open to scripts of any site, with an ETag."""

    http_method_names = READING

    def options(self, request, *args, **kwargs) -> Response:
        return Response(status=204)

    def finalize_response(self, request, response, *args, **kwargs) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        _open(response)
        if response.status_code == 200:
            if not isinstance(response, Response):
                return open_conditional(request._request, response)
            response.add_post_render_callback(lambda rendered: open_conditional(request._request, rendered))
        else:
            patch_cache_control(response, no_store=True)
        return response


def open_conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A conditional response that scripts on any site may read."""
    answer = conditional(request, response)
    _open(answer)
    return answer


def _open(response: HttpResponse) -> None:
    for name, value in OPEN.items():
        response[name] = value


RESPONSES = {
    304: OpenApiResponse(description="You have it already: the ETag you sent is this answer's."),
    404: OpenApiResponse(Problem, description="There is no such thing, or readers may not see it."),
    406: OpenApiResponse(Problem, description="Only JSON is served."),
    429: OpenApiResponse(Problem, description="Too many requests; `Retry-After` says how many seconds to wait."),
}
REFUSED = {400: OpenApiResponse(Problem, description="A parameter cannot be understood; `errors` says which and why.")}


def in_problem_json(responses: dict) -> dict:
    """Errors are application/problem+json, whatever the success type."""
    return {(code, PROBLEM) if code != 304 else code: answer for code, answer in responses.items()}


def documented(one, few=None, *, tag: str, about: str):
    """A class decorator that documents a list and a detail endpoint."""
    shown = extend_schema(
        tags=[tag], summary=f"One of the {tag}", description=about, responses={200: one, **in_problem_json(RESPONSES)}
    )
    listed = extend_schema(
        tags=[tag],
        summary=f"The {tag}",
        description=about,
        responses={200: (few or one)(many=True), **in_problem_json(REFUSED | RESPONSES)},
    )
    return extend_schema_view(retrieve=shown, list=listed)


class Endpoint(ReadOnly, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """A list ordered by `key` and single rows by slug; `get_queryset()` applies the gate at each request."""

    key: tuple[str, ...] = ("pk",)
    filter_backends = [KnownFilters]
    pagination_class = KeyPagination
    list_serializer_class = None

    def get_serializer_class(self):
        return (self.action == "list" and self.list_serializer_class) or self.serializer_class

    def get_queryset(self) -> QuerySet:
        """The queryset: everything shown for a single row, less for a list."""
        raise NotImplementedError

    def get_object(self):
        """Load a single row with one query. Filters apply to lists only."""
        name = self.lookup_field
        rows = ask(rows=self.get_queryset().filter(**{name: self.kwargs[name]}))["rows"]
        if not rows:
            raise Http404
        return rows[0]
