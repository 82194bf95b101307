"""The edition: marks that the database itself changes whenever a row readers may see changes (decision 0019).

Two readings that are equal mean that nothing changed between them, whatever wrote it: a form, an import, `update()`,
raw SQL. The marks are random, so that no edition comes back, not even after a backup was restored.
"""

from django.apps import apps
from django.db import DatabaseError, connection

TABLE = "coverage_edition"
READ = f"SELECT mark FROM {TABLE} ORDER BY slot"  # noqa: S608
LABELS = ("people", "legal", "coverage")
# What only the desk sees. Everything else in the house, tables of links included, raises the edition.
PRIVATE = {
    "people_distinctpeople",
    "coverage_decision",
    "coverage_finding",
    "coverage_importbatch",
    "coverage_importrow",
    "coverage_revision",
}
TRIGGER = "raises_edition"

POSTGRESQL = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (slot bigserial PRIMARY KEY, mark uuid NOT NULL);
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
END $$;
INSERT INTO {TABLE} (mark) VALUES (gen_random_uuid());
"""  # noqa: S608
SQLITE = f"""
CREATE TABLE IF NOT EXISTS {TABLE} (slot integer PRIMARY KEY, mark integer NOT NULL);
INSERT INTO {TABLE} (mark) VALUES (random());
"""  # noqa: S608


def read_edition() -> tuple:
    """The marks readers see now. Past Django's cursor, for it is read on every request."""
    connection.ensure_connection()
    try:
        return tuple(connection.connection.execute(READ).fetchall())
    except Exception:  # the server has gone since the last request: ask again over a new connection
        if connection.in_atomic_block:
            raise
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(READ)
            return tuple(cursor.fetchall())


def edition_or_none() -> tuple | None:
    """None where there is no edition to read: pages are then made anew for everybody."""
    try:
        return read_edition()
    except DatabaseError:
        return None


def public_tables() -> set[str]:
    models = [model for label in LABELS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return {model._meta.db_table for model in models} - PRIVATE


def install(**_) -> None:
    """Let every public table raise the edition; runs after each `migrate`.

    Not a migration: a table that comes later must not be forgotten, and SQLite loses triggers when a table is altered.
    """
    with connection.cursor() as cursor:
        here = set(connection.introspection.table_names(cursor))
        wanted = (public_tables() & here) - _with_triggers(cursor)
        if TABLE in here and not wanted:
            return
        statements = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
        for statement in [statements] if connection.vendor == "postgresql" else statements.split(";\n"):
            cursor.execute(statement)
        for table in sorted(wanted):
            for statement in _triggers(table):
                cursor.execute(statement)


def _with_triggers(cursor) -> set[str]:
    """The tables that raise the edition already, by all of their triggers."""
    if connection.vendor == "postgresql":
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [TRIGGER])
        return {row[0] for row in cursor.fetchall()}
    cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{TRIGGER}%"])
    found = [row[0] for row in cursor.fetchall()]
    return {table for table in found if found.count(table) == len(DEEDS)}


DEEDS = ("INSERT", "UPDATE", "DELETE")
RAISE = f"UPDATE {TABLE} SET mark = random()"  # noqa: S608


def _triggers(table: str) -> list[str]:
    if connection.vendor == "postgresql":
        deeds = " OR ".join([*DEEDS, "TRUNCATE"])
        return [f'CREATE TRIGGER {TRIGGER} AFTER {deeds} ON "{table}" EXECUTE FUNCTION {TRIGGER}()']
    return [
        f'CREATE TRIGGER IF NOT EXISTS {TRIGGER}_{table}_{deed.lower()} AFTER {deed} ON "{table}" BEGIN {RAISE}; END'
        for deed in DEEDS
    ]
