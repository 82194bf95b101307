"""Partial dates: as much of a date as is known.

Pure: no Django, no database. The text form is ISO 8601 of reduced precision (ISO 8601-1:2019, 5.2.2):
`2021`, `2021-10` or `2021-10-21`. It sorts as text and filters by prefix.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
HELP = "A year (2021), a month (2021-10) or a day (2021-10-21): only what the source says."


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, a month or a day. Compares by its text: `2021` < `2021-10` < `2021-10-21`."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("A day needs its month.")
        # raises ValueError for a day that does not exist
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Parse `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Raises ValueError, worded for editors, for anything else."""
        if not re.fullmatch(PATTERN, text) or not text.isascii():
            raise ValueError(f"“{text}” is not a date. Write {HELP[0].lower()}{HELP[1:]}")
        try:
            return cls(*(int(part) for part in text.split("-")))
        except ValueError as error:
            raise ValueError(f"“{text}” is not in the calendar.") from error

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        # In the order of the texts, without building them: a year comes before its months, a month before its days.
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    @property
    def first(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def is_day(self) -> bool:
        return self.day is not None

    @property
    def reader(self) -> str:
        """As readers see it: “October 21, 2021”, “October 2021” or “2021”; never an invented day."""
        if self.month is None:
            return str(self.year)
        name = calendar.month_name[self.month]
        return f"{name} {self.year}" if self.day is None else f"{name} {self.day}, {self.year}"

    @property
    def on(self) -> str:
        """With the preposition a sentence needs: “on October 21, 2021”, “in October 2021”."""
        return f"{'on' if self.is_day else 'in'} {self.reader}"

    def has_happened_by(self, day: date, recorded: date | None = None) -> bool:
        """Whether something with this date had certainly happened by the end of `day`.

        A month or year counts from its last day, because it is uncertain before that. But what was recorded within
        it or later had happened by then (docs/decisions/0004). What was announced in advance counts from its last
        day.
        """
        if recorded is None or recorded < self.first:
            return self.last <= day
        return min(self.last, recorded) <= day


IN_WORDS = re.compile(r"(?:(?P<month>[A-Za-z]{3,9})\.?\s+)(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
SHORT = {**{name[:3]: number for name, number in MONTHS.items()}, "sept": 9}


def from_words(text: str) -> str:
    """ISO form of a date as Americans write it: “Jan. 15, 2027”, “January 2027”. Other texts stay as they are.

    “1/15/2027” stays too, and is refused with the form to use: elsewhere, the day comes first.
    """
    found = IN_WORDS.fullmatch(text.strip())
    if not found:
        return text
    name = found["month"].lower()
    month = MONTHS.get(name) or SHORT.get(name)
    if not month:
        return text
    return f"{found['year']}-{month:02d}" + (f"-{int(found['day']):02d}" if found["day"] else "")
