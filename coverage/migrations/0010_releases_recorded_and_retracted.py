"""When a release was recorded, and that it was taken back. Those that are here already keep no time: nobody knows it."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coverage", "0009_sent_digests"), ("legal", "0005_sources_of_roles_and_amounts_with_files")]

    operations = [
        migrations.AddField("release", "recorded_at", models.DateTimeField(editable=False, null=True)),
        migrations.AlterField(
            "release",
            "recorded_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True),
        ),
        migrations.AddField("release", "retracted_at", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("release", "retraction_reason", models.CharField(blank=True, max_length=250)),
        migrations.AddConstraint(
            "release",
            models.CheckConstraint(
                condition=models.Q(("retracted_at__isnull", True), models.Q(("retraction_reason", ""), _negated=True), _connector="OR"),
                name="release_retracted_with_a_reason",
                violation_error_message="Say why it is retracted.",
            ),
        ),
    ]
