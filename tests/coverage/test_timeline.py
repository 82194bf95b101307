"""The two lines, intercut."""

import pytest

from coverage.timeline import Selection, entries, key_text, parse_key
from people.dates import PartialDate
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    ProceedingFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    """A film with a case, three releases and four developments, two of them on one day."""
    film = FilmFactory()
    case = ProceedingFactory()
    film.proceedings.add(case)
    for date in ("2021-03", "2021-06-01", "2022"):
        ReleaseFactory(film=film, date=date)
    DevelopmentFactory(proceeding=case, occurred="2021-06-01", position=1, note="first")
    DevelopmentFactory(proceeding=case, occurred="2021-06-01", position=2, note="second")
    DevelopmentFactory(proceeding=case, occurred="2021-04")
    DevelopmentFactory(proceeding=case, occurred="2020-12-31")
    article = ArticleFactory(state="published", published_at="2021-06-01T20:00:00Z")
    article.films.add(film)
    return film


def test_it_cuts_between_the_lines_by_date(film):
    told = [(entry.lane, str(entry.date), entry.note) for entry in entries(Selection(films=[film]), limit=9)[0][::-1]]
    assert told == [
        ("record", "2020-12-31", ""),
        ("film", "2021-03", ""),
        ("record", "2021-04", ""),
        ("film", "2021-06-01", ""),
        ("record", "2021-06-01", "first"),
        ("record", "2021-06-01", "second"),
        ("article", "2021-06-01", ""),
        ("film", "2022", ""),
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8])
def test_it_pages_through_every_entry_once(film, size):
    whole, _ = entries(Selection(), limit=100)
    seen, after = [], None
    while True:
        part, after = entries(Selection(), limit=size, after=after)
        seen += part
        if after is None:
            break
    assert seen == whole
    assert len({entry.anchor for entry in seen}) == 8


def test_it_keeps_to_a_lane(film):
    assert {entry.lane for entry in entries(Selection(lane="record"), limit=9)[0]} == {"record"}


def test_it_keeps_to_a_film_and_a_case(film):
    ReleaseFactory()
    DevelopmentFactory()
    assert len(entries(Selection(films=[film]), limit=99)[0]) == 8
    case = film.proceedings.get()
    assert {entry.lane for entry in entries(Selection(proceedings=[case]), limit=99)[0]} == {"film", "record"}


def test_it_keeps_to_a_period_of_partial_dates(film):
    period = Selection(start=PartialDate(2021, 4), end=PartialDate(2021, 6))
    assert [str(entry.date) for entry in entries(period, limit=99)[0]] == ["2021-06-01"] * 4 + ["2021-04"]


def test_it_reads_back_the_key_it_gives():
    key = ("2021-06-01", 1, 2, 34)
    assert parse_key(key_text(key)) == key


@pytest.mark.parametrize("text", ["", "x", "2021-06-01", "2021-06-01.a.b.c", "2021-99.1.1.1", "2021.1.1.1.1"])
def test_it_starts_at_the_top_for_a_key_that_is_none(text):
    assert parse_key(text) is None


def test_it_says_whose_charge_a_development_moves(client):
    charge = ChargeFactory(offense="larceny")
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged")
    page = client.get("/timeline/").content.decode()
    assert f"{charge.party.who}, larceny" in page


@pytest.mark.parametrize(
    "query",
    [
        "film=none",
        "lane=x",
        "start=yesterday",
        "after=zzz",
        "case=%00",
        "end=9999",
        "after=2024-07-12.2.999999999999999999.1",
        "after=2024.9.1.1",
    ],
)
def test_it_shows_a_page_for_any_question(client, film, query):
    assert client.get(f"/timeline/?{query}").status_code == 200
