"""The court's calendar at the desk: dates typed by the court's own clock, outcomes, and “Continue to another date”."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from desk.options import DeskAdmin, DeskTabularInline, NeverDeleted
from legal.models import Court, Development, Hearing
from legal.scheduling import CannotContinue, continue_hearing, why_not_continue
from legal.vocabulary import HearingKind


class CourtTimeField(forms.SplitDateTimeField):
    """A day and perhaps a time as someone reads them off a court's notice: in no zone yet.

    Cleans to a naive datetime, or to a date where the time is left empty.
    """

    widget = AdminSplitDateTime

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.require_all_fields = False
        self.fields[0].required = self.required
        self.fields[0].error_messages["incomplete"] = "Give the day."
        self.fields[1].required = False
        for part, widget in zip(("date", "time"), self.widget.widgets, strict=True):
            widget.attrs["aria-label"] = f"{self.label}, {part}"

    def compress(self, data_list):
        day, clock = [*data_list, None, None][:2]
        if clock and not day:
            raise ValidationError("Enter the date as well.")
        return datetime.combine(day, clock) if day and clock is not None else day


def by_the_court_s_clock(typed: datetime, court: Court) -> datetime:
    """`typed` in the court's zone; ValidationError for a time that the clocks skip there."""
    moment = typed.replace(tzinfo=ZoneInfo(court.time_zone))
    if moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) != typed:
        raise ValidationError("That time does not exist that day (daylight saving change).")
    return moment


class CourtTimes:
    """Mixin for a form with `starts_at`, `ends_at` and `is_all_day`: takes them by the clock of a court."""

    def clean_times(self, data: dict, court: Court) -> None:
        is_all_day, first = data.get("is_all_day", False), data.get("starts_at")
        if is_all_day and first:  # without a last day it lasts for the first one
            data["ends_at"] = data.get("ends_at") or first
        for name in ("starts_at", "ends_at"):
            if data.get(name):
                data[name] = self._court_datetime(name, data[name], court, is_all_day)

    def _court_datetime(self, name: str, typed: date, court: Court, is_all_day: bool) -> datetime:
        day = typed.date() if isinstance(typed, datetime) else typed
        if is_all_day:  # a whole day lasts until the midnight after it
            typed = datetime.combine(day + timedelta(days=name == "ends_at"), time())
        elif not isinstance(typed, datetime):
            self.add_error(name, "Give the time of day, or tick “all day”.")
            typed = datetime.combine(day, time())
        try:
            return by_the_court_s_clock(typed, court)
        except ValidationError as error:
            self.add_error(name, error)
            return typed.replace(tzinfo=UTC)


class HearingForm(CourtTimes, forms.ModelForm):
    """A hearing starts when the court's clock says so, wherever the desk is."""

    starts_at = CourtTimeField(
        label="Starts", help_text="In the court's time zone. If no time is known, check “all day”."
    )
    ends_at = CourtTimeField(label="Ends", required=False, help_text=Hearing._meta.get_field("ends_at").help_text)

    class Meta:
        model = Hearing
        fields = "__all__"  # noqa: DJ007 (the admin's fieldsets say which)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["kind"].choices = [("", "Which kind?"), *HearingKind.choices()]
            self.initial["kind"] = ""
        else:
            self.initial.update(self._typed())
        self._offer_what_the_case_has()

    def _typed(self) -> dict:
        """The times as they would be typed: a whole day has a last day only where that is another one."""
        start, end, last = self.instance.local_start, self.instance.local_end, self.instance.last_day
        if not self.instance.is_all_day:
            return {"starts_at": [start.date(), start.time()], "ends_at": [end.date(), end.time()] if end else None}
        return {"starts_at": [start.date(), None], "ends_at": [last, None] if last != start.date() else None}

    def _offer_what_the_case_has(self):
        """Outcomes and later dates of this hearing's own case; a new hearing has none to choose from yet."""
        case = self.instance.proceeding_id if self.instance.pk else None
        if "outcome" in self.fields:
            standing = Development.objects.filter(proceeding=case, retracted_at=None)
            chosen = Development.objects.filter(pk=self.instance.outcome_id)
            self.fields["outcome"].queryset = (standing | chosen).newest_first()
        if "continued_to" in self.fields:
            others = Hearing.objects.filter(proceeding=case).exclude(pk=self.instance.pk)
            self.fields["continued_to"].queryset = others.select_related("proceeding__court")
            self.fields["continued_to"].label_from_instance = lambda hearing: f"{hearing.title}, {hearing.when}"

    def clean(self):
        data = super().clean()
        case = data.get("proceeding") or (self.instance.proceeding if self.instance.proceeding_id else None)
        court = case.court if case and case.court_id else Court()
        self.clean_times(data, court)
        before = dict(HearingKind.choices()).get(self.initial.get("kind"), "")
        if "kind" in self.changed_data and data.get("title", "").lower() == before:
            data["title"] = ""  # it came from the kind before; let it come from this one
        return data


