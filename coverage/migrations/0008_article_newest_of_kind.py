from django.db import migrations, models


class Migration(migrations.Migration):
    """A section's front asks for the newest of one kind, among any number of articles."""

    dependencies = [("coverage", "0007_pictures")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["state", "kind", "-published_at", "-id"], name="article_newest_of_kind"),
        ),
    ]
