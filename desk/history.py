"""Who changed a row last, from the log that the desk keeps."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model


def last_editor(row: Model) -> str:
    """The name of the person who changed `row` last at the desk; empty if nobody has."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    entry = entries.select_related("user").order_by("-action_time", "-pk").first()
    return (entry.user.get_full_name() or entry.user.get_username()) if entry else ""
