"""The timeline as CSV, JSON and TimelineJS JSON: the page's entries and filters, and nothing that runs."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.timeline import exports
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    ReleaseFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
NAMES = ["timeline-csv", "timeline-json", "timeline-js"]


def rows(client, query=""):
    answer = client.get(f"{reverse('timeline-csv')}?{query}")
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def told(client, query="", name="timeline-json"):
    answer = client.get(f"{reverse(name)}?{query}")
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def charge():
    """A charge that was brought in May 2021, by an account that starts like a formula."""
    charge = ChargeFactory(offense="larceny")
    source = SourceFactory(title="=1+1", url="https://court.example/1")
    DevelopmentFactory(
        proceeding=charge.proceeding, charges=[charge], kind="event", occurred="2021-05", note="@SUM", sources=[source]
    )
    return charge


def test_it_tells_an_entry_whole(client, charge, settings):
    entry = told(client)["entries"][0]
    assert (entry["date"], entry["line"], entry["title"]) == ("2021-05", "record", "@SUM")
    assert entry["about"] == charge.proceeding.title
    assert entry["charges"] == [f"{charge.party.who}, larceny"]
    assert entry["sources"][0] == {"title": "=1+1", "publisher": "", "date": "", "url": "https://court.example/1"}
    assert entry["permalink"] == f"{settings.SITE_URL}/timeline/?at={entry['id']}#{entry['id']}"
    assert client.get(entry["permalink"].removeprefix(settings.SITE_URL)).status_code == 200


def test_it_lets_no_cell_run_as_a_formula(client, charge):
    row = rows(client)[0]
    assert row["title"] == "'@SUM" and row["sources"].startswith("'=1+1")
    assert row["date"] == "2021-05"


def test_it_writes_what_timelinejs_reads_and_no_markup_of_ours_or_theirs(client):
    ReleaseFactory(film__title="<b>Bold</b>", date="2021-06", note="<script>alert(1)</script>")
    event = told(client, name="timeline-js")["events"][0]
    assert event["start_date"] == {"year": 2021, "month": 6}
    assert event["group"] == "The film"
    assert "<script" not in str(event) and "<b>" not in str(event)
    assert "&lt;script&gt;" in event["text"]["text"]


def test_it_narrows_by_the_page_s_own_filters(client, charge):
    film = FilmFactory()
    ReleaseFactory(film=film)
    ArticleFactory(published=True)
    assert len(rows(client)) == 3
    assert {row["line"] for row in rows(client, f"film={film.slug}")} == {"film"}
    assert {row["line"] for row in rows(client, "lane=article")} == {"article"}
    assert len(rows(client, f"person={charge.party.person.slug}")) == 1
    assert told(client, "start=2021-06&lane=record")["entries"] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("query", ["film=none", "person=nobody", "start=soon", "lane=x", "as_of=soon"])
def test_it_refuses_a_question_it_cannot_read_rather_than_answer_another(client, name, query):
    answer = client.get(f"{reverse(name)}?{query}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "text/plain; charset=utf-8" and len(answer.content) > 10


def test_it_goes_on_by_key_until_everything_is_told(client, monkeypatch, settings):
    monkeypatch.setattr(exports, "MOST", 2)
    for day in range(1, 6):
        ReleaseFactory(date=f"2021-06-0{day}")
    seen, address = [], reverse("timeline-json")
    while address:
        page = client.get(address).json()
        seen += [entry["date"] for entry in page["entries"]]
        address = (page["next"] or "").removeprefix(settings.SITE_URL)
    assert seen == [f"2021-06-0{day}" for day in range(5, 0, -1)]
    answer = client.get(reverse("timeline-csv"))
    assert answer["Link"].startswith(f"<{settings.SITE_URL}/timeline/entries.csv?after=2021-06-04")


def test_it_says_nothing_of_why_a_fact_was_retracted(client, charge):
    charge.proceeding.developments.update(retracted_at=timezone.now(), retraction_reason="A private word.")
    past = f"known={timezone.now():%Y-%m-%dT%H:%MZ}"
    for name in NAMES:
        assert "A private word." not in client.get(f"{reverse(name)}?{past}").content.decode()
    assert rows(client) == []


def test_it_tells_of_a_hearing_still_to_come(client, charge):
    HearingFactory(proceeding=charge.proceeding, starts_at=timezone.now() + timedelta(days=3))
    first = told(client)["entries"][0]
    assert (first["title"], first["coming"], first["line"]) == ("Status conference", True, "record")
    assert first["permalink"] == first["url"] and "#hearing-" in first["url"]
