"""PostgreSQL is told each statement once a connection, and asked it by its name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Person
from tests.factories import PersonFactory
from web.asking import Prepared
from web.asking import _statements as statements
from web.asking._statements import Statement

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps its statements by itself")


@pytest.fixture
def asked(monkeypatch):
    """What the server was told past Django's cursors."""
    told = []
    tell = statements._send
    monkeypatch.setattr(statements, "_send", lambda server, sql: (told.append(sql.split(" AS ")[0]), tell(server, sql)))
    return told


def by_slug():
    return Prepared(lambda slug: {"people": Person.objects.filter(slug=slug)})


def test_it_numbers_the_places_and_keeps_their_names():
    statement = Statement("SELECT %(p0)s, %(p1)s, '100 %%', '%%(p2)s', %(p0)s")
    assert statement.sql == "SELECT $1, $2, '100 %', '%(p2)s', $3"
    assert statement.places == ["p0", "p1", "p0"]
    assert statement.call == f"EXECUTE {statement.name} (%s, %s, %s)"


def test_it_is_called_without_brackets_where_it_has_no_places():
    statement = Statement("SELECT 1")
    assert statement.call == f"EXECUTE {statement.name}"


@on_postgresql
@pytest.mark.django_db
def test_it_is_prepared_once_and_asked_by_name(asked):
    one, two = PersonFactory(), PersonFactory()
    question = by_slug()
    with CaptureQueriesContext(connection) as captured:
        assert [question(slug=row.slug)["people"] for row in (one, two, one)] == [[one], [two], [one]]
    assert len([sql for sql in asked if sql.startswith("PREPARE")]) == 1
    assert [query["sql"].split()[0] for query in captured] == ["EXECUTE"] * 3


@on_postgresql
@pytest.mark.django_db
def test_it_gives_up_the_least_used_where_there_are_too_many(asked, monkeypatch):
    monkeypatch.setattr(statements, "MOST", 2)
    person, questions = PersonFactory(), [by_slug() for _ in range(4)]
    for question in (*questions, questions[0]):
        assert question(slug=person.slug)["people"] == [person]
    assert len([sql for sql in asked if sql.startswith("PREPARE")]) == 5
    assert [sql for sql in asked if sql.startswith("DEALLOCATE")]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_it_is_prepared_again_on_another_connection(asked):
    question, person = by_slug(), PersonFactory()
    for _ in range(2):
        assert question(slug=person.slug)["people"] == [person]
        connection.close()
    assert len([sql for sql in asked if sql.startswith("PREPARE")]) == 2


@pytest.mark.django_db
def test_it_is_not_prepared_where_that_is_turned_off(asked, settings):
    settings.PREPARED_STATEMENTS = False
    person = PersonFactory()
    assert by_slug()(slug=person.slug)["people"] == [person]
    assert asked == []
