"""A film's releases as a calendar, like `pages/cases/calendar.py` for hearings."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from coverage.models import Film, Release
from coverage.models.film import ReleaseQuerySet
from pages.calendars.ical import Entry, Status
from pages.calendars.subscription import MOST, calendar_response, since, uid
from web.addresses import absolute_url

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
State = Release.State
STATUS = {
    State.ANNOUNCED: Status.TENTATIVE,
    State.CONFIRMED: Status.CONFIRMED,
    State.RELEASED: Status.CONFIRMED,
    State.POSTPONED: Status.CANCELLED,
    State.CANCELLED: Status.CANCELLED,
}


def release_entries(releases: ReleaseQuerySet) -> list[Entry]:
    """The public releases with an exact day, as all-day entries, up to the maximum of a calendar.

    A month or a year is left out: a calendar would have to invent the day.
    """
    rows = releases.published().filter(date__regex=DAY, date__since=since().date())
    rows = rows.select_related("film", "superseded_by").newest_first()[:MOST]
    return [_entry(release) for release in reversed(rows)]


def _entry(release: Release) -> Entry:
    status = Status.CANCELLED if release.replaced_by else STATUS[release.state]
    day = release.date.first
    gone = release.get_state_display() if STATUS[release.state] == Status.CANCELLED else "superseded"
    lead = f"{gone.capitalize()}: " if status == Status.CANCELLED else ""
    page = absolute_url(release.film.get_absolute_url())
    lines = [f"{release.get_state_display().capitalize()}.", release.note, f"The film and its cases: {page}"]
    return Entry(
        uid=uid("release", release.pk),
        summary=f"{lead}{release.film.title}: {release.title}",
        starts=day,
        ends=day + timedelta(days=1),
        status=status,
        sequence=release.sequence,
        changed_at=release.changed_at,
        url=f"{page}#release-{release.pk}",
        location=release.platform if release.kind in {Release.Kind.FESTIVAL, Release.Kind.THEATRICAL} else "",
        description="\n".join(line for line in lines if line),
        category="Release",
    )


@require_safe
def film_calendar(request, slug):
    film = get_object_or_404(Film.objects.published(), slug=slug)
    entries = release_entries(film.releases.all())
    return calendar_response(request, film.title, f"The releases of {film.title}.", film.get_absolute_url(), entries)
