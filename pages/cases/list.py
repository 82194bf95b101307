"""The list of cases, as a page and as CSV."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from legal.models import Proceeding
from legal.standing.wording import short
from legal.standings import standings_of
from pages.cases.filters import CaseFilter
from web.addresses import absolute_url
from web.asking import Listing
from web.csv import csv_response

BY_CAPTION = ("caption", "pk")
CASES = Listing(lambda: Proceeding.objects.published().with_standings(), key=BY_CAPTION, filters=CaseFilter)


def _stands(case: Proceeding) -> list:
    return standings_of(case.listed_charges)


COLUMNS = {
    "title": lambda case: case.title,
    "kind": lambda case: case.kind,
    "court": lambda case: case.court.name,
    "docket_number": lambda case: case.docket_number,
    "standings": lambda case: [f"{stand.charge.name}: {short(stand.standing)}" for stand in _stands(case)],
    "url": lambda case: absolute_url(case.get_absolute_url()),
}


def case_list(request):
    return render(request, "cases/list.html", CASES.context(request.GET, "cases"))


@require_safe
def case_csv(request):
    chosen = CaseFilter(request.GET, Proceeding.objects.published().with_standings())
    return csv_response(chosen, key=BY_CAPTION, columns=COLUMNS, name="cases")
