"""Lists in pages, by key: a page starts after the last row of the one before, at any depth for the same cost."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, QueryDict

from people.asking import ask

SIZE = 24


@dataclass(frozen=True)
class Page:
    rows: list[Model]
    next_query: str  # the query string of the next page; "" on the last
    is_first: bool

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self):
        return bool(self.rows)


def page(queryset: QuerySet, params: QueryDict, *, key: tuple[str, ...], size: int = SIZE) -> Page:
    """The page of `queryset` that `params` asks for with `after`, ordered by `key` (unique, “-” for descending).

    Raises Http404 for an `after` that no page of ours gave out.
    """
    after = params.get("after", "")
    ordered = queryset.order_by(*key)
    rows = _rows_after(ordered, key, after, size + 1) if after else _rows(ordered, size + 1)
    return as_page(rows, params, key=key, size=size)


def first(queryset: QuerySet, *, key: tuple[str, ...], size: int = SIZE) -> QuerySet:
    """What `as_page()` needs the rows of for a first page."""
    return queryset.order_by(*key)[: size + 1]


def as_page(rows: list[Model], params: QueryDict, *, key: tuple[str, ...], size: int = SIZE) -> Page:
    """The page of rows that were asked for with one more, if there is one."""
    more, rows = len(rows) > size, rows[:size]
    following = query_without(params, "after", after=_token(rows[-1], key)) if more else ""
    return Page(rows, following, is_first=not params.get("after", ""))


def query_without(params: QueryDict, *names: str, **added: str) -> str:
    """The query string of `params` without `names` and without what is empty, and with what is `added`."""
    kept = [(name, value) for name, values in params.lists() if name not in names for value in values if value]
    return urlencode([*kept, *added.items()])


def _rows_after(queryset: QuerySet, key: tuple[str, ...], token: str, count: int) -> list[Model]:
    try:
        return _rows(queryset.filter(_beyond(key, _values(token, key))), count)
    except (ValueError, TypeError, OverflowError, ValidationError, RecursionError, DataError) as error:
        raise Http404("No such page.") from error


def _rows(queryset: QuerySet, count: int) -> list[Model]:
    """The first rows with all they prefetch, in one query."""
    return ask(rows=queryset[:count])["rows"]


def _beyond(key: tuple[str, ...], values: list) -> Q:
    """The rows after `values`: a later first field, or the same and a later second one, and so on.

    The first field is bounded besides, so that an index is entered where the page begins, however deep that is.
    """
    leading = key[0].removeprefix("-")
    bound = Q(**{f"{leading}__{'lte' if key[0].startswith('-') else 'gte'}": values[0]})
    condition, same = Q(pk__in=[]), Q()
    for field, value in zip(key, values, strict=True):
        name = field.removeprefix("-")
        condition |= same & Q(**{f"{name}__{'lt' if field.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    return bound & condition


def _token(row: Model, key: tuple[str, ...]) -> str:
    values = []
    for field in key:
        value = row
        for part in field.removeprefix("-").split("__"):
            value = getattr(value, part)
        values.append(value if isinstance(value, int | str) else str(value))
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _values(token: str, key: tuple[str, ...]) -> list:
    """The values a token of ours holds; ValueError for what no database could have given."""
    values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    if not isinstance(values, list) or len(values) != len(key) or not all(type(v) in (int, str) for v in values):
        raise ValueError("Not a key of this list.")
    if b"\0" in "".join(map(str, values)).encode():  # and encode() refuses half a surrogate pair
        raise ValueError("No column holds a NUL.")
    return values
