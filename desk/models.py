"""Forms that are open on somebody's screen: who has them open, and what is typed in them but not saved."""

from django.conf import settings
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

    class Meta:
        indexes = [models.Index(fields=["address", "seen_at"], name="open_form_by_address")]

    def __str__(self):
        return f"{self.title}, open since {timezone.localtime(self.opened_at):%Y-%m-%d %H:%M}"
