"""How the record is written in the API. A standing is always folded when it is asked for, never a stored copy."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from legal import wording
from legal.folding import SEALED, TOLD, UNCLEAR, told_state
from legal.models import Charge, Development, Hearing, Proceeding
from legal.standing import Standing
from legal.vocabulary import DevelopmentKind, HearingKind, HearingState, ProceedingKind, Role, SourceKind
from people.api.fields import OrganizationNamed, PageAddress, PartialDate, PersonNamed, Term, Text


class CourtOut(serializers.Serializer):
    name = Text()
    place = Text()
    time_zone = Text("The zone its hearings and days are told in.")


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


class StandingOut(serializers.Serializer):
    """Where a charge stands today, folded from its public developments. Of what is sealed or unclear, only that."""

    state = serializers.SerializerMethodField(help_text="A term of the glossary.")
    since = serializers.SerializerMethodField(help_text="The date of what led there; null where that is not told.")
    is_open = serializers.SerializerMethodField(help_text="Whether a court still has to decide; null: not told.")
    is_final = serializers.SerializerMethodField(help_text="Whether nothing on the record keeps it open.")
    on_appeal = serializers.SerializerMethodField(help_text="Whether an appeal is open.")
    short = serializers.SerializerMethodField(help_text="A few words: “Dismissed with prejudice, July 12, 2024”.")
    sentence = serializers.SerializerMethodField(help_text="The whole of it in a plain English sentence.")

    @extend_schema_field({"type": "string", "enum": [value for value, _ in TOLD]})
    def get_state(self, stands: Standing):
        return told_state(stands)

    @extend_schema_field({"type": ["string", "null"]})
    def get_since(self, stands: Standing):
        if told_state(stands) in (SEALED, UNCLEAR) or not stands.since:
            return None
        return str(stands.since)

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_is_open(self, stands: Standing):
        return self._told(stands, stands.is_open)

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_is_final(self, stands: Standing):
        return self._told(stands, stands.is_final)

    @extend_schema_field({"type": ["boolean", "null"]})
    def get_on_appeal(self, stands: Standing):
        return self._told(stands, stands.on_appeal)

    def get_short(self, stands: Standing) -> str:
        return wording.short(stands)

    def get_sentence(self, stands: Standing) -> str:
        return wording.sentence(stands)

    def _told(self, stands: Standing, value: bool) -> bool | None:
        return None if told_state(stands) in (SEALED, UNCLEAR) else value


class WhoOut(serializers.Serializer):
    """Somebody in a case: a person or an organization."""

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
    """How another case hangs together with this one."""

    relation = Text("The words of it, read from this case.")
    case = CaseNamed()


class FilmNamed(serializers.Serializer):
    slug = serializers.SlugField(read_only=True)
    title = Text()
    url = PageAddress()


class CaseOut(CaseInList):
    caption = Text("As filed.")
    parties = PartyOut(many=True, read_only=True)
    links = serializers.SerializerMethodField()
    films = FilmNamed(many=True, source="listed_films", read_only=True)

    @extend_schema_field(LinkOut(many=True))
    def get_links(self, case: Proceeding):
        return LinkOut([{"relation": words, "case": other} for words, other in case.linked], many=True).data


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
        page = settings.SITE_URL + development.proceeding.get_absolute_url()
        return f"{page}?at={development.pk}#development-{development.pk}"


class OutcomeOut(serializers.Serializer):
    id = serializers.IntegerField(read_only=True, help_text="The development's.")
    title = Text()


class HearingOut(serializers.Serializer):
    """A date in a court's calendar, by the court's own clock."""

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
