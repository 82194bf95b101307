"""What the database holds, to compare before and after."""

from django.apps import apps

from coverage.models import ImportBatch, ImportRow


def content():
    """Every row of our own models but the batches' own, which stay on record."""
    models = [model for app in ("people", "legal", "coverage") for model in apps.get_app_config(app).get_models()]
    kept = [model for model in models if model not in (ImportBatch, ImportRow)]
    without = {"updated_at", "version"}  # these count saves
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name not in without}
            for row in model.objects.order_by("pk").values()
        ]
        for model in kept
    }
