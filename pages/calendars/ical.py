"""Calendars as text (RFC 5545): entries in, bytes out. Pure: no Django, no database.

Folding, escaping and time zones are the library's; this module only decides which properties an entry has.
There is no METHOD, so DTSTAMP is when the entry was last revised (RFC 5545, 3.8.7.2), and the same entries always give
the same bytes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

PRODUCT = "-//Intercut//Hearings and releases//EN"
REFRESH = timedelta(hours=6)  # how often a subscriber may ask again
FIRST_DAY = date(2020, 1, 1)  # our calendars do not go back further
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


class Status(StrEnum):
    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One date. `starts` and `ends` are aware datetimes, or days; then `ends` is the day after the last."""

    uid: str
    summary: str
    starts: date
    ends: date | None
    status: Status
    sequence: int
    changed_at: datetime
    url: str
    location: str = ""
    description: str = ""
    category: str = ""


def calendar(name: str, about: str, url: str, entries: Iterable[Entry]) -> bytes:
    """The calendar of `entries`, with a VTIMEZONE for every zone they use."""
    events = [_event(entry) for entry in entries]
    found = Calendar()
    head = {"version": "2.0", "prodid": PRODUCT, "calscale": "GREGORIAN", "url": url}
    names = {"name": name, "x-wr-calname": name, "description": about, "x-wr-caldesc": about}
    for key, value in {**head, **{key: _plain(text) for key, text in names.items()}}.items():
        found.add(key, value)
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", f"PT{REFRESH // timedelta(hours=1)}H")
    for component in [*_time_zones(events), *events]:
        found.add_component(component)
    return bytes(found.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status.value)
    event.add("dtstart", entry.starts)
    if entry.ends:
        event.add("dtend", entry.ends)
    if not isinstance(entry.starts, datetime):
        event.add("transp", "TRANSPARENT")  # an all-day entry does not block time
    event.add("url", entry.url)
    texts = {"summary": entry.summary, "location": entry.location, "description": entry.description}
    for key, text in {**texts, "categories": entry.category}.items():
        if text:
            event.add(key, _plain(text))
    return event


def _plain(text: str) -> str:
    """`text` with plain line ends and without the control characters that no calendar may hold."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", text))


def _time_zones(events: list[Event]) -> list[Timezone]:
    moments = [event.decoded(name) for event in events for name in ("dtstart", "dtend") if name in event]
    zones = {moment.tzinfo.key for moment in moments if isinstance(getattr(moment, "tzinfo", None), ZoneInfo)}
    return [_time_zone(zone) for zone in sorted(zones - {"UTC"})]


@cache
def _time_zone(zone: str) -> Timezone:
    """The zone until 2037, the same in every calendar: programs keep the first one they read under its name.

    Each change of the clocks has a line of its own, because some programs read only the first date of a list.
    """
    found = Timezone.from_tzinfo(ZoneInfo(zone), zone, first_date=FIRST_DAY)
    for part in found.subcomponents:
        changes = part.pop("RDATE", None)
        for change in changes.dts if changes else []:
            part.add("RDATE", [change.dt])
    return found
