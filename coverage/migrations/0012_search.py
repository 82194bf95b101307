from django.conf import settings
from django.db import migrations
from django.utils.module_loading import import_string

TABLES = {
    "sqlite": [
        "CREATE VIRTUAL TABLE coverage_search USING fts5("
        "title, body, links, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
    ],
    "postgresql": [
        "CREATE TABLE coverage_search (position bigint PRIMARY KEY, title tsvector NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX coverage_search_words ON coverage_search USING gin (words)",
        "CREATE INDEX coverage_search_title ON coverage_search USING gin (title)",
    ],
}
# A function takes the triggers that run it with it.
FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE starts_with(proname, 'coverage_search') AND pg_function_is_visible(oid)
    ORDER BY prorettype = 'trigger'::regtype DESC"""


def create(apps, schema_editor):
    connection = schema_editor.connection
    _run(connection, _index(connection).create() if settings.SEARCH_INDEX else TABLES[connection.vendor])


def drop(apps, schema_editor):
    connection = schema_editor.connection
    _run(connection, _index(connection).drop() if settings.SEARCH_INDEX else ["DROP TABLE IF EXISTS coverage_search"])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(FUNCTIONS)
            functions = [name for (name,) in cursor.fetchall()]
        _run(connection, [f"DROP FUNCTION {name} CASCADE" for name in functions])


def _index(connection):
    return import_string(settings.SEARCH_INDEX)(connection)


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """The table of the search index, of a kind that each database has its own of. It is filled after the migrations."""

    dependencies = [
        ("coverage", "0011_films_by_title"),
        ("legal", "0006_cases_by_caption"),
        ("people", "0003_people_by_sort_name"),
    ]
    operations = [migrations.RunPython(create, drop)]
