import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coverage', '0004_import_identity_is_divided'),
    ]

    operations = [
        migrations.AddField(
            model_name='release',
            name='changed_at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='release',
            name='sequence',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
