"""A charge's history: its developments, loaded as one text and parsed once (docs/decisions/0022).

Whenever a page needs a standing, it is folded from the facts. Facts never change, so the same text gives the same
History, and the same histories at the same clocks give the same Standing. Both are cached.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Case, Func, JSONField, OuterRef, QuerySet, Subquery, TextField, When

from dates.clocks import site_time
from dates.fields import to_partial_date
from legal.models.development import FACT_DETAILS, Development
from legal.standing.fold import Ahead, Fact, Standing, standing
from legal.standing.thinning import thinned

LONGEST = 100_000  # the most characters of a text that is cached
MOMENTS = ("recorded_at", "retracted_at")
COLUMNS = ("note", "kind", "occurred", "position", *MOMENTS)


@dataclass(frozen=True, eq=False)
class Row:
    """A development as a charge's history shows it. Two thousand model instances would slow a page down."""

    fact: Fact
    note: str

    @cached_property
    def title(self) -> str:
        details = {name: getattr(self.fact, name) for name in FACT_DETAILS}
        return Development(kind=self.fact.kind, note=self.note, **details).title


@dataclass(frozen=True, eq=False)
class History:
    """The developments of a charge that a page may use, in order. It equals only itself, so it hashes fast."""

    rows: tuple[Row, ...]

    @classmethod
    def of(cls, developments: Iterable[Development]) -> "History":
        return cls(tuple(Row(development.fact, development.note) for development in developments))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(row.fact for row in self.rows)


class _Array(Func):
    """Columns as a JSON array."""

    function = "json_array"
    output_field = JSONField()

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="json_build_array", **extra)


class _Collected(Func):
    """All rows of a subquery as one JSON array, encoded as text so that it is not merged into outer JSON."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="json_group_array(%(expressions)s) || ''", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="json_agg(%(expressions)s)::text", **extra)


# Motions and orders, which are most of a long docket, have no details.
DETAILS = Case(When(**dict.fromkeys(FACT_DETAILS, ""), then=None), default=_Array(*FACT_DETAILS))


def history_text(developments: QuerySet) -> Subquery:
    """An annotation for charges: each one's `developments` as a JSON text."""
    about = developments.filter(charges=OuterRef("pk")).order_by()
    return Subquery(about.values(text=_Collected(_Array(*COLUMNS, DETAILS))))


def read_history(text: str | None) -> History:
    """The history parsed from `history_text()`; None means no developments."""
    return _read(text or "[]") if len(text or "") < LONGEST else _read.__wrapped__(text)


@lru_cache(maxsize=2048)
def _read(text: str) -> History:
    rows = [_row(*values) for values in json.loads(text)]
    return History(tuple(sorted(rows, key=lambda row: row.fact.order)))


def _row(note: str, *columns: Any) -> Row:
    *plain, details = columns
    values = dict(zip(COLUMNS[1:], plain, strict=True))
    if details is not None:  # SQLite returns an array from a condition as text
        details = json.loads(details) if isinstance(details, str) else details
        values |= zip(FACT_DETAILS, details, strict=True)
    values["occurred"] = to_partial_date(values["occurred"])
    for name in MOMENTS:
        values[name] = _site_datetime(values[name])
    return Row(Fact(**values), note)


def _site_datetime(text: str | None) -> datetime | None:
    """A column's moment in the site's time zone; SQLite's are in UTC and do not say so."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return site_time(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def folded(
    history: History,
    refiled: tuple[History, ...] = (),
    alternatives: tuple[History, ...] = (),
    next_hearing: Ahead | None = None,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Standing:
    """Where a charge stands: `standing()` of these histories. Kept for today only, because there are many past days."""
    fold = _folded.__wrapped__ if as_of or known_at else _folded
    return fold(history, refiled, alternatives, next_hearing, as_of, known_at)


@lru_cache(maxsize=4096)
def _folded(
    history: History,
    refiled: tuple[History, ...],
    alternatives: tuple[History, ...],
    next_hearing: Ahead | None,
    as_of: date | None,
    known_at: datetime | None,
) -> Standing:
    return standing(
        _known(history, known_at),
        refiled=[fact for other in refiled for fact in other.facts],
        alternatives=[_known(other, known_at) for other in alternatives],
        next_hearing=next_hearing,
        as_of=as_of,
        known_at=known_at,
    )


def _known(history: History, known_at: datetime | None) -> list[Fact]:
    """The facts on record at a moment, without those that cannot change the standing."""
    return thinned(fact for fact in history.facts if fact.counts(None, known_at))


def newest_first(history: History, as_of: date | None, known_at: datetime | None) -> tuple[Row, ...]:
    """The rows that had happened and were on record by then, newest first."""
    return (_newest_first.__wrapped__ if as_of or known_at else _newest_first)(history, as_of, known_at)


@lru_cache(maxsize=2048)
def _newest_first(history: History, as_of: date | None, known_at: datetime | None) -> tuple[Row, ...]:
    return tuple(row for row in reversed(history.rows) if row.fact.counts(as_of, known_at))
