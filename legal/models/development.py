"""Developments: what happened in a proceeding, when, and how it is known."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from legal.models.source import Source
from legal.standing import Fact
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Plea, Prejudice, Verdict
from people.clocks import end_of, start_of
from people.dates import PartialDate
from people.fields import PartialDateField, partial_date_check


class DevelopmentQuerySet(models.QuerySet):
    def published(self, known_at=None):
        """The developments readers may see: of a public case, with a public source, not retracted.

        With `known_at`, a past moment of our clock, those readers could see then, as far as the data tells
        (docs/decisions/0010): recorded by then, not retracted yet, in a case that was public then and is now.
        """
        sourced = Development.sources.through.objects.filter(
            development=models.OuterRef("pk"), source__in=Source.objects.published(known_at)
        )
        public = self.filter(proceeding__is_public=True).filter(models.Exists(sourced))
        if known_at is None:
            return public.filter(retracted_at__isnull=True)
        opened = models.Q(proceeding__public_since__isnull=True) | models.Q(proceeding__public_since__lte=known_at)
        stood = models.Q(retracted_at__isnull=True) | models.Q(retracted_at__gt=known_at)
        return public.filter(opened, stood, recorded_at__lte=known_at)

    def happened_by(self, day):
        """Those that had happened by the end of `day` (None: all), as `PartialDate.has_happened_by()` counts."""
        if day is None:
            return self
        whole = PartialDate.of(day)
        happened = self.filter(occurred__lte=str(whole))
        for period in (PartialDate(day.year), PartialDate(day.year, day.month)):
            if period.last > day:  # it is not over: only what was recorded within it had happened
                within = models.Q(recorded_at__gte=start_of(period.first), recorded_at__lte=end_of(day))
                happened = happened.filter(~models.Q(occurred=str(period)) | within)
        return happened

    def with_sources(self, known_at=None):
        """Prefetch the public sources and the charges a development affects."""
        return self.prefetch_related(
            models.Prefetch("sources", Source.objects.published(known_at).select_related("article")),
            "charges__party__person",
            "charges__party__organization",
        )


CALLED_FOR = {  # the details that only some kinds have
    "instrument": [DevelopmentKind.CHARGED, DevelopmentKind.FILED, DevelopmentKind.AMENDED],
    "plea": [DevelopmentKind.PLEADED],
    "verdict": [DevelopmentKind.VERDICT],
    "prejudice": [DevelopmentKind.DISMISSED, DevelopmentKind.NOLLE_PROSEQUI],
    "sentence": [DevelopmentKind.SENTENCED],
}


def _only_for(name: str, kinds: list[DevelopmentKind]) -> models.CheckConstraint:
    labels = " or ".join(f"“{kind.label}”" for kind in kinds)
    return models.CheckConstraint(
        condition=models.Q(**{name: ""}) | models.Q(kind__in=[kind.value for kind in kinds]),
        name=f"development_{name}_where_called_for",
        violation_error_message=f"Only {labels} has this: leave the {name} empty.",
    )


class Development(models.Model):
    """Something dated that happened in a proceeding. A wrong one is retracted with a reason, never deleted."""

    proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.PROTECT, related_name="developments")
    kind = models.CharField(max_length=24, choices=DevelopmentKind.choices)
    occurred = PartialDateField(db_index=True)
    position = models.PositiveSmallIntegerField(
        "place in the day", default=1, help_text="The order of several developments of one date: 1 came first."
    )
    charges = models.ManyToManyField(
        "legal.Charge", blank=True, related_name="developments", help_text="The charges it affects."
    )
    instrument = models.CharField(max_length=12, choices=Instrument.choices, blank=True, help_text="For “charged”.")
    plea = models.CharField(max_length=12, choices=Plea.choices, blank=True, help_text="For “pleaded”.")
    verdict = models.CharField(
        max_length=12,
        choices=Verdict.choices,
        blank=True,
        help_text="For “verdict”; a split verdict is two developments.",
    )
    prejudice = models.CharField(
        max_length=8, choices=Prejudice.choices, blank=True, help_text="For a dismissal; empty when it was not said."
    )
    by = models.CharField("by whom", max_length=16, choices=Actor.choices, blank=True)
    reason = models.CharField(max_length=250, blank=True, help_text="A few neutral words readers see in brackets.")
    sentence = models.CharField(
        max_length=300, blank=True, help_text="For “sentenced”: “18 months in jail”, as the source says it."
    )
    note = models.TextField(blank=True, help_text="What happened, in one neutral sentence of your own, for readers.")
    sources = models.ManyToManyField(
        Source, blank=True, related_name="developments", help_text="Without a source, readers do not see it."
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retraction_reason = models.CharField(max_length=250, blank=True)

    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        ordering = ["occurred", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "occurred", "position"],
                name="development_position_once_a_date",
                violation_error_message="Another development of this date has this place in the day; give it the next.",
            ),
            models.CheckConstraint(
                condition=models.Q(retracted_at__isnull=True) | ~models.Q(retraction_reason=""),
                name="development_retracted_with_a_reason",
                violation_error_message="Say why it is retracted.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=DevelopmentKind.PLEADED) | ~models.Q(plea=""),
                name="development_pleaded_what",
                violation_error_message="Say which plea.",
            ),
            *(_only_for(name, kinds) for name, kinds in CALLED_FOR.items()),
            models.CheckConstraint(
                condition=~models.Q(kind=DevelopmentKind.VERDICT) | ~models.Q(verdict=""),
                name="development_verdict_which",
                violation_error_message="Say which verdict.",
            ),
            partial_date_check("occurred", "development_occurred_is_a_partial_date"),
        ]

    def __str__(self):
        return f"{self.title}, {self.occurred.reader}"

    @property
    def title(self) -> str:
        """What happened, in the law's words: “Dismissed with prejudice by the court”."""
        label = DevelopmentKind(self.kind).label
        if self.kind == DevelopmentKind.EVENT and self.note:
            return self.note
        details = {
            DevelopmentKind.CHARGED: f"by {Instrument(self.instrument).label}" if self.instrument else "",
            DevelopmentKind.PLEADED: Plea(self.plea).label if self.plea else "",
            DevelopmentKind.DISMISSED: self._dismissal(),
            DevelopmentKind.NOLLE_PROSEQUI: Prejudice(self.prejudice).label if self.prejudice else "",
        }
        if self.kind == DevelopmentKind.VERDICT and self.verdict:
            return f"Verdict: {Verdict(self.verdict).label}"
        words = f"{label} {details.get(self.kind, '')}".strip()
        return words[:1].upper() + words[1:]

    @property
    def more(self) -> str:
        """The note, unless the title has said it."""
        return "" if self.note == self.title else self.note

    def _dismissal(self) -> str:
        with_or_without = Prejudice(self.prejudice).label if self.prejudice else ""
        return f"{with_or_without} {f'by {Actor(self.by).label}' if self.by else ''}".strip()

    @property
    def fact(self) -> Fact:
        """What the fold of a charge needs to know of it."""
        return Fact(
            kind=self.kind,
            occurred=self.occurred,
            position=self.position,
            recorded_at=timezone.localtime(self.recorded_at),
            retracted_at=self.retracted_at,
            **{name: getattr(self, name) for name in FACT_DETAILS},
        )


FACT_DETAILS = ("instrument", "plea", "verdict", "prejudice", "by", "reason", "sentence")