class HearingInline(NeverDeleted, DeskTabularInline):
    model = Hearing
    fk_name = "proceeding"
    form = HearingForm
    extra = 0
    fields = ["kind", "title", "starts_at", "ends_at", "is_all_day", "place", "state"]
    show_change_link = True


class PassedFilter(admin.SimpleListFilter):
    title = "what came of it"
    parameter_name = "passed"

    def lookups(self, request, model_admin):
        return [("without-outcome", "passed, nobody has said what came of it"), ("coming", "still to come")]

    def queryset(self, request, hearings):
        asked = {"without-outcome": hearings.without_outcome, "coming": hearings.coming}
        return asked.get(self.value(), hearings.all)()


class ContinueForm(CourtTimes, forms.Form):
    """The later date of a hearing, by its court's clock."""

    starts_at = CourtTimeField(
        label="New date", help_text="In the court's time zone. If no time is known, check “all day”."
    )
    is_all_day = forms.BooleanField(label="All day", required=False, help_text="Or the time is not known yet.")
    ends_at = CourtTimeField(label="Ends", required=False, help_text="Only if the court has set it.")
    place = forms.CharField(label="Place", max_length=200, required=False, widget=AdminTextInputWidget)
    use_required_attribute = False  # the time may stay empty, and the widget would ask for it
    note = forms.CharField(
        label="Why",
        max_length=250,
        required=False,
        widget=AdminTextInputWidget,
        help_text="For readers, on the old date: “at the parties’ request”.",
    )

    def __init__(self, *args, hearing: Hearing, **kwargs):
        super().__init__(*args, initial={"place": hearing.place}, **kwargs)
        self.court = hearing.proceeding.court

    def clean(self):
        data = super().clean()
        self.clean_times(data, self.court)
        if data.get("ends_at") and data.get("starts_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", "It ends before it starts.")
        return data


@admin.register(Hearing)
class HearingAdmin(NeverDeleted, DeskAdmin):
    right = "legal.publish_record"
    form = HearingForm
    change_form_template = "admin/legal/hearing/change_form.html"
    list_display = ["title", "when", "proceeding", "state"]
    list_filter = [PassedFilter, "state", "kind"]
    list_select_related = ["proceeding__court"]
    search_fields = ["title", "proceeding__caption", "proceeding__docket_number"]
    autocomplete_fields = ["proceeding"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["proceeding", ("kind", "title"), "starts_at", "ends_at", "is_all_day", "place"]}),
        ("What became of it", {"fields": ["state", "outcome", "note", "continued_to"]}),
    ]

    @admin.display(description="by the court's clock", ordering="starts_at")
    def when(self, hearing):
        return hearing.when

    def view_on_site(self, hearing):
        return hearing.get_absolute_url() if hearing.proceeding.is_public else None

    def get_urls(self):
        view = self.admin_site.admin_view(self.continue_view)
        return [path("<int:pk>/continue/", view, name="legal_hearing_continue"), *super().get_urls()]

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_continue"] = bool(obj) and self._may_continue(request, obj) and not why_not_continue(obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _may_continue(self, request, hearing) -> bool:
        return self.has_change_permission(request, hearing) and self.may_change_now(request, hearing)

    def continue_view(self, request, pk):
        """Ask for the later date; then the old hearing is “continued” and the new one scheduled."""
        hearing = get_object_or_404(Hearing.objects.select_related("proceeding__court"), pk=pk)
        if not (self._may_continue(request, hearing) and self.has_add_permission(request)):
            raise PermissionDenied
        here = reverse("admin:legal_hearing_change", args=[pk])
        if reason := why_not_continue(hearing):
            messages.error(request, reason)
            return HttpResponseRedirect(here)
        form = ContinueForm(request.POST if request.method == "POST" else None, hearing=hearing)
        if form.is_valid() and (later := self._continue(request, hearing, form)):
            return HttpResponseRedirect(reverse("admin:legal_hearing_change", args=[later.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Continue to another date: {hearing}",
            "hearing": hearing,
            "form": form,
            "media": self.media + form.media,
            "opts": self.opts,
        }
        return render(request, "admin/legal/hearing/continue.html", context)

    def _continue(self, request, hearing, form) -> Hearing | None:
        """The later hearing; None, with the reason on the form, when it cannot be."""
        try:
            later = continue_hearing(hearing, **form.cleaned_data)
        except CannotContinue as refusal:
            form.add_error(None, str(refusal))
            return None
        self.log_change(request, hearing, f"Continued to {later.when}.")
        self.log_addition(request, later, f"Continued from {hearing.when}.")
        messages.success(request, f"“{hearing}” is continued to {later.when}. This is the new date.")
        return later
