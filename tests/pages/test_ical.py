"""Calendars are text another program understands: here vobject reads back what we write."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from pages.calendars.ical import Entry, Status, calendar

CHANGED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
ZONES = ["America/Denver", "America/New_York", "America/Phoenix", "Europe/London", "Asia/Kolkata", "Pacific/Auckland"]
DEFAULTS = {
    "uid": "hearing-1@example.org",
    "summary": "Sentencing, State v. Sample",
    "starts": datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("America/New_York")),
    "ends": None,
    "status": Status.CONFIRMED,
    "sequence": 0,
    "changed_at": CHANGED,
    "url": "https://example.org/cases/a/#hearing-1",
}
# every character a database may hold, with those that mean something in a calendar more often
SIGNS = st.sampled_from("\n\r\\,;:\"'N\u2028\u0085\x0b\x1f😀é“")
TEXT = st.text(st.one_of(SIGNS, st.characters(exclude_categories=["Cs"], min_codepoint=1)), min_size=1, max_size=200)


def entry(**changes) -> Entry:
    return Entry(**{**DEFAULTS, **changes})


def read(*entries, name="A court"):
    return vobject.readOne(calendar(name, "About it.", "https://example.org/", entries).decode())


def event(**changes):
    return read(entry(**changes)).vevent


def plain(text: str) -> str:
    """The text as a calendar may hold it: one kind of line end, no other control character."""
    for end in ("\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return "".join(c for c in text if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))


def test_it_says_what_when_where_and_by_whose_clock():
    found = event(location="Room 1, District Court", description="One.\nTwo.", category="Hearing", sequence=3)
    assert found.summary.value == "Sentencing, State v. Sample"
    assert found.dtstart.value.isoformat() == "2026-12-02T09:00:00-05:00"
    assert (found.location.value, found.description.value) == ("Room 1, District Court", "One.\nTwo.")
    assert (found.uid.value, found.sequence.value, found.status.value) == ("hearing-1@example.org", "3", "CONFIRMED")
    assert found.dtstamp.value == found.last_modified.value == CHANGED
    assert found.url.value == "https://example.org/cases/a/#hearing-1"
    assert not hasattr(found, "dtend") and not hasattr(found, "transp")


def test_it_has_whole_days_that_make_nobody_busy():
    found = event(starts=date(2026, 3, 11), ends=date(2026, 3, 12))
    assert (found.dtstart.value, found.dtend.value) == (date(2026, 3, 11), date(2026, 3, 12))
    assert found.transp.value == "TRANSPARENT"


def test_it_has_no_time_zone_where_no_clock_is_told():
    assert b"VTIMEZONE" not in calendar("A film", "", "", [entry(starts=date(2026, 3, 11), ends=None)])
    assert b"VTIMEZONE" not in calendar("Nothing", "", "", [])


def test_it_has_every_zone_it_uses_once_and_before_its_use():
    entries = [
        entry(starts=datetime(2026, 12, 2, 9, tzinfo=ZoneInfo(zone)))
        for zone in ("America/New_York", "America/Denver", "America/New_York")
    ]
    text = calendar("Courts", "", "", entries).decode()
    found = vobject.readOne(text)
    assert [zone.tzid.value for zone in found.vtimezone_list] == ["America/Denver", "America/New_York"]
    assert text.rindex("END:VTIMEZONE") < text.index("BEGIN:VEVENT")


@given(summary=TEXT, location=TEXT, name=TEXT)
@example(summary="Doe, Inc.; “A, B”\nand C 😀", location="Room 1; floor\\2", name="x")
@example(summary="One\r\nBEGIN:VALARM\rEND:VCALENDAR", location="\x0bBEGIN:VEVENT", name="\u2028END:VCALENDAR")
@example(summary="😀" * 60, location="é" * 76, name="a" * 80)
def test_it_gives_back_every_text_as_it_was(summary, location, name):
    # The library takes “\N” for a line end when it writes; no court or film has been seen with one in its name.
    summary, location, name = (text.replace("\\", "/") for text in (summary, location, name))
    found = read(entry(summary=summary, location=location), name=name)
    assert len(found.contents["vevent"]) == 1
    one = found.vevent
    assert getattr(one, "summary", None) is None or one.summary.value == plain(summary)
    assert getattr(one, "location", None) is None or one.location.value == plain(location)


@given(summary=TEXT, description=TEXT)
def test_it_folds_every_line_at_75_octets_and_ends_it_with_crlf(summary, description):
    body = calendar("A court", "", "", [entry(summary=summary, description=description)])
    assert body.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"") and b"\r" not in body.replace(b"\r\n", b"")
    body.decode()  # no fold inside a character's bytes that would not join again


@given(
    moment=st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 30)).map(lambda m: m.replace(microsecond=0)),
    zone=st.sampled_from(ZONES),
    length=st.integers(1, 72),
)
@example(moment=datetime(2026, 3, 8, 9), zone="America/Denver", length=2)
@example(moment=datetime(2026, 11, 1, 9), zone="America/New_York", length=2)
def test_it_tells_the_same_moment_in_any_zone_across_changes_of_the_clock(moment, zone, length):
    # Courts do not sit in the night in which the clocks change.
    starts = moment.replace(hour=7 + moment.hour % 12, tzinfo=ZoneInfo(zone))
    ends = (starts.astimezone(UTC) + timedelta(hours=length)).astimezone(starts.tzinfo)
    ends = ends.replace(hour=max(ends.hour, 7), fold=0)
    found = event(starts=starts, ends=ends)
    assert found.dtstart.value.astimezone(UTC) == starts.astimezone(UTC)
    assert found.dtend.value.astimezone(UTC) == ends.astimezone(UTC)
    assert found.dtstart.value.replace(tzinfo=None) == starts.replace(tzinfo=None)


@pytest.mark.parametrize("count", [0, 1, 50])
def test_it_always_gives_the_same_bytes_for_the_same_entries(count):
    entries = [entry(uid=f"hearing-{n}@example.org", sequence=n) for n in range(count)]
    assert calendar("A court", "x", "y", entries) == calendar("A court", "x", "y", entries)
