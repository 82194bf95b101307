"""How the timeline is laid out: years, months, today's line, folded stretches."""

from datetime import date

import pytest

from dates.value import PartialDate
from pages.timeline.entries import Entry
from pages.timeline.layout import DENSE, LEFT, lay_out

TODAY = date(2024, 7, 12)


def entry(day, lane="record", pk=1):
    return Entry(lane=lane, date=PartialDate.parse(day), title="", url="/", place=pk, pk=pk)


def told(entries, **options):
    """What is laid out, flat: years, months, and for each item its date, “today” or the number that is folded."""
    flat = []
    for year in lay_out(entries, today=TODAY, **options):
        flat.append(year.number)
        for month in year.months:
            flat.append(month.label)
            flat += [str(i.entry.date) if i.entry else "today" if i.today else len(i.folded) for i in month.items]
    return flat


def test_it_puts_entries_in_their_years_and_months():
    days = ["2023", "2023-02", "2023-02-07", "2024-02-01"]
    wanted = [2023, "Some time in 2023", "2023", "February 2023", "2023-02", "2023-02-07", 2024, "February 2024"]
    assert told([entry(day) for day in days]) == [*wanted, "2024-02-01"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_it_draws_today_between_what_has_been_and_what_is_coming(newest_first):
    days = ["2024-07-11", "2024-07-12", "2024-07-13", "2024-08"]
    entries = [entry(day, pk=number) for number, day in enumerate(days)]
    flat = told(entries[::-1] if newest_first else entries)
    assert abs(flat.index("today") - flat.index("2024-07-12")) == 1
    assert abs(flat.index("today") - flat.index("2024-07-13")) == 1


def test_it_draws_today_at_the_near_end_only_where_the_list_ends_now():
    entries = [entry("2023-05-02", pk=2), entry("2023-05-01")]
    assert told(entries, ends_now=True)[:3] == [2024, "July 2024", "today"]
    assert told(entries[::-1], ends_now=True)[-3:] == [2024, "July 2024", "today"]
    assert "today" not in told(entries)
    assert told([], ends_now=True) == []


def test_it_needs_no_heading_over_nothing_but_today():
    years = lay_out([entry("2023-05-02"), entry("2024-07-01")], today=TODAY, ends_now=True)
    assert [year.is_bare for year in years] == [False, False]
    years = lay_out([entry("2023-05-02")], today=TODAY, ends_now=True)
    assert {year.number: year.is_bare for year in years} == {2024: True, 2023: False}


@pytest.mark.parametrize(("count", "shown", "folded"), [(DENSE, DENSE, 0), (DENSE + 1, LEFT, DENSE + 1 - LEFT)])
def test_it_folds_a_dense_stretch_and_says_how_many(count, shown, folded):
    items = lay_out([entry("2024-03-06", pk=n) for n in range(count)], today=TODAY)[0].months[0].items
    assert sum(1 for item in items if item.entry) == shown
    assert sum(len(item.folded) for item in items) == folded


def test_it_folds_no_stretch_that_another_line_cuts_into():
    mixed = [entry("2024-03-06", lane=("record", "article")[n % 2], pk=n) for n in range(4 * DENSE)]
    assert not any(item.folded for item in lay_out(mixed, today=TODAY)[0].months[0].items)
