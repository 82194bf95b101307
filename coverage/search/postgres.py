"""The index on PostgreSQL: a table of words (tsvector) by position, with GIN indexes; triggers keep it up to date."""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper

from coverage.search.positions import KEY_BITS, SECOND
from coverage.search.query import Query, Scope, Term
from coverage.search.sources import TABLES, Dialect, Watch, watches
from web.triggers import Trigger

_WORDS = "coverage_search_words"
_DOCUMENT = (
    f"SELECT s.position, {_WORDS}(s.title), setweight({_WORDS}(s.title), 'A') || setweight({_WORDS}(s.body), 'D')"
    " || array_to_tsvector(string_to_array(s.links, ' ')) FROM ({}) AS s"
)
_LEARN = (
    f"INSERT INTO coverage_search (position, title, words) {_DOCUMENT}"
    " ON CONFLICT (position) DO UPDATE SET title = EXCLUDED.title, words = EXCLUDED.words"
)
DIALECT = Dialect(
    epoch="floor(extract(epoch FROM {}))::bigint", join="string_agg", index_position="position", learn=_LEARN
)
_GIN = [
    f"CREATE INDEX IF NOT EXISTS coverage_search_{column} ON coverage_search USING gin ({column})"
    for column in ("words", "title")
]
# This needs no text search configuration or extension on the server: accents are removed, every run of letters and
# digits is a word, as on SQLite, and there are no stop words.
_WORDS_FUNCTION = rf"""
    CREATE OR REPLACE FUNCTION {_WORDS}(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT to_tsvector('pg_catalog.simple', regexp_replace(
        CASE WHEN given ~ '[\u00c0-\u036f\u1e00-\u1fff]'
            THEN normalize(regexp_replace(normalize(given, NFD), '[\u0300-\u036f]+', '', 'g'), NFC) ELSE given END,
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u2000-\u206f\u3000-\u303f]+',
        ' ', 'g'))
    $body$"""
KINDS = {table: kind for kind, table in TABLES.items()}
WINDOW = 5000  # documents that are read one by one before the word index is used
_WEIGHTS = "'{0.1, 0.1, 0.4, 1.0}'"


class Index:
    dialect, relearn = DIALECT, _LEARN
    differs = (
        f"d.title IS DISTINCT FROM {_WORDS}(s.title) OR d.words IS DISTINCT FROM (setweight({_WORDS}(s.title), 'A')"
        f" || setweight({_WORDS}(s.body), 'D') || array_to_tsvector(string_to_array(s.links, ' ')))"
    )

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection

    # Reading.

    def newest(self, query: Query, scope: Scope, limit: int) -> list[int]:
        """The positions of matching documents, newest first."""
        sql, values = _newest("position", query, scope, scope.whole, limit)
        return self._column(sql, values)

    def ranked(self, query: Query, scope: Scope, limit: int) -> list[tuple[bool, float, int]]:
        """For the newest `limit` matches and as many undated: does the title match, the score, the position."""
        words, named = tsquery(Query(query.wanted))
        rank = f"ts_rank({_WEIGHTS}, words, {words})::float8"
        dated, values = _newest("position, words", query, scope, scope.dated, limit)
        sql, bound = f"SELECT false, {rank}, position FROM ({dated}) AS dated", [*named, *values]
        if scope.has_undated:
            asked, values = tsquery(query, scope)
            undated = f"""
                SELECT position, title, words FROM coverage_search
                WHERE words @@ ({asked}) AND position >= 0 AND position < {SECOND} ORDER BY position DESC LIMIT %s"""
            sql += f" UNION ALL SELECT title @@ ({words}), {rank}, position FROM ({undated}) AS undated"
            bound += [*named, *named, *values, limit]
        with self.connection.cursor() as cursor:
            cursor.execute(sql, bound)
            return cursor.fetchall()

    def beginning(self, words: Sequence[str], until: int, limits: tuple[int, int]) -> list[int]:
        """The positions of undated pages, then of the newest articles, with title words that begin like `words`."""
        wanted = " & ".join(f"{_lexeme(word)}:*" for word in words)
        part = """(
            SELECT position FROM coverage_search WHERE title @@ %s::tsquery AND position >= %s AND position < %s
            {} ORDER BY position DESC LIMIT %s)"""
        values = [wanted, 0, SECOND, limits[0], wanted, SECOND, until, limits[1]]
        return self._column(f"{part.format('')} UNION ALL {part.format('AND (position >> 27) & 7 = 1')}", values)

    def near(self, beginnings: Sequence[str], limit: int) -> list[int]:
        """The positions of undated pages whose titles have a word with one of these beginnings."""
        wanted = " | ".join(f"{_lexeme(word)}:*" for word in beginnings)
        sql = "SELECT position FROM coverage_search WHERE title @@ %s::tsquery AND position < %s LIMIT %s"
        return self._column(sql, [wanted, SECOND, limit])

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
        return ["DROP INDEX IF EXISTS coverage_search_words", "DROP INDEX IF EXISTS coverage_search_title"]

    def after_load(self) -> list[str]:
        return [*_GIN, "ANALYZE coverage_search"]

    def proof(self) -> list[str]:
        """Statements that fail if the index is inconsistent; none, because the server ensures consistency itself."""
        return []


