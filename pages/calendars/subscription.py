"""How calendars are served to subscribers. `pages/calendars/ical.py` builds the text."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pages.calendars.ical import Entry, calendar
from web.addresses import absolute_url
from web.conditional import conditional

BACK = timedelta(days=365)  # a calendar goes one year back
MOST = 1000  # and has at most this many entries of a kind, the latest
MAX_AGE = 15 * 60  # seconds that a cache may reuse a response


def since() -> datetime:
    """The earliest moment in a calendar. It is the same all day, so the calendar does not change needlessly."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - BACK


def uid(kind: str, pk: int) -> str:
    """The permanent UID of an entry. It never changes, even if titles and addresses do."""
    return f"{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname}"


def calendar_response(request: HttpRequest, name: str, about: str, path: str, entries: list[Entry]) -> HttpResponse:
    """The calendar of `entries`, or 304 if the subscriber already has it."""
    body = calendar(f"{name} ({settings.SITE_NAME})", about, absolute_url(path), entries)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    changed_at = max((entry.changed_at for entry in entries), default=None)
    return conditional(request, response, changed_at=changed_at)
