from django.db import models
from django.utils import timezone

from web.models import Loaded


class CalendarEntry(Loaded):
    """What subscribers' calendars hold a copy of. `sequence` and `changed_at` tell them when theirs is old.

    RFC 5545, 3.8.7.4: SEQUENCE rises when the entry changes. Each saved change of a
    field in `subscriber_fields` counts.
    """

    subscriber_fields: tuple[str, ...] = ()  # what calendars show

    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        rows = type(self).objects.filter(pk=self.pk)
        before = rows.values("sequence", *self.subscriber_fields).first() if self.pk else None
        if before and any(before[name] != self._now(name) for name in self.subscriber_fields):
            self.sequence, self.changed_at = before["sequence"] + 1, timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "sequence", "changed_at"}
        super().save(*args, **kwargs)

    def _now(self, name: str) -> object:
        """The field as the database would give it back."""
        return self._meta.get_field(name).to_python(getattr(self, name))
