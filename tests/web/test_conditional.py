"""A client that has an answer already is told so; by the date only where the date can be trusted."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from web.conditional import conditional, etag_of, not_modified

MOMENT = datetime(2024, 3, 7, 12, 30, 15, 999, tzinfo=UTC)
DATE = "Thu, 07 Mar 2024 12:30:15 GMT"


def answer(headers=None, status=200, **options):
    request = RequestFactory().get("/", headers=headers)
    return conditional(request, HttpResponse("text", status=status), **options)


def test_it_sends_the_answer_with_the_etag_of_its_bytes():
    sent = answer()
    assert (sent.status_code, sent.content, sent["ETag"]) == (200, b"text", etag_of(b"text"))
    assert not sent.has_header("Last-Modified")


@pytest.mark.parametrize("etag, status", [(etag_of(b"text"), 304), (etag_of(b"another"), 200)])
def test_it_answers_304_to_the_etag_of_the_same_bytes_only(etag, status):
    sent = answer({"If-None-Match": etag})
    assert (sent.status_code, sent.content) == (status, b"" if status == 304 else b"text")


@pytest.mark.parametrize("date_decides, status", [(False, 200), (True, 304)])
def test_it_goes_by_the_date_only_where_that_decides(date_decides, status):
    sent = answer({"If-Modified-Since": DATE}, changed_at=MOMENT, date_decides=date_decides)
    assert (sent.status_code, sent["Last-Modified"]) == (status, DATE)


def test_it_keeps_an_etag_that_was_set():
    response = HttpResponse("text", headers={"ETag": '"mine"'})
    assert conditional(RequestFactory().get("/"), response)["ETag"] == '"mine"'


def test_it_sends_an_error_whole():
    sent = answer({"If-None-Match": etag_of(b"text")}, status=410)
    assert (sent.status_code, sent.content, sent.has_header("ETag")) == (410, b"text", False)


def test_it_knows_before_an_answer_is_made_whether_the_client_has_it():
    request = RequestFactory().get("/", headers={"If-None-Match": '"mine"'})
    assert not_modified(request, '"mine"').status_code == 304
    assert not_modified(request, '"other"') is None
