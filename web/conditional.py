"""Conditional replies: a client that has this very answer already gets 304 instead of it."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag


def etag_of(content: bytes) -> str:
    """The ETag of an answer's very bytes."""
    return quote_etag(sha256(content).hexdigest()[:32])


def not_modified(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """304 for a client that has what `etag` stands for; None if the answer has to be made."""
    return get_conditional_response(request, etag=etag)


def conditional(
    request: HttpRequest, response: HttpResponse, *, changed_at: datetime | None = None, date_decides: bool = False
) -> HttpResponse:
    """`response` with its ETag, or 304 when the client has it already.

    `changed_at` becomes Last-Modified. By default only the ETag decides: a row can also leave an answer because it is
    no longer public, and then every date that is left is an old one. With `date_decides`, the date counts, too.
    """
    if response.status_code == 200 and not response.has_header("ETag"):
        response.headers["ETag"] = etag_of(response.content)
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds is not None:
        response.headers["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, response.headers.get("ETag"), seconds if date_decides else None, response)
