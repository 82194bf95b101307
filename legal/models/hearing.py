from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import dateformat, timezone

from dates.clocks import gate_now
from legal.models.calendar_entry import CalendarEntry
from legal.models.development import Development
from legal.models.proceeding import Court
from legal.standing.fold import Ahead
from legal.vocabulary import HearingKind, HearingState
from web.models import asked_for

OVER = Coalesce("ends_at", "starts_at")  # the moment when a hearing is over
DAY, CLOCK = "F j, Y", "g:i A"
MOMENT = f"{DAY}, {CLOCK} T"
FOLLOWED = "Hearing.objects.with_what_followed()"
WITHOUT_OUTCOME = Q(outcome__isnull=True) | Q(outcome__retracted_at__isnull=False)


class HearingQuerySet(models.QuerySet):
    def published(self):
        """Hearings that readers may see."""
        return self.filter(proceeding__is_public=True)

    def coming(self):
        """Hearings that are still to come or not over yet, the next one first."""
        ahead = self.annotate(over=OVER).filter(state=HearingState.SCHEDULED, over__gte=gate_now())
        return ahead.order_by("starts_at", "pk")

    def next_of_cases(self):
        """The next public hearing of each case, for a prefetch."""
        coming = self.published().coming()
        first = coming.filter(proceeding=models.OuterRef("proceeding")).values("pk")[:1]
        return coming.filter(pk=models.Subquery(first)).select_related("proceeding__court")

    def without_outcome(self):
        """Hearings that ended before today in their court's time zone and whose outcome nobody has entered.

        They are still “scheduled”, or held without a valid outcome and without a note; the oldest first.
        """
        zones = Court.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct()
        passed = Q(pk__in=[])
        for zone in zones:
            today = _midnight(timezone.now().astimezone(ZoneInfo(zone)))
            passed |= Q(proceeding__court__time_zone=zone, over__lte=today)
        open_state = Q(state=HearingState.SCHEDULED) | (Q(state=HearingState.HELD, note="") & WITHOUT_OUTCOME)
        return self.annotate(over=OVER).filter(passed, open_state).order_by("starts_at", "pk")

    def with_what_followed(self):
        """Load the case, its court, and what `outcome_for_readers` and `later_for_readers` need, in one query."""
        return self.select_related("proceeding__court", "outcome", "continued_to__proceeding__court").annotate(
            outcome_is_public=models.Exists(Development.objects.published().filter(pk=models.OuterRef("outcome"))),
            later_is_public=_whether(continued_to__proceeding__is_public=True),
        )


def _whether(**condition) -> models.ExpressionWrapper:
    return models.ExpressionWrapper(models.Q(**condition), output_field=models.BooleanField())


