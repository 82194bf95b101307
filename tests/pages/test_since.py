"""“Since this was published”: nothing goes stale silently."""

import pytest

from coverage.models import Article
from pages.articles.detail import article_context
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    ProceedingFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return ProceedingFactory()


@pytest.fixture
def film():
    return FilmFactory()


@pytest.fixture
def article(case, film):
    article = ArticleFactory(state="published", published_at="2022-05-10T12:00:00Z")
    article.proceedings.add(case)
    article.films.add(film)
    return Article.objects.get(pk=article.pk)


def told(article):
    whole = Article.objects.for_article_page().get(pk=article.pk)
    return [str(entry.date) for entry in article_context(whole)["since"]]


def test_it_tells_what_moved_after_it_newest_first(article, case, film):
    DevelopmentFactory(proceeding=case, occurred="2022-05-11")
    DevelopmentFactory(proceeding=case, occurred="2023")
    ReleaseFactory(film=film, date="2022-06")
    assert told(article) == ["2023", "2022-06", "2022-05-11"]


def test_it_leaves_out_what_the_article_could_know(article, case, film):
    DevelopmentFactory(proceeding=case, occurred="2022-05-09")
    DevelopmentFactory(proceeding=case, occurred="2022-04")
    DevelopmentFactory(proceeding=case, occurred="2022-05-10", sources=[article.as_source()])
    ReleaseFactory(film=film, date="2021-06-01")
    assert told(article) == []


def test_it_tells_what_may_be_later_and_says_that_it_may_not(article, case, client):
    DevelopmentFactory(proceeding=case, occurred="2022-05")
    DevelopmentFactory(proceeding=case, occurred="2022-05-10")
    assert told(article) == ["2022-05-10", "2022-05"]
    assert "perhaps before this was published" in client.get(article.get_absolute_url()).content.decode()


def test_it_leaves_out_other_cases(article):
    DevelopmentFactory(occurred="2023-01-01")
    assert told(article) == []


def test_it_follows_a_charge_into_the_case_that_files_it_again(article, case):
    charge = ChargeFactory(party=PartyFactory(proceeding=case))
    again = ChargeFactory(refiles=charge)
    DevelopmentFactory(proceeding=again.proceeding, charges=[again], kind="charged", occurred="2023-02-03")
    assert told(article) == ["2023-02-03"]


def test_it_leaves_out_a_release_that_was_announced_before(article, film):
    ReleaseFactory(film=film, date="2022-07-01", announced="2022-05-01", state="announced")
    assert told(article) == []


def test_it_tells_a_release_that_was_called_off(article, film):
    ReleaseFactory(film=film, date="2022-07-01", announced="2022-05-01", state="cancelled")
    assert told(article) == ["2022-07-01"]


def test_it_counts_the_day_where_the_desk_is(case, settings):
    article = ArticleFactory(state="published", published_at="2022-07-13T01:00:00Z")  # the evening before in Denver
    assert str(Article.objects.get(pk=article.pk).dated) == "2022-07-12"


def test_it_tells_a_release_announced_after(article, film):
    ReleaseFactory(film=film, date="2022-07-01", announced="2022-05-12", state="announced")
    assert told(article) == ["2022-07-01"]


def test_it_counts_from_the_day_the_outlet_published(case):
    article = ArticleFactory(state="published", published_at="2024-01-01T12:00:00Z", first_published="2022-05-10")
    article.proceedings.add(case)
    DevelopmentFactory(proceeding=case, occurred="2023-01-01")
    assert told(article) == ["2023-01-01"]
