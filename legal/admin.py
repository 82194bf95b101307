"""The record, for editors. What once was public is never deleted: a development is retracted, a hearing vacated."""

from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from legal import wording
from legal.kind_field import prepare_kind_field
from legal.models import Charge, Court, Development, Hearing, Party, Proceeding, ProceedingLink, Source
from legal.recording import misfits, next_position
from people.desk import KeptOncePublic, LabelledTabularInline, PublicAdmin


class NeverDeleted:
    """Mixin for what readers may have seen."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Court)
class CourtAdmin(admin.ModelAdmin):
    list_display = ["name", "place", "time_zone"]
    search_fields = ["name", "place"]


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "publisher", "date"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher", "url"]

    def has_delete_permission(self, request, obj=None):
        cited = obj and (obj.developments.exists() or obj.releases.exists())
        return super().has_delete_permission(request, obj) and not cited


class KeptWithCase(KeptOncePublic):
    public_parent = "proceeding"


class PartyInline(KeptWithCase, LabelledTabularInline):
    model = Party
    extra = 1
    autocomplete_fields = ["person", "organization"]


class ChargeInline(KeptWithCase, admin.StackedInline):
    model = Charge
    fk_name = "proceeding"
    extra = 0
    autocomplete_fields = ["party", "refiles", "related_to"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("party", "offense"),
                    ("count_label", "degree", "statute"),
                    ("alternative_group", "refiles"),
                    ("relation", "related_to"),
                ]
            },
        )
    ]


class LinkInline(LabelledTabularInline):
    model = ProceedingLink
    fk_name = "from_proceeding"
    extra = 0
    autocomplete_fields = ["to_proceeding"]


class HearingForm(forms.ModelForm):
    """A hearing starts when the court's clock says so, wherever the desk is."""

    class Meta:
        model = Hearing
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets say which)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = "By the court's own clock."
        if self.instance.pk:
            self.initial["starts_at"] = self.instance.local_start.replace(tzinfo=None)

    def clean(self):
        data = super().clean()
        case, start = data.get("proceeding"), data.get("starts_at")
        if case and start:
            typed = timezone.localtime(start).replace(tzinfo=None)
            data["starts_at"] = typed.replace(tzinfo=ZoneInfo(case.court.time_zone))
        return data


class HearingInline(NeverDeleted, LabelledTabularInline):
    model = Hearing
    form = HearingForm
    extra = 0
    fields = ["title", "starts_at", "place", "state"]


@admin.register(Proceeding)
class ProceedingAdmin(PublicAdmin):
    list_display = ["title", "kind", "court", "is_public", "is_followed"]
    list_filter = ["kind", "is_public", "is_followed"]
    list_select_related = ["court"]
    search_fields = ["caption", "short_title", "docket_number"]
    autocomplete_fields = ["court"]
    inlines = [PartyInline, ChargeInline, LinkInline, HearingInline]
    readonly_fields = ["standings"]
    fieldsets = [
        (None, {"fields": [("caption", "short_title"), ("kind", "court", "docket_number"), "summary"]}),
        ("For readers", {"fields": [("is_public", "is_followed"), "standings", "slug"]}),
    ]

    @admin.display(description="where it stands today, from public developments")
    def standings(self, proceeding):
        if proceeding.pk is None:
            return "Save the case first; then record its developments."
        rows = [(c, wording.sentence(c.standing())) for c in proceeding.charges.with_standings()]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows)) if rows else "No charge yet."


@admin.register(Party)
class PartyAdmin(KeptWithCase, admin.ModelAdmin):
    """Only there so that charges can look parties up; parties are edited with their case."""

    search_fields = ["person__name", "organization__name", "proceeding__caption", "named_as"]
    list_select_related = ["person", "organization", "proceeding"]
    autocomplete_fields = ["person", "organization", "proceeding"]
    list_display = ["who", "role", "proceeding"]

    def get_model_perms(self, request):
        return {}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "organization", "proceeding")


@admin.register(Charge)
class ChargeAdmin(KeptWithCase, admin.ModelAdmin):
    """Only there so that developments can look charges up; charges are edited with their case."""

    search_fields = ["offense", "party__person__name", "proceeding__caption"]
    list_display = ["offense", "party", "proceeding"]
    autocomplete_fields = ["proceeding", "party", "refiles", "related_to"]

    def get_model_perms(self, request):
        return {}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("party__person", "party__organization", "proceeding")


