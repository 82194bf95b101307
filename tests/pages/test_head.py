"""The head of every page: one address, one title, a description that fits, and a picture for cards."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from pages.shared.head import LONGEST, short_description
from tests.factories import ArticleFactory, ProceedingFactory
from tests.linked_data import Head
from tests.public_pages import public_pages

pytestmark = pytest.mark.django_db
SITE = settings.SITE_URL


def head(client, address) -> Head:
    return Head(client.get(address).content.decode())


def test_it_has_on_every_page_what_search_engines_and_cards_need(client, demo):
    for address in public_pages():
        page = head(client, address)
        assert page.title.strip()
        assert 0 < len(page.metas["description"]) <= LONGEST, address
        assert page.metas["og:title"] in page.title
        assert page.metas["og:description"] == page.metas["description"]
        for name in ("og:site_name", "og:type", "og:locale", "og:image:alt", "twitter:card"):
            assert page.metas[name], (address, name)
        assert int(page.metas["og:image:width"]) >= 600 and int(page.metas["og:image:height"]) >= 315
        assert page.metas["og:image"].startswith(SITE)
        assert page.metas["robots"] == "noindex" or page.link("canonical")


def test_it_describes_each_kind_of_page_in_words_of_its_own(client, demo):
    told = {address: head(client, address).metas["description"] for address in public_pages() if "?" not in address}
    del told["/not-there/"]
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize(
    ("asked", "known_as"),
    [
        ("/articles/", "/articles/"),
        ("/articles/?kind=news", "/articles/"),
        ("/quotes/?q=x&since=2020", "/quotes/"),
        ("/timeline/?lane=record", "/timeline/"),
        ("/timeline/?after=2024-07-12.1.2.34", "/timeline/?after=2024-07-12.1.2.34"),
        ("/timeline/?lane=record&after=2024-07-12.1.2.34", "/timeline/"),
        ("/articles/?utm_source=x", "/articles/"),
    ],
)
def test_it_is_known_by_one_address(client, asked, known_as):
    page = head(client, asked)
    assert page.link("canonical") == page.metas["og:url"] == SITE + known_as


@pytest.mark.parametrize("query", ["as_of=2024-01-01", "known=2024-01-01", "as_of=soon"])
def test_it_keeps_views_of_the_past_out_of_search_engines(client, query):
    live = ProceedingFactory().get_absolute_url()
    page = head(client, f"{live}?{query}")
    assert page.metas["robots"] == "noindex"
    assert page.link("canonical") == SITE + live and page.data == []


def test_it_keeps_what_is_not_there_or_gone_out_of_search_engines(client):
    gone = ArticleFactory(state="withdrawn", published_at=timezone.now(), gone_because="A reason.")
    for address in ("/not-there/", gone.get_absolute_url()):
        page = head(client, address)
        assert page.metas["robots"] == "noindex"
        assert page.link("canonical") is None and page.data == []


def test_it_keeps_a_preview_to_the_desk(desk):
    draft = ArticleFactory()
    page = head(desk, reverse("admin:coverage_article_preview", args=[draft.pk]))
    assert page.metas["robots"] == "noindex"
    assert page.data == [] and "article:published_time" not in page.metas


def test_it_dates_an_article(client):
    article = ArticleFactory(published=True)
    page = head(client, article.get_absolute_url())
    assert page.metas["og:type"] == "article"
    assert page.metas["article:published_time"] == timezone.localtime(article.published_at).isoformat()
    assert "article:published_time" not in head(client, "/articles/").metas


def test_it_shows_the_page_s_own_picture_or_the_site_s(client, demo):
    own = head(client, "/articles/last-take-announced-for-hulu/").metas
    assert (own["og:image:width"], own["og:image:height"]) == ("1600", "900")
    assert "play button" in own["og:image:alt"]
    assert head(client, "/articles/").metas["og:image"] == f"{SITE}/static/img/card.png"


def test_it_escapes_a_title_once(client):
    article = ArticleFactory(published=True, headline='Q & A: “yes” <b> "no"', deck="")
    page = head(client, article.get_absolute_url())
    assert page.metas["og:title"] == page.metas["description"] == article.headline
    assert page.title == f"{article.headline} · {settings.SITE_NAME}"


def test_it_cuts_a_description_after_a_word():
    text = "word " * 60
    cut = short_description(text.strip())
    assert len(cut) <= LONGEST and cut.endswith("word…")
    assert short_description("A short one.") == "A short one."
    assert len(short_description("x" * 300)) <= LONGEST
