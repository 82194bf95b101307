"""Proceedings and the courts that hear them."""

from datetime import timedelta
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from dates.clocks import end_of
from legal.docket import CHECK_EVERY, FURTHEST, LATEST, due_by_interval, next_check
from legal.models.charge import Charge
from legal.models.development import Development
from legal.models.link import ProceedingLink
from legal.models.party import Party
from legal.vocabulary import HearingState, LinkKind, ProceedingKind
from web.addresses import path_to
from web.models import Loaded
from web.slugs import unique_slug


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Use a name such as America/Denver.")


WATCHED = [HearingState.SCHEDULED, HearingState.HELD]  # hearings that call for a look at the docket
FOLLOWED = models.Q(is_public=True, is_followed=True)  # for the home page: a few of many


class Court(Loaded):
    name = models.CharField("court or agency", max_length=200, unique=True)
    place = models.CharField(max_length=200, blank=True, help_text="Where it sits: “Santa Fe, New Mexico”.")
    time_zone = models.CharField(
        max_length=50,
        default="America/Denver",
        validators=[validate_time_zone],
        help_text="Its hearings and days are shown in this zone.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


RESERVED = {"glossary"}  # addresses under /cases/ that are not cases


class ProceedingQuerySet(models.QuerySet):
    def published(self, known_at=None):
        """The public cases; with `known_at`, only those that were already public at that moment."""
        public = self.filter(is_public=True)
        if known_at is None:
            return public
        return public.filter(models.Q(public_since__isnull=True) | models.Q(public_since__lte=known_at))

    def with_standings(self, known_at=None):
        """Prefetch what is needed to work out each charge's standing, from public developments only."""
        charges = Charge.objects.with_standings(known_at=known_at, of_whole_cases=True)
        return (
            self.select_related("court")
            .with_next_hearing()
            .prefetch_related(models.Prefetch("charges", charges, to_attr="listed_charges"))
        )

    def with_next_hearing(self):
        """Prefetch each case's next public hearing, for `Charge.standing()`."""
        hearings = self.model._meta.get_field("hearings").related_model.objects.next_of_cases()
        return self.prefetch_related(models.Prefetch("hearings", hearings, to_attr="coming_hearings"))

    def due_for_check(self, today):
        """The cases whose docket should be checked, longest unchecked first (`legal/docket.py`)."""
        near = (
            self.model._meta.get_field("hearings")
            .related_model.objects.filter(
                state__in=WATCHED,
                starts_at__gte=models.F("proceeding__checked_on") - timedelta(days=LATEST),
                starts_at__lte=end_of(today + timedelta(days=FURTHEST)),
            )
            .values_list("proceeding", "proceeding__checked_on", "starts_at")
        )
        days = [(case, next_check(checked, 0, [timezone.localdate(starts)])) for case, checked, starts in near]
        by_hearing = {case for case, day in days if day and day <= today}
        due = self.filter(due_by_interval(today) | models.Q(pk__in=by_hearing))
        return due.order_by(models.F("checked_on").asc(nulls_first=True), "caption", "pk")

    def with_links(self):
        ends = {"links_out": "to_proceeding", "links_in": "from_proceeding"}
        return self.prefetch_related(
            *(
                models.Prefetch(links, ProceedingLink.objects.leading_to_public(other).select_related(other))
                for links, other in ends.items()
            )
        )

    def for_case_page(self, known_at=None):
        """Prefetch all but the developments, which may be many: `pages/cases/detail.py` loads them page by page."""
        published = Development.objects.published(known_at)
        charges = Charge.objects.with_history(published).with_refilings(published).with_originals(published)
        return (
            self.select_related("court")
            .with_links()
            .prefetch_related(
                models.Prefetch("charges", charges.with_relations(), to_attr="listed_charges"),
                models.Prefetch("parties", Party.objects.with_sources(known_at)),
            )
        )


class Proceeding(Loaded):
    """One case before one court or agency."""

    kind = models.CharField(max_length=12, choices=ProceedingKind.choices)
    caption = models.CharField(max_length=250, help_text="As filed: “State of New Mexico v. Baldwin”.")
    short_title = models.CharField(
        max_length=120, blank=True, help_text="Only if two cases have the same caption: “(2024)”."
    )
    slug = models.SlugField(
        max_length=100, unique=True, blank=True, help_text="The address. Leave blank to use the caption."
    )
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="proceedings")
    docket_number = models.CharField(max_length=100, blank=True, help_text="Leave blank if unknown.")
    summary = models.TextField(blank=True, help_text="What it is about, in one or two neutral sentences.")
    links = models.ManyToManyField(
        "self", through="ProceedingLink", through_fields=("from_proceeding", "to_proceeding"), symmetrical=False
    )
    is_followed = models.BooleanField("on the home page", default=False, help_text="Show its status on the home page.")
    is_public = models.BooleanField("public", default=False, help_text="Readers see this case.")
    # Empty if it was public from the start. Views of a past moment omit cases that were not public then.
    public_since = models.DateTimeField(null=True, blank=True, editable=False)
    checked_on = models.DateField("last checked against the docket", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    check_every = models.PositiveSmallIntegerField(
        "check the docket",
        choices=CHECK_EVERY,
        default=14,
        help_text="Also due a week before, a day before and the day after each hearing.",
    )

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        ordering = ["caption", "pk"]
        permissions = [("publish_record", "Can make cases public and change what readers see of the record")]
        indexes = [
            models.Index(fields=["caption", "id"], name="proceeding_by_caption"),
            models.Index(fields=["caption", "id"], name="proceeding_followed", condition=FOLLOWED),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(caption=""), name="proceeding_has_a_caption")]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or unique_slug(Proceeding, self.title, fallback="case", reserved=RESERVED)
        if self.pk and self.is_public and Proceeding.objects.filter(pk=self.pk, is_public=False).exists():
            self.public_since = timezone.now()
            if kwargs.get("update_fields"):
                kwargs["update_fields"] = {*kwargs["update_fields"], "public_since"}
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("case", self.slug)

    def clean(self):
        if self.slug in RESERVED:
            raise ValidationError({"slug": "A page of ours has this address already: choose another one."})

    @property
    def title(self) -> str:
        return f"{self.caption} {self.short_title}".strip()

    @property
    def is_due_for_check(self) -> bool:
        """Whether the docket is due for another check; reads the case's hearings."""
        days = [timezone.localdate(h.starts_at) for h in self.hearings.all() if h.state in WATCHED]
        due = next_check(self.checked_on, self.check_every, days)
        return due is not None and due <= timezone.localdate()

    def check_docket(self, *, by) -> None:
        """Record that `by` compared the case with the court's docket today."""
        self.checked_on, self.checked_by = timezone.localdate(), by
        self.save(update_fields=["checked_on", "checked_by"])

    @property
    def linked(self) -> list[tuple[str, "Proceeding"]]:
        """The linked cases with the label of each link, whichever way it was entered."""
        out = [(LinkKind(link.kind).label, link.to_proceeding) for link in self.links_out.all()]
        return out + [(LinkKind(link.kind).reverse_label, link.from_proceeding) for link in self.links_in.all()]
