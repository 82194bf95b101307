"""How a calendar is sent to subscribers. The text itself is made in `pages/calendars/ical.py`."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from pages.calendars.ical import Entry, calendar
from web.addresses import absolute_url
from web.conditional import conditional

BACK = timedelta(days=365)  # a calendar goes one year back
MOST = 1000  # and holds so many entries of a kind, the latest
MAX_AGE = 15 * 60  # seconds for which a cache need not ask


def since() -> datetime:
    """The moment from which on dates are told: the same all day long, so that a calendar stays the same."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - BACK


def uid(kind: str, pk: int) -> str:
    """What a subscriber knows an entry by: it never changes, whatever becomes of titles and addresses."""
    return f"{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname}"


def calendar_response(request: HttpRequest, name: str, about: str, path: str, entries: list[Entry]) -> HttpResponse:
    """The calendar of `entries`, or 304 when the subscriber has it already."""
    body = calendar(f"{name} ({settings.SITE_NAME})", about, absolute_url(path), entries)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    changed_at = max((entry.changed_at for entry in entries), default=None)
    return conditional(request, response, changed_at=changed_at)
