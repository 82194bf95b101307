"""How entries of the timeline are laid out: in years and months, with today's line, dense stretches folded."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from dates.clocks import site_day
from dates.value import PartialDate
from pages.timeline.entries import Entry

DENSE = 6  # entries of one line in a row within a month; if there are more, some are folded
LEFT = 3  # entries of a folded stretch that stay visible


@dataclass(frozen=True)
class Item:
    """One thing in a month's list: an entry, or several folded ones, or the line that says which day it is."""

    entry: Entry | None = None
    folded: tuple[Entry, ...] = ()
    today: PartialDate | None = None

    @property
    def lane(self) -> str:
        return self.entry.lane if self.entry else self.folded[0].lane if self.folded else ""


@dataclass(frozen=True)
class Month:
    number: int | None  # None for what is known by its year only
    year: int
    items: list[Item] = field(default_factory=list)

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.year, self.number)

    @property
    def label(self) -> str:
        return self.date.reader if self.number else f"Some time in {self.year}"

    @property
    def short(self) -> str:
        """The month's name, where its year stands beside it."""
        return calendar.month_name[self.number] if self.number else "some time"

    @property
    def is_bare(self) -> bool:
        """Whether it has nothing but today's line, which needs no heading."""
        return all(item.today for item in self.items)


@dataclass(frozen=True)
class Year:
    number: int
    months: list[Month]

    @property
    def is_bare(self) -> bool:
        return all(month.is_bare for month in self.months)


def lay_out(entries: Iterable[Entry], *, today: date | None = None, ends_now: bool = False) -> list[Year]:
    """The entries, as they come (newest or oldest first), in their years and months.

    `today` is the day the page is told for. Its line separates upcoming from past entries. If nothing is upcoming,
    it is at the end of a list that `ends_now`, and in no other list.
    """
    entries = list(entries)
    line = _line(entries, today or site_day(), ends_now)
    return [
        Year(number, [_month(number, month, list(rows), line) for month, rows in groupby(year, key=_month_of)])
        for number, year in groupby(_with_line(entries, line), key=lambda row: row.date.year)
    ]


@dataclass(frozen=True)
class _Line:
    """Today's line, placed among the entries."""

    date: PartialDate
    lane: str = ""


def _month_of(row: Entry | _Line) -> int | None:
    return row.date.month


def _line(entries: list[Entry], today: date, ends_now: bool) -> _Line | None:
    is_wanted = ends_now or any(entry.date.first > today for entry in entries)
    return _Line(PartialDate.of(today)) if entries and is_wanted else None


def _with_line(entries: list[Entry], line: _Line | None) -> list[Entry | _Line]:
    if line is None:
        return list(entries)
    is_newest_first = entries[0].key >= entries[-1].key
    ahead = [entry for entry in entries if entry.date.first > line.date.first]
    been = [entry for entry in entries if entry.date.first <= line.date.first]
    return [*ahead, line, *been] if is_newest_first else [*been, line, *ahead]


def _month(year: int, number: int | None, rows: list[Entry | _Line], line: _Line | None) -> Month:
    month = Month(number, year)
    for is_line, stretch in groupby(rows, key=lambda row: (row is line, row.lane)):
        month.items.extend([Item(today=line.date)] if line and is_line[0] else _stretch(list(stretch)))
    return month


def _stretch(entries: list[Entry]) -> list[Item]:
    """Successive entries of one line: as they are, or the first few and the rest folded."""
    if len(entries) <= DENSE:
        return [Item(entry) for entry in entries]
    return [*(Item(entry) for entry in entries[:LEFT]), Item(folded=tuple(entries[LEFT:]))]
