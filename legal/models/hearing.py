from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from legal.vocabulary import HearingState


class HearingQuerySet(models.QuerySet):
    def published(self):
        """The hearings readers may see."""
        return self.filter(proceeding__is_public=True)

    def coming(self):
        return self.filter(state=HearingState.SCHEDULED, starts_at__gte=timezone.now()).order_by("starts_at")


class Hearing(models.Model):
    """A date in the court's calendar: held, vacated, continued or cancelled, never deleted."""

    proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.PROTECT, related_name="hearings")
    title = models.CharField(max_length=150, help_text="“Status conference”, “Sentencing”.")
    starts_at = models.DateTimeField("starts", db_index=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=HearingState.choices, default=HearingState.SCHEDULED)
    continued_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued_from"
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="hearing_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(continued_to__isnull=True) | models.Q(state=HearingState.CONTINUED),
                name="hearing_continued_has_the_state",
                violation_error_message="A hearing with a later date is “continued”.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.proceeding}"

    @property
    def local_start(self) -> datetime:
        """The start in the court's time zone."""
        return self.starts_at.astimezone(ZoneInfo(self.proceeding.court.time_zone))
