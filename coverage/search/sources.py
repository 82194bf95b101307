"""What the index holds for each kind of row, and which table changes affect it. The SQL works on both databases.

A document has a position, a title, a body and links: words that no reader can type (“=film12”), to narrow a search.
The index contains only rows that may be public at some time; `published()` decides at search time whether they are now.
"""

from dataclasses import dataclass
from string import Template

from coverage.search.positions import KEYS, SECOND, Kind

LONGEST = 200_000  # characters of a body; PostgreSQL accepts at most a megabyte of words


@dataclass(frozen=True)
class Dialect:
    """Where the databases' SQL differs."""

    epoch: str  # the time `{}` in whole seconds since the epoch
    join: str  # the function that joins rows of text
    index_position: str  # the index's position column
    learn: str  # the statement that puts the documents of `{}` into the index


_CASES = "coverage_articleproceeding", "proceeding_id", "=case"
_FILMS = "coverage_articlefilm", "film_id", "=film"


def _linked(table: str, column: str, word: str, where: str) -> str:
    rows = f"SELECT DISTINCT {column} AS link FROM {table} WHERE {where} AND {column} IS NOT NULL ORDER BY {column}"
    return f"COALESCE((SELECT $join(' {word}' || found.link, '') FROM ({rows}) AS found), '')"


def _of_article(key: str) -> str:
    return " || ".join(_linked(*linked, f"article_id = {key}") for linked in (_FILMS, _CASES))


_NAMES = (
    "(SELECT $join('\n' || n.name, '') FROM (SELECT name FROM people_othername WHERE person_id = r.id ORDER BY id) n)"
)
# Not the bare column: SQLite would then scan the index of all published rows, however few keys are requested.
_PUBLISHED = "COALESCE({}.state, '') = 'published'"
_DOCUMENTS = {
    Kind.ARTICLE: f"""
        SELECT $published AS position, r.headline AS title, substr(r.deck || '\n' || r.text, 1, {LONGEST}) AS body,
            '=kind1' || {_of_article("r.id")} AS links
        FROM coverage_article r WHERE {_PUBLISHED.format("r")} AND ($where)""",
    Kind.QUOTE: f"""
        SELECT $published AS position, COALESCE(s.name, r.source_name) AS title, substr(r.text, 1, {LONGEST}) AS body,
            '=kind2' || {_of_article("r.article_id")} AS links
        FROM coverage_quote r JOIN coverage_article a ON a.id = r.article_id
        LEFT JOIN people_person s ON s.id = r.speaker_id
        WHERE {_PUBLISHED.format("a")} AND r.anchor_state IN ('exact', 'moved') AND ($where)""",
    Kind.FILM: f"""
        SELECT $undated AS position, r.title AS title, substr(r.kind || '\n' || r.summary, 1, {LONGEST}) AS body,
            '=kind3 =film' || r.id || {_linked("coverage_film_proceedings", "proceeding_id", "=case", "film_id = r.id")}
            AS links
        FROM coverage_film r WHERE r.is_public AND ($where)""",
    Kind.CASE: f"""
        SELECT $undated AS position, r.caption || ' ' || r.short_title AS title,
            substr(r.docket_number || '\n' || r.summary, 1, {LONGEST}) AS body,
            '=kind4 =case' || r.id || {_linked("coverage_film_proceedings", "film_id", "=film", "proceeding_id = r.id")}
            AS links
        FROM legal_proceeding r WHERE r.is_public AND ($where)""",
    Kind.PERSON: f"""
        SELECT $undated AS position, r.name || COALESCE({_NAMES}, '') AS title, r.description AS body,
            '=kind5' || {_linked("legal_party", "proceeding_id", "=case", "person_id = r.id")}
            || {_linked("coverage_credit", "film_id", "=film", "person_id = r.id")} AS links
        FROM people_person r WHERE r.is_public AND ($where)""",
}
TABLES = {
    Kind.ARTICLE: "coverage_article",
    Kind.QUOTE: "coverage_quote",
    Kind.FILM: "coverage_film",
    Kind.CASE: "legal_proceeding",
    Kind.PERSON: "people_person",
}


def documents(kind: Kind, dialect: Dialect, where: str) -> str:
    """The SELECT for the documents of those rows of a kind (alias r) that satisfy `where`."""
    at = "a.published_at" if kind == Kind.QUOTE else "r.published_at"
    undated = f"{kind * KEYS} + r.id"
    return Template(_DOCUMENTS[kind]).substitute(
        published=f"{dialect.epoch.format(at)} * {SECOND} + {undated}", undated=undated, join=dialect.join, where=where
    )


# Which changes affect which documents.


@dataclass(frozen=True)
class Watch:
    """A table in which a change to one of `columns` affects documents: those to forget and those to learn."""

    table: str
    columns: tuple[str, ...]
    forget: tuple[str, ...]  # statements about the row as it was, OLD
    learn: tuple[str, ...]  # statements about the row as it is, NEW


