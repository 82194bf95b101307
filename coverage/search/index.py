"""Build, maintain, repair and verify the index. Triggers maintain it (docs/decisions/0016), so no write bypasses it."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.module_loading import import_string

from coverage.search.positions import KEY_BITS, KEYS, Kind
from coverage.search.sources import TABLES, documents
from web.triggers import Group, Trigger

BATCH = 1000
PREFIX = "coverage_search"
BY_VENDOR = {"sqlite": "coverage.search.sqlite.Index", "postgresql": "coverage.search.postgres.Index"}


def index_of(connection: BaseDatabaseWrapper | None = None):
    """The index for a database: the one for its vendor, or the one that the setting SEARCH_INDEX names."""
    connection = connection or connections["default"]
    return import_string(settings.SEARCH_INDEX or BY_VENDOR[connection.vendor])(connection)


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    index = index_of(connection)
    return index.triggers() if exists(index) else []


def catch_up(connection: BaseDatabaseWrapper, missed: bool) -> None:
    """Rebuild the index if it is empty or missed changes."""
    index = index_of(connection)
    if exists(index) and (missed or _is_empty(index)):
        for _ in rebuild(index):
            pass


# SQLite may recreate a table in a migration, which fails while a trigger on another table refers to that table.
SEARCH = Group(PREFIX, triggers, catch_up, in_the_way=frozenset({"sqlite"}))


def exists(index) -> bool:
    return "coverage_search" in index.connection.introspection.table_names()


def rebuild(index) -> Iterator[tuple[Kind, int]]:
    """Rewrite every document, batch by batch, and drop entries without a document; yields the number of rows checked.

    Each batch is its own transaction, so searches and writes can continue in the meantime.
    """
    first = _is_empty(index)
    if first:
        _run(index.connection, index.before_load())
    for kind in Kind:
        for low, high, count in _batches(index, kind):
            with transaction.atomic(using=index.connection.alias):
                document = documents(kind, index.dialect, f"r.id >= {low} AND r.id < {high}")
                _run(index.connection, [index.relearn.format(document)])
            yield kind, count
    if not first:
        for stray in strays(index):
            _run(index.connection, [f"DELETE FROM coverage_search WHERE {index.dialect.index_position} = {stray}"])
    _run(index.connection, index.after_load())


def faults(index) -> Iterator[str]:
    """Yield one line for each place where the index does not match the data."""
    for kind in Kind:
        for low, high, _ in _batches(index, kind):
            yield from (
                f"{kind.name.lower()} {key} is missing or out of date" for key in _wrong(index, kind, low, high)
            )
    yield from (f"{_named(stray)} is in the index and should not be" for stray in strays(index))
    try:
        _run(index.connection, index.proof())
    except DatabaseError as error:
        yield f"the index is damaged: {error}"


def _wrong(index, kind: Kind, low: int, high: int) -> list[int]:
    at, document = index.dialect.index_position, documents(kind, index.dialect, f"r.id >= {low} AND r.id < {high}")
    sql = f"""
        SELECT s.position & {KEYS - 1} FROM ({document}) AS s LEFT JOIN coverage_search d ON d.{at} = s.position
        WHERE d.{at} IS NULL OR {index.differs} ORDER BY 1"""
    return [key for (key,) in _rows(index, sql)]


def strays(index) -> Iterator[int]:
    """The positions in the index that belong to no document."""
    at, last = index.dialect.index_position, -(1 << 63)
    while found := _rows(index, f"SELECT {at} FROM coverage_search WHERE {at} > {last} ORDER BY {at} LIMIT {BATCH}"):
        here, last = {position for (position,) in found}, found[-1][0]
        for kind in Kind:
            keys = ",".join(str(position & (KEYS - 1)) for position in here if (position >> KEY_BITS) & 7 == kind)
            if keys:
                document = documents(kind, index.dialect, f"r.id IN ({keys})")
                here -= {position for (position,) in _rows(index, f"SELECT position FROM ({document}) AS s")}
        yield from sorted(here)


def _named(position: int) -> str:
    kind = (position >> KEY_BITS) & 7
    return f"{Kind(kind).name.lower() if kind in list(Kind) else 'row'} {position & (KEYS - 1)}"


def _batches(index, kind: Kind) -> Iterator[tuple[int, int, int]]:
    """Ranges of keys [from, to) that cover all rows of a kind, each with its number of rows."""
    table, low = TABLES[kind], 0
    while True:
        sql = f"SELECT id FROM {table} WHERE id >= {low} ORDER BY id LIMIT {BATCH}"
        first, last, count = _rows(index, f"SELECT MIN(id), MAX(id), COUNT(*) FROM ({sql}) AS keys")[0]
        if not count:
            return
        yield first, last + 1, count
        low = last + 1


def _is_empty(index) -> bool:
    return not _rows(index, "SELECT 1 FROM coverage_search LIMIT 1")


def _rows(index, sql: str) -> list[tuple]:
    with index.connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
