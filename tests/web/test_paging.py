"""Lists in pages by key: every row once, in order, and no page for an `after` that was never given out."""

import json
from base64 import urlsafe_b64encode

import pytest
from django.http import Http404, QueryDict

from people.models import Person
from web.asking import Listing
from web.paging import query_without

pytestmark = pytest.mark.django_db

KEYS = [("sort_name", "pk"), ("-sort_name", "-pk"), ("-sort_name", "pk"), ("sort_name", "-pk"), ("pk",), ("-pk",)]


@pytest.fixture
def people():
    """Twenty-three people of five sort names, some with a name only a quoted URL can carry."""
    names = ["Åsa & Co?", "Lund, Ottilie", "lund, ottilie", "Ø=1", "Zyx “Z” Vale"]
    return Person.objects.bulk_create(
        Person(name=f"Person {number}", slug=f"person-{number}", sort_name=names[number * 7 % 5])
        for number in range(23)
    )


def page(rows, params, row_filter=None, **listing):
    return Listing(**listing).page_of(rows, params, row_filter=row_filter)


def token(values):
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def all_pages(key, size, query=""):
    pages = [page(Person.objects.all(), QueryDict(query), key=key, size=size)]
    while pages[-1].next_query:
        assert len(pages) < 50
        pages.append(page(Person.objects.all(), QueryDict(pages[-1].next_query), key=key, size=size))
    return pages


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("size", [1, 5, 22, 23, 24])
def test_it_joins_up_to_the_whole_list(people, key, size):
    rows = [row.pk for one in all_pages(key, size) for row in one]
    assert rows == list(Person.objects.order_by(*key).values_list("pk", flat=True))


@pytest.mark.parametrize(("size", "lengths"), [(10, [10, 10, 3]), (23, [23]), (22, [22, 1])])
def test_it_fills_every_page_but_the_last(people, size, lengths):
    assert [len(one.rows) for one in all_pages(("sort_name", "pk"), size)] == lengths


def test_it_says_which_page_is_the_first(people):
    assert [one.is_first for one in all_pages(("pk",), 10)] == [True, False, False]


def test_it_gives_the_last_page_no_next():
    Person.objects.create(name="Ottilie Lund")
    assert page(Person.objects.all(), QueryDict(""), key=("pk",), size=1).next_query == ""


def test_it_is_false_when_it_has_no_rows():
    assert not page(Person.objects.all(), QueryDict(""), key=("pk",))


def test_it_is_true_when_it_has_rows(people):
    assert page(Person.objects.all(), QueryDict(""), key=("pk",))


def test_it_is_not_upset_by_a_row_that_goes(people):
    first = page(Person.objects.all(), QueryDict(""), key=("pk",), size=5)
    first.rows[-1].delete()
    second = page(Person.objects.all(), QueryDict(first.next_query), key=("pk",), size=5)
    assert [row.pk for row in second] == [person.pk for person in people[5:10]]


def test_it_asks_once_at_any_depth(people, django_assert_num_queries):
    first = page(Person.objects.all(), QueryDict(""), key=("pk",), size=20)
    with django_assert_num_queries(1):
        page(Person.objects.all(), QueryDict(first.next_query), key=("pk",), size=20)


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "!!!!",
        "é",
        "null",
        token({}),
        token([]),
        token(["Lund"]),
        token(["Lund", 1, 2]),
        token(["Lund", None]),
        token(["Lund", 1.5]),
        token(["Lund", [1]]),
        token(["Lund", "first"]),
        token(["Lund", ""]),
        token([1, True]),
        token(["Lu\0nd", 1]),
        token(["\ud800", 1]),
        urlsafe_b64encode(b"\xff\xfe[1]").decode(),
        urlsafe_b64encode(b"[" * 60_000).decode(),
        urlsafe_b64encode(b"[1," + b"9" * 5000 + b"]").decode(),
    ],
)
def test_it_has_no_page_for_an_after_it_never_gave_out(people, after):
    query = QueryDict(mutable=True)
    query["after"] = after
    with pytest.raises(Http404):
        page(Person.objects.all(), query, key=("sort_name", "pk"))


def test_it_has_no_rows_after_a_number_no_column_holds(people):
    query = QueryDict(mutable=True)
    query["after"] = token([10**30])
    assert not page(Person.objects.all(), query, key=("pk",))


def test_it_gives_no_page_of_another_list(people):
    other = page(Person.objects.all(), QueryDict(""), key=("pk",), size=5).next_query
    with pytest.raises(Http404):
        page(Person.objects.all(), QueryDict(other), key=("sort_name", "pk"), size=5)


def test_it_keeps_the_other_parameters(people):
    second = all_pages(("pk",), 10, "q=lund+%26+co&kind=film&kind=case")[1]
    query = QueryDict(second.next_query)
    assert (query["q"], query.getlist("kind"), len(query.getlist("after"))) == ("lund & co", ["film", "case"], 1)


def test_it_drops_parameters_that_are_empty():
    assert query_without(QueryDict("q=&kind=film&kind="), "after") == "kind=film"


def test_it_drops_the_parameters_that_are_named():
    assert query_without(QueryDict("after=abc&q=lund"), "after") == "q=lund"


def test_it_adds_what_is_given():
    assert query_without(QueryDict("after=abc&q=lund"), "after", after="a=b") == "q=lund&after=a%3Db"


def odd(keys):
    return {key for key in keys if key % 2}


def sifted(query="", size=4):
    return page(Person.objects.all(), QueryDict(query), key=("pk",), size=size, row_filter=odd)


def sifted_pages(size):
    pages = [sifted(size=size)]
    while pages[-1].next_query:
        assert len(pages) < 50
        pages.append(sifted(pages[-1].next_query, size))
    return pages


@pytest.mark.parametrize("scan", [1, 2, 5, 240])
@pytest.mark.parametrize("size", [1, 4, 12])
def test_it_joins_up_to_what_a_row_filter_lets_through(people, monkeypatch, scan, size):
    monkeypatch.setattr("web.asking._listing.SCAN", scan)
    rows = [row.pk for one in sifted_pages(size) for row in one]
    assert rows == [person.pk for person in people if person.pk % 2]


def test_it_looks_through_no_more_rows_than_it_may(people, monkeypatch):
    """Else one request could fold every case there is."""
    monkeypatch.setattr("web.asking._listing.SCAN", 5)
    asked = []
    one = page(Person.objects.all(), QueryDict(""), key=("pk",), row_filter=lambda keys: asked.append(keys) or set())
    assert [len(keys) for keys in asked] == [5]
    assert not one and one.next_query


def test_it_fills_a_page_from_what_a_row_filter_lets_through(people):
    assert [len(one.rows) for one in sifted_pages(5)][:2] == [5, 5]


def test_it_gives_every_row_once_however_large_the_chunk(people):
    expected = list(Person.objects.order_by("sort_name", "pk"))
    for chunk in (1, 7, 23, 500):
        assert list(Listing(key=("sort_name", "pk"), size=chunk).every_row(Person.objects.all())) == expected


def test_it_begins_in_the_index_where_the_page_begins(people, django_assert_num_queries):
    """From an “or” alone no database sees where, and reads all that comes before it: deep pages would cost more."""
    second = page(Person.objects.all(), QueryDict(""), key=("-sort_name", "-pk"), size=5).next_query
    with django_assert_num_queries(1) as captured:
        page(Person.objects.all(), QueryDict(second), key=("-sort_name", "-pk"), size=5)
    [query] = captured.captured_queries
    assert '"sort_name" <=' in query["sql"]
