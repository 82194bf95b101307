"""When what hangs on an article came out, kept beside it by the database (decision 0023).

The newest ten of a film with a hundred thousand articles are found in the order of an index only if the date stands
in the table that says which articles are the film's: in its links, and for a speaker in the quotes. Triggers copy it
there, so no way of writing can go past them. It is the order of a list; what may be seen is asked of the article.
"""

from django.db import connections, transaction

TABLES = ["coverage_articlefilm", "coverage_articleproceeding", "coverage_articleperson", "coverage_quote"]
ARTICLES = "coverage_article"
DATE = "CASE WHEN {row}state = 'published' THEN {row}published_at END"
OF_ARTICLE = f"(SELECT {DATE.format(row='')} FROM {ARTICLES} WHERE id = {{}}.article_id)"  # noqa: S608
PREFIX = "keeps_date"

# The lock is the one that the foreign key takes as well: who publishes meanwhile (FOR UPDATE) is waited for.
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT {DATE.format(row="")} INTO NEW.published_at FROM {ARTICLES} WHERE id = NEW.article_id FOR KEY SHARE;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION {PREFIX}_of_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Each of these rows then takes its date as above.
    {" ".join(f"UPDATE {table} SET published_at = NULL WHERE article_id = NEW.id;" for table in TABLES)}
    RETURN NULL;
END $$
"""  # noqa: S608


def before_migrating(sender, using, plan=(), **_) -> None:
    """Take the triggers away: no database alters a table while a trigger of another one speaks of it."""
    if plan:
        _run(connections[using], _dropped(connections[using].vendor))


def after_migrating(sender, using, **_) -> None:
    """Put them back, and set what was written without them: by a migration, or by a dump that was loaded."""
    connection = connections[using]
    if not _has_columns(connection):
        return
    with transaction.atomic(using=using):
        _run(connection, _sqlite_anew() if connection.vendor == "sqlite" else _postgresql())
    with transaction.atomic(using=using):  # another one: no reader waits while the tables are read
        _run(connection, _mended(connection.vendor))


def _sqlite_anew() -> list[str]:
    return [*_dropped("sqlite"), *_sqlite().values()]


def _dropped(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in _sqlite()]
    return [f"DROP TRIGGER IF EXISTS {PREFIX} ON {table}" for table in (*TABLES, ARTICLES)]


def _mended(vendor: str) -> list[str]:
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return [
        f"UPDATE {table} SET published_at = {date} WHERE published_at {differs} {date}"  # noqa: S608
        for table in TABLES
        for date in [OF_ARTICLE.format(table)]
    ]


def _sqlite() -> dict[str, str]:
    """The triggers by their names."""
    found = {}
    for table in TABLES:
        date = OF_ARTICLE.format("NEW")
        for event, name in (("INSERT", "insert"), ("UPDATE OF article_id, published_at", "update")):
            takes = f"UPDATE {table} SET published_at = {date} WHERE id = NEW.id;"  # noqa: S608
            found[f"{PREFIX}_{table}_{name}"] = (
                f"CREATE TRIGGER {PREFIX}_{table}_{name} AFTER {event} ON {table}"
                f" WHEN NEW.published_at IS NOT {date} BEGIN {takes} END"
            )
    date = DATE.format(row="NEW.")
    updates = " ".join(f"UPDATE {table} SET published_at = {date} WHERE article_id = NEW.id;" for table in TABLES)  # noqa: S608
    found[f"{PREFIX}_{ARTICLES}"] = (
        f"CREATE TRIGGER {PREFIX}_{ARTICLES} AFTER UPDATE OF state, published_at ON {ARTICLES}"
        f" WHEN {_moved('IS NOT')} BEGIN {updates} END"
    )
    return found


def _postgresql() -> list[str]:
    takes = [
        f"CREATE OR REPLACE TRIGGER {PREFIX} BEFORE INSERT OR UPDATE OF article_id, published_at ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {PREFIX}()"
        for table in TABLES
    ]
    gives = (
        f"CREATE OR REPLACE TRIGGER {PREFIX} AFTER UPDATE OF state, published_at ON {ARTICLES} FOR EACH ROW"
        f" WHEN ({_moved('IS DISTINCT FROM')}) EXECUTE FUNCTION {PREFIX}_of_article()"
    )
    return [POSTGRESQL, *takes, gives]


def _moved(differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in ("state", "published_at"))


def _has_columns(connection) -> bool:
    """Whether the migration that brings the columns has run, and has not been taken back."""
    with connection.cursor() as cursor:
        here = connection.introspection.table_names(cursor)
        described = connection.introspection.get_table_description
        return all(
            table in here and "published_at" in {column.name for column in described(cursor, table)} for table in TABLES
        )


def _run(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
