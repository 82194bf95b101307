"""The list of films, as a page and as CSV."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coverage.models import Film
from pages.films.filters import FilmFilter
from web.addresses import absolute_url
from web.asking import Listing
from web.csv import csv_response

FILMS = Listing(lambda: Film.objects.published().with_poster().with_releases(), key=("title", "pk"))
COLUMNS = {
    "title": lambda film: film.title,
    "kind": lambda film: film.kind,
    "summary": lambda film: film.summary,
    "releases": lambda film: [f"{release.title}, {release.date}" for release in film.releases.all()],
    "url": lambda film: absolute_url(film.get_absolute_url()),
}


def film_list(request):
    return render(request, "films/list.html", {"films": FILMS.page(request.GET)})


@require_safe
def film_csv(request):
    chosen = FilmFilter(request.GET, Film.objects.published().with_releases())
    return csv_response(chosen, key=("title", "pk"), columns=COLUMNS, name="films")
