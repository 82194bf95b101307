"""The releases of all films, as a page and as CSV."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coverage.models import Release
from pages.films.filters import ReleaseFilter
from web.addresses import absolute_url
from web.asking import Listing
from web.csv import csv_response


def _releases():
    return Release.objects.published().with_sources().select_related("film")


RELEASES = Listing(_releases, key=Release.NEWEST, filters=ReleaseFilter)
COLUMNS = {
    "film": lambda release: release.film.title,
    "kind": lambda release: release.kind,
    "date": lambda release: release.date,
    "state": lambda release: release.state,
    "platform": lambda release: release.platform,
    "territory": lambda release: release.territory,
    "announced": lambda release: release.announced,
    "note": lambda release: release.note,
    "url": lambda release: absolute_url(f"{release.film.get_absolute_url()}#release-{release.pk}"),
}


def release_list(request):
    return render(request, "films/releases.html", RELEASES.context(request.GET, "releases"))


@require_safe
def release_csv(request):
    chosen = ReleaseFilter(request.GET, Release.objects.published().select_related("film"))
    return csv_response(chosen, key=Release.NEWEST, columns=COLUMNS, name="releases")
