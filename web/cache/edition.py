"""The edition: marks that the database changes whenever a public row changes (decision 0019).

Two readings that are equal mean that nothing changed between them, whatever wrote it: a form, an import, `update()`,
raw SQL. The marks are random, so that no edition comes back, not even after a backup was restored.
"""

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from web.triggers import Group, Trigger

TABLE = "coverage_edition"  # the name dates from when it was in another app
READ = f"SELECT mark FROM {TABLE} ORDER BY slot"  # noqa: S608
TRIGGER = "raises_edition"

MARKS = {
    "postgresql": f"CREATE TABLE IF NOT EXISTS {TABLE} (slot bigserial PRIMARY KEY, mark uuid NOT NULL)",
    "sqlite": f"CREATE TABLE IF NOT EXISTS {TABLE} (slot integer PRIMARY KEY, mark integer NOT NULL)",
}
NEW_MARK = {"postgresql": "gen_random_uuid()", "sqlite": "random()"}
FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Once a transaction is enough: all of it is seen at one instant. Taken back with a savepoint, as the mark is.
    IF current_setting('intercut.raised', true) = pg_current_xact_id()::text
       AND coalesce(current_setting('intercut.raise_always', true), '') <> 'on' THEN
        RETURN NULL;
    END IF;
    -- A slot that no other writer holds: writers neither wait for each other here nor meet in a deadlock.
    UPDATE {TABLE} SET mark = gen_random_uuid()
    WHERE slot = (SELECT slot FROM {TABLE} ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED);
    IF NOT FOUND THEN
        INSERT INTO {TABLE} (mark) VALUES (gen_random_uuid());
    END IF;
    PERFORM set_config('intercut.raised', pg_current_xact_id()::text, true);
    RETURN NULL;
END $$"""  # noqa: S608
EVENTS = ("INSERT", "UPDATE", "DELETE")


def read_edition() -> tuple:
    """The current marks. This bypasses Django's cursor because it runs on every request."""
    connection.ensure_connection()
    try:
        return tuple(connection.connection.execute(READ).fetchall())
    except Exception:  # the server closed the connection since the last request: try again with a new one
        if connection.in_atomic_block:
            raise
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(READ)
            return tuple(cursor.fetchall())


def edition_or_none() -> tuple | None:
    """The edition, or None if it cannot be read; pages are then built for every request."""
    try:
        return read_edition()
    except DatabaseError:
        return None


def public_tables() -> set[str]:
    """All tables of our apps, link tables included, except those that only the desk sees (`desk_only`)."""
    return {
        model._meta.db_table
        for app in apps.get_app_configs()
        if app.name in settings.FLOORS
        for model in app.get_models(include_auto_created=True)
        if model.__name__ not in getattr(app, "desk_only", ())
    }


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """The triggers of every public table that exists."""
    tables = public_tables() & set(connection.introspection.table_names())
    of_table = _in_postgresql if connection.vendor == "postgresql" else _in_sqlite
    return [trigger for table in sorted(tables) for trigger in of_table(table)]


def _in_postgresql(table: str) -> list[Trigger]:
    event = f"AFTER {' OR '.join([*EVENTS, 'TRUNCATE'])}"
    return [Trigger(TRIGGER, table, event, f"EXECUTE FUNCTION {TRIGGER}()", needs=(MARKS["postgresql"], FUNCTION))]


def _in_sqlite(table: str) -> list[Trigger]:
    action, needs = f"BEGIN UPDATE {TABLE} SET mark = random(); END", (MARKS["sqlite"],)  # noqa: S608
    return [Trigger(f"{TRIGGER}_{table}_{event.lower()}", table, f"AFTER {event}", action, needs) for event in EVENTS]


def catch_up(connection: BaseDatabaseWrapper, missed: bool) -> None:
    """Renew the edition if a trigger was missing, because unknown changes may have been written meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS[connection.vendor])
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
        if missed or cursor.fetchone() == (0,):
            cursor.execute(f"INSERT INTO {TABLE} (mark) VALUES ({NEW_MARK[connection.vendor]})")  # noqa: S608


# Not a migration: a table that comes later must not be forgotten, and SQLite loses triggers when a table is altered.
EDITION = Group(TRIGGER, triggers, catch_up)
