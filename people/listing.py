"""A list for readers: its rows, its order, what narrows it. While nothing does, its SQL is made once (0020)."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import DateTimeField, Field, IntegerField, Model, QuerySet
from django.http import Http404, QueryDict
from django.utils.timezone import is_aware

from people.filtering import Filters
from people.paging import NOT_OURS, SIZE, Page, as_page, beyond, key_values, page
from people.prepared import Prepared


class Listing:
    """`rows()` in pages by `key` (unique, “-” for descending; texts, numbers and moments), narrowed by `filters`.

    With `newest_first`, `rows` takes the moment of the last row before the page and gives those up to it: databases
    need to be told where in an index to begin.
    """

    def __init__(
        self,
        rows: Callable[..., QuerySet],
        *,
        key: tuple[str, ...],
        size: int = SIZE,
        filters: type[Filters] | None = None,
        newest_first: bool = False,
    ):
        self.rows, self.key, self.size, self.filters = rows, key, size, filters
        self.newest_first = newest_first
        self._asked = Prepared(self._questions)

    def page(self, params: QueryDict) -> Page:
        """The page that `params` asks for with `after`; Http404 for one that no page of ours gave out."""
        return as_page(self._told(params)["rows"], params, key=self.key, size=self.size)

    def context(self, params: QueryDict, name: str) -> dict[str, Any]:
        """What a list's template needs: the page under `name`, `filter`, and how many were `found`."""
        chosen = self.filters(params)
        if chosen.is_plain:
            told = self._told(params)
            found = as_page(told.pop("rows"), params, key=self.key, size=self.size)
            chosen.take_options(told)
        else:
            chosen.queryset = self.rows()
            found = page(chosen.qs, params, key=chosen.order(self.key), size=self.size, sieve=chosen.sieve)
        return {name: found, "filter": chosen, "found": chosen.found(found)}

    def _told(self, params: QueryDict) -> dict[str, list]:
        """The rows of an unnarrowed page, and one more if there is one; with them the options of the filters."""
        if not (token := params.get("after", "")):
            return self._asked()
        try:
            values = map(_value, self._columns, key_values(token, self.key))
            return self._asked(**{f"value_{place}": value for place, value in enumerate(values)})
        except NOT_OURS as error:
            raise Http404("No such page.") from error

    def _questions(self, **values: Any) -> dict[str, QuerySet]:
        begin = list(values.values())[:1] if self.newest_first else []
        rows = self.rows(*begin).order_by(*self.key)
        rows = rows.filter(beyond(self.key, list(values.values()))) if values else rows
        return {"rows": rows[: self.size + 1], **(self.filters.questions() if self.filters else {})}

    @cached_property
    def _columns(self) -> list[Field]:
        model = self.rows().model
        return [_field(model, name.removeprefix("-")) for name in self.key]


def _value(column: Field, value: str | int) -> str | int | datetime:
    """A value of a token as its column has it; raises ValueError for one of another kind."""
    if isinstance(column, IntegerField) != isinstance(value, int) or isinstance(value, bool):
        raise ValueError("A number for a text, or a text for a number.")
    if not isinstance(column, DateTimeField):
        return value
    moment = datetime.fromisoformat(value)
    if not is_aware(moment):
        raise ValueError("A moment without its offset.")
    return moment


def _field(model: type[Model], path: str) -> Field:
    *through, last = path.split("__")
    for name in through:
        model = model._meta.get_field(name).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)