OVERRIDE_HINT = (
    "If a development does not fit but its source shows that it happened all the same, say here, on it, why."
)


class DevelopmentForm(forms.ModelForm):
    """Refuses what cannot have happened, in words; gives a new development the next place in its day."""

    retract = forms.BooleanField(
        required=False, help_text="Readers no longer see it. It stays here, with the reason, and can be read back."
    )

    class Meta:
        model = Development
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets say which)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = self.data.get(self.add_prefix("kind")) or self.initial.get("kind", "")
        prepare_kind_field(self.fields["kind"], chosen)
        self.fields["position"].required = False
        self.fields["position"].help_text += " Empty: after the others."
        self.initial["retract"] = self.instance.retracted_at is not None
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean(self):
        data = super().clean()
        proceeding, occurred = data.get("proceeding"), data.get("occurred")
        if not proceeding or not occurred:
            return data
        if occurred.first > timezone.localdate():
            self.add_error("occurred", "This day is still to come. A date in the court's calendar is a hearing.")
        if not data.get("position"):
            data["position"] = next_position(proceeding, occurred)
        if data.get("retract") and not data.get("retraction_reason"):
            self.add_error("retraction_reason", "Say why it is retracted.")
        return data

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        retract = self.cleaned_data.get("retract")
        self.instance.retracted_at = (self.instance.retracted_at or timezone.now()) if retract else None
        found = misfits(self.instance, self.cleaned_data.get("charges") or [])
        for problem in found:
            self.add_error(None, problem)
        if found and not self.instance.override_reason:
            self.add_error("override_reason", OVERRIDE_HINT)


@admin.register(Development)
class DevelopmentAdmin(NeverDeleted, admin.ModelAdmin):
    form = DevelopmentForm
    list_display = ["title", "occurred", "proceeding", "has_source", "is_standing"]
    list_filter = [
        "kind",
        ("retracted_at", admin.EmptyFieldListFilter),
        ("override_reason", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["proceeding"]
    search_fields = ["proceeding__caption", "note", "charges__offense"]
    autocomplete_fields = ["proceeding", "charges", "sources"]
    ordering = ["-occurred", "-position"]
    readonly_fields = ["found"]
    fieldsets = [
        (None, {"fields": ["proceeding", ("kind", "occurred", "position"), "charges", "sources"]}),
        (
            "What the kind calls for",
            {
                "fields": [
                    ("instrument", "plea", "verdict", "lesser_offense"),
                    ("manner", "by", "prejudice", "in_favor_of"),
                    ("ground", "reason"),
                    "sentence",
                    "terms",
                ]
            },
        ),
        ("For readers", {"fields": ["note"]}),
        ("Where it was found", {"fields": ["found"]}),
        ("Although it does not fit", {"fields": ["override_reason"]}),
        ("Take it back", {"fields": ["retract", "retraction_reason"], "classes": ["collapse"]}),
    ]

    class Media:
        js = ["js/kinds.js"]

    def get_queryset(self, request):
        sourced = Development.sources.through.objects.filter(development=OuterRef("pk"))
        return super().get_queryset(request).annotate(sourced=Exists(sourced))

    @admin.display(description="sentences")
    def found(self, development):
        """The sentences that reviewers accepted it from, as they stood in their articles."""
        accepted = development.findings.filter(status="accepted").select_related("article") if development.pk else []
        rows = [(span["exact"], finding.article) for finding in accepted for span in finding.spans]
        return (
            format_html("<ul>{}</ul>", format_html_join("", "<li>“{}” ({})</li>", rows))
            if rows
            else "It was typed in here."
        )

    @admin.display(boolean=True, description="source")
    def has_source(self, development):
        return development.sourced

    @admin.display(boolean=True, description="stands")
    def is_standing(self, development):
        return development.retracted_at is None

    def save_model(self, request, development, form, change):
        if not change:
            development.recorded_by = request.user
        super().save_model(request, development, form, change)


@admin.register(Hearing)
class HearingAdmin(NeverDeleted, admin.ModelAdmin):
    form = HearingForm
    list_display = ["title", "starts_at", "proceeding", "state"]
    list_filter = ["state"]
    list_select_related = ["proceeding"]
    search_fields = ["title", "proceeding__caption"]
    autocomplete_fields = ["proceeding", "continued_to"]
    date_hierarchy = "starts_at"
