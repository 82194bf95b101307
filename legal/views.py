"""Public pages about cases. Films and coverage come through reverse accessors."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from legal.calendars import calendar_response, hearing_entries
from legal.casepage import case_context
from legal.changes import case_changes
from legal.filters import CaseFilter
from legal.glossary import GROUPS
from legal.models import Proceeding, Source
from legal.stands import standings_of
from legal.wording import short
from people.spreadsheets import absolute, csv_response
from web.asking import Listing

BY_CAPTION = ("caption", "pk")
COLUMNS = {
    "title": lambda case: case.title,
    "kind": lambda case: case.kind,
    "court": lambda case: case.court.name,
    "docket_number": lambda case: case.docket_number,
    "standings": lambda case: [f"{stand.charge.name}: {short(stand.standing)}" for stand in _stands(case)],
    "url": lambda case: absolute(case.get_absolute_url()),
}


def case_list(request):
    return render(request, "legal/case_list.html", CASES.context(request.GET, "cases"))


CASES = Listing(lambda: Proceeding.objects.published().with_standings(), key=BY_CAPTION, filters=CaseFilter)


@require_safe
def case_csv(request):
    chosen = CaseFilter(request.GET, Proceeding.objects.published().with_standings())
    return csv_response(chosen, key=BY_CAPTION, columns=COLUMNS, name="cases")


def _stands(case: Proceeding) -> list:
    return standings_of(case.listed_charges)


def case_detail(request, slug):
    if "since" in request.GET:
        return _case_changes(request, slug)
    return render(request, "legal/case_detail.html", case_context(slug, request.GET))


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


@require_safe
@cache_control(private=True, no_cache=True)
def source_file(request, name):
    """A source's file, as a download: for readers where the gate lets them, for the desk always."""
    source = Source.objects.with_public_file().filter(file=name).first()
    if source is None and request.user.has_perm("legal.view_source"):
        source = Source.objects.filter(file=name).first()
    if source is None:
        raise Http404("No such file.")
    try:
        file = source.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("No such file.") from error
    response = FileResponse(file, as_attachment=True, filename=source.file_name, content_type=source.file_type[0])
    response["X-Content-Type-Options"] = "nosniff"
    return response