class Hearing(CalendarEntry):
    """A date in the court's calendar: held, vacated, continued or canceled, never deleted."""

    subscriber_fields = (
        "title",
        "starts_at",
        "ends_at",
        "is_all_day",
        "place",
        "state",
        "continued_to_id",
        "outcome_id",
        "note",
    )

    proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.PROTECT, related_name="hearings")
    kind = models.CharField(max_length=24, choices=HearingKind.choices, default=HearingKind.OTHER)
    title = models.CharField(
        max_length=150,
        blank=True,
        help_text="What readers see, if it says more than the kind. Leave blank to use the kind.",
    )
    starts_at = models.DateTimeField("starts", db_index=True)
    ends_at = models.DateTimeField(
        "ends",
        null=True,
        blank=True,
        help_text="Only if the court has set it; the last day of a hearing that takes several.",
    )
    is_all_day = models.BooleanField("all day", default=False, help_text="Or the time is not known yet.")
    place = models.CharField(max_length=200, blank=True, help_text="The room. The court's address is added.")
    state = models.CharField(max_length=10, choices=HearingState.choices, default=HearingState.SCHEDULED)
    continued_to = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_from",
        help_text="The later date. “Continue to another date” creates it in one step.",
    )
    outcome = models.ForeignKey(
        Development,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hearings",
        help_text="The outcome, once it was held: a development of this case. Record that first.",
    )
    note = models.CharField(
        max_length=250,
        blank=True,
        help_text="For readers, in a few words: why it was vacated, or its outcome if no development follows "
        "(“taken under advisement”).",
    )

    objects = HearingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="hearing_has_a_title"),
            models.CheckConstraint(
                condition=Q(continued_to__isnull=True) | Q(state=HearingState.CONTINUED),
                name="hearing_continued_has_the_state",
                violation_error_message="A hearing with a later date is “continued”.",
            ),
            models.CheckConstraint(
                condition=Q(continued_to__isnull=True) | ~Q(continued_to=F("id")),
                name="hearing_continued_to_another",
                violation_error_message="A hearing cannot be continued to itself.",
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(state=HearingState.HELD),
                name="hearing_outcome_when_held",
                violation_error_message="Only a hearing that was held has an outcome: set the state to “held”.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="hearing_ends_after_it_starts",
                violation_error_message="It ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(is_all_day=False) | Q(ends_at__isnull=False),
                name="hearing_all_day_ends_with_a_day",
                violation_error_message="An all-day hearing needs an end.",
            ),
        ]

    def __str__(self):
        return f"{self.title}, {self.proceeding}"

    def save(self, *args, **kwargs):
        self._fill_in()
        super().save(*args, **kwargs)

    def clean(self):
        self._fill_in()
        if self.kind == HearingKind.OTHER and not self.title:
            raise ValidationError({"title": "Say what is heard: choose a kind or write it here."})
        if self.state == HearingState.HELD and self.starts_at and self.starts_at > timezone.now():
            raise ValidationError({"state": "This hearing is in the future, so it cannot be marked as held."})
        if self.outcome_id and self.outcome.proceeding_id != self.proceeding_id:
            raise ValidationError({"outcome": "That development belongs to another case."})
        later = self.continued_to
        if later and later.proceeding_id != self.proceeding_id:
            raise ValidationError({"continued_to": "That hearing belongs to another case."})
        while later:
            if self.pk and later.pk == self.pk:
                raise ValidationError({"continued_to": "Following the dates from there leads back to this hearing."})
            later = later.continued_to

    def _fill_in(self):
        """Fill in the title from the kind, and the end of the day if no time of day is known."""
        label = dict(HearingKind.choices()).get(self.kind, "")
        if not self.title and self.kind != HearingKind.OTHER:
            self.title = label[:1].upper() + label[1:]
        if self.is_all_day and self.starts_at and not self.ends_at and self.proceeding_id:
            self.ends_at = _midnight(self.local_start, days=1)

    def get_absolute_url(self):
        """Its place on the case's page."""
        return f"{self.proceeding.get_absolute_url()}#hearing-{self.pk}"

    @property
    def outcome_for_readers(self) -> Development | None:
        """The outcome, if readers may see it; needs `with_what_followed()`."""
        return self.outcome if asked_for(self, "outcome_is_public", FOLLOWED) else None

    @property
    def later_for_readers(self) -> "Hearing | None":
        """The hearing it was continued to, if readers may see it; needs `with_what_followed()`."""
        return self.continued_to if asked_for(self, "later_is_public", FOLLOWED) else None

    @property
    def ahead(self) -> Ahead:
        """The part of a hearing that a charge's standing carries."""
        return Ahead(title=self.title, when=self.when, starts_at=self.starts_at, address=self.get_absolute_url())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.proceeding.court.time_zone)

    @property
    def local_start(self) -> datetime:
        """The start in the court's time zone."""
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime | None:
        """The end in the court's time zone; for an all-day hearing, the midnight after it."""
        return self.ends_at and self.ends_at.astimezone(self.zone)

    @property
    def last_day(self) -> date:
        """The court's day on which it ends."""
        if self.ends_at is None:
            return self.local_start.date()
        return (self.local_end - timedelta(microseconds=1)).date()

    @property
    def is_over(self) -> bool:
        return (self.ends_at or self.starts_at) < timezone.now()

    @property
    def is_coming(self) -> bool:
        return self.state == HearingState.SCHEDULED and not self.is_over

    @property
    def when(self) -> str:
        """“December 2, 2026, 9:00 AM EST to 11:00 AM”, in the court's time zone; without a time, the day or days."""
        start, end, last = self.local_start, self.local_end, self.last_day
        words = dateformat.format(start, DAY if self.is_all_day else MOMENT)
        if last == start.date():
            return words if self.is_all_day or end is None else f"{words} to {dateformat.format(end, CLOCK)}"
        return f"{words} to {dateformat.format(last, DAY) if self.is_all_day else dateformat.format(end, MOMENT)}"


def _midnight(moment: datetime, days: int = 0) -> datetime:
    """The midnight at the start of the day of `moment` in its zone, or the one `days` later."""
    return datetime.combine(moment.date() + timedelta(days=days), time(), tzinfo=moment.tzinfo)
