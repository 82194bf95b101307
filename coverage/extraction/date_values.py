"""Work out which day, month or year the words of a date mean, with one function for each way to write a date.

Each function takes its rule's match and the `Setting` around it. It returns a reduced-precision ISO 8601 value, or None
if the date cannot be determined.
"""

import datetime
import re
from dataclasses import dataclass

from coverage.extraction import calendar_words as words

Date = datetime.date


@dataclass(frozen=True)
class Setting:
    """The context for reading a relative date: publication day, last date mentioned and surrounding tense."""

    published: Date | None
    last: str | None
    tense: str  # "past", "future" or ""


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    try:
        Date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join(part for part in (f"{year:04}", month and f"{month:02}", day and f"{day:02}") if part)


def _month(match: re.Match[str]) -> int:
    return words.MONTHS[match["month"].lower().rstrip(".")]


def _shift_months(date: Date, count: int) -> Date:
    index = min(max(date.year * 12 + date.month - 1 + count, 12), 9999 * 12)
    return Date(index // 12, index % 12 + 1, 1)


# A day without a year that is this near is in the future even after a past tense: A writer would give the year for a
# date 11 months ago.
_SOON = 45


def _year_for(month: int, day: int | None, setting: Setting) -> int | None:
    """Return the year that fits the tense for a month or day without one: the last one if past, the next if future."""
    today = setting.published
    if today is None:
        return int(setting.last[:4]) if setting.last else None
    here = (month, day or today.day if month == today.month else 1)
    now = (today.month, today.day)
    apart = (month - today.month) * 30 + ((day or today.day) - today.day)
    if setting.tense == "past" and day and 0 < apart < _SOON:
        return today.year
    if setting.tense == "past" or not (setting.tense or day):
        return today.year - (here > now)
    if setting.tense == "future":
        return today.year + (here < now)
    return today.year + (apart < -182) - (apart > 182)


def day_of_month(match: re.Match[str], setting: Setting) -> str | None:
    month, day = _month(match), int(match["day"])
    year = int(match["year"]) if match["year"] else _year_for(month, day, setting)
    return _iso(year, month, day) if year else None


def attacks_of_2001(match: re.Match[str], setting: Setting) -> str:
    return "2001-09-11"


def numeric(match: re.Match[str], setting: Setting) -> str | None:
    year = int(match["year"])
    if year < 100:
        year += 1900 if year > 68 else 2000
    return _iso(year, int(match["month"]), int(match["day"]))


def month_and_year(match: re.Match[str], setting: Setting) -> str | None:
    return _iso(int(match["year"]), _month(match))


def month_of_relative_year(match: re.Match[str], setting: Setting) -> str | None:
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    if setting.published is None:
        return None
    return _iso(setting.published.year + step, _month(match), int(match["day"]) if match["day"] else None)


def month_alone(match: re.Match[str], setting: Setting) -> str | None:
    year = _year_for(_month(match), None, setting)
    return _iso(year, _month(match)) if year else None


def which_month(match: re.Match[str], setting: Setting) -> str | None:
    today, month = setting.published, _month(match)
    if today is None:
        return None
    which = match["which"].lower().split()[-1]
    steps = {"last": -(month >= today.month), "past": -(month >= today.month), "next": month <= today.month}
    return _iso(today.year + steps.get(which, 0), month)


def year(match: re.Match[str], setting: Setting) -> str | None:
    return _iso(int(match["year"]))


def short_year(match: re.Match[str], setting: Setting) -> str | None:
    year = int(match["year"])
    return _iso(year + (1900 if year > 30 else 2000))


_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "prior": -1,
    "this": 0,
    "current": 0,
    "same": 0,
    "that": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}


def _moved(date: Date | None, unit: str, count: int) -> str | None:
    if date is None:
        return None
    try:
        if unit == "day":
            return (date + datetime.timedelta(days=count)).isoformat()
        if unit == "month":
            return _shift_months(date, count).isoformat()[:7]
        return _iso(date.year + count)
    except OverflowError:
        return None


# The length of an ISO value that is precise to the unit.
_PRECISION = {"day": 10, "month": 7, "year": 4}


def _anchor(setting: Setting, unit: str) -> Date | None:
    """Return the last date mentioned if it is precise enough to count in `unit`, otherwise the publication day."""
    if setting.last and len(setting.last) >= _PRECISION[unit]:
        return Date.fromisoformat((setting.last + "-01-01")[:10])
    return setting.published


def period(match: re.Match[str], setting: Setting) -> str | None:
    unit, step = match["unit"].lower(), _STEPS[match["which"].lower()]
    return _moved(setting.published, unit, step)


def period_from_last(match: re.Match[str], setting: Setting) -> str | None:
    unit = match["unit"].lower()
    which = match["which"].lower()
    if which in ("that", "same") and not (setting.last and len(setting.last) >= _PRECISION[unit]):
        return None
    anchor = _anchor(setting, unit)
    return _moved(anchor, unit, _STEPS[which])


def _count(match: re.Match[str]) -> int:
    text = match["count"].lower()
    return words.NUMBERS.get(text) or int(text)


def ago(match: re.Match[str], setting: Setting) -> str | None:
    return _moved(setting.published, match["unit"].lower(), -_count(match))


def counted_from_last(match: re.Match[str], setting: Setting) -> str | None:
    unit = match["unit"].lower()
    anchor = _anchor(setting, unit)
    sign = 1 if match["way"].lower() in ("later", "after") else -1
    return _moved(anchor, unit, sign * _count(match))


def day_word(match: re.Match[str], setting: Setting) -> str | None:
    step = {"yesterday": -1, "today": 0, "tomorrow": 1}[match["word"].lower()]
    return _moved(setting.published, "day", step)


def weekday(match: re.Match[str], setting: Setting) -> str | None:
    today = setting.published
    if today is None:
        return None
    ahead = (words.WEEKDAYS[match["weekday"].lower().rstrip(".")] - today.weekday()) % 7
    monday_next = 7 - today.weekday()
    which = (match["which"] or match["week"] or "").lower().split()[-1:]
    if which == ["next"]:
        ahead = monday_next + (ahead + today.weekday()) % 7
    elif which in (["last"], ["past"]):
        ahead = ahead - 7 if match["which"] else (ahead + today.weekday()) % 7 - today.weekday() - 7
    elif which not in (["this"], ["coming"]) and setting.tense != "future" and ahead:
        ahead -= 7
    return _moved(today, "day", ahead)


def holiday(match: re.Match[str], setting: Setting) -> str | None:
    month, day = words.HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    year = int(match["year"]) if match["year"] else _year_for(month, day, setting)
    return _iso(year, month, day) if year else None


def next_to_last(match: re.Match[str], setting: Setting) -> str | None:
    anchor = _anchor(setting, "day")
    return _moved(anchor, "day", 1 if match["way"] == "after" else -1)
