"""The record, for editors. Nothing that was public is ever deleted: developments are retracted, hearings vacated."""

from django import forms
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from dates.value import PartialDate
from desk.effects import TAKE_DOWN, Effect, publishing, retracting
from desk.events import record_event
from desk.options import (
    DeskAdmin,
    DeskStackedInline,
    DeskTabularInline,
    KeptOncePublic,
    NeverDeleted,
    PublicAdmin,
    RetractingAdmin,
)
from desk.reach import is_referred_to
from desk.where_used import where_used
from legal.admin.hearing import HearingInline
from legal.admin.kind_field import prepare_kind_field
from legal.admin.record_day import record_view
from legal.models import Charge, Court, Development, Party, Proceeding, ProceedingLink, Source
from legal.recording import misfits, next_position, problem_of_day
from legal.standing import wording

PUBLISH = "legal.publish_record"  # needed to change what readers see of the record


@admin.register(Court)
class CourtAdmin(DeskAdmin):
    right = PUBLISH
    list_display = ["name", "place", "time_zone"]
    search_fields = ["name", "place"]


def _set_file_shown(name: str, is_shown: bool):
    def do(source, *, by, reason):
        source.file_may_be_shown = is_shown
        source.save(update_fields=["file_may_be_shown"])
        record_event(name, source, by=by, reason=reason)

    return do


SHOWING_A_FILE = (
    Effect(
        "show_file",
        "Give readers the file",
        PUBLISH,
        _set_file_shown("file_shown", True),
        lambda source: bool(source.file) and not source.file_may_be_shown,
        ("Readers can download the file beside every public fact that cites this source.",),
    ),
    Effect(
        "withdraw_file",
        "Withdraw the file",
        TAKE_DOWN,
        _set_file_shown("file_withdrawn", False),
        lambda source: bool(source.file) and source.file_may_be_shown,
        ("Readers can no longer download the file. The source is still named.",),
    ),
)


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    list_display = ["title", "kind", "publisher", "date"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher", "url"]
    readonly_fields = ["sha256", "file_may_be_shown"]
    effects = SHOWING_A_FILE
    fieldsets = [
        (None, {"fields": ["kind", "title", ("publisher", "date"), "url", "locator", "quotation"]}),
        ("Its file", {"fields": ["file", "sha256", "file_may_be_shown"]}),
    ]

    def right_to_change(self, obj):
        """A source has no page: readers see it beside what cites it."""
        facts = (obj.developments.filter(proceeding__is_public=True), obj.parties.filter(proceeding__is_public=True))
        return PUBLISH if is_referred_to(obj) or any(rows.exists() for rows in facts) else ""

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_cited)


class KeptWithCase(KeptOncePublic):
    public_parent = "proceeding"


