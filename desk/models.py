"""Forms that are open on somebody's screen: who has them open, and what is typed in them but not saved."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class OpenForm(models.Model):
    """One loading of one form by one person. Its token is sent with the form, so that a double click saves once."""

    token = models.CharField(max_length=22, primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=300, help_text="The path of the form.")
    title = models.CharField(max_length=300, help_text="What it edits, for a list of unsaved forms.")
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, help_text="When the page last said that it is still open.")
    typed = models.JSONField(null=True, help_text="Everything in the form, by name, when it was last kept.")
    typed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, help_text="When it was saved.")
    sent_digest = models.CharField(max_length=64, blank=True, help_text="A hash of what was saved.")

    class Meta:
        indexes = [models.Index(fields=["address", "seen_at"], name="open_form_by_address")]

    def __str__(self):
        return f"{self.title}, open since {timezone.localtime(self.opened_at):%Y-%m-%d %H:%M}"


class Event(models.Model):
    """Something that changed what readers see: what, when, by whom and why. Never changed or deleted."""

    kind = models.CharField(max_length=30, help_text="Its name in code: “hidden”, “retracted”.")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, null=True, related_name="+")
    object_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300, help_text="The row as it was called then.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=500, blank=True)
    detail = models.JSONField(default=dict, help_text="What else belongs to it, such as an address before and after.")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="event_by_row"),
            models.Index(fields=["-at", "-id"], name="event_newest"),
        ]
        permissions = [("take_down", "Can hide, withdraw and retract what readers see")]

    def __str__(self):
        return f"{self.label}: {self.title}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An event is never changed: record another one.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An event is never deleted.")

    @property
    def label(self) -> str:
        return self.kind.replace("_", " ").capitalize()


class Proposal(models.Model):
    """A form that was sent by somebody who may not change what readers see. It waits for somebody who may."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=300, help_text="The path of the form.")
    title = models.CharField(max_length=300)
    right = models.CharField(max_length=100, help_text="The permission that publishing it needs.")
    typed = models.JSONField(help_text="The form as it was sent, with the version it was loaded with.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was declined.")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["right", "decided_at"], name="proposal_waiting")]

    def __str__(self):
        return f"{self.title}, proposed by {self.by}"
