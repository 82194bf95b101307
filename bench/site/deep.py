"""The addresses of pages deep in the lists, and how many questions a page asks."""

from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coverage.models import Article, Quote
from legal.models import Proceeding
from people.models import Person
from web.paging import token_of

LISTS = {
    "articles": (Article.objects.published(), ("published_at", "pk")),
    "quotes": (Quote.objects.published(), ("published_at", "pk")),
    "cases": (Proceeding.objects.published(), ("-caption", "-pk")),
    "people": (Person.objects.published(), ("-sort_name", "-pk")),
}
ROWS = 300  # from the end


def fill_in(pages: dict[str, str]) -> dict[str, str]:
    deep = {name: _after(rows.all(), key) for name, (rows, key) in LISTS.items()}
    return {name: path.format(**deep) for name, path in pages.items()}


def _after(rows: QuerySet, key: tuple[str, ...]) -> str:
    """The mark of the page that begins 300 rows before a list's end."""
    found = list(rows.order_by(*key)[:ROWS])
    return token_of(found[-1], key)


def questions(path: str) -> int:
    client = Client(headers={"host": "127.0.0.1"})
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(captured)
