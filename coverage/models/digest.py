from django.db import models


class SentDigest(models.Model):
    """That a digest has gone to someone, so that it does not go twice. It holds no address."""

    recipient = models.CharField(max_length=64, help_text="A keyed hash of the address.")
    key = models.CharField(max_length=200, help_text="What it covered: the film, the days.")
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="digest_is_sent_once")]

    def __str__(self):
        return f"{self.key}, {self.sent_at:%Y-%m-%d}"
