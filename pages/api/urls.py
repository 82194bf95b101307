"""The addresses of the read-only API, version 1, and its own description."""

from functools import cache

from django.http import Http404, HttpResponse
from django.urls import include, path, re_path, reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer2, OpenApiYamlRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from pages.api.articles import ArticleEndpoint, CorrectionEndpoint, QuoteEndpoint
from pages.api.cases import CaseEndpoint, DevelopmentEndpoint, HearingEndpoint
from pages.api.endpoint import RESPONSES, ReadOnly, in_problem_json
from pages.api.films import FilmEndpoint, ReleaseEndpoint
from pages.api.people import OrganizationEndpoint, PersonEndpoint
from pages.api.timeline import TimelineEndpoint
from web.addresses import absolute_url

ENDPOINTS = {
    "articles": ArticleEndpoint,
    "quotes": QuoteEndpoint,
    "corrections": CorrectionEndpoint,
    "films": FilmEndpoint,
    "releases": ReleaseEndpoint,
    "cases": CaseEndpoint,
    "developments": DevelopmentEndpoint,
    "hearings": HearingEndpoint,
    "people": PersonEndpoint,
    "organizations": OrganizationEndpoint,
}
router = SimpleRouter()
for name, endpoint in ENDPOINTS.items():
    router.register(name, endpoint, basename=f"api-{name}")


ADDRESSES = {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}


class Root(ReadOnly, APIView):
    @extend_schema(
        tags=["about"],
        summary="What there is",
        description="The address of every list, and of this API's description.",
        responses={200: ADDRESSES, **in_problem_json(RESPONSES)},
    )
    def get(self, request):
        lists = {name: f"api-{name}-list" for name in ENDPOINTS} | {"timeline": "api-timeline"}
        about = {"docs": "api-docs", "openapi": "api-openapi"}
        return Response({name: absolute_url(reverse(view)) for name, view in {**lists, **about}.items()})


class NotThere(ReadOnly, APIView):
    """For unknown addresses under the API: the same error format as elsewhere."""

    @extend_schema(exclude=True)
    def get(self, request, path):
        raise Http404


class Docs(SpectacularSwaggerSplitView):
    """The interactive API documentation, without inline or third-party scripts."""

    url_name = "api-openapi"
    template_name = "api_docs.html"


@cache
def described(renderer: type[BaseRenderer]) -> bytes:
    """The OpenAPI description, built once because only code changes it."""
    return renderer().render(SchemaGenerator().get_schema(public=True), renderer_context={})


class OpenApi(ReadOnly, APIView):
    renderer_classes = [OpenApiJsonRenderer2]

    @extend_schema(exclude=True)
    def get(self, request):
        [renderer] = self.renderer_classes
        return HttpResponse(described(renderer), content_type=renderer.media_type)


class OpenApiYaml(OpenApi):
    renderer_classes = [OpenApiYamlRenderer2]


urlpatterns = [
    path("", Root.as_view(), name="api"),
    path("", include(router.urls)),
    path("timeline/", TimelineEndpoint.as_view(), name="api-timeline"),
    path("openapi.json", OpenApi.as_view(), name="api-openapi"),
    path("openapi.yaml", OpenApiYaml.as_view(), name="api-openapi-yaml"),
    path("docs/", Docs.as_view(), name="api-docs"),
    re_path(r"^(?P<path>.+)/$", NotThere.as_view(), name="api-not-there"),
]
