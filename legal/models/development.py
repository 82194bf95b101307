"""Developments: what happened in a proceeding, when, and how it is known."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from dates.clocks import site_time
from dates.fields import PartialDateField, happened_by, partial_date_check
from legal.models.source import Source
from legal.standing.fold import Fact
from legal.standing.steps import STEPS
from legal.vocabulary import (
    CALLED_FOR,
    DETAILS,
    REQUIRED,
    Actor,
    DevelopmentKind,
    Ground,
    Instrument,
    Manner,
    Plea,
    Prejudice,
    Side,
    Verdict,
)
from web.models import Loaded
from web.rows import NewestFirst


class DevelopmentQuerySet(NewestFirst):
    def published(self, known_at=None):
        """Developments that readers may see: in a public case, with a public source, not retracted.

        With `known_at`, a past moment on our clock, those that readers could see then, as far as the data shows
        (docs/decisions/0010): recorded by then, not yet retracted, in a case that was public then and is now.
        """
        source = Source.objects.published(known_at).filter(pk=models.OuterRef("source"))
        sourced = Development.sources.through.objects.filter(models.Exists(source), development=models.OuterRef("pk"))
        public = self.filter(proceeding__is_public=True).filter(models.Exists(sourced))
        if known_at is None:
            return public.filter(retracted_at__isnull=True)
        opened = models.Q(proceeding__public_since__isnull=True) | models.Q(proceeding__public_since__lte=known_at)
        stood = models.Q(retracted_at__isnull=True) | models.Q(retracted_at__gt=known_at)
        return public.filter(opened, stood, recorded_at__lte=known_at)

    def happened_by(self, day):
        """Developments that had happened by the end of `day` (None: all), as in `PartialDate.has_happened_by()`."""
        if day is None:
            return self
        return self.filter(happened_by("occurred", day, recorded="recorded_at"))

    def with_amount_sources(self, known_at=None):
        """Prefetch the public sources of a development's sentence or amounts, for pages that list them.

        They get a separate name, so a page that forgot to load them shows none instead of private ones.
        """
        public = Source.objects.published(known_at).with_article()
        return self.prefetch_related(models.Prefetch("amount_sources", public, to_attr="listed_amount_sources"))

    def with_sources(self, known_at=None):
        """Prefetch the public sources and the affected charges."""
        charges = self.model._meta.get_field("charges").related_model.objects
        return self.prefetch_related(
            models.Prefetch("sources", Source.objects.published(known_at).with_article()),
            models.Prefetch("charges", charges.select_related("party__person", "party__organization")),
        )


def _only_for(name: str, kinds: list[DevelopmentKind]) -> models.CheckConstraint:
    named = " or ".join(f"“{kind.label}”" for kind in kinds[:MOST_NAMED]) + (" or the like" * (len(kinds) > MOST_NAMED))
    return models.CheckConstraint(
        condition=models.Q(**{name: ""}) | models.Q(kind__in=[kind.value for kind in kinds]),
        name=f"development_{name}_where_called_for",
        violation_error_message=f"Only {named} has this: leave “{DETAILS[name]}” empty.",
    )


MOST_NAMED = 4  # kinds that a message lists


def _manner_fits() -> models.CheckConstraint:
    """A manner fits only certain kinds: a trial is not voluntary."""
    fits = models.Q(manner="")
    for manner in Manner:
        fits |= models.Q(manner=manner.value, kind__in=sorted(manner.of))
    return models.CheckConstraint(
        condition=fits,
        name="development_manner_of_its_kind",
        violation_error_message="This manner belongs to another kind of development.",
    )


def _verdict_notwithstanding() -> models.CheckConstraint:
    """A judge may overrule a jury, but never to guilty (Jackson v. Virginia; Federal Rules 29 and 50)."""
    kind = DevelopmentKind.JUDGMENT_NOTWITHSTANDING
    allowed = sorted(which for step_kind, which in STEPS if step_kind == kind)
    return models.CheckConstraint(
        condition=~models.Q(kind=kind.value) | models.Q(verdict__in=allowed),
        name="development_no_guilt_notwithstanding",
        violation_error_message="Notwithstanding the verdict, a judge can only find not guilty, liable or not liable.",
    )


def _lesser_offense() -> models.CheckConstraint:
    """A verdict names a lesser offense only if it is guilty of one."""
    return models.CheckConstraint(
        condition=models.Q(lesser_offense="")
        | ~models.Q(kind=DevelopmentKind.VERDICT.value)
        | models.Q(verdict=Verdict.GUILTY_LESSER.value),
        name="development_lesser_offense_of_its_verdict",
        violation_error_message="Only the verdict “guilty of a lesser offense” names one: leave it empty.",
    )


class Development(Loaded):
    """Something dated that happened in a proceeding. A wrong one is retracted with a reason, never deleted."""

    NEWEST = ("-occurred", "-position", "-pk")

    proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.PROTECT, related_name="developments")
    kind = models.CharField(max_length=24, choices=DevelopmentKind.choices)
    occurred = PartialDateField()
    position = models.PositiveSmallIntegerField(
        "place in the day", default=1, help_text="Order among developments of the same day (1 = first)."
    )
    charges = models.ManyToManyField(
        "legal.Charge", blank=True, related_name="developments", help_text="The charges it affects."
    )
    instrument = models.CharField(
        max_length=12, choices=Instrument.choices, blank=True, help_text="The charging document."
    )
    plea = models.CharField(max_length=12, choices=Plea.choices, blank=True)
    verdict = models.CharField(
        max_length=24,
        choices=Verdict.choices,
        blank=True,
        help_text="A split verdict is two developments.",
    )
    lesser_offense = models.CharField(max_length=200, blank=True, help_text="As named in the statute or charge.")
    prejudice = models.CharField(
        max_length=8, choices=Prejudice.choices, blank=True, help_text="Leave blank if it was not stated."
    )
    manner = models.CharField(
        "how",
        max_length=16,
        choices=Manner.choices,
        blank=True,
        help_text="Of a charge, trial, dismissal or settlement.",
    )
    by = models.CharField("by whom", max_length=16, choices=Actor.choices, blank=True)
    ground = models.CharField(
        "why", max_length=16, choices=Ground.choices, blank=True, help_text="If the reason is in this list."
    )
    reason = models.CharField(
        max_length=250,
        blank=True,
        help_text="A few neutral words that readers see in parentheses instead of the reason above.",
    )
    sentence = models.CharField(
        max_length=300, blank=True, help_text="“18 months in jail”: all parts of it, as the source states them."
    )
    in_favor_of = models.CharField("for whom", max_length=12, choices=Side.choices, blank=True)
    terms = models.CharField(
        "amounts and terms",
        max_length=300,
        blank=True,
        help_text="What must be paid or done, by whom and in which shares, as the source states it.",
    )
    note = models.TextField(blank=True, help_text="What happened, in one neutral sentence of your own, for readers.")
    sources = models.ManyToManyField(
        Source, blank=True, related_name="developments", help_text="Without a source, readers do not see it."
    )
    amount_sources = models.ManyToManyField(
        Source,
        blank=True,
        related_name="amounts",
        verbose_name="sources of the sentence or the amounts",
        help_text="The exact place of the sentence, amounts or terms: the judgment, with its page. "
        "Leave blank if the sources above also state them.",
    )
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    override_reason = models.CharField(
        "record it although it does not fit",
        max_length=250,
        blank=True,
        help_text="If your source confirms a step that the record says cannot happen, explain why. Not public.",
    )
    retraction_reason = models.CharField(max_length=250, blank=True)

    objects = DevelopmentQuerySet.as_manager()

    class Meta:
        ordering = ["occurred", "position"]
        indexes = [models.Index(fields=["-occurred", "-position", "-id"], name="development_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "occurred", "position"],
                name="development_position_once_a_date",
                violation_error_message="Another development of this day has this place. Enter the next number.",
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
            *(
                _only_for(name, kinds) for name, kinds in CALLED_FOR.items() if name != "manner"
            ),  # a rule of its own, below
            models.CheckConstraint(
                condition=~models.Q(kind__in=[kind.value for kind in REQUIRED["verdict"]]) | ~models.Q(verdict=""),
                name="development_verdict_which",
                violation_error_message="Say which verdict.",
            ),
            _manner_fits(),
            _verdict_notwithstanding(),
            _lesser_offense(),
            partial_date_check("occurred", "development_occurred_is_a_partial_date"),
        ]

    def __str__(self):
        return f"{self.title}, {self.occurred.reader}"

    @property
    def title(self) -> str:
        """What happened, in the law's words: “Dismissed with prejudice by the court”."""
        if self.kind == DevelopmentKind.EVENT and self.note:
            return self.note
        label = DevelopmentKind(self.kind).label
        if self.kind == DevelopmentKind.PLEADED and self.plea:
            return _first_up(Plea(self.plea).phrase)
        if self.verdict:
            return _first_up(f"{label}: {Verdict(self.verdict).label}")
        return _first_up(" ".join([label, *self._said()]))

    def _said(self) -> list[str]:
        """The details that are part of the title, as phrases."""
        names_paper = self.instrument and self.kind != DevelopmentKind.FILED
        newer = f"{Manner.SUPERSEDING.label} " if self.manner == Manner.SUPERSEDING else ""
        by = self.by if self.kind == DevelopmentKind.DISMISSED else ""
        phrases = (
            f"by {newer}{Instrument(self.instrument).label}" if names_paper else "",
            Prejudice(self.prejudice).label if self.prejudice else "",
            Manner(self.manner).label if self.manner and not newer else "",
            f"for {Side(self.in_favor_of).label}" if self.in_favor_of else "",
            f"by {Actor(by).label}" if by else "",
        )
        return [phrase for phrase in phrases if phrase]

    @property
    def more(self) -> str:
        """The note, unless the title already says it."""
        return "" if self.note == self.title else self.note

    @property
    def amount_label(self) -> str:
        """The label of its amount sources, as readers see it."""
        return "For the sentence" if self.sentence else "For the amounts"

    @property
    def fact(self) -> Fact:
        """The facts that the fold of a charge needs."""
        return Fact(
            kind=self.kind,
            occurred=self.occurred,
            position=self.position,
            recorded_at=site_time(self.recorded_at),
            retracted_at=self.retracted_at,
            **{name: getattr(self, name) for name in FACT_DETAILS},
        )


FACT_DETAILS = (*DETAILS, "by", "reason", "override_reason")


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
