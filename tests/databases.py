"""Which tests run on which database, and how every process of a run gets one without migrating it again.

`make test` runs everything on SQLite and then, on PostgreSQL, what touches the database. Those tests get the mark
`database` here. None can escape it: pytest-django refuses the queries of a test that asked for no database.
"""

import fcntl
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import setup_databases

ASKING = {"db", "transactional_db", "live_server", "django_db_setup"}


def mark(items: list[pytest.Item]) -> None:
    """Mark the tests that touch the database."""
    for item in items:
        if item.get_closest_marker("django_db") or not ASKING.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.database)


def order(items: list[pytest.Item]) -> None:
    """Begin with the slow modules, and end each module with the tests of the demo story, which stays to its end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, "demo" in item.fixturenames))


def migrate() -> None:
    setup_databases(verbosity=0, interactive=False, serialized_aliases=[])


def copy_migrated(worker: str, shared: Path) -> None:
    """Give this process a copy of the database that the first of the processes migrated.

    Under a lock, because neither SQLite nor PostgreSQL copies a database to which somebody is connected.
    """
    creation, names = connection.creation, connection.settings_dict
    if connection.vendor == "sqlite":
        names["TEST"]["NAME"] = str(shared / "test.sqlite3")
    with open(shared / "database.lock", "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if migrated := lock.read():
            names["NAME"] = migrated
        else:
            migrate()
            lock.write(names["NAME"])
            lock.flush()
        connection.close()
        creation.clone_test_db(suffix=worker, verbosity=0)
    names.update(creation.get_test_db_clone_settings(worker))
