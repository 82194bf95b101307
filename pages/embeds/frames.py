"""Pages for frames on other sites: always current, without scripts or cookies.

Only these pages may be framed. Their links open in place of the page that frames them.
"""

from dataclasses import replace
from functools import wraps

from csp.decorators import csp_replace
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from coverage.models import Article, Film, Quote
from legal.models import Proceeding
from pages.timeline.entries import Selection, entries
from web.asking import ask

SHOWN = 12  # the most entries of a timeline or charges of a case


def framed(view):
    """Let any site frame a view, even if its content is no longer public."""

    @wraps(view)
    def found_or_not(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "embeds/gone.html", {"article": None}, status=404)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(require_safe(found_or_not)))


@framed
def article(request, slug):
    found = Article.objects.published().for_cards().filter(slug=slug).first()
    if found is None:
        gone = get_object_or_404(Article.objects.tombstones(), slug=slug)
        return render(request, "embeds/gone.html", {"article": gone}, status=410)
    return render(request, "embeds/article.html", {"article": found})


@framed
def quote(request, pk):
    found = get_object_or_404(Quote.objects.published().for_cards(), pk=pk)
    return render(request, "embeds/quote.html", {"quote": found})


@framed
def timeline(request):
    """The newest entries, of one film or of everything."""
    selection, film = Selection(), None
    if slug := request.GET.get("film"):
        film = get_object_or_404(Film.objects.published(), slug=slug)
        selection = replace(selection, films=Film.objects.filter(pk=film.pk))
    context = {"film": film, "entries": entries(selection, limit=SHOWN)[0]}
    return render(request, "embeds/timeline.html", context)


@framed
def standing(request, slug):
    cases = ask(rows=Proceeding.objects.published().with_standings().filter(slug=slug))["rows"]
    if not cases:
        raise Http404("No such case.")
    return render(request, "embeds/standing.html", {"case": cases[0], "most": SHOWN})
