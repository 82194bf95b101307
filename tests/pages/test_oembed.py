"""oEmbed answers for pages of ours that readers may see, and frames show them on other sites as they are now."""

import re
from urllib.parse import quote as percent

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from coverage.publishing import publish_correction
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)
from tests.linked_data import Head

pytestmark = pytest.mark.django_db


def ask(client, path, **params):
    return client.get(reverse("oembed"), {"url": f"{settings.SITE_URL}{path}", **params})


def frame(code: str) -> dict[str, str]:
    """The attributes of an iframe."""
    return dict(re.findall(r'(\w+)="([^"]*)"', code))


@pytest.fixture
def pages() -> dict[str, str]:
    """A page of each kind that can be embedded, with its frame."""
    article, film, case = ArticleFactory(published=True), FilmFactory(), ProceedingFactory()
    BylineFactory(article=article)
    quote = QuoteFactory(article=article)
    return {
        article.get_absolute_url(): reverse("embed-article", args=[article.slug]),
        quote.get_absolute_url(): reverse("embed-quote", args=[quote.pk]),
        case.get_absolute_url(): reverse("embed-standing", args=[case.slug]),
        reverse("timeline"): reverse("embed-timeline"),
        f"{reverse('timeline')}?film={film.slug}": f"{reverse('embed-timeline')}?film={film.slug}",
    }


def test_it_answers_for_each_page_with_a_frame_that_is_there(client, pages):
    for page, framed in pages.items():
        answer = ask(client, page).json()
        assert (answer["version"], answer["type"]) == ("1.0", "rich")
        code = frame(answer["html"])
        assert code["src"] == settings.SITE_URL + framed
        assert (int(code["width"]), int(code["height"])) == (answer["width"], answer["height"])
        assert code["title"]
        assert client.get(framed).status_code == 200


def test_it_gives_the_same_as_xml(client, pages):
    for page in pages:
        told = ask(client, page, format="xml")
        assert told["Content-Type"] == "text/xml; charset=utf-8"
        as_json = ask(client, page, format="json").json()
        assert {one.tag: one.text for one in etree.fromstring(told.content)} == {k: str(v) for k, v in as_json.items()}


def test_it_leads_from_each_page_to_its_answer(client, pages):
    for page, framed in pages.items():
        links = [link for link in Head(client.get(page).content.decode()).links if "oembed" in link.get("type", "")]
        assert [link["type"] for link in links] == ["application/json+oembed", "text/xml+oembed"]
        for link in links:
            answer = client.get(link["href"].removeprefix(settings.SITE_URL))
            assert answer.status_code == 200
            assert f"{settings.SITE_URL}{framed}" in answer.content.decode()


def test_it_offers_the_code_on_the_page(client, pages):
    for page, framed in list(pages.items())[:3]:
        text = client.get(page).content.decode()
        assert f"&lt;iframe src=&quot;{settings.SITE_URL}{framed}&quot;" in text


@pytest.mark.parametrize(
    ("asked", "width", "height"),
    [
        ({}, 600, 220),
        ({"maxwidth": "320"}, 320, 220),
        ({"maxheight": "100"}, 600, 100),
        ({"maxwidth": "9000"}, 600, 220),
    ],
)
def test_it_is_no_larger_than_asked(client, asked, width, height):
    answer = ask(client, ArticleFactory(published=True).get_absolute_url(), **asked).json()
    assert (answer["width"], answer["height"]) == (width, height)


