"""Record a development: one admin page a case, with only the fields that what happened calls for."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from dates.fields import PartialDateFormField
from desk import proposals
from desk.sending import as_if_sent
from legal.day import (
    SAID_OF_EACH_CHARGE,
    Refused,
    Step,
    details_of,
    kinds_next,
    kinds_of,
    likely_next,
    preview,
    record,
    standings,
    values_of,
)
from legal.models import Charge, Development, Proceeding, Source
from legal.recording import problem_of_day
from legal.standing import wording
from legal.vocabulary import DevelopmentKind

MOST_SOURCES = 100  # offered for choosing, the latest used in the case first
GROUPED = DevelopmentKind.grouped()
ALWAYS = ("by", "reason", "note")
UNTOUCHED = [("", "not this one")]


class DayForm(forms.Form):
    """When it happened, and how it is known."""

    occurred = PartialDateFormField(label="Date")
    source = forms.ModelChoiceField(
        Source.objects.none(), required=False, label="Source", empty_label="another one, named beside"
    )
    title = forms.CharField(label="Or a new source", max_length=300, required=False, help_text="What it is called.")
    publisher = forms.CharField(max_length=200, required=False, help_text="Outlet, court or agency.")
    source_kind = forms.ChoiceField(choices=Source._meta.get_field("kind").choices, label="Kind of source")
    url = forms.URLField(label="Address", max_length=500, required=False, assume_scheme="https")
    locator = forms.CharField(label="Where in it", max_length=100, required=False, help_text="“p. 4”, “¶ 12”, “0:41”")
    quotation = forms.CharField(label="In its words", max_length=500, required=False, help_text="Verbatim and short.")

    def __init__(self, *args, proceeding: Proceeding, **kwargs):
        super().__init__(*args, **kwargs)
        used = Source.objects.filter(developments__proceeding=proceeding).annotate(last=Max("developments__pk"))
        latest = list(used.order_by("-last").values_list("pk", flat=True)[:MOST_SOURCES])
        self.fields["source"].queryset = Source.objects.filter(pk__in=latest).order_by("-pk")
        self.fields["source_kind"].initial = "document"

    def clean(self):
        data = super().clean()
        occurred = data.get("occurred")
        if occurred and (problem := problem_of_day(occurred)):
            self.add_error("occurred", problem)
        if not data.get("source") and not data.get("title"):
            self.add_error("title", "Choose a source of this case or name a new one: readers see nothing without.")
        return data

    def sources(self) -> list[Source]:
        """The chosen source, or the one named: one that is on record already, otherwise a new one, not saved yet."""
        data = self.cleaned_data
        if data["source"]:
            return [data["source"]]
        values = {name: data[name] for name in ("title", "publisher", "url", "locator", "quotation")}
        return [Source.objects.filter(**values).first() or Source(kind=data["source_kind"], **values)]


class StepForm(forms.Form):
    """One step of the day: what its kind calls for, and its charges."""

    def __init__(self, *args, kind: str, proceeding: Proceeding, charges: list[Charge], **kwargs):
        super().__init__(*args, prefix=kind, **kwargs)
        self.kind, self.charges = kind, charges
        self.values = values_of(proceeding, kind)
        for name in (*details_of(kind), *ALWAYS):
            field = Development._meta.get_field(name).formfield(required=False)
            field.help_text = "" if name in ("instrument", "prejudice", "sentence") else field.help_text
            field.widget = forms.TextInput() if name == "note" else field.widget
            self.fields[name] = field
        for charge in charges:
            self.fields[f"charge_{charge.pk}"] = self._of_charge(charge)

    def _of_charge(self, charge: Charge) -> forms.Field:
        if self.values:
            return forms.ChoiceField(choices=[*UNTOUCHED, *self.values], required=False, label=str(charge))
        return forms.BooleanField(required=False, label=str(charge), initial=len(self.charges) == 1)

    @property
    def label(self) -> str:
        label = DevelopmentKind(self.kind).label
        return label[:1].upper() + label[1:]

    @property
    def of_charges(self) -> list:
        return [self[f"charge_{charge.pk}"] for charge in self.charges]

    @property
    def of_all(self) -> list:
        return [self[name] for name in (*details_of(self.kind), *ALWAYS)]

    def clean(self):
        data = super().clean()
        if self.values and self.charges and not any(data.get(f"charge_{charge.pk}") for charge in self.charges):
            raise forms.ValidationError("Choose a plea or verdict for at least one charge.")
        return data

    def steps(self) -> list[Step]:
        """A step for each plea or verdict that was chosen, with its charges, or one step for all ticked charges."""
        data = self.cleaned_data
        details = {name: data[name] for name in (*details_of(self.kind), *ALWAYS)}
        chosen = {charge: data[f"charge_{charge.pk}"] for charge in self.charges}
        if not self.values:
            return [Step(self.kind, details, [charge for charge, ticked in chosen.items() if ticked])]
        name = SAID_OF_EACH_CHARGE[DevelopmentKind(self.kind)]
        return [
            Step(self.kind, {**details, name: value}, [charge for charge, said in chosen.items() if said == value])
            for value in dict.fromkeys(filter(None, chosen.values()))
        ]


@dataclass
class _Page:
    """The forms of a request, and what it asks for."""

    day: DayForm
    steps: list[StepForm]

    def is_valid(self) -> bool:
        """Whether every form is; each is asked, so that all errors show at once."""
        return False not in [form.is_valid() for form in (self.day, *self.steps)]

    def arguments(self, user) -> dict:
        return {
            "occurred": self.day.cleaned_data["occurred"],
            "steps": [step for form in self.steps for step in form.steps()],
            "sources": self.day.sources(),
            "by": user,
        }


def record_view(model_admin):
    """The page of one case: choose what happened, fill in what that calls for, look at the new standings, record."""

    def view(request, pk):
        case = get_object_or_404(Proceeding.objects.select_related("court"), pk=pk)
        if not request.user.has_perm("legal.add_development") or not model_admin.has_view_permission(request, case):
            raise PermissionDenied
        if request.method == "GET" and (proposal := _proposal(request)):
            request = _as_proposed(request, proposal)
        now = standings(case)
        page = _read(request, case, list(now))
        if request.method == "POST" and page.steps and "add" not in request.POST and page.is_valid():
            try:
                changes = preview(case, **page.arguments(request.user))
                if "preview" not in request.POST and _is_as_seen(request, case, page):
                    return _record(request, case, page, model_admin)
                return _show(request, model_admin, case, now, page, changes=changes)
            except Refused as refusal:
                for reason in refusal.reasons:
                    page.day.add_error(None, reason)
        failed = request.method == "POST" and "add" not in request.POST
        return _show(request, model_admin, case, now, page, status=422 if failed else 200)

    return view


def _read(request, case: Proceeding, charges: list[Charge]) -> _Page:
    said = request.POST if request.method == "POST" else request.GET
    kinds = [*said.getlist("kind"), *said.getlist("add")]
    wanted = [kind for kind in dict.fromkeys(kinds) if kind in kinds_of(case) and kind != request.GET.get("remove")]
    filled = request.POST if request.method == "POST" and "add" not in request.POST else None
    initial = None if filled is not None or request.method != "POST" else _typed(request.POST)
    day = DayForm(filled, proceeding=case, initial=initial)
    steps = [
        StepForm(filled, kind=kind, proceeding=case, charges=charges, initial=_typed(request.POST, kind))
        for kind in wanted
    ]
    return _Page(day, steps)


def _typed(post, prefix: str = "") -> dict:
    """What was typed so far, to be shown again when a step is added."""
    start = f"{prefix}-" if prefix else ""
    return {name.removeprefix(start): value for name, value in post.items() if name.startswith(start)}


def _proposal(request):
    key = request.GET.get("proposal", "")
    return proposals.to_open(request.user).filter(pk=proposals.number(key), address=request.path).first()


def _as_proposed(request, proposal):
    """The request as if the proposed form had been sent for a preview."""
    again = as_if_sent(request, proposals.typed_in(proposal))
    again.POST["preview"] = "1"
    again.POST.pop("record", None)
    messages.info(request, f"{proposal.by} proposes this. Nothing is recorded yet.")
    return again


def _newest(case: Proceeding) -> str:
    """What tells that nothing was recorded in a case since its page was loaded."""
    return str(case.developments.aggregate(newest=Max("pk"))["newest"] or 0)


def _is_as_seen(request, case: Proceeding, page: _Page) -> bool:
    """Whether the case is as it was when the page was loaded; if not, the page says so and shows the preview again."""
    if request.POST.get("newest") == _newest(case):
        return True
    page.day.add_error(None, "Somebody has recorded something in this case since you opened the page. Look again.")
    return False


def _record(request, case: Proceeding, page: _Page, model_admin):
    if not model_admin.may_change_now(request, case):
        proposals.propose(request, title=f"Development in {case}", right=model_admin.right)
        messages.warning(request, "Readers see this case, so this waits as a proposal for somebody who may publish it.")
        return HttpResponseRedirect(reverse("admin:proposals"))
    with transaction.atomic():
        made = record(case, **page.arguments(request.user))
        proposals.accept(request)
    messages.success(request, f"Recorded: {'; '.join(str(development) for development in made)}.")
    return HttpResponseRedirect(reverse("admin:legal_proceeding_record", args=[case.pk]))


def _show(request, model_admin, case: Proceeding, now: dict, page: _Page, *, changes=None, status: int = 200):
    known = kinds_of(case)
    likely = likely_next(kinds_next(now.values()) & set(known))
    rest = [(stage, [kind for kind in kinds if kind[0] in known and kind[0] not in likely]) for stage, kinds in GROUPED]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Record a development: {case}",
        "opts": model_admin.opts,
        "case": case,
        "standings": [(charge, wording.sentence(standing)) for charge, standing in now.items()],
        "day": page.day,
        "steps": page.steps,
        "likely_kinds": [(kind, DevelopmentKind(kind).label) for kind in likely],
        "other_kinds": [(stage, kinds) for stage, kinds in rest if kinds],
        "changes": changes,
        "newest": _newest(case),
        "proposal": request.POST.get("proposal", ""),
        "is_nav_sidebar_enabled": False,
    }
    return render(request, "admin/legal/proceeding/record.html", context, status=status)