def _newest(columns: str, query: Query, scope: Scope, places: tuple[int, int], limit: int) -> tuple[str, list]:
    """SQL for the newest `limit` matches between two positions.

    Frequent words are found in the latest documents, read one by one; rare words are found in older documents through
    the word index. The planner cannot be left to choose: it does not know how often words occur together, and one wrong
    guess reads every document. Hence the two steps, and a sort order that no index has. The second step runs only if
    the first has not found enough and has not read everything. Starting parallel workers takes longer than both steps;
    `set_config` may not run in a worker, which prevents them.
    """
    asked, values = tsquery(query, scope)
    window = max(WINDOW, 4 * limit)
    latest = "SELECT {} FROM coverage_search WHERE position >= %s AND position < %s"
    latest += f" ORDER BY position DESC LIMIT {window}"
    sql = f"""
        WITH frequent AS MATERIALIZED (
            SELECT {columns} FROM ({latest.format("position, words")}) AS latest
            WHERE words @@ ({asked}) ORDER BY position DESC LIMIT %s
        ), before AS MATERIALIZED (
            SELECT MIN(position) AS position FROM ({latest.format("position")}) AS latest HAVING COUNT(*) = {window}
        )
        SELECT {columns} FROM frequent WHERE (SELECT set_config('intercut.search', '', true)) IS NOT NULL
        UNION ALL (
            SELECT {columns} FROM coverage_search
            WHERE (SELECT COUNT(*) FROM frequent) < %s AND (SELECT position FROM before) IS NOT NULL
            AND words @@ ({asked}) AND position >= %s AND position + 0 < (SELECT position FROM before)
            ORDER BY position + 0 DESC LIMIT %s - (SELECT COUNT(*) FROM frequent)
        )"""
    return sql, [*places, *values, limit, *places, limit, *values, places[0], limit]


def tsquery(query: Query, scope: Scope | None = None) -> tuple[str, list[str]]:
    """The query as SQL and its values. Words go through `phraseto_tsquery`, so none is read as an operator."""
    parts = [_any(term) for term in query.wanted]
    parts += [f"!!({_any(term)})" for term in query.unwanted]
    values = [form for term in (*query.wanted, *query.unwanted) for form in term.forms]
    links = scope.links if scope else []
    return " && ".join([*parts, *("%s::tsquery" for _ in links)]), [*values, *map(_lexeme, links)]


def _any(term: Term) -> str:
    return "(" + " || ".join("phraseto_tsquery('pg_catalog.simple', %s)" for _ in term.forms) + ")"


def _lexeme(word: str) -> str:
    return "'" + word.replace("'", "").replace("\\", "") + "'"


def _triggers(watch: Watch) -> list[Trigger]:
    """The triggers for a table. A function looks up columns only when it runs, so a migration may change them."""
    was, now = (", ".join(f"{row}.{column}" for column in watch.columns) for row in ("OLD", "NEW"))
    name = f"coverage_search_{watch.table}"
    body = f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
        {_emptied(watch)}
        IF TG_OP = 'UPDATE' THEN
            IF ROW({was}) IS NOT DISTINCT FROM ROW({now}) THEN RETURN NULL; END IF;
        END IF;
        IF TG_OP <> 'INSERT' THEN {" ".join(watch.forget)} END IF;
        IF TG_OP <> 'DELETE' THEN {" ".join(watch.learn)} END IF;
        RETURN NULL; END $body$"""
    run, needs = f"EXECUTE FUNCTION {name}()", (_WORDS_FUNCTION, body)
    rows = "AFTER INSERT OR UPDATE OR DELETE"
    found = [Trigger("coverage_search_rows", watch.table, rows, f"FOR EACH ROW {run}", needs)]
    if watch.table in KINDS:
        found.append(Trigger("coverage_search_truncate", watch.table, "AFTER TRUNCATE", run, needs))
    return found


def _emptied(watch: Watch) -> str:
    """What to do when a table is truncated, as Django's flush does with every table."""
    if watch.table not in KINDS:
        return ""
    which = f"(position >> {KEY_BITS}) & 7 = {int(KINDS[watch.table])}"
    return f"IF TG_OP = 'TRUNCATE' THEN DELETE FROM coverage_search WHERE {which}; RETURN NULL; END IF;"
