"""The record in the API: cases, developments, hearings. Standings are folded at each request."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from legal.models import Charge, Development, Hearing, Party, Proceeding
from legal.standing import wording
from legal.standing.fold import Standing
from legal.standings import SEALED, SHOWN_STATES, UNCLEAR, shown_state
from legal.vocabulary import DevelopmentKind, HearingKind, HearingState, ProceedingKind, Role
from pages.api.endpoint import Endpoint, documented
from pages.api.fields import (
    CaseNamed,
    FilmNamed,
    OrganizationNamed,
    PageAddress,
    PartialDate,
    PersonNamed,
    SourceOut,
    Term,
    Text,
)
from pages.cases.filters import CaseFilter, DevelopmentFilter, HearingFilter
from web.addresses import absolute_url

NUMBER = "[0-9]{1,18}"


class CourtOut(serializers.Serializer):
    name = Text()
    place = Text()
    time_zone = Text("The zone its hearings and days are told in.")


class StandingOut(serializers.Serializer):
    """Where a charge stands today, folded from its public developments. For a sealed or unclear charge, only that
    fact."""

    state = serializers.SerializerMethodField(help_text="A term of the glossary.")
    since = serializers.SerializerMethodField(help_text="The date of what led there; null where that is not told.")
    is_open = serializers.SerializerMethodField(help_text="Whether a court still has to decide; null: not told.")
    is_final = serializers.SerializerMethodField(help_text="Whether nothing on the record keeps it open.")
    on_appeal = serializers.SerializerMethodField(help_text="Whether an appeal is open.")
    short = serializers.SerializerMethodField(help_text="A few words: “Dismissed with prejudice, July 12, 2024”.")
    sentence = serializers.SerializerMethodField(help_text="The whole of it in a plain English sentence.")

    @extend_schema_field({"type": "string", "enum": [value for value, _ in SHOWN_STATES]})
    def get_state(self, stands: Standing):
        return shown_state(stands)

    @extend_schema_field({"type": ["string", "null"]})
    def get_since(self, stands: Standing):
        if shown_state(stands) in (SEALED, UNCLEAR) or not stands.since:
            return None
        return str(stands.since)

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_is_open(self, stands: Standing):
        return self._unless_hidden(stands, stands.is_open)

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_is_final(self, stands: Standing):
        return self._unless_hidden(stands, stands.is_final)

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_on_appeal(self, stands: Standing):
        return self._unless_hidden(stands, stands.on_appeal)

    def get_short(self, stands: Standing) -> str:
        return wording.short(stands)

    def get_sentence(self, stands: Standing) -> str:
        return wording.sentence(stands)

    def _unless_hidden(self, stands: Standing, value: bool) -> bool | None:
        return None if shown_state(stands) in (SEALED, UNCLEAR) else value


class WhoOut(serializers.Serializer):
    """Someone in a case: a person or an organization."""

    person = PersonNamed(allow_null=True, read_only=True)
    organization = OrganizationNamed(allow_null=True, read_only=True)


class PartyOut(WhoOut):
    role = Term(Role.choices())
    named_as = Text("As the papers name them, where it differs.")
    since = PartialDate(allow_null=True)
    until = PartialDate(allow_null=True)


class ChargeOut(serializers.Serializer):
    """One charge, claim or citation against one party."""

    id = serializers.IntegerField(read_only=True)
    against = WhoOut(source="party", read_only=True)
    offense = Text("The offense or cause of action, in the law's words.")
    statute = Text()
    degree = Text()
    count = Text("“Count 1”", source="count_label")
    alternative_group = Text("The same letter on charges of which only one can stand.")
    standing = serializers.SerializerMethodField()

    @extend_schema_field(StandingOut)
    def get_standing(self, charge: Charge):
        return StandingOut(charge.standing()).data


class CaseInList(CaseNamed):
    kind = Term(ProceedingKind.choices())
    court = CourtOut(read_only=True)
    docket_number = Text("“” when it is not known.")
    summary = Text()
    checked_on = serializers.DateField(read_only=True, allow_null=True, help_text="When the docket was last looked at.")
    charges = ChargeOut(many=True, source="listed_charges", read_only=True)


class LinkOut(serializers.Serializer):
    """How another case is related to this one."""

    relation = Text("The words of it, read from this case.")
    case = CaseNamed()


class CaseOut(CaseInList):
    caption = Text("As filed.")
    parties = PartyOut(many=True, read_only=True)
    links = serializers.SerializerMethodField()
    films = FilmNamed(many=True, source="listed_films", read_only=True)

    @extend_schema_field(LinkOut(many=True))
    def get_links(self, case: Proceeding):
        return LinkOut([{"relation": words, "case": other} for words, other in case.linked], many=True).data


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


class ChargeNamed(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    name = Text("Who is charged with what.")


class DevelopmentOut(serializers.Serializer):
    """Something dated that happened in a case."""

    id = serializers.IntegerField(read_only=True)
    case = CaseNamed(source="proceeding", read_only=True)
    kind = Term(DevelopmentKind.choices())
    title = Text("What happened, in the law's words.")
    date = PartialDate(source="occurred")
    position = serializers.IntegerField(read_only=True, help_text="Its place among the developments of its date.")
    note = Text("One neutral sentence more; “” where the title says it all.", source="more")
    charges = ChargeNamed(many=True, read_only=True, help_text="The charges it affects.")
    sources = SourceOut(many=True, read_only=True)
    recorded_at = serializers.DateTimeField(read_only=True, help_text="When it was entered here.")
    url = serializers.SerializerMethodField(help_text="Its place on the case's page.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, development: Development):
        page = absolute_url(development.proceeding.get_absolute_url())
        return f"{page}?at={development.pk}#development-{development.pk}"


@documented(DevelopmentOut, tag="developments", about="What happened in public cases, newest first.")
class DevelopmentEndpoint(Endpoint):
    serializer_class = DevelopmentOut
    filterset_class = DevelopmentFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, Development.NEWEST

    def get_queryset(self):
        return Development.objects.published().with_sources().select_related("proceeding")


class OutcomeOut(serializers.Serializer):
    id = serializers.IntegerField(read_only=True, help_text="The development's.")
    title = Text()


class HearingOut(serializers.Serializer):
    """A date on a court's calendar, in the court's time zone."""

    id = serializers.IntegerField(read_only=True)
    case = CaseNamed(source="proceeding", read_only=True)
    kind = Term(HearingKind.choices())
    title = Text()
    starts_at = serializers.SerializerMethodField(help_text="With the court's offset; of a whole day, its midnight.")
    ends_at = serializers.SerializerMethodField(help_text="null where the court has set none.")
    is_all_day = serializers.BooleanField(read_only=True, help_text="Or the time of day is not known.")
    time_zone = Text(source="proceeding.court.time_zone")
    place = Text()
    state = Term(HearingState.choices())
    outcome = OutcomeOut(source="outcome_for_readers", allow_null=True, read_only=True)
    continued_to = serializers.SerializerMethodField(help_text="The id of the later hearing; null where there is none.")
    note = Text()
    url = PageAddress("Its place on the case's page.")

    @extend_schema_field({"type": "string", "format": "date-time"})
    def get_starts_at(self, hearing: Hearing):
        return hearing.local_start.isoformat()

    @extend_schema_field({"type": ["string", "null"], "format": "date-time"})
    def get_ends_at(self, hearing: Hearing):
        return hearing.local_end and hearing.local_end.isoformat()

    @extend_schema_field({"type": ["integer", "null"]})
    def get_continued_to(self, hearing: Hearing):
        later = hearing.later_for_readers
        return later and later.pk


@documented(HearingOut, tag="hearings", about="The calendar of public cases, the latest date first.")
class HearingEndpoint(Endpoint):
    serializer_class = HearingOut
    filterset_class = HearingFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, ("-starts_at", "-pk")

    def get_queryset(self):
        return Hearing.objects.published().with_what_followed()
