"""A proposed revision holds every field in which a file differs from its article, not only headline and text."""

from django.db import migrations, models


def into_one(apps, schema_editor):
    """What was proposed before this: always both, headline and text."""
    for revision in apps.get_model("coverage", "Revision").objects.iterator():
        revision.proposed = {"headline": revision.headline, "body": revision.body}
        revision.save(update_fields=["proposed"])


def back_into_two(apps, schema_editor):
    for revision in apps.get_model("coverage", "Revision").objects.select_related("article").iterator():
        revision.headline = revision.proposed.get("headline", revision.article.headline)
        revision.body = revision.proposed.get("body", revision.article.body)
        revision.save(update_fields=["headline", "body"])


class Migration(migrations.Migration):
    dependencies = [("coverage", "0014_dates_kept")]

    operations = [
        migrations.AlterField(
            "finding",
            "kind",
            models.CharField(help_text="The name of one of the kinds in coverage/intake/kinds.", max_length=12),
        ),
        migrations.AddField(
            "importrow",
            "changes",
            models.JSONField(default=list, help_text="What differed from the article: excerpts, field by field."),
        ),
        migrations.AddField(
            "revision",
            "proposed",
            models.JSONField(default=dict, help_text="What the file says, by the name of each field that differs."),
        ),
        # The defaults are for the way back.
        migrations.AlterField("revision", "headline", models.CharField(default="", max_length=200)),
        migrations.AlterField("revision", "body", models.TextField(default="")),
        migrations.RunPython(into_one, back_into_two),
        migrations.RemoveField("revision", "headline"),
        migrations.RemoveField("revision", "body"),
    ]
