"""The lists of the site join up to all that readers may see, each row once, by the links that their pages give."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from pages.timeline.ahead import timeline_page
from pages.timeline.entries import Selection, entries
from tests.factories import (
    ArticleFactory,
    DevelopmentFactory,
    FilmFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db
START = datetime(2024, 5, 1, 9, 30, 0, 250, tzinfo=UTC)


def rows_of(client, path, row):
    """What `row` finds on each page, from the first to the last."""
    found, query = [], ""
    for _ in range(20):
        page = client.get(path.partition("?")[0] + query if query else path).content.decode()
        found += re.findall(row, page.partition("<h1")[2].partition("<footer")[0])
        following = re.search(r'rel="next" href="(\?[^"]+)"', page)
        if not following:
            return found
        query = unescape(following[1])
    raise AssertionError("It has no last page.")


def _articles():
    return [ArticleFactory(state="published", published_at=START + timedelta(hours=n // 4)) for n in range(30)]


def _about(name, factory, slug):
    topic = factory(slug=slug)
    for article in (made := _articles()):
        getattr(article, name).add(topic)
    ArticleFactory(published=True)
    return made


def _quotes_about(name, factory, slug):
    return [QuoteFactory(article=article) for article in _about(name, factory, slug)]


CARD = r'card__headline[^>]*><a href="/articles/([^/]+)/"'
NARROWED = {
    "/articles/?film=it": (lambda: _about("films", FilmFactory, "it"), CARD),
    "/articles/?case=it": (lambda: _about("proceedings", ProceedingFactory, "it"), CARD),
    "/articles/?person=it": (lambda: _about("people", PersonFactory, "it"), CARD),
    "/articles/?film=it&kind=news": (lambda: _about("films", FilmFactory, "it"), CARD),
    "/quotes/?film=it": (lambda: _quotes_about("films", FilmFactory, "it"), r'href="(/quotes/\d+/)">Permalink'),
}
LISTS = {
    "/articles/": (_articles, r'card__headline[^>]*><a href="/articles/([^/]+)/"'),
    "/sections/news/": (_articles, r'card__headline[^>]*><a href="/articles/([^/]+)/"'),
    "/quotes/": (
        lambda: [QuoteFactory(article=article) for article in _articles()],
        r'href="(/quotes/\d+/)">Permalink',
    ),
    "/cases/": (lambda: ProceedingFactory.create_batch(30), r'standings__case"><a href="/cases/([^/]+)/"'),
    "/people/": (lambda: PersonFactory.create_batch(70), r'href="/people/([^/]+)/"'),
    "/films/": (lambda: FilmFactory.create_batch(30), r'<h2[^>]*><a href="/films/([^/]+)/"'),
    "/releases/": (lambda: ReleaseFactory.create_batch(30), r'href="/films/([^/]+)/#release'),
}


@pytest.mark.parametrize("path", LISTS)
def test_it_joins_up_to_the_whole_list(client, path):
    make, row = LISTS[path]
    count = len(make())
    found = rows_of(client, path, row)
    assert len(found) >= count and len(set(found)) == len(found)
    assert rows_of(client, path, row) == found


@pytest.mark.parametrize("path", NARROWED)
def test_it_joins_up_to_all_that_a_link_leads_to(client, path):
    make, row = NARROWED[path]
    count = len(make())
    found = rows_of(client, path, row)
    assert len(found) == len(set(found)) == count


def test_the_timeline_joins_up_to_all_its_entries(db):
    film, case = FilmFactory(), ProceedingFactory()
    for number in range(50):
        day = f"2024-0{number % 3 + 1}-1{number % 2}"
        DevelopmentFactory(proceeding=case, occurred=day, position=number + 1)
        ReleaseFactory(film=film, date=day)
        ArticleFactory(state="published", published_at=datetime(2024, number % 3 + 1, 10, 12, number % 7, tzinfo=UTC))
    whole, _ = entries(Selection(), limit=999)
    found, after, ranks = [], None, set()
    while not found or after:
        page, after = timeline_page(Selection(), after)
        found += page
        ranks |= {after[1]} if after else set()
    assert [entry.anchor for entry in found] == [entry.anchor for entry in whole] and len(whole) == 150


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_the_timeline_goes_on_after_an_entry_of_any_line(db, rank):
    film, case = FilmFactory(), ProceedingFactory()
    for number in range(4):
        DevelopmentFactory(proceeding=case, occurred="2024-03-10", position=number + 1)
        ReleaseFactory(film=film, date="2024-03-10")
        ArticleFactory(state="published", published_at=datetime(2024, 3, 10, 18, number, tzinfo=UTC))
    whole, _ = entries(Selection(), limit=99)
    place = max(index for index, entry in enumerate(whole) if entry.key[1] == rank) - 1
    page, _ = timeline_page(Selection(), whole[place].key)
    assert [entry.anchor for entry in page] == [entry.anchor for entry in whole[place + 1 :]]


@pytest.mark.parametrize(
    "key", ["2024-07-12.1.99999.34", "2024-07-12.1.200000000000000000.34", "2024-07-12.0.99999.34"]
)
def test_the_timeline_goes_on_after_a_place_no_column_holds(client, key):
    DevelopmentFactory(occurred="2024-07-12", position=3)
    assert client.get("/timeline/", {"after": key}).status_code == 200
