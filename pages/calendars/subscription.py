"""How a calendar is sent to subscribers. The text itself is made in `pages/calendars/ical.py`."""

from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from pages.calendars.ical import Entry, calendar

BACK = timedelta(days=365)  # a calendar goes one year back
MOST = 1000  # and holds so many entries of a kind, the latest
MAX_AGE = 15 * 60  # seconds for which a cache need not ask


def since() -> datetime:
    """The moment from which on dates are told: the same all day long, so that a calendar stays the same."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - BACK


def address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def uid(kind: str, pk: int) -> str:
    """What a subscriber knows an entry by: it never changes, whatever becomes of titles and addresses."""
    return f"{kind}-{pk}@{urlsplit(settings.SITE_URL).hostname}"


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
