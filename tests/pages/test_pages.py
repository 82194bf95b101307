"""The public pages of the demo story hold their cross-links: the film beside the record."""

import re

import pytest

from coverage.models import Article, Quote

pytestmark = pytest.mark.django_db

FILM = "/films/last-take/"
CASES = [
    "state-v-baldwin-2023",
    "state-v-gutierrez-reed",
    "state-v-halls",
    "state-v-baldwin-2024",
    "baldwin-v-prosecutors",
]


@pytest.fixture
def read(client, demo):
    def fetch(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return re.sub(r"\s+", " ", response.content.decode())

    return fetch


def test_it_tells_on_the_home_page_where_the_cases_stand(read):
    home = read("/")
    for slug in CASES:
        assert f'href="/cases/{slug}/"' in home
    assert "Dismissed with prejudice by the court on July 12, 2024" in home
    assert FILM in home
    assert "Newest on the timeline" in home


def test_it_cuts_the_film_and_its_cases_together(read):
    film = read(FILM)
    assert "Streaming on Hulu (United States)" in film
    assert "/people/rachel-mason/" in film
    for slug in CASES:
        assert f'href="/cases/{slug}/"' in film
    assert film.index(">Enhancement withdrawn<") < film.index('id="film-') < film.index(">Released from custody<")


def test_it_tells_on_an_old_article_what_has_moved_since(read):
    article = read("/articles/baldwin-charge-dismissed-without-prejudice/")
    assert "Since this was published" in article
    assert "Where the cases stand" in article
    assert "The charge was filed again by grand jury indictment on January 19, 2024." in article
    assert "Dismissed with prejudice by the court" in article


def test_it_gives_every_quote_of_an_article_an_address_in_the_text(read):
    article = read("/articles/last-take-announced-for-hulu/")
    for quote in Quote.objects.filter(article__slug="last-take-announced-for-hulu"):
        assert f'id="quote-{quote.pk}"' in article
        assert quote.get_absolute_url() in article
        for part in quote.parts:
            assert f">{part}</span>" in article


def test_it_tells_of_a_case_who_is_who_and_what_is_about_it(read):
    case = read("/cases/state-v-baldwin-2024/")
    for words in ("Alexander Rae Baldwin III", "Mary Marlowe Sommer", "Pleaded not guilty", "Source", FILM):
        assert words in case
    assert 'Refiled from <a href="/cases/state-v-baldwin-2023/">' in case
    assert 'Gave rise to <a href="/cases/baldwin-v-prosecutors/">' in case
    assert "/articles/baldwin-case-dismissed-with-prejudice/" in case


def test_it_tells_where_a_case_stood_on_a_day(read):
    case = read("/cases/state-v-gutierrez-reed/?as_of=2024-03-07")
    assert "Found guilty by a jury on March 6, 2024; not yet sentenced." in case
    assert "18 months" not in case
    assert 'content="noindex"' in case


def test_it_says_so_when_the_day_is_none(read):
    assert "is not a day" in read("/cases/state-v-halls/?as_of=soon")


def test_it_tells_a_person_s_roles_in_films_and_cases(read):
    mason = read("/people/rachel-mason/")
    assert "Director" in mason and FILM in mason and "Not only was she a friend" in mason
    baldwin = read("/people/alec-baldwin/")
    assert "Defendant" in baldwin and "Plaintiff" in baldwin
    assert "It cannot be filed again." in baldwin


def test_it_narrows_the_quotes(read):
    whole, one = read("/quotes/"), read("/quotes/?speaker=mary-marlowe-sommer")
    assert "Halyna was dear" in whole and "right this wrong" in whole
    assert "Halyna was dear" not in one and "right this wrong" in one
    assert "No quote fits" in read("/quotes/?q=nothing-like-it")


@pytest.mark.parametrize(
    "query",
    ["speaker=nobody", "since=x", "film=x", "medium=x", "until=2025", "since=2025-02-06", "q=%25", "after=x%00"],
)
def test_it_answers_any_filter(client, demo, query):
    assert client.get(f"/quotes/?{query}").status_code in {200, 404}


def test_it_says_on_a_missing_page_where_to_go(read):
    assert "There is no page at this address" in read("/articles/none/", status=404)


def test_it_shows_every_published_article_of_the_demo(read):
    articles = read("/articles/")
    for article in Article.objects.published():
        assert article.get_absolute_url() in articles
    assert "five-years-after-last-take" not in articles
    assert "what-a-dismissal-decides" not in articles
