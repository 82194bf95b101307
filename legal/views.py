"""Public pages about cases. Films and coverage come through reverse accessors."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from legal.calendars import calendar_response, hearing_entries
from legal.casepage import case_context
from legal.changes import case_changes
from legal.filters import CaseFilter
from legal.glossary import GROUPS
from legal.models import Proceeding
from people.clocks import read_clocks
from people.paging import page


def case_list(request):
    cases = CaseFilter(request.GET, Proceeding.objects.published().with_standings())
    context = {"filter": cases, "cases": page(cases.qs, request.GET, key=("caption", "pk"))}
    return render(request, "legal/case_list.html", context)


def case_detail(request, slug):
    if "since" in request.GET:
        return _case_changes(request, slug)
    known_at = read_clocks(request.GET).known_at
    case = get_object_or_404(Proceeding.objects.published().for_case_page(known_at), slug=slug)
    return render(request, "legal/case_detail.html", case_context(case, request.GET))


def _case_changes(request, slug):
    case = get_object_or_404(Proceeding.objects.published(), slug=slug)
    return render(request, "legal/case_changes.html", case_changes(case, request.GET))


def glossary(request):
    return render(request, "legal/glossary.html", {"groups": GROUPS})


@require_safe
def case_calendar(request, slug):
    case = get_object_or_404(Proceeding.objects.published(), slug=slug)
    entries = hearing_entries(case.hearings.all())
    return calendar_response(request, case.title, f"The hearings in {case.title}.", case.get_absolute_url(), entries)
