"""The index on SQLite: an FTS5 table in order of position, so newest first needs no sorting."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from coverage.search.positions import SECOND
from coverage.search.query import Query, Scope, Term
from coverage.search.sources import Dialect, Watch, watches
from web.triggers import Trigger

DIALECT = Dialect(
    epoch="CAST(strftime('%s', {}) AS INTEGER)",
    join="group_concat",
    index_position="rowid",
    learn="INSERT INTO coverage_search (rowid, title, body, links) SELECT position, title, body, links FROM ({})",
)
RELEARN = (
    "INSERT OR REPLACE INTO coverage_search (rowid, title, body, links) SELECT position, title, body, links FROM ({})"
)
DIFFERS = "d.title IS NOT s.title OR d.body IS NOT s.body OR d.links IS NOT s.links"
_RANK = "bm25(coverage_search, 8.0, 1.0, 0.0)"


class Index:
    dialect, relearn, differs = DIALECT, RELEARN, DIFFERS

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection

    # Reading.

    def newest(self, query: Query, scope: Scope, limit: int) -> list[int]:
        """The positions of matching documents, newest first."""
        sql = "SELECT rowid FROM coverage_search WHERE coverage_search MATCH %s AND rowid >= %s AND rowid < %s"
        return self._column(f"{sql} ORDER BY rowid DESC LIMIT %s", [match(query, scope), *scope.whole, limit])

    def ranked(self, query: Query, scope: Scope, limit: int) -> list[tuple[bool, float, int]]:
        """For the newest `limit` matches and as many undated: does the title match, the score, the position."""
        part = f"""
            SELECT rowid AS position, {_RANK} AS rank FROM coverage_search
            WHERE coverage_search MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"""
        named = "SELECT rowid FROM coverage_search WHERE coverage_search MATCH %s AND rowid < %s"
        words = match(query, scope)
        sql = f"SELECT 0, -rank, position FROM ({part})"
        values: list = [words, *scope.dated, limit]
        if scope.has_undated:
            sql += f" UNION ALL SELECT position IN ({named}), -rank, position FROM ({part})"
            values += [match(query, scope, column="title"), SECOND, words, 0, SECOND, limit]
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [(bool(is_named), rank, position) for is_named, rank, position in cursor.fetchall()]

    def beginning(self, words: Sequence[str], until: int, limits: tuple[int, int]) -> list[int]:
        """The positions of undated pages, then of the newest articles, with title words that begin like `words`."""
        wanted = " AND ".join(f"title : {_literal(word)}*" for word in words)
        part = """
            SELECT rowid FROM (SELECT rowid FROM coverage_search
            WHERE coverage_search MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s)"""
        values = [wanted, 0, SECOND, limits[0], f'{wanted} AND links : "kind1"', SECOND, until, limits[1]]
        return self._column(f"{part} UNION ALL {part}", values)

    def near(self, beginnings: Sequence[str], limit: int) -> list[int]:
        """The positions of undated pages whose titles have a word with one of these beginnings."""
        wanted = " OR ".join(f"{_literal(word)}*" for word in beginnings)
        sql = "SELECT rowid FROM coverage_search WHERE coverage_search MATCH %s AND rowid < %s LIMIT %s"
        return self._column(sql, [f"title : ({wanted})", SECOND, limit])

    def _column(self, sql: str, values: list) -> list:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [row[0] for row in cursor.fetchall()]

    # Keeping.

    def triggers(self) -> list[Trigger]:
        """The triggers that make the index follow every change."""
        return [trigger for watch in watches(DIALECT) for trigger in _triggers(watch)]

    def before_load(self) -> list[str]:
        """Statements that speed up a first load."""
        return []

    def after_load(self) -> list[str]:
        return ["INSERT INTO coverage_search (coverage_search) VALUES ('optimize')"]

    def proof(self) -> list[str]:
        """Statements that fail if the index is inconsistent with its content."""
        return ["INSERT INTO coverage_search (coverage_search, rank) VALUES ('integrity-check', 1)"]


def match(query: Query, scope: Scope, column: str = "{title body}") -> str:
    """The FTS5 query. Every word goes in as a literal, so none can be read as an operator."""
    wanted = [f"{column} : {_any(term)}" for term in query.wanted]
    wanted += [f"links : {_literal(link.removeprefix('='))}" for link in scope.links]
    unwanted = [f"{{title body}} : {_any(term)}" for term in query.unwanted]
    asked = " AND ".join(wanted)
    return f"({asked}) NOT ({' OR '.join(unwanted)})" if unwanted else asked


def _any(term: Term) -> str:
    return f"({' OR '.join(map(_literal, term.forms))})"


def _literal(words: str) -> str:
    return '"' + words.replace('"', " ") + '"'


def _triggers(watch: Watch) -> list[Trigger]:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in watch.columns)
    events = {
        "insert": ("AFTER INSERT", "", watch.learn),
        "update": (f"AFTER UPDATE OF {', '.join(watch.columns)}", f"WHEN {changed}", (*watch.forget, *watch.learn)),
        "delete": ("AFTER DELETE", "", watch.forget),
    }
    return [
        Trigger(
            f"coverage_search_{watch.table}_{name}",
            watch.table,
            event,
            f"FOR EACH ROW {when} BEGIN {' '.join(statements)} END",
        )
        for name, (event, when, statements) in events.items()
    ]
