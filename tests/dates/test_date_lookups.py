"""Lookups of a partial date by a period find what may lie in it, whatever the precision of either."""

import re
from datetime import date
from itertools import product

import pytest
from django.db import connection
from django.db.models import F, Q

from dates.value import PartialDate
from legal.models import Development, Source
from tests.factories import ReleaseFactory

PERIODS = [
    "2023", "2023-12", "2023-12-31",
    "2024", "2024-01", "2024-01-01", "2024-01-31", "2024-02-01", "2024-02-29", "2024-03", "2024-03-07", "2024-12-31",
    "2025", "2025-01", "2025-01-01",
]  # fmt: skip
EVERY_PAIR = list(product(map(PartialDate.parse, PERIODS), repeat=2))
RULES = {
    "since": lambda dated, period: dated.last >= period.first,
    "until": lambda dated, period: dated.first <= period.last,
    "overlaps": lambda dated, period: dated.last >= period.first and dated.first <= period.last,
}


@pytest.fixture
def sources(db):
    """A source of each date, and one without."""
    return Source.objects.bulk_create(Source(title="A source", date=text) for text in [*PERIODS, None])


def dates(**asked) -> set[str]:
    return {str(source.date) for source in Source.objects.filter(**asked)}


@pytest.mark.parametrize("lookup", RULES)
@pytest.mark.parametrize("as_given", [PartialDate.parse, str], ids=["PartialDate", "text"])
def test_it_finds_each_date_by_its_first_and_last_day(sources, lookup, as_given):
    found = {period: dates(**{f"date__{lookup}": as_given(period)}) for period in PERIODS}
    wanted = {(str(dated), str(period)) for dated, period in EVERY_PAIR if RULES[lookup](dated, period)}
    assert {(dated, period) for period in PERIODS for dated in found[period]} == wanted


@pytest.mark.parametrize("lookup", RULES)
def test_it_takes_a_day_as_the_calendar_gives_it(sources, lookup):
    day = date(2024, 3, 7)
    assert dates(**{f"date__{lookup}": day}) == dates(**{f"date__{lookup}": PartialDate.of(day)})


def test_it_tells_what_is_certain_when_it_is_turned_round(sources):
    """A date is over when it may not lie on the next day or later; one without a date is neither over nor ahead."""
    over = Source.objects.filter(Q(date__until="2024-03-06") & ~Q(date__since="2024-03-07"))
    assert {str(s.date) for s in over} == {text for text in PERIODS if PartialDate.parse(text).last < date(2024, 3, 7)}
    later = Source.objects.filter(Q(date__since="2024-03-08") & ~Q(date__until="2024-03-07"))
    assert {str(s.date) for s in later} == {
        text for text in PERIODS if PartialDate.parse(text).first > date(2024, 3, 7)
    }


@pytest.mark.parametrize("announced, is_before", [("2024-03", True), ("2024", True), ("2024-03-08", False)])
def test_it_compares_with_another_column(db, announced, is_before):
    release = ReleaseFactory(date="2024-03-07", announced=announced)
    assert type(release).objects.filter(announced__until=F("date")).exists() == is_before


@pytest.mark.parametrize("lookup, period", [("since", "2024-03"), ("until", "2024-03"), ("overlaps", "2024-03-07")])
def test_it_enters_the_index_of_the_date(db, lookup, period):
    newest = Development.objects.filter(**{f"occurred__{lookup}": period}).order_by("-occurred", "-position", "-id")
    if connection.vendor == "postgresql":
        # As in a table that is worth an index: neither read at once nor sorted.
        connection.cursor().execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = newest.explain()
    assert "development_newest" in plan
    assert re.search(r"\(occurred[<>]|Index Cond: \(+occurred\)", plan)
