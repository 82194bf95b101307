"""The two clocks, as a query string asks for them."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from dates.clocks import NOW, end_of, read_clocks

TODAY = datetime(2026, 5, 4, 18, tzinfo=UTC)  # noon in Denver


@pytest.fixture(autouse=True)
def _noon(time_machine_at):
    with time_machine_at(TODAY):
        yield


def read(query):
    return read_clocks(QueryDict(query))


def test_it_is_the_live_page_without_them():
    assert read("") == NOW
    assert not NOW
    assert (NOW.query, NOW.suffix, NOW.label, NOW.until, NOW.day) == ("", "", "", None, None)


def test_it_reads_a_day_of_the_world():
    clocks = read("as_of=2024-03-06")
    assert (clocks.as_of, clocks.known_at, clocks.errors) == (date(2024, 3, 6), None, ())
    assert clocks.label == "As it was at the end of March 6, 2024."
    assert clocks.until == end_of(date(2024, 3, 6))
    assert clocks.suffix == "?as_of=2024-03-06"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-06T12:00", datetime(2024, 3, 6, 19, tzinfo=UTC)),
        ("2024-03-06 12:00:30", datetime(2024, 3, 6, 19, 0, 30, tzinfo=UTC)),
        ("2024-03-06T12:00Z", datetime(2024, 3, 6, 12, tzinfo=UTC)),
        ("2024-03-06T12:00%2B01:00", datetime(2024, 3, 6, 11, tzinfo=UTC)),
        ("2024-03-06T12:00+01:00", datetime(2024, 3, 6, 11, tzinfo=UTC)),  # an unescaped plus arrives as a space
        ("2024-03-06", datetime(2024, 3, 7, 6, 59, 59, 999999, tzinfo=UTC)),
        ("2026-05-04", TODAY),  # today has not ended
    ],
)
def test_it_reads_a_moment_of_ours(text, moment):
    assert read(f"known={text}").known_at == moment


def test_it_says_both_in_one_sentence():
    clocks = read("as_of=2024-03-06&known=2024-03-07T12:00")
    assert clocks.label == "As it was at the end of March 6, 2024, as Intercut had it on March 7, 2024, 12:00 PM MST."
    assert clocks.until == end_of(date(2024, 3, 6))
    assert clocks.day == date(2024, 3, 6)
    assert (read(clocks.query).as_of, read(clocks.query).known_at) == (clocks.as_of, clocks.known_at)


@pytest.mark.parametrize("text", ["soon", "20240306", "2024-W10-3", "2024-02-30", "٢٠٢٤-٠٣-٠٦", "2024-03-06x", "%00"])
def test_it_leaves_out_what_is_no_day_and_no_time(text):
    for name in ("as_of", "known"):
        clocks = read(f"{name}={text}")
        assert not clocks
        assert "so it was left out" in clocks.errors[0]


@pytest.mark.parametrize(
    "query", ["as_of=2026-05-05", "known=2026-05-05", "known=2026-05-04T12:01", "as_of=9999-12-31"]
)
def test_it_leaves_out_what_is_still_to_come(query):
    assert "is still to come" in read(query).errors[0]
    assert not read(query)


@pytest.mark.parametrize(
    "query", ["as_of=1799-12-31", "as_of=0001-01-01", "known=0001-01-01T00:00", "known=0001-01-01"]
)
def test_it_leaves_out_what_is_too_long_ago(query):
    assert "before 1800" in read(query).errors[0]


def test_it_keeps_the_clock_that_can_be_read():
    clocks = read("as_of=soon&known=2024-03-06")
    assert clocks.known_at and not clocks.as_of and len(clocks.errors) == 1


@given(st.text(max_size=30), st.text(max_size=30))
def test_it_reads_any_text(as_of, known):
    params = QueryDict(mutable=True)
    params.update({"as_of": as_of, "known": known})
    clocks = read_clocks(params)
    assert bool(clocks) == bool(clocks.label) == bool(clocks.query)