def test_it_shows_no_thumbnail_larger_than_asked(client, demo):
    page = "/articles/last-take-announced-for-hulu/"
    assert ask(client, page).json()["thumbnail_width"] == 1600
    assert "thumbnail_url" not in ask(client, page, maxwidth="500").json()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url={page}&format=yaml", 501),
        ("format=yaml", 501),
        ("url={page}&maxwidth=wide", 400),
        ("url={page}&maxheight=-1", 400),
        ("url={page}&maxwidth=0", 400),
        ("url=https%3A%2F%2Felsewhere.example%2Farticles%2Fa%2F", 404),
        ("url=javascript%3Aalert(1)", 404),
        ("url=http%3A%2F%2F%5B", 404),
        ("url={site}%2Farticles%2Fnothing%2F", 404),
        ("url={site}%2Fabout%2Fnothing%2F", 404),
        ("url={site}%2Fadmin%2F", 404),
        ("url={site}%2Fcases%2F", 404),
        ("url={site}%2Fquotes%2F99999999999999999999%2F", 404),
        ("url={site}%2Ftimeline%2F%3Ffilm%3Dnothing", 404),
        ("url=%2Farticles%2F", 404),
        ("url={page}&maxwidth=300", 200),
    ],
)
def test_it_refuses_in_a_sentence(client, query, status):
    article = ArticleFactory(published=True)
    site = percent(settings.SITE_URL, safe="")
    page = percent(settings.SITE_URL + article.get_absolute_url(), safe="")
    answer = client.get(f"{reverse('oembed')}?{query.format(page=page, site=site)}")
    assert answer.status_code == status
    if status != 200:
        assert answer["Content-Type"].startswith("text/plain") and answer.content


def test_it_lets_any_site_frame_these_pages_and_no_other(client, pages):
    for page, framed in pages.items():
        there = client.get(framed)
        assert "X-Frame-Options" not in there
        assert "frame-ancestors *" in there["Content-Security-Policy"]
        assert there["X-Robots-Tag"] == "noindex"
        assert not there.cookies
        assert "<script" not in there.content.decode()
        here = client.get(page)
        assert here["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in here["Content-Security-Policy"]


def test_it_opens_links_in_place_of_the_page_around(client, pages):
    for framed in pages.values():
        assert '<base target="_top">' in client.get(framed).content.decode()


def test_it_shows_in_the_frame_what_changed(client, editor):
    article = ArticleFactory(published=True)
    framed = reverse("embed-article", args=[article.slug])
    assert "Changed" not in client.get(framed).content.decode()
    publish_correction(article, kind="correction", text="It was May.", by=editor)
    assert "Changed" in client.get(framed).content.decode()


def test_it_shows_where_a_case_stands_now(client):
    case = ProceedingFactory()
    charge = ChargeFactory(party=PartyFactory(proceeding=case))
    framed = reverse("embed-standing", args=[case.slug])
    DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", occurred="2021-05-06")
    before = client.get(framed).content.decode()
    assert "May 6, 2021" in before and "presumed innocent" in before
    DevelopmentFactory(
        proceeding=case, charges=[charge], kind="dismissed", by="court", prejudice="with", occurred="2021-06-07"
    )
    after = client.get(framed).content.decode()
    assert "Dismissed with prejudice by the court on June 7, 2021" in after


def test_it_shows_a_film_s_entries_only(client):
    film, other = FilmFactory(title="One"), FilmFactory(title="Two")
    ReleaseFactory(film=film), ReleaseFactory(film=other)
    shown = client.get(reverse("embed-timeline"), {"film": film.slug}).content.decode()
    assert "One" in shown and "Two" not in shown


def test_it_says_in_the_frame_that_something_has_gone(client):
    gone = ArticleFactory(state="retracted", published_at=timezone.now(), gone_because="It was wrong.")
    answer = client.get(reverse("embed-article", args=[gone.slug]))
    assert answer.status_code == 410 and "It was wrong." in answer.content.decode()
    nothing = client.get(reverse("embed-article", args=["nothing"]))
    assert nothing.status_code == 404 and "is not public" in nothing.content.decode()
    for page in (answer, nothing):
        assert "X-Frame-Options" not in page and "frame-ancestors *" in page["Content-Security-Policy"]


def test_it_names_who_wrote_it_and_escapes_what_it_tells(client):
    article = ArticleFactory(published=True, headline='A "quoted" <b>')
    BylineFactory(article=article, name="A. Sample")
    answer = ask(client, article.get_absolute_url()).json()
    assert answer["author_name"] == "A. Sample"
    assert 'title="A &quot;quoted&quot; &lt;b&gt;"' in answer["html"]
