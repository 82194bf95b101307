"""Calendars of hearings for subscribers, and how any calendar is sent. The text itself is made in `legal/ical.py`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from legal.ical import Entry, Status, calendar
from legal.models import Hearing
from legal.models.hearing import HearingQuerySet
from legal.vocabulary import HearingState

BACK = timedelta(days=365)  # a calendar goes one year back
MOST = 1000  # and holds so many entries of a kind, the latest
MAX_AGE = 15 * 60  # seconds for which a cache need not ask
OFF = {HearingState.CONTINUED, HearingState.VACATED, HearingState.CANCELLED}


def since() -> datetime:
    """The moment from which on dates are told: the same all day long, so that a calendar stays the same."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - BACK


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def uid(kind: str, pk: int) -> str:
    """What a subscriber knows an entry by: it never changes, whatever becomes of titles and addresses."""
    return f"{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname}"


def hearing_entries(hearings: HearingQuerySet) -> list[Entry]:
    """The published ones of `hearings` as entries, in their order; no more than a calendar holds."""
    told = hearings.published().with_what_followed().filter(starts_at__gte=since()).order_by("-starts_at", "-pk")[:MOST]
    return [_entry(hearing) for hearing in reversed(told)]


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
        url=address(hearing.get_absolute_url()),
        location=", ".join(part for part in place if part),
        description="\n".join(_lines(hearing)),
        category="Hearing",
    )


def _lines(hearing: Hearing) -> Iterable[str]:
    """What a subscriber reads below the date: only what stays true, since a calendar may be looked at years later."""
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
    yield f"Where the case stands today: {address(case.get_absolute_url())}"


def calendar_response(request: HttpRequest, name: str, about: str, path: str, entries: list[Entry]) -> HttpResponse:
    """The calendar of `entries`, or 304 when the subscriber has it already.

    Only the ETag decides. Last-Modified tells when an entry last changed, but an entry also goes when its case is no
    longer public or when it is too old, and no date of ours says when that was.
    """
    body = calendar(f"{name} ({settings.SITE_NAME})", about, address(path), entries)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    etag = quote_etag(sha256(body).hexdigest()[:32])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    if entries:
        response.headers["Last-Modified"] = http_date(max(entry.changed_at for entry in entries).timestamp())
    return get_conditional_response(request, etag=etag, response=response)
