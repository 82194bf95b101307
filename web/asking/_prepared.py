"""Questions whose SQL is made once and asked with other values each time (decision 0020).

Django spends several times longer on building and compiling a page's querysets than the database on answering them.
So a page states its querysets as a function of what changes from one request to the next. The function is called with
marks in place of texts, numbers, moments and the present (`gate_now()`), and where a mark stands in the SQL's
parameters, the value goes when it is asked. Dates and flags are no marks: each value has SQL of its own.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from dates.clocks import gate_now, marked
from web.asking._question import Question, ask

MARK = datetime(1, 1, 1, 1, 1, 1, 101, tzinfo=UTC)
FIRST_NUMBER = 2**15 - 2**6  # within every column of numbers: else Django leaves the comparison out
MOST = 16  # questions kept of one page: two days of it, with each flag


class CannotPrepare(Exception):
    """A prepared query would be wrong for other values. Always a bug in `build`, never in the request."""


class Prepared:
    """The querysets of a page, by `build(**values)`, which takes all it needs from its arguments and `gate_now()`."""

    def __init__(self, build: Callable[..., dict[str, QuerySet]]):
        self.build = build
        self.kept: dict[tuple, tuple[Question, list[tuple[str, str]]]] = {}

    def __call__(self, **values: Any) -> dict[str, list]:
        """Run the querysets for these values in one query. Returns `{name: rows}`.

        Strings, numbers and datetimes share one prepared SQL; each date or flag gets its own. Raises CannotPrepare if
        `build` transforms a value or reads a clock other than `gate_now()`.
        """
        fixed = {name: value for name, value in values.items() if not _is_mark(value)}
        kinds = ((name, type(value)) for name, value in values.items())
        key = (connection.vendor, *kinds, *fixed.items())
        kept = self.kept.get(key)
        if kept is None:
            if len(self.kept) >= MOST:
                self.kept.clear()
            kept = self.kept[key] = self._prepare(fixed, [name for name in values if name not in fixed], values)
        question, places = kept
        present = connection.ops.adapt_datetimefield_value(gate_now())
        params = dict(question.params)
        for place, name in places:
            params[place] = _as_param(values[name]) if name else present
        return question.answer(params, again=lambda: Question(self.build(**values)))

    def unprepared(self, **values: Any) -> dict[str, list]:
        """The same without preparation: for pages of the past, each of which has clocks of its own."""
        return ask(**self.build(**values))

    def _prepare(self, fixed: dict, names: list[str], values: dict) -> tuple[Question, list[tuple[str, str]]]:
        marks = {name: _mark(number, values[name]) for number, name in enumerate(names)}
        with marked(MARK):
            question = Question(self.build(**fixed, **marks))
        standing = {_as_param(mark): name for name, mark in marks.items()}
        standing[connection.ops.adapt_datetimefield_value(MARK)] = ""
        places = [(place, standing[param]) for place, param in question.params.items() if _in(param, standing)]
        if missing := set(names) - {name for _, name in places}:
            raise CannotPrepare(f"The question does not hold {missing} as given.")
        if changed := [
            param for param in question.params.values() if _holds_a_mark(param) and not _in(param, standing)
        ]:
            raise CannotPrepare(f"The question holds a value as {changed}, which could not be replaced.")
        _refuse_a_frozen_present(question.params.values())
        question.keep()
        return question, places


def _is_mark(value: Any) -> bool:
    return isinstance(value, str | int | datetime) and not isinstance(value, bool)


def _mark(number: int, value: str | int | datetime) -> str | int | datetime:
    if isinstance(value, datetime):
        return MARK + timedelta(microseconds=number + 1)
    return f"\ufffcmark {number}\ufffc" if isinstance(value, str) else FIRST_NUMBER + number


def _as_param(value: str | int | datetime) -> Any:
    """A value as a database's driver is given it."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _holds_a_mark(param: Any) -> bool:
    return isinstance(param, str) and "\ufffcmark" in param.lower()


def _in(param: Any, standing: dict) -> bool:
    return param.__hash__ is not None and param in standing


def _refuse_a_frozen_present(params: Iterable) -> None:
    """A moment of today in the SQL is one that someone read from a clock: it would stand still."""
    days = {(timezone.now() + timedelta(days=days)).date().isoformat() for days in (-1, 0, 1)}
    for param in params:
        if len(str(param)) > len("2024-03-07") and str(param)[:10] in days:
            raise CannotPrepare(f"{param} would stand still in a prepared question: take the present from gate_now().")
