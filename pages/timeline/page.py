"""The timeline's page."""

from dataclasses import replace

from django.shortcuts import render

from dates.clocks import read_clocks
from pages.timeline.ahead import key_before, timeline_page
from pages.timeline.entries import key_text, parse_key
from pages.timeline.filters import TimelineFilter
from web.filtering import PLACES
from web.paging import query_without


def timeline(request):
    chosen, clocks = TimelineFilter(request.GET), read_clocks(request.GET)
    selection = replace(chosen.selection(), clocks=clocks)
    at = key_before(request.GET["at"], clocks) if request.GET.get("at") else None
    after = at or parse_key(request.GET.get("after", ""))
    found, following = timeline_page(selection, after)
    context = {
        "form": chosen.form,
        "film": chosen.chosen.get("film"),
        "active": chosen.active,
        "clocks": clocks,
        "is_newest": after is None,
        "is_lost": bool(request.GET.get("at") and at is None),
        "kept": [(name, request.GET[name]) for name in chosen.filters if request.GET.get(name)],
        "entries": found,
        "live_query": query_without(request.GET, *PLACES, "as_of", "known"),
        "first_query": chosen.query,
        "next_query": query_without(request.GET, *PLACES, after=key_text(following)) if following else "",
    }
    return render(request, "timeline/page.html", context)
