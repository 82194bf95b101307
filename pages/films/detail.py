"""A film's page: its releases, the story of the film and its cases on one timeline, and what was written and said
about it.
"""

from django.http import Http404
from django.shortcuts import render

from coverage.models import Article, Film, Quote
from dates.clocks import NOW, read_clocks
from pages.films.changes import film_changes_page
from pages.timeline.entries import STORY, Selection, merged, questions
from web.asking import Prepared

SHOWN = 10  # articles and quotes on a film's page; the rest is a click away


def _querysets(slug, clocks):
    film = Film.objects.filter(slug=slug)
    return {
        "films": Film.objects.published().for_film_page(clocks).filter(slug=slug),
        "articles": Article.objects.newest_of(film, number=SHOWN, until=clocks.until)
        .for_cards()
        .newest_first()[:SHOWN],
        "quotes": Quote.objects.newest_of(film, number=SHOWN, until=clocks.until).for_cards(),
        **questions(Selection(films=film, clocks=clocks), limit=STORY),
    }


FILM = Prepared(_querysets)


def film_detail(request, slug):
    if "since" in request.GET:
        return film_changes_page(request, slug)
    clocks = read_clocks(request.GET)
    rows = FILM.unprepared(slug=slug, clocks=clocks) if clocks else FILM(slug=slug, clocks=NOW)
    if not rows["films"]:
        raise Http404("No such film.")
    film = rows["films"][0]
    releases = [(release, release.state_on(clocks.day)) for release in film.releases.all()]
    context = {
        "film": film,
        "clocks": clocks,
        "releases": releases,
        "some_without_day": any(not release.date.is_day for release, _ in releases),
        "entries": merged(rows, Selection(clocks=clocks), limit=STORY)[0][::-1],  # in the order they happened
        "most": STORY,
        "articles": rows["articles"],
        "quotes": rows["quotes"],
    }
    return render(request, "films/detail.html", context)
