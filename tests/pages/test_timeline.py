"""The two lines, intercut."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from coverage.models import Credit, Film
from dates.clocks import Clocks
from dates.value import PartialDate
from legal.models import Proceeding
from pages.timeline.ahead import key_before, with_ahead
from pages.timeline.entries import Selection, entries, key_text, parse_key
from people.merging.apply import merge
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    ReleaseFactory,
)

CHIP = re.compile(r'chips__choice" href="([^"]*)"><span class="visually-hidden">Remove </span>(.*?)&nbsp;<span')
pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    """A film with a case, three releases and four developments, two of them on one day."""
    film = FilmFactory()
    case = ProceedingFactory()
    film.proceedings.add(case)
    for day in ("2021-03", "2021-06-01", "2022"):
        ReleaseFactory(film=film, date=day)
    DevelopmentFactory(proceeding=case, occurred="2021-06-01", position=1, note="first")
    DevelopmentFactory(proceeding=case, occurred="2021-06-01", position=2, note="second")
    DevelopmentFactory(proceeding=case, occurred="2021-04")
    DevelopmentFactory(proceeding=case, occurred="2020-12-31")
    article = ArticleFactory(state="published", published_at="2021-06-01T20:00:00Z")
    article.films.add(film)
    return film


def test_it_cuts_between_the_lines_by_date(film):
    told = [
        (entry.lane, str(entry.date), entry.note)
        for entry in entries(Selection(films=Film.objects.filter(pk=film.pk)), limit=9)[0][::-1]
    ]
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
    assert len(entries(Selection(films=Film.objects.filter(pk=film.pk)), limit=99)[0]) == 8
    case = film.proceedings.get()
    assert {
        entry.lane for entry in entries(Selection(proceedings=Proceeding.objects.filter(pk=case.pk)), limit=99)[0]
    } == {"film", "record"}


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


def test_it_keeps_to_a_person(client, film):
    """The films they have a credit of, the cases they are a party in, the articles that are linked to them."""
    case, person = film.proceedings.get(), PersonFactory(name="Ida Oak")
    DevelopmentFactory(), ReleaseFactory(), ArticleFactory(published=True)
    assert entries(Selection(person=person), limit=99)[0] == []
    PartyFactory(proceeding=case, person=person)
    assert {entry.lane for entry in entries(Selection(person=person), limit=99)[0]} == {"record"}
    Credit.objects.create(film=film, person=person, job="director")
    film.articles.get().people.add(person)
    assert len(entries(Selection(person=person), limit=99)[0]) == 8


@pytest.mark.parametrize("asked", ["ida-oak", "Ida Oak", "IDA OAK", "I. Oak", "old-oak"])
def test_it_knows_a_person_by_address_and_by_any_of_their_names(client, film, editor, asked):
    person = PersonFactory(name="Ida Oak")
    person.other_names.create(name="I. Oak")
    merge(loser=PersonFactory(name="Old Oak"), into=person, by=editor)
    page = client.get("/timeline/", {"person": asked}).content.decode()
    assert "Nothing is on the timeline here yet." in page and "Person: Ida Oak&nbsp;<span" in page


def test_it_says_so_when_nobody_or_several_have_the_name(client, film):
    PersonFactory(name="Ida Oak", is_public=False)
    assert "There is no person “Ida Oak” here." in client.get("/timeline/?person=Ida+Oak").content.decode()
    PersonFactory(name="Jo Elm", slug="one"), PersonFactory(name="Jo Elm", slug="two")
    assert "Several are called “jo elm” here." in client.get("/timeline/?person=jo+elm").content.decode()
    assert "Several are called" not in client.get("/timeline/?person=two").content.decode()


def test_it_takes_away_each_choice_by_itself_and_stays_at_the_past_day(client, film):
    asked = {"film": film.slug, "lane": "film", "start": "2021-04", "as_of": "2022-02-01", "at": "film-1"}
    page = client.get("/timeline/", asked).content.decode()
    links = {words: link for link, words in CHIP.findall(page)}
    assert links == {
        f"Film: {film.title}": "/timeline/?lane=film&amp;start=2021-04&amp;as_of=2022-02-01",
        "Line: The film": f"/timeline/?film={film.slug}&amp;start=2021-04&amp;as_of=2022-02-01",
        "From: April 2021": f"/timeline/?film={film.slug}&amp;lane=film&amp;as_of=2022-02-01",
    }
    assert '<a href="/timeline/?as_of=2022-02-01">Remove all</a>' in page
    assert "chips" not in client.get("/timeline/?as_of=2022-02-01").content.decode()


def test_it_begins_with_the_entry_of_a_permalink(client, film):
    for entry in entries(Selection(), limit=99)[0]:
        page = client.get(entry.permalink).content.decode()
        anchors = re.findall(r'<li class="entry [^"]*" id="([^"]+)"', page)
        assert anchors[0] == entry.anchor
        assert "That entry is not on the timeline any more" not in page


@pytest.mark.parametrize("at", ["record-0", "film-x", "hearing-1", "x", "record-99999999999999999999", "film-²"])
def test_it_says_so_when_the_entry_of_a_permalink_is_not_there(client, film, at):
    page = client.get("/timeline/", {"at": at}).content.decode()
    assert "That entry is not on the timeline any more" in page
    assert page.count('class="entry ') == 8


def test_it_begins_with_no_entry_that_readers_may_not_see(client, film):
    hidden = DevelopmentFactory(proceeding=film.proceedings.get(), sources=[])
    assert key_before(f"record-{hidden.pk}") is None


def test_it_tells_the_hearings_that_are_still_to_come(film):
    case, soon = film.proceedings.get(), timezone.now() + timedelta(days=2)
    HearingFactory(proceeding=case, starts_at=soon)
    HearingFactory(proceeding=case, starts_at=soon, state="vacated"), HearingFactory(proceeding=case)
    HearingFactory(starts_at=soon, proceeding__is_public=False)
    other = HearingFactory(starts_at=soon + timedelta(days=9))

    def coming(**selection):
        return [entry.anchor for entry in with_ahead(Selection(**selection), limit=99)[0] if entry.is_hearing]

    assert coming() == [f"hearing-{other.pk}", f"hearing-{case.hearings.earliest('pk').pk}"]
    films, cases = Film.objects.filter(pk=film.pk), Proceeding.objects.filter(pk=case.pk)
    assert coming(films=films) == coming(proceedings=cases) == coming()[1:]
    assert coming(lane="film") == coming(clocks=Clocks(as_of=date(2025, 1, 1))) == coming(end=PartialDate(2021)) == []
    person = PartyFactory(proceeding=other.proceeding).person
    assert coming(person=person) == coming(start=PartialDate.of((soon + timedelta(days=5)).date())) == coming()[:1]


def test_it_tells_them_on_the_first_page_only(film):
    HearingFactory(proceeding=film.proceedings.get(), starts_at=timezone.now() + timedelta(days=2))
    first, following = with_ahead(Selection(), limit=3)
    assert [entry.is_hearing for entry in first] == [True, False, False, False]
    assert not any(entry.is_hearing for entry in with_ahead(Selection(), limit=99, after=following)[0])


def test_it_marks_today_and_folds_what_is_dense(client, film):
    for position in range(10, 20):
        DevelopmentFactory(proceeding=film.proceedings.get(), occurred="2021-09-01", position=position)
    page = client.get("/timeline/").content.decode()
    assert page.count('<li class="today">') == 1
    assert "and 7 more of the record in September 2021" in page
    assert '<li class="today">' not in client.get("/timeline/?after=2021-06-01.2.1.1").content.decode()
