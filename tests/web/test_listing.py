"""A list whose SQL is made once: every row once, in order, at any depth, whatever was asked before."""

import pytest
from django.http import Http404, QueryDict

from pages.people.filters import PersonFilter
from people.models import Person
from tests.factories import PersonFactory
from tests.web.test_paging import token
from web.asking import Listing

pytestmark = pytest.mark.django_db

KEYS = [("sort_name", "pk"), ("-sort_name", "-pk"), ("pk",), ("-born", "-pk")]


@pytest.fixture
def people():
    names = ["Åsa & Co?", "Lund, Ottilie", "lund, ottilie", "Ø=1", "Zyx “Z” Vale"]
    return Person.objects.bulk_create(
        Person(
            name=f"Person {n}",
            slug=f"p-{n}",
            sort_name=names[n * 7 % 5],
            born=f"19{50 + n % 3}-0{n % 9 + 1}",
            is_public=True,
        )
        for n in range(23)
    )


def all_pages(listing, query=""):
    pages = [listing.page(QueryDict(query))]
    while pages[-1].next_query:
        assert len(pages) < 50
        pages.append(listing.page(QueryDict(pages[-1].next_query)))
    return pages


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("size", [1, 5, 22, 23])
def test_it_joins_up_to_the_whole_list(people, key, size):
    rows = [row.pk for one in all_pages(Listing(Person.objects.published, key=key, size=size)) for row in one]
    assert rows == list(Person.objects.order_by(*key).values_list("pk", flat=True))


def test_it_gives_the_first_page_again_after_a_later_one(people):
    listing = Listing(Person.objects.published, key=("pk",), size=10)
    first, second, *_ = all_pages(listing)
    assert [row.pk for row in listing.page(QueryDict(""))] == [row.pk for row in first]
    assert not {row.pk for row in first} & {row.pk for row in second}


@pytest.mark.parametrize("query", ["", "after=later"])
def test_it_asks_once_with_the_options_of_its_filters(people, django_assert_num_queries, query):
    listing = Listing(Person.objects.published, key=("pk",), size=10, filters=PersonFilter)
    later = listing.page(QueryDict("")).next_query
    with django_assert_num_queries(1):
        found = listing.context(QueryDict(query and later), "people")
        assert len(found["people"].rows) == 10 and "film" in found["filter"].options


def test_it_gives_what_its_filters_let_through(people):
    listing = Listing(Person.objects.published, key=("pk",), size=30, filters=PersonFilter)
    assert [row.name for row in listing.context(QueryDict("q=person+7"), "people")["people"]] == ["Person 7"]
    assert len(listing.context(QueryDict("q="), "people")["people"].rows) == 23


def test_it_shows_a_row_as_soon_as_readers_may_see_it(people):
    listing = Listing(Person.objects.published, key=("pk",), size=30)
    assert len(listing.page(QueryDict("")).rows) == 23
    PersonFactory(is_public=False), PersonFactory(is_public=True)
    assert len(listing.page(QueryDict("")).rows) == 24


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "é",
        token({}),
        token(["Lund"]),
        token(["Lund", None]),
        token(["Lund", "first"]),
        token([1, 1]),
        token(["Lu\0nd", 1]),
        token(["\ud800", 1]),
    ],
)
def test_it_has_no_page_for_an_after_it_never_gave_out(people, after):
    listing = Listing(Person.objects.published, key=("sort_name", "pk"), size=10)
    all_pages(listing)
    query = QueryDict(mutable=True)
    query["after"] = after
    with pytest.raises(Http404):
        listing.page(query)


@pytest.mark.parametrize("moment", ["yesterday", "2024-01-01", "2024-01-01T00:00:00", 5])
def test_it_takes_no_moment_without_its_offset(db, client, moment):
    assert client.get("/articles/", {"after": token([moment, 1])}).status_code == 404


def test_it_has_no_rows_after_a_number_no_column_holds(people):
    query = QueryDict(mutable=True)
    query["after"] = token([2**62])
    assert Listing(Person.objects.published, key=("pk",)).page(query).rows == []
