"""A prepared question gives other rows for other values, and never stands still."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coverage.models import Article
from dates.clocks import NOW
from pages.articles.detail import AROUND, ARTICLE
from pages.cases.detail import CASE
from pages.films.detail import FILM
from pages.home import HOME
from pages.people.detail import PERSON
from pages.quotes.detail import QUOTE
from people.models import Person
from tests.factories import ArticleFactory, PersonFactory
from web.asking import Prepared
from web.asking._prepared import CannotPrepare

pytestmark = pytest.mark.django_db
by_slug = Prepared(lambda slug: {"people": Person.objects.published().filter(slug=slug)})
published = Prepared(lambda: {"articles": Article.objects.published()})


def test_it_asks_with_the_values_of_each_time(db):
    one, two = PersonFactory(), PersonFactory()
    assert [by_slug(slug=person.slug)["people"] for person in (one, two)] == [[one], [two]]
    assert by_slug(slug="nobody")["people"] == []


def test_it_asks_one_query(db):
    PersonFactory()
    with CaptureQueriesContext(connection) as captured:
        by_slug(slug="x")
    assert len(captured) == 1


def test_it_goes_with_the_clock(db, time_machine_at):
    moment = datetime(2026, 3, 1, 12, 7, 31, tzinfo=UTC)
    article = ArticleFactory(state="published", published_at=moment)
    for at, there in ((moment - timedelta(seconds=1), []), (moment, [article]), (moment - timedelta(hours=1), [])):
        with time_machine_at(at):
            assert published()["articles"] == there


def test_it_goes_by_the_gate_of_each_time(db):
    person = PersonFactory()
    assert by_slug(slug=person.slug)["people"] == [person]
    Person.objects.update(is_public=False)
    assert by_slug(slug=person.slug)["people"] == []


def test_it_refuses_a_moment_that_would_stand_still(db):
    frozen = Prepared(lambda: {"articles": Article.objects.filter(published_at__lte=timezone.now())})
    with pytest.raises(CannotPrepare, match="stand still"):
        frozen()


def test_it_refuses_a_value_that_it_could_not_replace(db):
    part = Prepared(lambda name: {"people": Person.objects.filter(name__contains=name)})
    with pytest.raises(CannotPrepare, match="does not hold"):
        part(name="Pat")


def test_it_refuses_a_value_that_stands_in_it_in_two_ways(db):
    twice = Prepared(lambda name: {"people": Person.objects.filter(name=name, slug__contains=name)})
    with pytest.raises(CannotPrepare, match="could not be replaced"):
        twice(name="Pat")


def test_it_has_sql_of_its_own_for_each_flag(db):
    PersonFactory()
    some = Prepared(lambda shown: {"people": Person.objects.all() if shown else Person.objects.none()})
    assert [len(some(shown=shown)["people"]) for shown in (True, False, True)] == [1, 0, 1]


PAGES = {
    "article": (ARTICLE, {"slug": "baldwin-charge-dismissed-without-prejudice"}),
    "film": (FILM, {"slug": "last-take", "clocks": NOW}),
    "case": (CASE, {"slug": "state-v-baldwin-2024", "clocks": NOW}),
    "person": (PERSON, {"slug": "alec-baldwin", "clocks": NOW}),
    "home": (HOME, {"today": timezone.localdate()}),
    "quote": (QUOTE, {"pk": 1}),
    "around an article": (AROUND, {"key": 1, "day": "2020-01-01", "with_films": True}),
}


@pytest.mark.parametrize("name", PAGES)
def test_it_gives_what_the_same_querysets_give_unprepared(demo, name):
    prepared, values = PAGES[name]
    for _ in range(2):
        assert prepared(**values) == prepared.unprepared(**values)
