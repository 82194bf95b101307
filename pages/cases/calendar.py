"""A case's hearings as a calendar."""

from collections.abc import Iterable
from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from legal.models import Hearing, Proceeding
from legal.models.hearing import HearingQuerySet
from legal.vocabulary import HearingState
from pages.calendars.ical import Entry, Status
from pages.calendars.subscription import MOST, calendar_response, since, uid
from web.addresses import absolute_url

OFF = {HearingState.CONTINUED, HearingState.VACATED, HearingState.CANCELLED}


def hearing_entries(hearings: HearingQuerySet) -> list[Entry]:
    """The public hearings as calendar entries, in order, up to the maximum of a calendar."""
    rows = hearings.published().with_what_followed().filter(starts_at__gte=since()).order_by("-starts_at", "-pk")[:MOST]
    return [_entry(hearing) for hearing in reversed(rows)]


def _entry(hearing: Hearing) -> Entry:
    case, state = hearing.proceeding, HearingState(hearing.state)
    off = state in OFF
    whole = hearing.is_all_day
    place = [hearing.place, case.court.name, case.court.place]
    return Entry(
        uid=uid("hearing", hearing.pk),
        summary=f"{f'{state.label.capitalize()}: ' if off else ''}{hearing.title}, {case.title}",
        starts=hearing.local_start.date() if whole else hearing.local_start,
        ends=hearing.last_day + timedelta(days=1) if whole else hearing.local_end,
        status=Status.CANCELLED if off else Status.CONFIRMED,
        sequence=hearing.sequence,
        changed_at=hearing.changed_at,
        url=absolute_url(hearing.get_absolute_url()),
        location=", ".join(part for part in place if part),
        description="\n".join(_lines(hearing)),
        category="Hearing",
    )


def _lines(hearing: Hearing) -> Iterable[str]:
    """The description lines: only what stays true, because a calendar may be read years later."""
    case = hearing.proceeding
    yield f"{case.title}, {case.docket_number}" if case.docket_number else case.title
    if hearing.is_all_day:
        yield "No time of day is known."
    if later := hearing.later_for_readers:
        yield f"Continued to {later.when}."
    if outcome := hearing.outcome_for_readers:
        yield f"Outcome: {outcome.title}, {outcome.occurred.reader}."
    if hearing.note:
        yield hearing.note
    yield f"Where the case stands today: {absolute_url(case.get_absolute_url())}"


@require_safe
def case_calendar(request, slug):
    case = get_object_or_404(Proceeding.objects.published(), slug=slug)
    entries = hearing_entries(case.hearings.all())
    return calendar_response(request, case.title, f"The hearings in {case.title}.", case.get_absolute_url(), entries)
