"""Lists as CSV: the filtered list, whole, in any spreadsheet, and never a formula."""

import csv
import io

import pytest

from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)
from web.csv import FORMULA, cell

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(client):
    def read(address):
        response = client.get(address)
        assert response.status_code == 200
        return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))

    return read


def test_it_gives_the_same_rows_as_the_narrowed_list(rows):
    film = FilmFactory(slug="a-film")
    article = ArticleFactory(headline="Found", published=True)
    article.films.add(film)
    ArticleFactory(headline="Other", published=True)
    [row] = rows("/articles.csv?film=a-film&kind=news")
    assert (row["headline"], row["url"]) == ("Found", f"http://127.0.0.1:8000/articles/{article.slug}/")


def test_it_tells_a_case_with_where_its_charges_stand(rows):
    charge = ChargeFactory(party=PartyFactory(person=PersonFactory(name="Ada Oak")))
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="dismissed", by="court")
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged", occurred="2021-01-01")
    ProceedingFactory()
    [row] = rows("/cases.csv?standing=dismissed")
    assert row["standings"] == "Ada Oak, theft: Dismissed, May 6, 2021"


def test_it_writes_dates_as_far_as_they_are_known(rows):
    ReleaseFactory(date="2021-10", announced=None)
    [row] = rows("/releases.csv")
    assert (row["date"], row["announced"]) == ("2021-10", "")


def test_it_goes_on_beyond_a_page_and_a_chunk(rows, monkeypatch):
    monkeypatch.setattr("web.csv.CHUNK", 7)
    people = [PersonFactory() for _ in range(30)]
    assert {row["name"] for row in rows("/people.csv")} == {person.name for person in people}
    assert len(rows("/people.csv")) == 30


def test_it_ends_with_the_row_that_is_the_limit(rows, settings):
    settings.CSV_ROWS = 3
    for _ in range(5):
        PersonFactory()
    assert len(rows("/people.csv")) == 3


def test_it_keeps_the_characters_of_a_quote(rows):
    words = "It wasn’t “my” pump,\u00a0he said; naïve, cafe\u0301, \U0001f6a2"
    QuoteFactory(words=words)
    assert rows("/quotes.csv")[0]["text"] == words


def test_it_begins_with_the_mark_by_which_spreadsheets_know_utf_8(client):
    response = client.get("/people.csv")
    assert response.getvalue().startswith(b"\xef\xbb\xbfname,")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_it_makes_text_of_what_would_be_a_formula(first):
    assert cell(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


@pytest.mark.parametrize("value", ["Ada", "a=b", "", "“=1”", "2021-10"])
def test_it_leaves_other_text_as_it_is(value):
    assert cell(value) == value


def test_it_lets_no_formula_through_any_column(client):
    evil = "=HYPERLINK(0)"
    film, person = FilmFactory(title=evil, summary=evil), PersonFactory(name=evil, description=evil)
    case = ProceedingFactory(caption=evil, docket_number=evil, slug="evil")
    ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    ReleaseFactory(film=film, platform=evil, note=evil)
    article = ArticleFactory(headline=evil, deck=evil, published=True)
    BylineFactory(article=article, name=evil)
    QuoteFactory(article=article, speaker=person, words=f"{evil} it says", attribution=evil)
    for name in ("articles", "quotes", "films", "releases", "cases", "people"):
        text = client.get(f"/{name}.csv").getvalue().decode("utf-8-sig")
        cells = [value for row in csv.reader(io.StringIO(text, newline="")) for value in row]
        assert any(evil in value for value in cells), name
        assert [value for value in cells if value.startswith(FORMULA)] == []


def test_it_refuses_a_filter_that_it_cannot_understand(client):
    """A file has no form to say so in, and a whole list in place of a narrowed one would mislead."""
    response = client.get("/articles.csv?film=nope&since=soon")
    assert response.status_code == 400
    said = response.content.decode()
    assert "film: There is no film “nope” here." in said and "since: “soon” is not a date." in said


def test_it_is_only_for_reading(client):
    assert client.post("/articles.csv").status_code == 405


def test_it_is_linked_from_its_list_with_the_same_choices(client):
    FilmFactory(slug="a-film")
    shown = client.get("/articles/?film=a-film&kind=").content.decode()
    assert 'href="/articles.csv?film=a-film"' in shown
