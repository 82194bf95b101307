"""A partial date knows what the source knows: a year, a month or a day, and never an invented one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dates.value import PartialDate

DAYS = st.dates()
PARTIAL = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), DAYS, st.integers(1, 3)
)


@given(PARTIAL)
def test_it_reads_back_what_it_writes(partial):
    assert PartialDate.parse(str(partial)) == partial


@pytest.mark.parametrize("text", ["2021", "2021-10", "2021-10-21", "0999", "2020-02-29"])
def test_it_writes_what_it_read(text):
    assert str(PartialDate.parse(text)) == text


@given(PARTIAL, PARTIAL)
def test_it_sorts_as_its_text_sorts(one, other):
    assert (one < other, one <= other, one == other, one > other) == (
        str(one) < str(other),
        str(one) <= str(other),
        str(one) == str(other),
        str(one) > str(other),
    )


def test_it_puts_a_year_before_its_months_and_a_month_before_its_days():
    texts = ["2022", "2021-10-21", "2021-10", "2021", "2021-11"]
    assert [str(p) for p in sorted(map(PartialDate.parse, texts))] == [
        "2021",
        "2021-10",
        "2021-10-21",
        "2021-11",
        "2022",
    ]


def test_it_does_not_compare_with_a_date():
    with pytest.raises(TypeError):
        _ = PartialDate(2021) < date(2021, 1, 1)


@given(DAYS)
def test_it_takes_a_whole_day_over(day):
    partial = PartialDate.of(day)
    assert (partial.first, partial.last, str(partial)) == (day, day, day.isoformat())


@given(PARTIAL)
def test_it_lies_between_its_first_and_last_day(partial):
    assert partial.first <= partial.last
    assert str(partial.first).startswith(str(partial))
    assert str(partial.last).startswith(str(partial))


@given(PARTIAL)
def test_it_has_no_other_days_before_its_first_or_after_its_last(partial):
    if partial.first > date.min:
        assert not str(partial.first - timedelta(days=1)).startswith(str(partial))
    if partial.last < date.max:
        assert not str(partial.last + timedelta(days=1)).startswith(str(partial))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-02-03", date(2021, 2, 3), date(2021, 2, 3)),
    ],
)
def test_it_knows_the_first_and_the_last_day_it_can_be(text, first, last):
    partial = PartialDate.parse(text)
    assert (partial.first, partial.last) == (first, last)


@pytest.mark.parametrize(("text", "is_day"), [("2021", False), ("2021-10", False), ("2021-10-21", True)])
def test_it_says_whether_the_day_is_known(text, is_day):
    assert PartialDate.parse(text).is_day is is_day


@pytest.mark.parametrize(
    ("text", "reader"), [("2021", "2021"), ("2021-10", "October 2021"), ("2021-10-05", "October 5, 2021")]
)
def test_it_tells_readers_no_more_than_it_knows(text, reader):
    assert PartialDate.parse(text).reader == reader


@pytest.mark.parametrize(
    ("text", "on"), [("2021", "in 2021"), ("2021-10", "in October 2021"), ("2021-10-05", "on October 5, 2021")]
)
def test_it_brings_the_preposition_its_sentence_needs(text, on):
    assert PartialDate.parse(text).on == on


@pytest.mark.parametrize(
    ("text", "day", "happened"),
    [
        ("2021-10-21", date(2021, 10, 21), True),
        ("2021-10-21", date(2021, 10, 20), False),
        ("2021-10", date(2021, 10, 31), True),
        ("2021-10", date(2021, 10, 30), False),
        ("2021", date(2021, 12, 31), True),
        ("2021", date(2021, 12, 30), False),
    ],
)
def test_it_has_happened_once_nobody_can_doubt_it(text, day, happened):
    assert PartialDate.parse(text).has_happened_by(day) is happened


@pytest.mark.parametrize(
    ("recorded", "day", "happened"),
    [
        (date(2021, 10, 12), date(2021, 10, 12), True),
        (date(2021, 10, 12), date(2021, 10, 11), False),
        (date(2022, 3, 1), date(2021, 10, 31), True),
        (date(2022, 3, 1), date(2021, 10, 30), False),
    ],
)
def test_it_has_happened_by_the_day_it_was_recorded(recorded, day, happened):
    assert PartialDate.parse("2021-10").has_happened_by(day, recorded) is happened


def test_it_has_not_happened_at_its_beginning_because_it_was_foretold():
    foretold = date(2021, 9, 1)
    assert not PartialDate.parse("2021-10").has_happened_by(date(2021, 10, 1), foretold)
    assert PartialDate.parse("2021-10").has_happened_by(date(2021, 10, 31), foretold)


@given(PARTIAL, DAYS, DAYS)
def test_it_stays_happened(partial, day, recorded):
    later = max(day, recorded)
    if partial.has_happened_by(day, recorded):
        assert partial.has_happened_by(later, recorded)
        assert day >= partial.first


@given(DAYS, DAYS, st.none() | DAYS)
def test_it_goes_by_the_day_alone_where_the_day_is_known(day, today, recorded):
    assert PartialDate.of(day).has_happened_by(today, recorded) is (day <= today)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-1", "2021-10-1", "2021-13", "2021-00", "2021-10-32", "2021/10/21", "October 2021", "2021-10-21T00",
     " 2021", "2021 ", "2021-10\n", "２０２１", "-2021", "2021-"],
)  # fmt: skip
def test_it_refuses_what_is_no_date_and_says_how_to_write_one(text):
    with pytest.raises(ValueError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == (
        f"“{text}” is not a date. Write a year (2021), a month (2021-10) or a day (2021-10-21): "
        "only what the source says."
    )


@pytest.mark.parametrize("text", ["2021-02-29", "2021-04-31", "0000", "0000-05"])
def test_it_refuses_a_day_that_no_calendar_has(text):
    with pytest.raises(ValueError) as refusal:
        PartialDate.parse(text)
    assert str(refusal.value) == f"“{text}” is not in the calendar."


def test_it_refuses_a_day_without_its_month():
    with pytest.raises(ValueError, match=r"^A day needs its month\.$"):
        PartialDate(2021, None, 21)


@pytest.mark.parametrize("parts", [(2021, 0), (2021, 10, 0), (2021, 13), (2021, 2, 30)])
def test_it_refuses_numbers_that_are_no_month_or_day(parts):
    with pytest.raises(ValueError):
        PartialDate(*parts)


@given(st.text(max_size=12))
def test_it_reads_any_text_or_refuses_it(text):
    try:
        assert str(PartialDate.parse(text)) == text
    except ValueError as refusal:
        assert str(refusal).startswith(f"“{text}” is not ")
