import hashlib

from django.db import migrations


def divide(apps, schema_editor):
    """An identity was an address or a file's place: give each its own column, and the text its hash."""
    for row in apps.get_model("coverage", "ImportRow").objects.select_related("article").iterator():
        kind, _, value = row.identity.partition(":")
        row.address, row.place = (value, "") if kind == "url" else ("", value)
        row.headline = row.article.headline
        if row.article.version == row.article_version:
            row.text_hash = hashlib.sha256(row.article.text.encode()).hexdigest()
        row.save()


def unite(apps, schema_editor):
    """Back to one column. Rows without an article cannot stand there: refused files, and articles that are gone."""
    rows = apps.get_model("coverage", "ImportRow").objects
    rows.filter(article=None).delete()
    for row in rows.iterator():
        row.identity = f"url:{row.address}" if row.address else f"file:{row.place}"
        row.save()


class Migration(migrations.Migration):
    dependencies = [("coverage", "0002_import_identity_undo_decisions")]
    operations = [migrations.RunPython(divide, unite)]