def watches(dialect: Dialect) -> list[Watch]:
    """All tables whose changes the index follows."""
    return [_articles(dialect), _quotes(dialect), *_own_pages(dialect), *_links(dialect)]


def _articles(dialect: Dialect) -> Watch:
    was = f"{dialect.epoch.format('OLD.published_at')} * {SECOND}"
    quotes = f"SELECT {was} + {Kind.QUOTE * KEYS} + q.id FROM coverage_quote q WHERE q.article_id = OLD.id"
    return Watch(
        "coverage_article",
        ("headline", "deck", "text", "state", "published_at"),
        (_forget(dialect, f"= {was} + {Kind.ARTICLE * KEYS} + OLD.id"), _forget(dialect, f"IN ({quotes})")),
        (_learn(Kind.ARTICLE, dialect, "r.id = NEW.id"), _learn(Kind.QUOTE, dialect, "r.article_id = NEW.id")),
    )


def _quotes(dialect: Dialect) -> Watch:
    return Watch(
        "coverage_quote",
        ("article_id", "speaker_id", "source_name", "text", "anchor_state"),
        (_forget_quote(dialect, "OLD.id", "OLD.article_id"),),
        (_learn(Kind.QUOTE, dialect, "r.id = NEW.id"),),
    )


def _own_pages(dialect: Dialect) -> list[Watch]:
    columns = {
        Kind.FILM: ("title", "kind", "summary", "is_public"),
        Kind.CASE: ("caption", "short_title", "docket_number", "summary", "is_public"),
        Kind.PERSON: ("name", "description", "is_public"),
    }
    said = tuple(_again_quotes(dialect, "speaker_id = NEW.id"))  # a quote is found under its speaker's name
    return [
        Watch(
            TABLES[kind],
            watched,
            (_forget(dialect, f"= {kind * KEYS} + OLD.id"),),
            (_learn(kind, dialect, "r.id = NEW.id"), *(said if kind == Kind.PERSON else ())),
        )
        for kind, watched in columns.items()
    ]


def _links(dialect: Dialect) -> list[Watch]:
    ends = {
        "coverage_articlefilm": {"article_id": Kind.ARTICLE, "film_id": None},
        "coverage_articleproceeding": {"article_id": Kind.ARTICLE, "proceeding_id": None},
        "coverage_film_proceedings": {"film_id": Kind.FILM, "proceeding_id": Kind.CASE},
        "coverage_credit": {"person_id": Kind.PERSON, "film_id": None},
        "legal_party": {"person_id": Kind.PERSON, "proceeding_id": None},
        "people_othername": {"person_id": Kind.PERSON, "name": None},
    }
    found = []
    for table, columns in ends.items():
        again = {
            row: tuple(
                sql for column, kind in columns.items() if kind for sql in _again(kind, dialect, f"{row}.{column}")
            )
            for row in ("OLD", "NEW")
        }
        found.append(Watch(table, tuple(columns), again["OLD"], again["NEW"]))
    return found


def _again(kind: Kind, dialect: Dialect, key: str) -> list[str]:
    """Forget and relearn a row's document and, for an article, those of its quotes, which share its links."""
    if kind != Kind.ARTICLE:
        return [_forget(dialect, f"= {kind * KEYS} + {key}"), _learn(kind, dialect, f"r.id = {key}")]
    at = f"{dialect.epoch.format('published_at')} * {SECOND} + {kind * KEYS} + id"
    return [
        _forget(dialect, f"= (SELECT {at} FROM coverage_article WHERE id = {key})"),
        _learn(kind, dialect, f"r.id = {key}"),
        *_again_quotes(dialect, f"article_id = {key}"),
    ]


def _again_quotes(dialect: Dialect, where: str) -> list[str]:
    at = f"{dialect.epoch.format('a.published_at')} * {SECOND} + {Kind.QUOTE * KEYS} + q.id"
    places = f"SELECT {at} FROM coverage_quote q JOIN coverage_article a ON a.id = q.article_id WHERE q.{where}"
    return [_forget(dialect, f"IN ({places})"), _learn(Kind.QUOTE, dialect, f"r.{where}")]


def _forget_quote(dialect: Dialect, key: str, article: str) -> str:
    at = f"{dialect.epoch.format('published_at')} * {SECOND} + {Kind.QUOTE * KEYS} + {key}"
    return _forget(dialect, f"= (SELECT {at} FROM coverage_article WHERE id = {article})")


def _forget(dialect: Dialect, which: str) -> str:
    return f"DELETE FROM coverage_search WHERE {dialect.index_position} {which};"


def _learn(kind: Kind, dialect: Dialect, where: str) -> str:
    return dialect.learn.format(documents(kind, dialect, where)) + ";"
