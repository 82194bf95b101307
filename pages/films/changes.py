"""“What has changed since”, for a film: releases, cases and corrections of its coverage."""

from datetime import date

from django.db.models import Q
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from coverage.models import Film, Release
from dates.clocks import start_of
from legal.models import Development, Hearing
from pages.articles.since import SETTLED
from pages.cases.changes import MOST, Moved, moved_since, read_since


def releases_since(day: date):
    """Public releases that changed since the start of `day`, or whose date has come since."""
    changed = Q(changed_at__gte=start_of(day)) | Q(date__since=day, state__in=SETTLED)
    return Release.objects.published().filter(changed).select_related("film").newest_first()


def film_changes(film: Film, params: QueryDict) -> dict:
    """The context of the page about changes around a film."""
    since = read_since(params)
    moved, releases, articles = Moved(), [], []
    if since.day:
        developments = Development.objects.filter(proceeding__films=film)
        moved = moved_since(since.day, developments, Hearing.objects.filter(proceeding__films=film))
        releases = list(releases_since(since.day).filter(film=film)[:MOST])
        articles = film.articles.corrected_since(start_of(since.day)).newest_first()[:MOST]
    return {"film": film, "since": since, "moved": moved, "releases": releases, "corrected": articles}


def film_changes_page(request, slug):
    film = get_object_or_404(Film.objects.published(), slug=slug)
    return render(request, "films/changes.html", film_changes(film, request.GET))
