"""The edition changes with whatever readers may see, whoever writes it, and with nothing else."""

from threading import Event, Thread

import pytest
from django.apps import apps
from django.db import connection, transaction

from coverage.models import Article, Film, ImportBatch
from tests.factories import ArticleFactory, FilmFactory
from web.cache.edition import public_tables, read_edition
from web.triggers import after_migrating

pytestmark = pytest.mark.django_db


def test_it_has_a_trigger_for_every_table_readers_can_see(db):
    in_postgresql = "SELECT count(*) FROM pg_trigger WHERE tgname = 'raises_edition' AND tgrelid = %s::regclass"
    in_sqlite = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE 'raises_%%'"
    statement, number = (in_postgresql, 1) if connection.vendor == "postgresql" else (in_sqlite, 3)
    with connection.cursor() as cursor:
        for table in public_tables():
            cursor.execute(statement, [table])
            assert cursor.fetchone() == (number,), table


def test_it_puts_triggers_back_that_an_alteration_took(db):
    """SQLite alters a table by making a new one."""
    ArticleFactory()
    table = "coverage_article"
    name = "raises_edition" if connection.vendor == "postgresql" else f"raises_edition_{table}_update"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    before = read_edition()
    Article.objects.update(headline="Changed")
    assert connection.vendor != "sqlite" or read_edition() == before
    after_migrating(None, connection.alias)
    assert read_edition() != before  # whatever was missed meanwhile
    before = read_edition()
    Article.objects.update(headline="Again")
    assert read_edition() != before


def test_it_names_only_models_that_there_are_as_the_desk_s_own():
    named = {app.get_model(name) for app in apps.get_app_configs() for name in getattr(app, "desk_only", ())}
    assert "coverage_finding" in {model._meta.db_table for model in named}
    assert public_tables().isdisjoint(model._meta.db_table for model in named)


def test_it_leaves_the_edition_alone_when_only_the_desk_sees_it(db):
    before = read_edition()
    ImportBatch.objects.create(started_by="somebody")
    assert read_edition() == before


def test_it_takes_the_edition_back_with_what_was_rolled_back(db):
    ArticleFactory()
    before = read_edition()
    with transaction.atomic():
        Article.objects.update(headline="Changed")
        assert read_edition() != before
        transaction.set_rollback(True)
    assert read_edition() == before


@pytest.mark.django_db(transaction=True)
def test_it_lets_no_writer_wait_for_another(db):
    """Two transactions that both raise the edition are open at once; and both of them count."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    ArticleFactory()
    FilmFactory()
    start, written, go_on = read_edition(), Event(), Event()
    writer = Thread(target=_write_slowly, args=(written, go_on))
    writer.start()
    assert written.wait(30)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    Film.objects.update(title="Not waited for")
    middle = read_edition()
    go_on.set()
    writer.join(30)
    assert len({start, middle, read_edition()}) == 3


def _write_slowly(written: Event, go_on: Event) -> None:
    with transaction.atomic():
        Article.objects.update(headline="Changed")
        written.set()
        go_on.wait(30)
    connection.close()
