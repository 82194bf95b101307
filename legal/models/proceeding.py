"""Proceedings and what hangs on them: courts, links, parties and charges."""

from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from dates.clocks import end_of
from legal.docket import CHECK_EVERY, FURTHEST, due_by_interval, next_check
from legal.models.development import Development
from legal.models.history import History, folded, history_text, read_history
from legal.models.link import ProceedingLink
from legal.models.party import Party
from legal.standing.fold import Ahead, Standing
from legal.vocabulary import ChargeRelation, HearingState, LinkKind, ProceedingKind
from web.addresses import path_to
from web.models import Loaded, asked_for
from web.slugs import unique_slug


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is no time zone. Write it as in America/Denver.")


WATCHED = [HearingState.SCHEDULED, HearingState.HELD]  # hearings that call for a look at the docket
FOLLOWED = models.Q(is_public=True, is_followed=True)  # the front page's: few of many


class Court(Loaded):
    name = models.CharField("court or agency", max_length=200, unique=True)
    place = models.CharField(max_length=200, blank=True, help_text="Where it sits: “Santa Fe, New Mexico”.")
    time_zone = models.CharField(
        max_length=50,
        default="America/Denver",
        validators=[validate_time_zone],
        help_text="Its hearings and days are told in this zone.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


RESERVED = {"glossary"}  # addresses under /cases/ that are no case


class ProceedingQuerySet(models.QuerySet):
    def published(self, known_at=None):
        """The cases readers may see; with `known_at`, those that were public at that moment too."""
        public = self.filter(is_public=True)
        if known_at is None:
            return public
        return public.filter(models.Q(public_since__isnull=True) | models.Q(public_since__lte=known_at))

    def with_standings(self, known_at=None):
        """Prefetch what the standings of the cases' charges need, from public developments only."""
        charges = Charge.objects.with_standings(known_at=known_at, of_whole_cases=True)
        return (
            self.select_related("court")
            .with_next_hearing()
            .prefetch_related(models.Prefetch("charges", charges, to_attr="listed_charges"))
        )

    def with_next_hearing(self):
        """Prefetch the next hearing of each case that readers may see, for `Charge.standing()`."""
        hearings = self.model._meta.get_field("hearings").related_model.objects.next_of_cases()
        return self.prefetch_related(models.Prefetch("hearings", hearings, to_attr="coming_hearings"))

    def due_for_check(self, today):
        """The cases whose docket somebody should look at, the longest unchecked first (`legal/docket.py`)."""
        near = (
            self.model._meta.get_field("hearings")
            .related_model.objects.filter(
                state__in=WATCHED,
                starts_at__gte=models.F("proceeding__checked_on") - timedelta(days=1),
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
        """All but the pages of its developments, which may be many: `pages/cases/detail.py` asks for the first."""
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
        max_length=120, blank=True, help_text="Only where the caption does not tell two cases apart: “(2024)”."
    )
    slug = models.SlugField(max_length=100, unique=True, blank=True, help_text="The address. Empty: from the caption.")
    court = models.ForeignKey(Court, on_delete=models.PROTECT, related_name="proceedings")
    docket_number = models.CharField(max_length=100, blank=True, help_text="Leave it empty when it is not known.")
    summary = models.TextField(blank=True, help_text="What it is about, in one or two neutral sentences.")
    links = models.ManyToManyField(
        "self", through="ProceedingLink", through_fields=("from_proceeding", "to_proceeding"), symmetrical=False
    )
    is_followed = models.BooleanField(
        "on the home page", default=False, help_text="The home page says where it stands."
    )
    is_public = models.BooleanField("public", default=False, help_text="Readers see this case.")
    # Empty: for as long as it is here. Views of a past moment show nothing of a case that was not public then.
    public_since = models.DateTimeField(null=True, blank=True, editable=False)
    checked_on = models.DateField("last checked against the docket", null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    check_every = models.PositiveSmallIntegerField(
        "check the docket",
        choices=CHECK_EVERY,
        default=14,
        help_text="Besides, a week and a day before each hearing and the day after it.",
    )

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        ordering = ["caption", "pk"]
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
        """Whether the docket should be looked at again; reads the case's hearings."""
        days = [timezone.localdate(h.starts_at) for h in self.hearings.all() if h.state in WATCHED]
        due = next_check(self.checked_on, self.check_every, days)
        return due is not None and due <= timezone.localdate()

    def check_docket(self, *, by) -> None:
        """Note that `by` has compared the case with the court's docket today."""
        self.checked_on, self.checked_by = timezone.localdate(), by
        self.save(update_fields=["checked_on", "checked_by"])

    @property
    def linked(self) -> list[tuple[str, "Proceeding"]]:
        """The linked cases with the words of the link, whichever way it was entered."""
        out = [(LinkKind(link.kind).label, link.to_proceeding) for link in self.links_out.all()]
        return out + [(LinkKind(link.kind).reverse_label, link.from_proceeding) for link in self.links_in.all()]


class ChargeQuerySet(models.QuerySet):
    def published(self, known_at=None):
        public = Proceeding.objects.published(known_at).filter(pk=models.OuterRef("proceeding"))
        return self.filter(models.Exists(public))

    def with_standings(self, developments=None, known_at=None, *, of_whole_cases=False):
        """Prefetch what `Charge.standing()` folds: the public developments of a charge, its refilings and alternatives.

        `known_at` asks for those that were public at that moment: fold them with the same `known_at`. The desk may give
        other `developments`, such as all that are not retracted; then it asks every case. With `of_whole_cases` the
        caller fetches every charge of the cases as their `listed_charges`: the alternatives are then among these.
        """
        refiling = Charge.objects.published() if developments is None else Charge.objects.all()
        developments = Development.objects.published(known_at) if developments is None else developments
        charges = self.with_history(developments).with_refilings(developments, refiling)
        return charges if of_whole_cases else charges.with_alternatives(developments)

    def with_histories(self):
        """Prefetch all that stands recorded of each charge and of its alternatives, for the desk's checks."""
        standing = Development.objects.filter(retracted_at__isnull=True)
        listed = models.Prefetch("developments", standing, to_attr="listed_developments")
        charges = self.select_related("party__person", "party__organization", "proceeding")
        beside = _alternatives().prefetch_related(listed)
        return charges.prefetch_related(listed, models.Prefetch("proceeding__charges", beside, "alternative_charges"))

    def with_history(self, developments):
        """With those of `developments` that are about each charge, for `Charge.history`."""
        return self.annotate(history_text=history_text(developments))

    def with_alternatives(self, developments):
        """Prefetch, for the cases of these charges, those beside which another one cannot stand."""
        others = _alternatives().with_history(developments)
        return self.prefetch_related(models.Prefetch("proceeding__charges", others, "alternative_charges"))

    def with_refilings(self, developments, refiling=None):
        """Prefetch the public charges (or those of `refiling`) that file these again, with their `developments`."""
        refilings = (
            (Charge.objects.published() if refiling is None else refiling)
            .select_related("proceeding")
            .with_history(developments)
            .with_alternatives(developments)
        )
        return self.select_related("party__person", "party__organization").prefetch_related(
            models.Prefetch("refiled_as", refilings, to_attr="listed_refilings")
        )

    def with_originals(self, developments):
        """Prefetch the charge of an earlier case that each one files again, with those `developments` about it."""
        originals = Charge.objects.select_related("proceeding").with_history(developments)
        return self.prefetch_related(models.Prefetch("refiles", originals.with_alternatives(developments)))

    def with_relations(self):
        """Prefetch the public charges that each hangs together with, for `Charge.related`."""
        others = Charge.objects.published().select_related("proceeding")
        return self.prefetch_related(
            models.Prefetch("related_to", others),
            models.Prefetch("related_from", others, to_attr="listed_related_from"),
        )


def _alternatives() -> ChargeQuerySet:
    """The charges beside which another one cannot stand."""
    including = Charge.objects.filter(relation=ChargeRelation.LESSER_INCLUDED_OF).values("related_to")
    return Charge.objects.filter(~models.Q(alternative_group="") | models.Q(pk__in=including))


class Charge(Loaded):
    """One charge, claim or citation against one party in one proceeding."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="charges")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="charges", help_text="Against whom.")
    offense = models.CharField(
        "offense or cause of action", max_length=200, help_text="In the law's words: “involuntary manslaughter”."
    )
    statute = models.CharField(max_length=150, blank=True)
    degree = models.CharField(max_length=100, blank=True, help_text="“fourth-degree felony”; empty when not known.")
    count_label = models.CharField("count", max_length=50, blank=True, help_text="“Count 1”")
    alternative_group = models.CharField(
        max_length=20, blank=True, help_text="The same letter on charges of which only one can stand: “A”."
    )
    refiles = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refiled_as",
        help_text="The dismissed charge of an earlier case that this one files again.",
    )

    relation = models.CharField(
        "how it hangs together with another charge", max_length=16, choices=ChargeRelation.choices, blank=True
    )
    related_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="related_from",
        verbose_name="that charge",
        help_text="The charge it makes heavier, is part of, replaces, was amended from, or goes on.",
    )

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(offense=""), name="charge_has_an_offense"),
            models.CheckConstraint(
                condition=models.Q(relation="", related_to__isnull=True)
                | (~models.Q(relation="") & models.Q(related_to__isnull=False)),
                name="charge_relation_names_another",
                violation_error_message="Say both how it hangs together with another charge, and with which.",
            ),
            models.CheckConstraint(
                condition=models.Q(related_to__isnull=True) | ~models.Q(related_to=models.F("id")),
                name="charge_is_related_to_another",
                violation_error_message="A charge cannot hang together with itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(refiles__isnull=True) | ~models.Q(refiles=models.F("id")),
                name="charge_refiles_another",
            ),
        ]

    def __str__(self):
        return f"{self.offense}, {self.party.who}"

    def clean(self):
        if self.party_id and self.proceeding_id and self.party.proceeding_id != self.proceeding_id:
            raise ValidationError({"party": "This party belongs to another case."})
        if self.refiles_id and self.refiles.proceeding_id == self.proceeding_id:
            raise ValidationError({"refiles": "A charge is refiled in another proceeding; here, amend it instead."})
        if self.refiles_id and self.party_id and _who(self.refiles.party) != _who(self.party):
            raise ValidationError({"refiles": "That charge is against somebody else."})
        if self.related_to_id and self.relation and self.party_id:
            self._clean_relation(ChargeRelation(self.relation))

    def _clean_relation(self, relation: ChargeRelation) -> None:
        """A related charge is against the same party, and in this case where only this case can hold it."""
        is_here = self.related_to.proceeding_id == self.proceeding_id
        if _who(self.related_to.party) != _who(self.party):
            raise ValidationError({"related_to": "That charge is against somebody else."})
        if relation.is_in_one_case and not is_here:
            raise ValidationError({"related_to": f"For “{relation.label}” choose a charge of this case."})
        if relation == ChargeRelation.MOVED_FROM and is_here:
            raise ValidationError({"related_to": "A charge that moved comes from another case."})
        if self.related_to.related_to_id == self.pk and self.pk:
            raise ValidationError({"related_to": "That charge already points at this one: enter it once."})

    @property
    def name(self) -> str:
        """Who is charged with what, as a list tells it: “Pat Sample, theft (Count 1)”."""
        count = f" ({self.count_label})" if self.count_label else ""
        return f"{self.party.who}, {self.offense}{count}"

    @property
    def related(self) -> list[tuple[str, "Charge"]]:
        """The public charges it hangs together with, with the words of it, both ways; needs `with_relations()`."""
        came_back = asked_for(self, "listed_related_from", "Charge.objects.with_relations()")
        back = [(ChargeRelation(other.relation).reverse_label, other) for other in came_back]
        return ([(ChargeRelation(self.relation).label, self.related_to)] if self.related_to else []) + back

    @cached_property
    def history(self) -> History:
        """Its listed developments, in their order; the desk asks for them as models, pages as a text."""
        listed = self.__dict__.get("listed_developments")
        if listed is not None:
            return History.of(listed)
        return read_history(asked_for(self, "history_text", "Charge.objects.with_standings()"))

    @property
    def alternatives(self) -> list["Charge"]:
        """The charges beside which it cannot stand: others of its group, and the greater one it is included in."""
        greater = self.related_to_id if self.relation == ChargeRelation.LESSER_INCLUDED_OF else None
        if not (self.alternative_group or greater):
            return []
        case, mine = self.proceeding, (self.party_id, self.alternative_group or None)
        there = case.__dict__.get("listed_charges")
        if there is None:
            there = asked_for(case, "alternative_charges", "Charge.objects.with_standings()")
        return [
            other
            for other in there
            if other.pk != self.pk and (other.pk == greater or (other.party_id, other.alternative_group) == mine)
        ]

    def standing(self, *, as_of: date | None = None, known_at: datetime | None = None) -> Standing:
        """Where it stands for readers, from public developments; needs `with_standings()`."""
        return folded(
            self.history,
            tuple(charge.history for charge in getattr(self, "listed_refilings", ())),
            tuple(charge.history for charge in self.alternatives),
            self._next_hearing,
            as_of=as_of,
            known_at=known_at,
        )

    @property
    def _next_hearing(self) -> Ahead | None:
        """The next hearing of its case, where the page has asked for it: `Proceeding.with_next_hearing()`."""
        case = self.proceeding if Charge.proceeding.is_cached(self) else None
        coming = getattr(case, "coming_hearings", [])
        return coming[0].ahead if coming else None


def _who(party: Party) -> tuple[int | None, int | None]:
    return party.person_id, party.organization_id
