"""The log of what changed for readers, and the history that the desk shows of each row."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from desk.models import Event


def record_event(kind: str, row: Model, *, by: User | None, reason: str = "", **detail: object) -> Event:
    """Note that `by` did something to `row` that readers see; nobody (`None`) stands for a command."""
    event = Event.objects.create(
        kind=kind,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        title=str(row)[:300],
        by=by,
        reason=reason[:500],
        detail=detail,
    )
    if by:
        words = ", ".join(f"{name}: {value}" for name, value in detail.items())
        message = ". ".join(part for part in (event.label, words, reason) if part)
        LogEntry.objects.log_actions(by.pk, [row], CHANGE, change_message=message, single_object=True)
    return event


def events_of(row: Model):
    return Event.objects.filter(content_type=ContentType.objects.get_for_model(row), object_id=row.pk)
