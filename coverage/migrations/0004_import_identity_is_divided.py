from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("coverage", "0003_import_identity_data")]
    operations = [migrations.RemoveField(model_name="importrow", name="identity")]
