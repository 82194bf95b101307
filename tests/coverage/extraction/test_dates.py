import datetime

import pytest

from coverage.extraction.dates import find_dates

THURSDAY = datetime.date(2024, 3, 14)


def dates(text, published=THURSDAY):
    return [(date.text, date.value) for date in find_dates(text, published)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The tape was made on Oct. 21, 2021, in Tulsa.", [("Oct. 21, 2021", "2021-10-21")]),
        ("It was made on 21 October 2021.", [("21 October 2021", "2021-10-21")]),
        ("It was made on the 21st of October, 2021.", [("the 21st of October, 2021", "2021-10-21")]),
        ("It was made on 2021-10-21.", [("2021-10-21", "2021-10-21")]),
        ("It was made on 10/21/21.", [("10/21/21", "2021-10-21")]),
        ("It was made in mid-2021.", [("mid-2021", "2021")]),
        ("The class of '98 met.", [("'98", "1998")]),
        ("He spoke on Christmas Day.", [("Christmas Day", "2023-12-25")]),
    ],
)
def test_it_reads_written_dates(text, found):
    assert dates(text) == found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The panel ruled Tuesday.", "2024-03-12"),
        ("The panel ruled on Thursday.", "2024-03-14"),
        ("The panel will rule Tuesday.", "2024-03-19"),
        ("The panel ruled last Thursday.", "2024-03-07"),
        ("The panel ruled Tuesday of last week.", "2024-03-05"),
        ("The panel meets next Tuesday.", "2024-03-19"),
    ],
)
def test_it_puts_a_weekday_in_the_right_week(text, value):
    assert [v for _, v in dates(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He was charged in July.", "2023-07"),
        ("He will be tried in July.", "2024-07"),
        ("He was charged in March.", "2024-03"),
        ("He was charged in April of last year.", "2023-04"),
        ("He was charged last August.", "2023-08"),
        ("He was charged on Oct. 9.", "2023-10-09"),
        ("The trial is set for Oct. 9.", "2024-10-09"),
    ],
)
def test_it_reads_the_year_from_the_tense(text, value):
    assert [v for _, v in dates(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It was shot in 2016 and shown the following year.", ["2016", "2017"]),
        ("It closed on May 2, 2020. A day earlier, it had been full.", ["2020-05-02", "2020-05-01"]),
        ("It closed in May 2020 and reopened two months later.", ["2020-05", "2020-07"]),
        ("It opened in 2012. That year, it burned.", ["2012", "2012"]),
    ],
)
def test_it_counts_from_the_date_mentioned_before(text, values):
    assert [v for _, v in dates(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "A crowd of 2,000 came; 1984 people stayed.",
        "They may march again.",
        "It lasted two years and cost $2019.",
        "Rule 12(b)(6) and Section 30-2-3 apply.",
        "On Feb. 31 nothing happened.",
    ],
)
def test_it_finds_no_date(text):
    assert dates(text) == []


def test_it_leaves_relative_dates_out_without_a_day_of_publication():
    assert dates("He was charged last month, on Tuesday and in 2019.", None) == [("2019", "2019")]


def test_it_gives_exact_offsets():
    text = "Zoë was charged in April of last year."
    [date] = find_dates(text, THURSDAY)
    assert text[date.start : date.end] == date.text == "April of last year"
