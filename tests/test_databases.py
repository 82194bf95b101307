"""A test runs on PostgreSQL too if it asks for a database, by a mark or by a fixture, and only then."""

import pytest
from django.db import connection


@pytest.fixture
def is_marked(request) -> bool:
    return request.node.get_closest_marker("database") is not None


@pytest.mark.django_db
def test_it_marks_what_asks_by_a_mark(is_marked):
    assert is_marked


def test_it_marks_what_asks_by_a_fixture(is_marked, editor):
    assert is_marked


def test_it_refuses_the_queries_of_what_it_does_not_mark(is_marked):
    assert not is_marked
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()
