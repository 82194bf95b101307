"""Keyset paging: a page starts after the last row of the previous one, at the same cost at any depth."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

SIZE = 24
# What a database or Django raises for a token that no page of ours issued.
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


def first(queryset: QuerySet, *, key: tuple[str, ...], size: int = SIZE) -> QuerySet:
    """The queryset of a first page, for `as_page()`."""
    return queryset.order_by(*key)[: size + 1]


def by_keys(ordered: QuerySet, number: int) -> QuerySet:
    """The first rows, sorted by their keys alone, because a sort carries every selected column along."""
    keys = ordered.values("pk")[:number]
    return ordered.model._default_manager.filter(pk__in=keys).order_by(*ordered.query.order_by)


def as_page(rows: list[Model], params: QueryDict, *, key: tuple[str, ...], size: int = SIZE) -> Page:
    """The page made of `rows`, which include one more row if there is a next page."""
    return page_ending(*cut(rows, size), params, key)


def page_ending(rows: list[Model], last: Model | None, params: QueryDict, key: tuple[str, ...]) -> Page:
    """The page of `rows`; the next one comes after `last`, if there is one."""
    following = query_without(params, "after", after=token_of(last, key)) if last else ""
    return Page(rows, following, is_first=not params.get("after", ""))


def cut(rows: list[Model], size: int) -> tuple[list[Model], Model | None]:
    """The rows of a page, and the row after which the next page starts; None on the last page."""
    return rows[:size], rows[size - 1] if len(rows) > size else None


def query_without(params: QueryDict, *names: str, **added: str) -> str:
    """The query string of `params` without `names` and empty values, plus `added`."""
    kept = [(name, value) for name, values in params.lists() if name not in names for value in values if value]
    return urlencode([*kept, *added.items()])


def beyond(key: tuple[str, ...], values: list) -> Q:
    """The rows after `values`: a later first field, or the same and a later second one, and so on.

    The bound on the first field follows from this, but it is stated anyway: from an OR alone, no database sees
    where in its index to begin, and it would read every earlier page.
    """
    condition, same = Q(pk__in=[]), Q()
    for field, value in zip(key, values, strict=True):
        name = field.removeprefix("-")
        condition |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    begin = f"{key[0].removeprefix('-')}__{'lte' if key[0].startswith('-') else 'gte'}"
    return Q(**{begin: values[0]}) & condition


def token_of(row: Model, key: tuple[str, ...]) -> str:
    values = []
    for field in key:
        value = row
        for part in field.removeprefix("-").split("__"):
            value = getattr(value, part)
        values.append(value if isinstance(value, int | str) else str(value))
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def key_values(token: str, key: tuple[str, ...]) -> list:
    """The values in a token. Raises ValueError for values that no database could have returned."""
    values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    if not isinstance(values, list) or len(values) != len(key) or not all(type(v) in (int, str) for v in values):
        raise ValueError("Not a key of this list.")
    if b"\0" in "".join(map(str, values)).encode():  # and encode() refuses half a surrogate pair
        raise ValueError("No column holds a NUL.")
    return values
