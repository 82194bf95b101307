"""Database triggers that keep derived data in step, and the one place that installs them.

An app registers a `Group` in `AppConfig.ready()`. After each migration, missing or changed triggers are installed
and obsolete ones of the group are dropped, so a renamed trigger leaves nothing behind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate, pre_migrate


@dataclass(frozen=True)
class Trigger:
    """A trigger for one database backend."""

    name: str
    table: str
    event: str  # such as “AFTER INSERT”
    action: str  # the SQL after the table name: which rows, and what to do
    needs: tuple[str, ...] = ()  # repeatable statements to run first, such as PostgreSQL functions

    @property
    def sql(self) -> str:
        return f"CREATE TRIGGER {self.name} {self.event} ON {self.table} {self.action}"

    @property
    def digest(self) -> str:
        return sha256("\n".join([*self.needs, self.sql]).encode()).hexdigest()


@dataclass(frozen=True)
class Group:
    """Triggers that serve one purpose. All their names begin with `prefix`."""

    prefix: str
    triggers: Callable[[BaseDatabaseWrapper], Iterable[Trigger]]  # none before the tables exist
    # Catches up on what was written without the triggers. The flag says whether one was missing.
    catch_up: Callable[[BaseDatabaseWrapper, bool], None]
    former: tuple[str, ...] = ()  # earlier prefixes of its triggers
    in_the_way: frozenset[str] = frozenset()  # backends that cannot alter tables while the triggers exist

    def owns(self, name: str) -> bool:
        return name.startswith((self.prefix, *self.former))


GROUPS: dict[str, Group] = {}
Key = tuple[str, str]  # a trigger's name and table
# Each trigger with its version: SQLite keeps the statement, PostgreSQL a comment of ours.
INSTALLED = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": """
        SELECT tgname, relname, obj_description(pg_trigger.oid, 'pg_trigger')
        FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid)""",
}
UNUSED_FUNCTIONS = """
    SELECT proname, oid::regprocedure::text FROM pg_proc
    WHERE prorettype = 'trigger'::regtype AND pg_function_is_visible(oid)
    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = pg_proc.oid)"""


def register(group: Group) -> None:
    GROUPS[group.prefix] = group


def follow_migrations(sender: AppConfig) -> None:
    """Install every group after each `migrate`. `sender` is the app whose tables are created last."""
    pre_migrate.connect(before_migrating, sender=sender, dispatch_uid="triggers")
    post_migrate.connect(after_migrating, sender=sender, dispatch_uid="triggers")


def before_migrating(sender, using, plan=(), **_) -> None:
    """Drop triggers that would block the migration."""
    connection = connections[using]
    for group in GROUPS.values():
        if plan and connection.vendor in group.in_the_way:
            remove(group, connection)


def after_migrating(sender, using, **_) -> None:
    connection = connections[using]
    for group in GROUPS.values():
        missed = install(group, connection)
        group.catch_up(connection, missed)  # in its own transaction, so no reader waits while tables are read


def install(group: Group, connection: BaseDatabaseWrapper) -> bool:
    """Install the group's current triggers. Returns whether one was missing."""
    installed = _installed(group, connection)
    wanted = {(trigger.name, trigger.table): trigger for trigger in group.triggers(connection)}
    changed = {key: trigger for key, trigger in wanted.items() if installed.get(key) != _version(trigger, connection)}
    gone = [key for key in installed if key not in wanted or key in changed]
    with transaction.atomic(using=connection.alias):
        _run(connection, [*_drops(gone, connection), *_creations(changed.values(), connection)])
        if connection.vendor == "postgresql":
            _drop_unused_functions(group, connection)
    return not wanted.keys() <= installed.keys()


def remove(group: Group, connection: BaseDatabaseWrapper) -> None:
    _run(connection, _drops(_installed(group, connection), connection))


def _installed(group: Group, connection: BaseDatabaseWrapper) -> dict[Key, str]:
    """The installed triggers of a group with their versions."""
    rows = _rows(connection, INSTALLED[connection.vendor])
    return {(name, table): version for name, table, version in rows if group.owns(name)}


def _version(trigger: Trigger, connection: BaseDatabaseWrapper) -> str:
    return trigger.sql if connection.vendor == "sqlite" else trigger.digest


def _drops(keys: Iterable[Key], connection: BaseDatabaseWrapper) -> list[str]:
    on_table = "" if connection.vendor == "sqlite" else " ON {}"
    return [f"DROP TRIGGER {name}{on_table.format(table)}" for name, table in keys]


def _creations(triggers: Iterable[Trigger], connection: BaseDatabaseWrapper) -> list[str]:
    triggers = list(triggers)
    needs = dict.fromkeys(need for trigger in triggers for need in trigger.needs)  # each once
    comments = [f"COMMENT ON TRIGGER {each.name} ON {each.table} IS '{each.digest}'" for each in triggers]
    statements = [*needs, *(trigger.sql for trigger in triggers)]
    return statements if connection.vendor == "sqlite" else [*statements, *comments]


def _drop_unused_functions(group: Group, connection: BaseDatabaseWrapper) -> None:
    unused = [signature for name, signature in _rows(connection, UNUSED_FUNCTIONS) if group.owns(name)]
    _run(connection, [f"DROP FUNCTION {signature}" for signature in unused])


def _rows(connection: BaseDatabaseWrapper, sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
