"""Public pages about cases. Films and coverage come through reverse accessors."""

from datetime import date

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from legal.filters import CaseFilter
from legal.glossary import GROUPS
from legal.models import Proceeding
from legal.summary import summary
from people.paging import page

SHOWN = 10


def case_list(request):
    cases = CaseFilter(request.GET, Proceeding.objects.published().with_standings())
    context = {"filter": cases, "cases": page(cases.qs, request.GET, key=("caption", "pk"))}
    return render(request, "legal/case_list.html", context)


def case_detail(request, slug):
    case = get_object_or_404(Proceeding.objects.published().for_case_page(), slug=slug)
    as_of, as_of_error = _as_of(request.GET.get("as_of", ""))
    developments = case.developments.published().with_sources()
    standings = [(charge, charge.standing(as_of=as_of)) for charge in case.listed_charges]
    context = {
        "case": case,
        "as_of": as_of,
        "as_of_error": as_of_error,
        "standings": standings,
        "summary": summary((charge.name, standing) for charge, standing in standings),
        "developments": [d for d in developments if as_of is None or d.fact.counts(as_of, None)],
        "films": case.films.published(),
        "articles": case.articles.published().for_cards().newest_first()[:SHOWN],
    }
    return render(request, "legal/case_detail.html", context)


def glossary(request):
    return render(request, "legal/glossary.html", {"groups": GROUPS})


def _as_of(text: str) -> tuple[date | None, str]:
    """The day asked for with `?as_of=`, and what is wrong with it."""
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, f"“{text[:40]}” is not a day. Write it as 2024-03-07. Here is where the case stands today."
    if day > timezone.localdate():
        return None, "That day is still to come. Here is where the case stands today."
    return day, ""
