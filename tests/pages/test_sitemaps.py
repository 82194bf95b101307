"""Sitemaps hold every public page and nothing else, validate, and cost the same at any depth."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from coverage.models import Article, Film, Quote
from coverage.publishing import publish_correction
from legal.models import Proceeding
from pages.site import sitemaps
from people.models import Person
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    DevelopmentFactory,
    FilmFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)
from tests.pages.channels import NOT_PUBLIC, NOW

pytestmark = pytest.mark.django_db
XSD = Path(__file__).parents[1] / "xsd"
SPACES = {"s": sitemaps.SITEMAP, "n": sitemaps.NEWS}


def valid(body: bytes, schema: str = "sitemap.xsd"):
    """The document, which must be valid."""
    root = etree.fromstring(body)
    etree.XMLSchema(etree.parse(XSD / schema)).assertValid(root)
    return root


def paths(root) -> list[str]:
    found = root.xpath("//s:loc/text()", namespaces=SPACES)
    assert all(loc.startswith(settings.SITE_URL) for loc in found)
    return [loc.removeprefix(settings.SITE_URL) for loc in found]


def listed(client) -> dict[str, str]:
    """Every path in every sitemap that the index leads to, with its date."""
    found = {}
    for path in paths(valid(client.get("/sitemap.xml").content, "index.xsd")):
        for url in valid(client.get(path).content).findall("s:url", SPACES):
            loc = url.findtext("s:loc", namespaces=SPACES).removeprefix(settings.SITE_URL)
            found[loc] = url.findtext("s:lastmod", default="", namespaces=SPACES) or found.get(loc, "")
    return found


def test_it_lists_every_public_page_once(client, demo):
    found = listed(client)
    rows = [row for model in (Article, Film, Proceeding, Person, Quote) for row in model.objects.published()]
    assert {row.get_absolute_url() for row in rows} < set(found)
    assert {reverse(name) for name in sitemaps.PAGES} < set(found)
    assert len(found) == len(rows) + len(sitemaps.PAGES)
    assert {client.get(path).status_code for path in found} == {200}


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_lists_no_article_that_is_not_public(client, state, time_machine_at):
    hidden = ArticleFactory(slug="hidden", **NOT_PUBLIC[state])
    quote = QuoteFactory(article=hidden)
    with time_machine_at(NOW):
        assert not {hidden.get_absolute_url(), quote.get_absolute_url()} & set(listed(client))


def test_it_names_no_sitemap_in_which_nothing_is_public(client):
    hidden = ArticleFactory()
    part = reverse("sitemap", args=["articles", hidden.pk // sitemaps.SIZE])
    assert part not in paths(valid(client.get("/sitemap.xml").content, "index.xsd"))
    assert client.get(part).status_code == 404


@pytest.mark.parametrize("address", ["articles-999999999999999", "articles-7", "nothing-0", "articles-x"])
def test_it_knows_no_other_sitemap(client, address):
    assert client.get(f"/sitemaps/{address}.xml").status_code == 404


def test_it_parts_a_section_by_keys(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "SIZE", 10)
    articles = [ArticleFactory(published=True) for _ in range(25)]
    Article.objects.filter(pk__in=[one.pk for one in articles[:10]]).update(state="draft")
    names = [path for path in paths(valid(client.get("/sitemap.xml").content, "index.xsd")) if "articles-" in path]
    assert 2 <= len(names) <= 3
    found = [path for name in names for path in paths(valid(client.get(name).content))]
    assert found == [one.get_absolute_url() for one in articles[10:]]


def test_it_dates_an_article_by_what_changed_for_its_readers(client, editor):
    article = ArticleFactory(published=True)
    article.save()
    assert listed(client)[article.get_absolute_url()] == iso(article.published_at)
    note = publish_correction(article, kind="correction", text="It was May.", by=editor)
    assert listed(client)[article.get_absolute_url()] == iso(note.at)


def iso(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def test_it_dates_a_case_and_a_film_by_the_newest_public_fact(client):
    case, film, bare = ProceedingFactory(), FilmFactory(), FilmFactory()
    moment = timezone.now() - timedelta(days=3)
    DevelopmentFactory(proceeding=case, recorded_at=moment)
    DevelopmentFactory(proceeding=case, recorded_at=LONG_AGO)
    DevelopmentFactory(proceeding=case, sources=[])  # not public
    release = ReleaseFactory(film=film)
    found = listed(client)
    assert found[case.get_absolute_url()] == iso(moment)
    assert found[film.get_absolute_url()] == iso(release.changed_at)
    assert found[bare.get_absolute_url()] == ""


def test_it_leaves_out_a_date_it_does_not_know(client):
    person = PersonFactory()
    assert listed(client)[person.get_absolute_url()] == ""


def news(client):
    return etree.fromstring(client.get("/sitemaps/news.xml").content)


def test_it_gives_news_by_google_s_rules(client, settings):
    settings.SITE_NAME = "The Sample & Sons"
    fresh = ArticleFactory(headline="A <b> & \x0bc", state="published", published_at=timezone.now(), language="es-MX")
    root = valid(client.get("/sitemaps/news.xml").content)
    (told,) = root.xpath("//n:news", namespaces=SPACES)
    assert paths(root) == [fresh.get_absolute_url()]
    assert told.xpath("string(n:publication/n:name)", namespaces=SPACES) == "The Sample & Sons"
    assert told.xpath("string(n:publication/n:language)", namespaces=SPACES) == "es"
    assert told.xpath("string(n:publication_date)", namespaces=SPACES) == iso(fresh.published_at)
    assert told.xpath("string(n:title)", namespaces=SPACES) == "A <b> & c"
    assert "/sitemaps/news.xml" in paths(etree.fromstring(client.get("/sitemap.xml").content))


def test_it_calls_news_only_what_is_two_days_old_here_and_elsewhere(client, time_machine_at):
    moment = timezone.now()
    ArticleFactory(state="published", published_at=moment)
    ArticleFactory(state="published", published_at=moment, first_published="2019-04")
    ArticleFactory(state="draft", published_at=moment)
    ArticleFactory(state="published", published_at=moment + timedelta(days=4))
    with time_machine_at(moment + timedelta(days=2)):
        assert len(paths(news(client))) == 1
    with time_machine_at(moment + timedelta(days=2, seconds=1)):
        assert paths(news(client)) == []
        assert "/sitemaps/news.xml" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("first_published, is_news", [("2026-12", True), ("2026-11", False), ("2026", False)])
def test_it_calls_a_month_news_when_none_of_its_days_is_older(client, time_machine_at, first_published, is_news):
    with time_machine_at(datetime(2026, 12, 3, 12, tzinfo=UTC)):
        ArticleFactory(state="published", published_at=timezone.now(), first_published=first_published)
        assert len(paths(news(client))) == is_news


def test_it_lets_nobody_keep_what_the_clock_changes(client):
    for address in ("/sitemap.xml", "/sitemaps/news.xml"):
        assert client.get(address)["Cache-Control"] == "no-cache"


def test_it_gives_no_more_than_a_thousand_news(client):
    now = timezone.now()
    Article.objects.bulk_create(
        ArticleFactory.build(slug=f"a-{n}", state="published", published_at=now - timedelta(seconds=n))
        for n in range(1002)
    )
    found = paths(valid(client.get("/sitemaps/news.xml").content))
    assert len(found) == 1000 and found[0] == "/articles/a-0/"


@pytest.mark.parametrize(
    ("tag", "written"), [("en", "en"), ("es-MX", "es"), ("zh-CN", "zh-cn"), ("zh-Hant", "zh"), ("ast", "ast")]
)
def test_it_writes_languages_as_google_does(tag, written):
    assert sitemaps.language(tag) == written


def test_it_neither_counts_nor_skips_rows(client, django_assert_num_queries):
    article = ArticleFactory(published=True)
    with django_assert_num_queries(3) as asked:
        client.get("/sitemap.xml")
    with django_assert_num_queries(1) as more:
        client.get(reverse("sitemap", args=["articles", article.pk // sitemaps.SIZE]))
    for query in [*asked, *more]:
        assert not re.search(r"OFFSET|COUNT\(", query["sql"])
