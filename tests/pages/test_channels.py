"""Every public address is known here and tells what is public: else the tests of the gate could not fail."""

import re
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from coverage.models import Article
from coverage.publishing import publish_correction
from pages.feeds.formats import FORMATS
from people.models import Organization
from tests.factories import (
    ArticleFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)
from tests.pages.channels import (
    ABOUT_THE_API,
    NOW,
    SEARCHES,
    SINCE,
    TIMELINES,
    TYPED,
    Secret,
    as_readers_are_served,
    build_world,
    named,
    names,
    pages,
    public_addresses,
    showing,
)
from web.cache.edition import public_tables

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = NOW.date().isoformat()


def headline(world, words):
    Article.objects.filter(pk=world["article"].pk).update(headline=words)
    world["article"].refresh_from_db()


def record_and_film(world, words):
    type(world["person"]).objects.filter(pk=world["person"].pk).update(name=f"{words} Person")
    Organization.objects.filter(pk=world["organization"].pk).update(name=f"{words} Organization")
    world["case"].developments.update(note=f"{words} Note")
    world["case"].hearings.update(title=f"{words} Hearing")
    world["film"].releases.update(platform=f"{words} Platform")


def news(world, words):
    ArticleFactory(headline=words, slug=words.split()[1], state="published", published_at=NOW)


def caption(world, words):
    type(world["case"]).objects.filter(pk=world["case"].pk).update(caption=words)


def development(world, words):
    DevelopmentFactory(proceeding=world["case"], occurred=TODAY, note=words)


def hearing(world, words):
    HearingFactory(proceeding=world["case"], title=words, starts_at=NOW)


def release(world, words):
    ReleaseFactory(film=world["film"], platform=words, date=TODAY)


def found_by_search(world, words):
    FilmFactory(title=words), ProceedingFactory(caption=words), PersonFactory(name=words)
    QuoteFactory(article=world["article"], words=f"{words} it is.")


def note(world, words):
    publish_correction(world["article"], kind="update", text=words, by=world["desk"])


def outcome_of_a_hearing(world, words):
    outcome = DevelopmentFactory(proceeding=world["case"], kind="event", note=words)
    HearingFactory(proceeding=world["case"], starts_at=NOW, state="held", outcome=outcome)


SHOWN = [
    record_and_film,
    headline,
    news,
    caption,
    development,
    hearing,
    release,
    found_by_search,
    note,
    outcome_of_a_hearing,
]


@dataclass
class Served:
    """What readers get at every public address; `at` and `names` say where something public is shown."""

    world: dict
    secrets: dict
    statements: str  # what the database was asked for it
    pages: dict[str, str] = field(default_factory=dict)

    def at(self, what) -> set[str]:
        return showing(self.pages, self.secrets[what].token)

    def names(self, what) -> set[str]:
        return named(self.at(what), self.world)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with as_readers_are_served():
            world = build_world()
            secrets = {what: Secret(f"Shown{number:03}") for number, what in enumerate(SHOWN)}
            for what, secret in secrets.items():
                what(world, str(secret))
            with CaptureQueriesContext(connection) as captured:
                served = dict(pages(Client(), world))
            found = Served(world, secrets, " ".join(query["sql"] for query in captured), served)
        yield found
        transaction.set_rollback(True)


def test_it_has_a_row_for_every_public_address(site):
    assert names(get_resolver().url_patterns) == set(public_addresses(site.world))


@pytest.mark.sqlite_only  # PostgreSQL is asked by the names of prepared statements, which tell no table
def test_it_makes_pages_again_when_a_table_changes_that_any_of_them_reads(site):
    ours = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    asked = ours & set(re.findall(r"\w+", site.statements))
    assert {"coverage_article", "coverage_articlefilm", "legal_development_sources"} <= asked
    assert asked - public_tables() == {"django_content_type"}  # the migrations' own


def test_it_shows_an_article(site):
    in_pages = {"corrections", "home", "film", "articles", "article", "quotes", "quote", "timeline", "case", "person"}
    in_pages |= {"section", "search", "search-suggest", *TIMELINES}
    in_files = {"articles-csv", "quotes-csv", "article-ninjs"}
    in_api = {f"api-{name}-{view}" for name in ("articles", "quotes", "corrections") for view in ("list", "detail")}
    in_frames = {"oembed", "embed-article", "embed-quote", "embed-timeline"}
    in_feeds = {"feed", "film-feed", "case-feed", "person-feed", "section-feed", "corrections-feed"}
    assert site.names(headline) == in_pages | in_files | in_api | in_frames | in_feeds | {"api-timeline"}


def test_it_shows_the_record_and_the_film_in_pages_files_and_the_api(site):
    # Cards and files of articles name nobody; what moved is too long ago for feeds and a calendar. The list of films
    # tells of each only its latest release, which is another one here.
    cards = {"articles-csv", "api-articles-list", "section", "oembed", "embed-article"}
    notes = {"corrections", "api-corrections-list", "api-corrections-detail", "corrections-feed"}
    long_ago = {"film-calendar", "film-feed", "case-feed", "feed", "section-feed"}
    files = {"picture-file", "picture-rendition", "source-file"}
    for_machines = {"sitemap", "sitemap-index", "sitemap-pages", "sitemap-news", "robots", "security", "manifest"}
    of_the_site = {"glossary", "standards", *ABOUT_THE_API, *for_machines}
    silent = set(public_addresses(site.world)) - site.names(record_and_film)
    assert silent == cards | notes | long_ago | files | of_the_site | {"films"}
    assert "films" in site.names(release)


def test_it_tells_machines(site):
    assert site.names(news) >= {"sitemap", "sitemap-news"}
    assert site.names(caption) >= {"embed-standing"}


@pytest.mark.parametrize(("what", "topics"), [(development, ["film", "case"]), (release, ["film"])])
def test_it_shows_in_the_feeds_what_moved(site, what, topics):
    paths = [site.world[topic].get_absolute_url() for topic in topics]
    assert {f"{path}feed.{form}" for path in paths for form in FORMATS} <= site.at(what)
    assert {f"{path}?since={day}" for path in paths for day in SINCE} <= site.at(what)


def test_it_shows_the_calendars(site):
    assert site.names(hearing) >= {"calendar", "case-calendar"}
    assert site.names(release) >= {"calendar", "film-calendar"}


def test_it_finds_everything(site):
    asked = {reverse("search") + query for query in SEARCHES if TYPED in query or TYPED[:-1] in query}
    assert site.at(found_by_search) >= asked


def test_it_shows_a_note_where_its_article_is_and_in_the_list(site):
    assert {f"{site.world[name].get_absolute_url()}?since={SINCE[0]}" for name in ("film", "case")} <= site.at(note)
    feeds = {"feed", "film-feed", "case-feed", "person-feed", "section-feed", "corrections-feed"}
    pages = {"corrections", "article", "api-corrections-list", "api-articles-detail"}
    assert site.names(note) == pages | feeds


def test_it_shows_the_outcome_of_a_hearing(site):
    calendars = {reverse("calendar"), reverse("case-calendar", args=[site.world["case"].slug])}
    assert calendars <= site.at(outcome_of_a_hearing)
