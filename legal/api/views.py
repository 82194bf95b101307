from django.db.models import Prefetch

from legal.api.shapes import CaseInList, CaseOut, DevelopmentOut, HearingOut
from legal.filters import CaseFilter, DevelopmentFilter, HearingFilter
from legal.models import Development, Hearing, Party, Proceeding
from people.api.endpoint import Endpoint, documented

NUMBER = "[0-9]{1,18}"


@documented(CaseOut, CaseInList, tag="cases", about="Public cases by caption, with where each charge stands today.")
class CaseEndpoint(Endpoint):
    serializer_class, list_serializer_class = CaseOut, CaseInList
    filterset_class = CaseFilter
    lookup_field, key = "slug", ("caption", "pk")

    def get_queryset(self):
        cases = Proceeding.objects.published().with_standings()
        if self.action == "list":
            return cases
        films = Proceeding._meta.get_field("films").related_model.objects.published()
        return cases.with_links().prefetch_related(
            Prefetch("parties", Party.objects.select_related("person", "organization")),
            Prefetch("films", films, to_attr="listed_films"),
        )


@documented(DevelopmentOut, tag="developments", about="What happened in public cases, newest first.")
class DevelopmentEndpoint(Endpoint):
    serializer_class = DevelopmentOut
    filterset_class = DevelopmentFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, ("-occurred", "-position", "-pk")

    def get_queryset(self):
        return Development.objects.published().with_sources().select_related("proceeding")


@documented(HearingOut, tag="hearings", about="The calendar of public cases, the latest date first.")
class HearingEndpoint(Endpoint):
    serializer_class = HearingOut
    filterset_class = HearingFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, ("-starts_at", "-pk")

    def get_queryset(self):
        return Hearing.objects.published().with_what_followed()
