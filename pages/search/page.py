"""The search page, and suggestions for what is being typed."""

from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coverage.search.finding import RANKED, Found, did_you_mean, find, suggest
from coverage.search.results import URLS
from pages.search.request import Ask


@require_safe
def search(request):
    ask = Ask(request.GET)
    found = find(ask.query, ask.scope, newest=ask.is_newest, after=ask.after) if ask.is_possible else Found()
    near = did_you_mean(ask.query) if not found.results and ask.is_first and not ask.named else []
    context = {
        "ask": ask,
        "found": found,
        "films": ask.narrowed_to("film", found.films),
        "cases": ask.narrowed_to("case", found.cases),
        "first": ask.without(),
        "next": ask.without(after=found.after) if found.after else "",
        "newest": ask.without("sort", sort="newest"),
        "everywhere": ask.everywhere(ask.text),
        "near": [(name, ask.everywhere(name)) for name in near],
        "ranked": RANKED,
    }
    return render(request, "search/page.html", context)


@require_safe
def suggestions(request):
    """The rows of a list under the search field, for a script."""
    found = suggest(request.GET.get("q", ""))
    rows = [{"kind": row.what, "title": row.title, "url": URLS[row.what](row)} for row in found]
    return JsonResponse({"suggestions": rows})
