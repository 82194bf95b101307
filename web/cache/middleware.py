"""The page cache: pages built once per edition, and conditional GET (decision 0019).

The first middleware: it keeps whole answers, headers included. Every public GET is covered. A view opts out by what it
says of itself: a `Cache-Control` of its own with private, no-store or no-cache (`never_cache`), a cookie, a `Vary`,
a streamed body, or a status other than 200 and 410.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from web.cache.build import BUILD
from web.cache.edition import edition_or_none
from web.conditional import conditional, etag_of

KEPT = {200, 410}
OF_ITS_OWN = ("private", "no-store", "no-cache")
LONGEST = 200  # characters of a query string that is kept
NOT_KEPT = {"known"}  # it may mean this very minute


@dataclass(frozen=True)
class Kept:
    """A response that is the same for everyone."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    made: datetime
    until: datetime


class PageCacheMiddleware:
    """The page cache without a clock: a subclass defines in `expiry()` how long pages stay correct."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.apart = tuple(f"/{path.strip('/')}/" for path in (settings.STATIC_URL, settings.MEDIA_URL, "admin"))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(self.apart):
            return self.get_response(request)
        if _is_somebody(request):
            return _private(self.get_response(request))
        edition = edition_or_none() if settings.PAGE_CACHE else None
        if edition is None:
            return self.get_response(request)
        return self._for_everybody(request, edition)

    def expiry(self, now: datetime) -> datetime:
        """The first moment after `now` at which a page may change although nothing is written."""
        raise NotImplementedError

    def _for_everybody(self, request: HttpRequest, edition: tuple) -> HttpResponse:
        """Read the edition first: whatever is written while the page is built belongs to the next edition."""
        now = timezone.now()
        store = caches["filtered_pages" if request.META.get("QUERY_STRING") else "pages"]
        key = _key(request, edition)
        kept = store.get(key)
        if kept is None or kept.until <= now:
            response = self.get_response(request)
            if not _is_for_everybody(request, response):
                return response
            kept = _keep(response, now, self._until(edition, now))
            if request.method == "GET" and len(request.META.get("QUERY_STRING", "")) <= LONGEST:
                store.set(key, kept, timeout=max(1, (kept.until - now).total_seconds()))
        return _answer(request, kept, now)

    def _until(self, edition: tuple, now: datetime) -> datetime:
        """The time at which this edition's pages expire; computed once per edition."""
        key = blake2b(repr(("until", BUILD, edition)).encode(), digest_size=20).hexdigest()
        until = caches["pages"].get(key)
        if until is None or until <= now:
            until = self.expiry(now)
            caches["pages"].set(key, until, timeout=max(1, (until - now).total_seconds()))
        return until


def _is_somebody(request: HttpRequest) -> bool:
    """Whether a page must be built for this request alone: it comes from an editor or has credentials."""
    cookies = request.COOKIES
    return bool(
        settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies or "HTTP_AUTHORIZATION" in request.META
    )


def _private(response: HttpResponse) -> HttpResponse:
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    return response


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    said = response.headers.get("Cache-Control", "")
    return (
        response.status_code in KEPT
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and not any(word in said for word in OF_ITS_OWN)
        and NOT_KEPT.isdisjoint(request.GET)
    )


def _key(request: HttpRequest, edition: tuple) -> str:
    """The key covers everything a response depends on. Parameters stay as sent, because pages repeat them in links."""
    parts = (BUILD, edition, request.scheme, request.get_host(), request.path, request.META.get("QUERY_STRING", ""))
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _keep(response: HttpResponse, now: datetime, until: datetime) -> Kept:
    if not response.has_header("ETag") and response.status_code == 200:
        response.headers["ETag"] = etag_of(response.content)
    return Kept(response.status_code, list(response.items()), response.content, now, until)


def _answer(request: HttpRequest, kept: Kept, now: datetime) -> HttpResponse:
    response = HttpResponse(kept.body, status=kept.status, headers=dict(kept.headers))
    own = "last-modified" in response.headers  # a view's own Last-Modified is sent, but only ours decides
    # Sent only once its second is over: a page built later in the same second would have the same date.
    is_dated = not own and int(kept.made.timestamp()) < int(now.timestamp())
    if "cache-control" not in response.headers:
        response.headers["Cache-Control"] = _lifetime(kept, now)
    return conditional(request, response, changed_at=kept.made if is_dated else None, date_decides=True)


def _lifetime(kept: Kept, now: datetime) -> str:
    """No cache in between may serve a page past its known expiry."""
    left = int((kept.until - now).total_seconds())
    fresh = max(0, min(settings.PAGE_MAX_AGE, left))
    stale = max(0, min(settings.PAGE_STALE, left - fresh))
    return f"public, max-age={fresh}" + (f", stale-while-revalidate={stale}" if stale else "")
