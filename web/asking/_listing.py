"""A list for readers: its rows, its order, what narrows it. While nothing does, its SQL is made once (0020)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, Field, IntegerField, Model, QuerySet
from django.http import Http404, QueryDict
from django.utils.timezone import is_aware

from web.asking._prepared import Prepared
from web.asking._question import ask
from web.paging import NOT_OURS, SIZE, Page, as_page, beyond, cut, key_values, page_ending, token_of

if TYPE_CHECKING:  # filters ask for their options with what this package offers
    from web.filtering import Filters

SCAN = 240  # rows that one page looks through at most when a row filter, not a query, says which stay
RowFilter = Callable[[list[int]], set[int]]


class Listing:
    """A list in pages by `key` (unique, “-” for descending; texts, numbers and moments).

    With `rows`, the list is always the same one, `rows()`, narrowed by `filters`; `page()` and `context()` give its
    pages. With `newest_first`, `rows` takes the moment of the last row before the page and gives those up to it:
    databases need to be told where in an index to begin. `page_of()` and `every_row()` take any rows.
    """

    def __init__(
        self,
        rows: Callable[..., QuerySet] | None = None,
        *,
        key: tuple[str, ...],
        size: int = SIZE,
        filters: "type[Filters] | None" = None,
        newest_first: bool = False,
    ):
        self.rows, self.key, self.size, self.filters = rows, key, size, filters
        self.newest_first = newest_first
        self._prepared = Prepared(self._questions)

    def page(self, params: QueryDict) -> Page:
        """The page that `params` requests with `after`. Raises Http404 if no page of ours issued the token."""
        return as_page(self._answers(params)["rows"], params, key=self.key, size=self.size)

    def context(self, params: QueryDict, name: str) -> dict[str, Any]:
        """A template context: the page as `name`, the `filter`, and how many were `found`. Raises as `page()` does."""
        chosen = self.filters(params)
        if chosen.is_plain:
            answers = self._answers(params)
            found = as_page(answers.pop("rows"), params, key=self.key, size=self.size)
            chosen.take_options(answers)
        else:
            chosen.queryset = self.rows()
            narrowed = Listing(key=chosen.order(self.key), size=self.size)
            found = narrowed.page_of(chosen.qs, params, row_filter=chosen.row_filter)
        return {name: found, "filter": chosen, "found": chosen.found(found)}

    def page_of(self, rows: QuerySet, params: QueryDict, *, row_filter: RowFilter | None = None) -> Page:
        """The page of `rows` that `params` asks for, without preparation; Http404 as for `page()`.

        A `row_filter` says which of the rows with some keys stay; a page then looks through `SCAN` rows at most, so it
        may be short, or empty, and yet have a next one.
        """
        return page_ending(*self._cut(rows, params.get("after", ""), row_filter), params, self.key)

    def every_row(self, rows: QuerySet, *, row_filter: RowFilter | None = None) -> Iterator[Model]:
        """All `rows`, a page at a time, so that a long list needs no more memory than a short one."""
        after, more = "", True
        while more:
            some, last = self._cut(rows, after, row_filter)
            yield from some
            more = last is not None
            after = token_of(last, self.key) if last else ""

    def _cut(self, rows: QuerySet, after: str, row_filter: RowFilter | None) -> tuple[list[Model], Model | None]:
        """The rows of a page, and the row that the next page comes after; None on the last."""
        ordered, size = rows.order_by(*self.key), self.size
        if row_filter is None:
            return cut(self._rows_after(ordered, after, size + 1), size)
        scanned = self._rows_after(ordered.prefetch_related(None), after, SCAN + 1)
        stay = row_filter([row.pk for row in scanned[:SCAN]])
        kept = [row for row in scanned[:SCAN] if row.pk in stay]
        last = kept[size - 1] if len(kept) > size else scanned[SCAN - 1] if len(scanned) > SCAN else None
        return ask(rows=ordered.filter(pk__in=[row.pk for row in kept[:size]])[:size])["rows"], last

    def _rows_after(self, rows: QuerySet, after: str, count: int) -> list[Model]:
        try:
            rows = rows.filter(beyond(self.key, key_values(after, self.key))) if after else rows
            return ask(rows=rows[:count])["rows"]
        except NOT_OURS as error:
            if not after:
                raise
            raise Http404("No such page.") from error

    def _answers(self, params: QueryDict) -> dict[str, list]:
        """The rows of an unnarrowed page, and one more if there is one; with them the options of the filters."""
        if not (token := params.get("after", "")):
            return self._prepared()
        try:
            values = map(_value, self._columns, key_values(token, self.key))
            return self._prepared(**{f"value_{place}": value for place, value in enumerate(values)})
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
