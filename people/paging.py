"""Lists in pages, by key: a page starts after the last row of the one before, at any depth for the same cost."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, QueryDict

from people.asking import ask

SIZE = 24
SCAN = 240  # rows that one page looks through at most where a sieve, not a query, says which stay
Sieve = Callable[[list[int]], set[int]]
# What a database or Django raises for a token that no page of ours gave out.
NOT_OURS = (ValueError, TypeError, OverflowError, ValidationError, RecursionError, DataError)


@dataclass(frozen=True)
class Page:
    rows: list[Model]
    next_query: str  # the query string of the next page; "" on the last
    is_first: bool

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self):
        return bool(self.rows)


def page(
    queryset: QuerySet, params: QueryDict, *, key: tuple[str, ...], size: int = SIZE, sieve: Sieve | None = None
) -> Page:
    """The page of `queryset` that `params` asks for with `after`, ordered by `key` (unique, “-” for descending).

    A `sieve` says which of the rows with some keys stay; a page then looks through `SCAN` rows at most, so it may be
    short, or empty, and yet have a next one. Raises Http404 for an `after` that no page of ours gave out.
    """
    after = params.get("after", "")
    rows, last = _page(queryset.order_by(*key), key, after, size, sieve)
    return _told(rows, last, params, key)


def every_row(queryset: QuerySet, *, key: tuple[str, ...], chunk: int, sieve: Sieve | None = None) -> Iterator[Model]:
    """All rows by `key`, `chunk` at a time, so that a long list needs no more memory than a short one."""
    after, more = "", True
    while more:
        rows, last = _page(queryset.order_by(*key), key, after, chunk, sieve)
        yield from rows
        more = last is not None
        after = _token(last, key) if last else ""


def _page(ordered: QuerySet, key: tuple, after: str, size: int, sieve: Sieve | None) -> tuple[list, Model | None]:
    """The rows of a page, and the row that the next page comes after; None on the last."""
    if sieve is None:
        return _cut(_rows_after(ordered, key, after, size + 1), size)
    scanned = _rows_after(ordered.prefetch_related(None), key, after, SCAN + 1)
    stay = sieve([row.pk for row in scanned[:SCAN]])
    kept = [row for row in scanned[:SCAN] if row.pk in stay]
    last = kept[size - 1] if len(kept) > size else scanned[SCAN - 1] if len(scanned) > SCAN else None
    return _rows(ordered.filter(pk__in=[row.pk for row in kept[:size]]), size), last


def first(queryset: QuerySet, *, key: tuple[str, ...], size: int = SIZE) -> QuerySet:
    """What `as_page()` needs the rows of for a first page."""
    return queryset.order_by(*key)[: size + 1]


def by_keys(ordered: QuerySet, number: int) -> QuerySet:
    """The first rows, found by their keys alone: a sort carries every column of each of its rows along."""
    keys = ordered.values("pk")[:number]
    return ordered.model._default_manager.filter(pk__in=keys).order_by(*ordered.query.order_by)


def as_page(rows: list[Model], params: QueryDict, *, key: tuple[str, ...], size: int = SIZE) -> Page:
    """The page of rows that were asked for with one more, if there is one."""
    return _told(*_cut(rows, size), params, key)


def _told(rows: list[Model], last: Model | None, params: QueryDict, key: tuple[str, ...]) -> Page:
    following = query_without(params, "after", after=_token(last, key)) if last else ""
    return Page(rows, following, is_first=not params.get("after", ""))


def _cut(rows: list[Model], size: int) -> tuple[list[Model], Model | None]:
    """The rows of a page, and the row that the next page comes after; None where `rows` has no one more."""
    return rows[:size], rows[size - 1] if len(rows) > size else None


def query_without(params: QueryDict, *names: str, **added: str) -> str:
    """The query string of `params` without `names` and without what is empty, and with what is `added`."""
    kept = [(name, value) for name, values in params.lists() if name not in names for value in values if value]
    return urlencode([*kept, *added.items()])


def _rows_after(queryset: QuerySet, key: tuple[str, ...], token: str, count: int) -> list[Model]:
    if not token:
        return _rows(queryset, count)
    try:
        return _rows(queryset.filter(beyond(key, key_values(token, key))), count)
    except NOT_OURS as error:
        raise Http404("No such page.") from error


def _rows(queryset: QuerySet, count: int) -> list[Model]:
    """The first rows with all they prefetch, in one query."""
    return ask(rows=queryset[:count])["rows"]


def beyond(key: tuple[str, ...], values: list) -> Q:
    """The rows after `values`: a later first field, or the same and a later second one, and so on.

    That the first field is not before its value follows from this. It is said all the same, for from an “or” alone no
    database sees where in its index to begin, and reads every page before.
    """
    condition, same = Q(pk__in=[]), Q()
    for field, value in zip(key, values, strict=True):
        name = field.removeprefix("-")
        condition |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    begin = f"{key[0].removeprefix('-')}__{'lte' if key[0].startswith('-') else 'gte'}"
    return Q(**{begin: values[0]}) & condition


def _token(row: Model, key: tuple[str, ...]) -> str:
    values = []
    for field in key:
        value = row
        for part in field.removeprefix("-").split("__"):
            value = getattr(value, part)
        values.append(value if isinstance(value, int | str) else str(value))
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def key_values(token: str, key: tuple[str, ...]) -> list:
    """The values a token of ours holds; ValueError for what no database could have given."""
    values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    if not isinstance(values, list) or len(values) != len(key) or not all(type(v) in (int, str) for v in values):
        raise ValueError("Not a key of this list.")
    if b"\0" in "".join(map(str, values)).encode():  # and encode() refuses half a surrogate pair
        raise ValueError("No column holds a NUL.")
    return values
