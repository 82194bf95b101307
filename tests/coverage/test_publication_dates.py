"""Links and quotes keep their article's date, however it changes, so that lists are found by it (decision 0023)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from coverage.models import Article, ArticleFilm, ArticlePerson, ArticleProceeding, Quote
from coverage.publication_dates import ARTICLES, TABLES
from dates.clocks import NOW
from pages.timeline.entries import After, Selection, entries
from people.models import Person
from tests.factories import ArticleFactory, FilmFactory, PersonFactory, ProceedingFactory, QuoteFactory
from web.triggers import after_migrating, before_migrating

pytestmark = pytest.mark.django_db
KEPT = (ArticleFilm, ArticleProceeding, ArticlePerson, Quote)
MOMENT = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)


def kept(article):
    """The dates that stand beside an article's links and its quote; one where they are all the same."""
    return {row.published_at for model in KEPT for row in model.objects.filter(article=article)}


@pytest.fixture
def article():
    article = ArticleFactory(state="published", published_at=MOMENT)
    article.films.add(FilmFactory()), article.proceedings.add(ProceedingFactory()), article.people.add(PersonFactory())
    QuoteFactory(article=article)
    return article


def test_it_knows_every_table_that_keeps_a_date():
    assert {model._meta.db_table for model in KEPT} == set(TABLES)
    fields = [(m._meta.db_table, f.name) for m in apps.get_models() for f in m._meta.concrete_fields]
    assert {table for table, name in fields if name == "published_at"} == {
        *TABLES,
        ARTICLES,
    }


def test_it_gives_what_is_linked_the_article_s_date(article):
    assert kept(article) == {MOMENT}


@pytest.mark.parametrize("state", ["draft", "approved", "withdrawn", "retracted"])
def test_it_keeps_no_date_of_what_is_not_published(article, state):
    Article.objects.filter(pk=article.pk).update(state=state, gone_because="A reason.")
    assert kept(article) == {None}
    Article.objects.filter(pk=article.pk).update(state="published")
    assert kept(article) == {MOMENT}


def test_it_follows_another_date_and_another_article(article):
    later = MOMENT + timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(published_at=later)
    assert kept(article) == {later}
    draft = ArticleFactory()
    for model in KEPT:
        model.objects.filter(article=article).update(article=draft)
    assert kept(draft) == {None}


def test_it_lets_nobody_write_another_date(article):
    quote = Quote.objects.get(article=article)
    quote.published_at = timezone.now()
    quote.save()
    ArticleFilm.objects.update(published_at=None)
    assert kept(article) == {MOMENT}


def test_it_mends_what_was_written_without_it(article):
    """As a migration writes, for which SQLite has to do without triggers."""
    before_migrating(None, connection.alias, plan=[object()])
    Article.objects.filter(pk=article.pk).update(published_at=MOMENT + timedelta(days=2))
    assert kept(article) == {MOMENT}
    after_migrating(None, connection.alias)
    assert kept(article) == {MOMENT + timedelta(days=2)}
    Article.objects.filter(pk=article.pk).update(published_at=MOMENT)
    assert kept(article) == {MOMENT}


@pytest.mark.django_db(transaction=True)
def test_it_can_be_taken_back_and_put_there_again(article):
    call_command("migrate", "coverage", "0013", verbosity=0)
    call_command("migrate", verbosity=0)
    assert kept(article) == {MOMENT}


def _linked(count, **topic):
    """Articles of a film, a case or a person, three of each moment, the newest first; and some of others."""
    made = [ArticleFactory(state="published", published_at=MOMENT + timedelta(hours=n // 3)) for n in range(count)]
    for article in made:
        for name, row in topic.items():
            getattr(article, name).add(row)
    ArticleFactory(published=True), ArticleFactory().films.add(FilmFactory())
    return sorted(made, key=lambda article: (article.published_at, article.pk), reverse=True)


def test_it_finds_the_newest_of_each_topic_and_those_of_the_same_moment():
    film, case = FilmFactory(), ProceedingFactory()
    of_film, of_case = _linked(8, films=film), _linked(8, proceedings=case)
    films, cases = (type(row).objects.filter(pk=row.pk) for row in (film, case))
    found = Article.objects.newest_of(films, cases, number=3).newest_first()
    assert set(found) == {*of_film[:5], *of_case[:5]}  # the third stands among three of one moment
    assert set(Article.objects.newest_of(films, number=99)) == set(of_film)
    assert not Article.objects.newest_of(Person.objects.filter(pk=PersonFactory().pk), number=3)


def test_it_finds_nothing_that_readers_may_not_see():
    film = FilmFactory()
    gone, coming, *others = _linked(6, films=film)
    Article.objects.filter(pk=gone.pk).update(state="withdrawn", gone_because="A reason.")
    Article.objects.filter(pk=coming.pk).update(published_at=timezone.now() + timedelta(seconds=60))
    films = type(film).objects.filter(pk=film.pk)
    assert set(Article.objects.newest_of(films, number=9)) == set(others)
    assert set(Article.objects.newest_of(films, number=9, until=others[1].published_at)) == set(others[1:])


@pytest.mark.parametrize("shared", [1, 2])
def test_the_timeline_of_a_topic_goes_on_to_its_end(shared):
    """Of one topic the newest links tell where a page ends; of two, each article is asked."""
    film, case, person = FilmFactory(), ProceedingFactory(), PersonFactory()
    made = _linked(9, people=person, films=film, proceedings=case)
    chosen = {"person": person, "proceedings": type(case).objects.filter(pk=case.pk)} if shared == 2 else {}
    selection = Selection(**(chosen or {"films": type(film).objects.filter(pk=film.pk)}), clocks=NOW)
    found, after = [], None
    while not found or after:
        page, after = entries(selection, limit=2, after=after)
        found += page
    assert [entry.pk for entry in found] == [article.pk for article in made]
    assert After.of(found[0].key).at == made[0].published_at