class PartyInline(KeptWithCase, DeskStackedInline):
    model = Party
    extra = 0
    fieldsets = [(None, {"fields": [("role", "person", "organization"), ("named_as", "since", "until"), "sources"]})]
    autocomplete_fields = ["person", "organization", "sources"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("sources")


class ChargeInline(KeptWithCase, DeskStackedInline):
    model = Charge
    fk_name = "proceeding"
    extra = 0
    classes = ["collapse"]
    related = ("party__person", "party__organization")
    autocomplete_fields = ["refiles", "related_to"]
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

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only parties of this case can be charged in it."""
        if db_field.name == "party":
            case = request.resolver_match.kwargs.get("object_id", "")
            parties = Party.objects.select_related("person", "organization", "proceeding")
            kwargs["queryset"] = parties.filter(proceeding=case) if case.isdecimal() else parties.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class LinkInline(DeskTabularInline):
    model = ProceedingLink
    fk_name = "from_proceeding"
    extra = 0
    autocomplete_fields = ["to_proceeding"]


class DocketFilter(admin.SimpleListFilter):
    title = "docket"
    parameter_name = "docket"

    def lookups(self, request, model_admin):
        return [("due", "due to be checked"), ("never", "never checked")]

    def queryset(self, request, queryset):
        if self.value() == "due":
            return queryset.filter(pk__in=Proceeding.objects.due_for_check(timezone.localdate()).values("pk"))
        return queryset.filter(checked_on__isnull=True) if self.value() == "never" else queryset


@admin.register(Proceeding)
class ProceedingAdmin(PublicAdmin):
    list_display = ["title", "kind", "court", "is_public", "is_followed", "checked_on"]
    list_filter = ["kind", "is_public", "is_followed", DocketFilter]
    actions = ["checked_today"]
    list_select_related = ["court"]
    search_fields = ["caption", "short_title", "docket_number"]
    autocomplete_fields = ["court"]
    inlines = [PartyInline, ChargeInline, LinkInline, HearingInline]
    effects = publishing(PUBLISH)
    belonging = ("developments", "hearings", "parties", "charges")
    right = PUBLISH
    readonly_fields = ["standings", "next_in_court", "docket_check"]
    change_form_template = "admin/legal/proceeding/change_form.html"
    fieldsets = [
        ("Where it stands", {"fields": ["standings", "next_in_court"]}),
        (None, {"fields": [("caption", "short_title"), ("kind", "court", "docket_number"), "summary"]}),
        ("The docket", {"fields": [("docket_check", "check_every")]}),
        ("For readers", {"fields": [("is_public", "is_followed"), "slug"]}),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(record_view(self))
        return [path("<int:pk>/record/", view, name="legal_proceeding_record"), *super().get_urls()]

    @admin.display(description="last checked")
    def docket_check(self, proceeding):
        """Who last compared the case with the docket and when, with a button to record a check just made."""
        if proceeding.pk is None:
            return "Save the case first."
        words = "Never."
        if proceeding.checked_on:
            due = " Due to be checked again." if proceeding.is_due_for_check else ""
            words = f"{PartialDate.of(proceeding.checked_on).reader}, by {proceeding.checked_by}.{due}"
        return format_html('{} <button name="_checked" class="button">Save and mark as checked today</button>', words)

    def response_change(self, request, obj):
        if "_checked" not in request.POST:
            return super().response_change(request, obj)
        obj.check_docket(by=request.user)
        self.message_user(request, f"{obj}: saved, and checked against the docket today.", messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def has_publish_permission(self, request):
        return request.user.has_perm(PUBLISH)

    @admin.action(description="Checked against the docket today", permissions=["publish"])
    def checked_today(self, request, queryset):
        for proceeding in queryset:
            proceeding.check_docket(by=request.user)
        self.message_user(request, f"Checked against the docket today: {len(queryset)}.", messages.SUCCESS)

    @admin.display(description="next in court")
    def next_in_court(self, proceeding):
        coming = proceeding.hearings.coming().select_related("proceeding__court").first() if proceeding.pk else None
        return f"{coming.title}, {coming.when}" if coming else "No hearing is on the calendar."

    @admin.display(description="from public developments")
    def standings(self, proceeding):
        if proceeding.pk is None:
            return "Save the case first; then record its developments."
        rows = [(c, wording.sentence(c.standing())) for c in proceeding.charges.with_standings()]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows)) if rows else "No charge yet."


@admin.register(Party)
class PartyAdmin(KeptWithCase, DeskAdmin):
    """Exists only so that charges can look up parties; parties are edited with their case."""

    right = PUBLISH
    search_fields = ["person__name", "organization__name", "proceeding__caption", "named_as"]
    list_select_related = ["person", "organization", "proceeding"]
    autocomplete_fields = ["person", "organization", "proceeding", "sources"]
    list_display = ["who", "role", "proceeding"]

    def get_model_perms(self, request):
        return {}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person", "organization", "proceeding")


@admin.register(Charge)
class ChargeAdmin(KeptWithCase, DeskAdmin):
    """Exists only so that developments can look up charges; charges are edited with their case."""

    right = PUBLISH
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
    """Rejects impossible developments with an explanation; gives new ones the next position in their day."""

    class Meta:
        model = Development
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets say which)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "kind" not in self.fields:  # for somebody who may only look
            return
        chosen = self.data.get(self.add_prefix("kind")) or self.initial.get("kind", "")
        prepare_kind_field(self.fields["kind"], chosen)
        self.fields["position"].required = False
        self.fields["position"].help_text += " Empty: after the others."
        if self.instance.pk is None:
            self.initial["position"] = None

    def clean(self):
        data = super().clean()
        if data.get("amount_sources") and not (data.get("sentence") or data.get("terms")):
            self.add_error("amount_sources", "There is no sentence and no amount here that they could be for.")
        proceeding, occurred = data.get("proceeding"), data.get("occurred")
        if not proceeding or not occurred:
            return data
        if problem := problem_of_day(occurred):
            self.add_error("occurred", problem)
        if not data.get("position"):
            data["position"] = next_position(proceeding, occurred)
        return data

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        found = misfits(self.instance, self.cleaned_data.get("charges") or [])
        for problem in found:
            self.add_error(None, problem)
        if found and not self.instance.override_reason:
            self.add_error("override_reason", OVERRIDE_HINT)


@admin.register(Development)
class DevelopmentAdmin(NeverDeleted, RetractingAdmin):
    right = PUBLISH
    effects = retracting(lambda development: misfits(development, development.charges.all()))
    form = DevelopmentForm
    list_display = ["title", "occurred", "proceeding", "has_source", "is_standing"]
    list_filter = [
        "kind",
        ("retracted_at", admin.EmptyFieldListFilter),
        ("override_reason", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["proceeding"]
    search_fields = ["proceeding__caption", "note", "charges__offense"]
    autocomplete_fields = ["proceeding", "charges", "sources", "amount_sources"]
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
                    "amount_sources",
                ]
            },
        ),
        ("For readers", {"fields": ["note"]}),
        ("Where it was found", {"fields": ["found"]}),
        ("Although it does not fit", {"fields": ["override_reason"]}),
    ]

    class Media:
        js = ["js/kinds.js"]

    def right_to_change(self, obj):
        """Views of the past show retracted ones as well, and a source may become public by the clock."""
        told = obj.proceeding.is_public and (obj.retracted_at or obj.sources.exists())
        return PUBLISH if told else super().right_to_change(obj)

    def get_queryset(self, request):
        sourced = Development.sources.through.objects.filter(development=OuterRef("pk"))
        return super().get_queryset(request).annotate(sourced=Exists(sourced))

    @admin.display(description="sentences")
    def found(self, development):
        """The sentences from which reviewers accepted it, as they appeared in their articles."""
        found = [(sentence,) for sentence in where_used(development)] if development.pk else []
        return (
            format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", found)) if found else "It was typed in here."
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
