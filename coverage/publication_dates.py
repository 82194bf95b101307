"""When what belongs to an article came out, kept beside it by the database (decision 0023).

The newest ten of a film with a hundred thousand articles are found in the order of an index only if the date stands
in the table that says which articles are the film's: in its links, and for a speaker in the quotes. Triggers copy it
there, so no way of writing can go past them. It is the order of a list; what may be seen is asked of the article.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from web.triggers import Group, Trigger

TABLES = ["coverage_articlefilm", "coverage_articleproceeding", "coverage_articleperson", "coverage_quote"]
ARTICLES = "coverage_article"
DATE = "CASE WHEN {row}state = 'published' THEN {row}published_at END"
OF_ARTICLE = f"(SELECT {DATE.format(row='')} FROM {ARTICLES} WHERE id = {{}}.article_id)"  # noqa: S608
PREFIX = "publication_dates"
MOVED = ("state", "published_at")

# The lock is the one that the foreign key takes as well: who publishes meanwhile (FOR UPDATE) is waited for.
OF_LINK = f"""
CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT {DATE.format(row="")} INTO NEW.published_at FROM {ARTICLES} WHERE id = NEW.article_id FOR KEY SHARE;
    RETURN NEW;
END $$"""  # noqa: S608
OF_LINKS = f"""
CREATE OR REPLACE FUNCTION {PREFIX}_of_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Each of these rows then takes its date as above.
    {" ".join(f"UPDATE {table} SET published_at = NULL WHERE article_id = NEW.id;" for table in TABLES)}
    RETURN NULL;
END $$"""  # noqa: S608


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    if not _has_columns(connection):
        return []
    return _in_sqlite() if connection.vendor == "sqlite" else _in_postgresql()


def _in_sqlite() -> list[Trigger]:
    updates = " ".join(
        f"UPDATE {table} SET published_at = {DATE.format(row='NEW.')} WHERE article_id = NEW.id;"  # noqa: S608
        for table in TABLES
    )
    action = f"WHEN {_moved('IS NOT')} BEGIN {updates} END"
    of_article = Trigger(f"{PREFIX}_{ARTICLES}", ARTICLES, f"AFTER UPDATE OF {', '.join(MOVED)}", action)
    return [of_article, *(trigger for table in TABLES for trigger in _of_link_in_sqlite(table))]


def _of_link_in_sqlite(table: str) -> list[Trigger]:
    date = OF_ARTICLE.format("NEW")
    update = f"UPDATE {table} SET published_at = {date} WHERE id = NEW.id;"  # noqa: S608
    action = f"WHEN NEW.published_at IS NOT {date} BEGIN {update} END"
    events = {"insert": "AFTER INSERT", "update": "AFTER UPDATE OF article_id, published_at"}
    return [Trigger(f"{PREFIX}_{table}_{name}", table, event, action) for name, event in events.items()]


def _in_postgresql() -> list[Trigger]:
    event = "BEFORE INSERT OR UPDATE OF article_id, published_at"
    action = f"FOR EACH ROW EXECUTE FUNCTION {PREFIX}()"
    of_links = [Trigger(PREFIX, table, event, action, needs=(OF_LINK,)) for table in TABLES]
    action = f"FOR EACH ROW WHEN ({_moved('IS DISTINCT FROM')}) EXECUTE FUNCTION {PREFIX}_of_article()"
    event = f"AFTER UPDATE OF {', '.join(MOVED)}"
    return [*of_links, Trigger(PREFIX, ARTICLES, event, action, needs=(OF_LINKS,))]


def _moved(differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in MOVED)


def catch_up(connection: BaseDatabaseWrapper, missed: bool) -> None:
    """Set what was written without the triggers: by a migration, or by a dump that was loaded."""
    if not _has_columns(connection):
        return
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    with connection.cursor() as cursor:
        for table in TABLES:
            date = OF_ARTICLE.format(table)
            cursor.execute(
                f"UPDATE {table} SET published_at = {date} WHERE published_at {differs} {date}"  # noqa: S608
            )


def _has_columns(connection: BaseDatabaseWrapper) -> bool:
    """Whether the migration that brings the columns has run, and has not been taken back."""
    with connection.cursor() as cursor:
        here = connection.introspection.table_names(cursor)
        described = connection.introspection.get_table_description
        return all(
            table in here and "published_at" in {column.name for column in described(cursor, table)} for table in TABLES
        )


# No database alters a table while a trigger of another one speaks of it.
PUBLICATION_DATES = Group(
    PREFIX, triggers, catch_up, former=("keeps_date",), in_the_way=frozenset({"sqlite", "postgresql"})
)
