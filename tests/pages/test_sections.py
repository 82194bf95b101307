"""The fronts of the sections, the standards, and what a page must not weigh."""

from pathlib import Path

import pytest
from django.urls import reverse

from coverage.models import Article
from pages.articles.sections import SECTIONS
from tests.factories import ArticleFactory

ROOT = Path(__file__).parents[2]
PUBLIC_CSS = ["tokens.css", "base.css", "components.css"]


def front(client, kind, query=""):
    answer = client.get(reverse("section", args=[kind]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_knows_every_kind_of_article():
    assert set(SECTIONS) == set(Article.Kind)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Article.Kind.values)
def test_it_shows_the_articles_of_its_kind_only(client, kind):
    for other in Article.Kind.values:
        ArticleFactory(published=True, kind=other, headline=f"One of {other}")
    page = front(client, kind)
    assert f"One of {kind}" in page
    assert not any(f"One of {other}" in page for other in Article.Kind.values if other != kind)


@pytest.mark.django_db
def test_it_is_linked_from_every_page_and_marks_where_you_are(client):
    home = client.get("/").content.decode()
    for kind in Article.Kind.values:
        assert f'href="{reverse("section", args=[kind])}"' in home
    assert f'href="{reverse("standards")}"' in home
    assert f'href="{reverse("section", args=["review"])}" aria-current="page"' in front(client, "review")


@pytest.mark.django_db
def test_it_sets_the_newest_large_on_its_first_page_only(client):
    ArticleFactory.create_batch(30, published=True)
    page = front(client, "news")
    assert page.count("card--lead") == 1 and page.index("Headline") > page.index("card--lead")
    following = page.split('rel="next" href="')[1].split('"')[0]
    later = front(client, "news", following.replace("&amp;", "&"))
    assert later.count('<article class="card') == 6 and "card--lead" not in later


@pytest.mark.django_db
def test_it_says_so_where_nothing_stands_in_a_section(client):
    assert "Nothing stands in this section yet." in front(client, "opinion")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["gossip", "NEWS"])
def test_it_knows_no_other_section(client, kind):
    assert client.get(f"/sections/{kind}/").status_code == 404


@pytest.mark.django_db
def test_it_says_in_which_language_a_foreign_article_is(client):
    article = ArticleFactory(published=True, headline="Lo que decide un juez", language="es-MX")
    for page in (front(client, "news"), client.get(article.get_absolute_url()).content.decode()):
        assert 'lang="es-MX" dir="auto"' in page
    assert 'lang="es-MX"' in client.get("/timeline/").content.decode()
    article.language = "en"
    article.save()
    assert "lang=" not in front(client, "news").split("<body>")[1]


def test_it_weighs_less_than_40_kb_of_styles_and_needs_none_from_elsewhere():
    sheets = [(ROOT / "static/css" / name).read_text() for name in PUBLIC_CSS]
    assert sum(len(sheet.encode()) for sheet in sheets) < 40_000
    assert not any("@import" in sheet or "url(" in sheet for sheet in sheets)


def test_it_loads_no_other_styles_and_scripts_than_those_that_were_weighed():
    base = (ROOT / "templates/base.html").read_text()
    assert [name for name in PUBLIC_CSS if f"css/{name}" in base] == PUBLIC_CSS
    assert base.count('rel="stylesheet"') == len(PUBLIC_CSS)
