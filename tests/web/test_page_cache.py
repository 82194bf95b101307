"""Pages come from the cache, and whatever changes is there on the next request."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coverage.models import Article, Film, Quote
from coverage.publishing import move
from legal.models import Development, Hearing, Proceeding, Source
from people.merging.apply import merge
from people.models import Person
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
    SourceFactory,
)
from web.cache.edition import read_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]
SECRET = "Zanzibar"


@pytest.fixture
def world(db):
    film, case, person = FilmFactory(), ProceedingFactory(is_followed=True), PersonFactory()
    film.proceedings.add(case)
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    fact = DevelopmentFactory(proceeding=case, charges=[charge], kind="charged")
    release = ReleaseFactory(film=film)
    hearing = HearingFactory(proceeding=case, starts_at=timezone.now() + timedelta(days=3))
    article = ArticleFactory(published=True)
    article.films.add(film)
    article.proceedings.add(case)
    article.people.add(person)
    quote = QuoteFactory(article=article, speaker=person)
    made = {"film": film, "case": case, "person": person, "article": article, "quote": quote}
    return made | {"fact": fact, "release": release, "hearing": hearing}


def addresses(world) -> list[str]:
    own = [world[name].get_absolute_url() for name in ("film", "case", "person", "article", "quote")]
    lists = ("home", "films", "articles", "quotes", "timeline", "cases", "people", "calendar")
    return [*own, *(reverse(name) for name in lists)]


def questions(client, address, **headers) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address, **headers)
    return len(captured)


def shown(client, world) -> set[str]:
    """The addresses whose page says the secret word; every page is then in the cache."""
    return {address for address in addresses(world) if SECRET in client.get(address).content.decode()}


def test_it_asks_the_database_nothing_the_second_time(client, world, time_machine_at):
    for address in addresses(world):
        with time_machine_at(timezone.now()):  # or the second is nearer to the next moment that may change it
            first = client.get(address)
            assert questions(client, address) == 0, address
            again = client.get(address)
        assert (again.status_code, again.content) == (200, first.content)
        same = {name: value for name, value in again.headers.items() if name != "Last-Modified"}
        assert same == {name: value for name, value in first.headers.items() if name != "Last-Modified"}


CHANGES = {
    "a headline edited": lambda w: _save(w["article"], headline=SECRET),
    "a body edited": lambda w: _save(w["article"], body=f"<p>{SECRET}</p>"),
    "an article published": lambda w: ArticleFactory(published=True, headline=SECRET),
    "an article in bulk": lambda w: Article.objects.update(headline=SECRET),
    "an article by SQL": lambda w: _sql("UPDATE coverage_article SET headline = %s", SECRET),
    "a development": lambda w: DevelopmentFactory(proceeding=w["case"], kind="event", note=SECRET),
    "a development's note": lambda w: Development.objects.update(kind="event", note=SECRET),
    "a source's title": lambda w: Source.objects.update(title=SECRET),
    "a source added": lambda w: w["fact"].sources.add(SourceFactory(title=SECRET)),
    "a release": lambda w: ReleaseFactory(film=w["film"], platform=SECRET),
    "a release moved": lambda w: _save(w["release"], platform=SECRET),
    "a hearing moved": lambda w: _save(w["hearing"], title=SECRET),
    "a person renamed": lambda w: _save(w["person"], name=SECRET),
    "a film renamed": lambda w: Film.objects.filter(pk=w["film"].pk).update(title=SECRET),
    "a case renamed": lambda w: _save(w["case"], caption=SECRET),
    "a court renamed": lambda w: _save(w["case"].court, name=SECRET),
    "a quote": lambda w: QuoteFactory(article=w["article"], words=f"{SECRET} is far."),
    "a byline": lambda w: w["article"].bylines.create(name=SECRET),
    "a charge": lambda w: ChargeFactory(party=w["case"].parties.first(), offense=SECRET),
    "an article linked": lambda w: w["film"].articles.add(ArticleFactory(published=True, headline=SECRET)),
    "rows in bulk": lambda w: Article.objects.bulk_create(
        [ArticleFactory.build(published=True, headline=SECRET, slug="bulk")]
    ),
    "a person linked": lambda w: w["article"].people.add(PersonFactory(name=SECRET)),
}


def _save(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("change", CHANGES)
def test_it_shows_a_change_on_the_next_request(client, world, change):
    assert shown(client, world) == set()
    CHANGES[change](world)
    assert shown(client, world) != set()
    assert shown(client, world) == {a for a in addresses(world) if SECRET in _uncached(a)}


def _uncached(address) -> str:
    """The page as it is without a cache."""
    for cache in caches.all():
        cache.clear()
    return Client().get(address).content.decode()


DISAPPEARS = {
    "withdrawn": lambda w, by: move(w["article"], "withdraw", by=by, because="A reason."),
    "retracted": lambda w, by: move(w["article"], "retract", by=by, because="A reason."),
    "back to a draft": lambda w, by: Article.objects.update(state="draft"),
    "deleted": lambda w, by: w["article"].delete(),
}


@pytest.mark.parametrize("change", DISAPPEARS)
def test_it_shows_no_article_that_has_gone(client, world, editor, change):
    Article.objects.filter(pk=world["article"].pk).update(headline=SECRET, deck=SECRET)
    world["article"].refresh_from_db()
    assert shown(client, world)
    DISAPPEARS[change](world, editor)
    assert shown(client, world) == set()


HIDES = {
    "film": lambda w: Film.objects.update(is_public=False),
    "case": lambda w: Proceeding.objects.update(is_public=False),
    "person": lambda w: Person.objects.update(is_public=False),
    "quote": lambda w: Quote.objects.update(anchor_state="broken"),
}


@pytest.mark.parametrize("name", HIDES)
def test_it_shows_nothing_that_ceased_to_be_public(client, world, name):
    address = world[name].get_absolute_url()
    assert client.get(address).status_code == 200
    HIDES[name](world)
    assert client.get(address).status_code == 404


def test_it_takes_a_retracted_development_from_every_page(client, world):
    Development.objects.update(kind="event", note=SECRET)
    assert shown(client, world)
    Development.objects.update(retracted_at=timezone.now(), retraction_reason="Wrong.")
    assert shown(client, world) == set()


def test_it_follows_a_merge_of_people(client, world, editor):
    double = PersonFactory(name="Double")
    assert client.get(double.get_absolute_url()).status_code == 200
    merge(loser=double, into=world["person"], by=editor)
    assert client.get(double.get_absolute_url()).status_code == 301


@pytest.mark.parametrize("name", ["headline", "quote"])
def test_it_shows_a_scheduled_article_from_its_second_on(client, world, time_machine_at, name):
    moment = datetime(2026, 3, 1, 12, 7, 31, tzinfo=UTC)
    later = ArticleFactory(headline=SECRET if name == "headline" else "Later", state="published", published_at=moment)
    if name == "quote":
        QuoteFactory(article=later, words=f"{SECRET} is far.")
    with time_machine_at(moment - timedelta(minutes=3)):
        assert shown(client, world) == set()
    with time_machine_at(moment - timedelta(seconds=1)):
        assert shown(client, world) == set()
        assert client.get(later.get_absolute_url()).status_code == 404
    with time_machine_at(moment):
        assert reverse("articles" if name == "headline" else "quotes") in shown(client, world)
        assert client.get(later.get_absolute_url()).status_code == 200


def test_it_lets_a_hearing_pass(client, world, time_machine_at):
    start = datetime(2026, 3, 1, 12, 7, 31, tzinfo=UTC)
    Hearing.objects.update(title=SECRET, starts_at=start)
    for moment, ahead in ((start, True), (start + timedelta(seconds=1), False)):
        with time_machine_at(moment):
            assert (SECRET in client.get("/").content.decode()) is ahead


def test_it_turns_the_day(client, world, time_machine_at):
    """A release of today is to come until midnight at the desk."""
    ReleaseFactory(film=world["film"], platform=SECRET, state="announced", date="2026-03-01")
    midnight = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # in Denver
    with time_machine_at(midnight - timedelta(seconds=1)):
        assert "The film: next release" in client.get("/").content.decode()
    with time_machine_at(midnight):
        assert "The film: next release" not in client.get("/").content.decode()


def test_it_makes_pages_for_an_editor_alone(client, desk, world):
    address, reader = world["article"].get_absolute_url(), Client()
    page = desk.get(address)
    assert "private" in page["Cache-Control"]
    assert questions(reader, address) > 0  # so the editor's page was not kept
    assert questions(reader, address) == 0
    assert questions(desk, address) > 0  # and the editor is not given the readers'


def test_it_keeps_no_page_made_with_credentials(client, world):
    address = world["article"].get_absolute_url()
    client.get(address, headers={"authorization": "Bearer something"})
    assert questions(client, address) > 0


@pytest.mark.parametrize("address", ["/nowhere/", "/articles/?after=nonsense", "/admin/"])
def test_it_keeps_no_page_that_is_not_there_or_not_for_readers(client, world, address):
    client.get(address)
    before = len(caches["pages"]._cache) + len(caches["filtered_pages"]._cache)
    client.get(address)
    assert len(caches["pages"]._cache) + len(caches["filtered_pages"]._cache) == before
    assert "public" not in client.get(address).headers.get("Cache-Control", "")


def test_it_touches_no_session_and_sets_no_cookie(client, world):
    for address in addresses(world):
        page = client.get(address)
        assert not page.cookies
        assert not page.has_header("Vary")
        assert page["Cache-Control"].startswith("public, max-age=")


def test_it_answers_head_as_get_without_filling_the_cache(client, world):
    address = world["article"].get_absolute_url()
    assert client.head(address).status_code == 200
    page = client.get(address)
    head = client.head(address)
    assert (head.status_code, head["ETag"], head.content) == (200, page["ETag"], b"")
    assert head["Content-Length"] == str(len(page.content))


def test_it_says_not_modified_until_the_page_changes(client, world):
    address = world["article"].get_absolute_url()
    etag = client.get(address)["ETag"]
    same = client.get(address, headers={"if-none-match": etag})
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert same["Cache-Control"].startswith("public")
    _save(world["article"], headline=SECRET)
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_it_dates_a_page_only_once_its_second_is_over(client, world, time_machine_at):
    address, made = world["article"].get_absolute_url(), datetime(2026, 3, 1, 12, 1, tzinfo=UTC)
    with time_machine_at(made):
        assert not client.get(address).has_header("Last-Modified")
    with time_machine_at(made + timedelta(seconds=1)):
        dated = client.get(address)["Last-Modified"]
        assert client.get(address, headers={"if-modified-since": dated}).status_code == 304
        _save(world["article"], headline=SECRET)
        assert client.get(address, headers={"if-modified-since": dated}).status_code == 200


def test_it_lets_no_cache_on_the_way_show_a_page_beyond_a_known_change(client, world, time_machine_at):
    moment = datetime(2026, 3, 1, 12, 7, 31, tzinfo=UTC)
    ArticleFactory(state="published", published_at=moment)
    with time_machine_at(moment - timedelta(seconds=30)):
        assert client.get("/")["Cache-Control"] == "public, max-age=10, stale-while-revalidate=20"
    with time_machine_at(moment - timedelta(seconds=4)):
        assert client.get("/")["Cache-Control"] == "public, max-age=4"


def test_it_keeps_pages_while_questions_flood_in(client, world):
    client.get("/")
    for number in range(400):
        client.get(f"/cases/glossary/?{number}")
    client.get(f"/cases/glossary/?{'x' * 500}")
    assert len(caches["filtered_pages"]._cache) <= 300
    assert questions(client, "/") == 0


def test_it_keeps_questions_apart_from_each_other(client, world):
    ArticleFactory(published=True, kind="review", headline=SECRET)
    for _ in range(2):
        assert SECRET in client.get("/articles/?kind=review").content.decode()
        assert SECRET not in client.get("/articles/?kind=profile").content.decode()


def test_it_keeps_no_answer_that_means_this_very_minute(client, world):
    address = f"{world['case'].get_absolute_url()}?known={timezone.localdate()}"
    client.get(address)
    assert questions(client, address) > 0


def test_it_tells_hosts_apart(world, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    client = Client(headers={"host": "one.example"})
    client.get("/")
    assert questions(Client(headers={"host": "two.example"}), "/") > 0
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_it_holds_a_tombstone_s_reason(client, world, editor):
    move(world["article"], "retract", by=editor, because=SECRET)
    for _ in range(2):
        page = client.get(world["article"].get_absolute_url())
        assert (page.status_code, SECRET in page.content.decode()) == (410, True)
    Article.objects.update(gone_because="Another reason.")
    assert SECRET not in client.get(world["article"].get_absolute_url()).content.decode()


def test_it_is_no_staler_in_another_process(client, world, settings):
    """Two processes with a store of their own each: both ask the database which edition it is."""
    address = world["article"].get_absolute_url()
    client.get(address)
    first = dict(caches["pages"]._cache)
    caches["pages"].clear()  # the other process
    client.get(address)
    _save(world["article"], headline=SECRET)
    assert SECRET in client.get(address).content.decode()
    caches["pages"]._cache.update(first)  # the first one again, with what it had kept
    assert SECRET in client.get(address).content.decode()


def test_it_keeps_nothing_of_a_change_made_while_a_page_was_made(client, world, monkeypatch):
    """What is written between the reading of the edition and the page belongs to the next edition."""
    old = read_edition()
    monkeypatch.setattr("web.cache.middleware.edition_or_none", lambda: old)
    client.get("/")
    monkeypatch.undo()
    Article.objects.update(headline=SECRET)
    assert SECRET in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_keeps_no_old_page_under_the_edition_of_a_write_that_was_not_committed_yet(client, world):
    address = world["article"].get_absolute_url()
    written, read = Event(), Event()
    writer = Thread(target=_write_slowly, args=(written, read))
    writer.start()
    assert written.wait(30)
    before = client.get(address).content.decode()  # while the write is open
    read.set()
    writer.join(30)
    assert SECRET not in before
    assert SECRET in client.get(address).content.decode()


def _write_slowly(written: Event, read: Event) -> None:
    with transaction.atomic():
        Article.objects.update(headline=SECRET)
        written.set()
        read.wait(30)
    connection.close()
