"""Conditional responses: a client that already has this response gets 304."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def etag_of(content: bytes) -> str:
    """The ETag of a response body."""
    return quote_etag(sha256(content).hexdigest()[:32])


def not_modified(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """A 304 response if the client has the version with this `etag`; otherwise None."""
    return get_conditional_response(request, etag=etag)


def conditional(
    request: HttpRequest, response: HttpResponse, *, changed_at: datetime | None = None, date_decides: bool = False
) -> HttpResponse:
    """`response` with its ETag, or 304 when the client has it already.

    `changed_at` becomes Last-Modified. By default only the ETag decides: when a row leaves a response because it
    is no longer public, every remaining date is an old one. With `date_decides`, the date counts too.
    """
    if response.status_code == 200 and not response.has_header("ETag"):
        response.headers["ETag"] = etag_of(response.content)
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, response.headers.get("ETag"), seconds if date_decides else None, response)
