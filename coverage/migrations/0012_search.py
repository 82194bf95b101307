from django.db import migrations

from coverage.search import index


def create(apps, schema_editor):
    index.create(schema_editor.connection)


def drop(apps, schema_editor):
    index.drop(schema_editor.connection)


class Migration(migrations.Migration):
    """The table of the search index, of a kind that each database has its own of. It is filled after the migrations."""

    dependencies = [
        ("coverage", "0011_films_by_title"),
        ("legal", "0006_cases_by_caption"),
        ("people", "0003_people_by_sort_name"),
    ]
    operations = [migrations.RunPython(create, drop)]
