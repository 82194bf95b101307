"""Charges: single accusations, claims or citations, and the queries behind their standings."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from legal.models.development import Development
from legal.models.history import History, folded, history_text, read_history
from legal.models.party import Party
from legal.standing.fold import Ahead, Standing
from legal.vocabulary import ChargeRelation
from web.models import Loaded, asked_for


class ChargeQuerySet(models.QuerySet):
    def published(self, known_at=None):
        cases = self.model._meta.get_field("proceeding").related_model.objects
        return self.filter(models.Exists(cases.published(known_at).filter(pk=models.OuterRef("proceeding"))))

    def with_standings(self, developments=None, known_at=None, *, of_whole_cases=False):
        """Prefetch what `Charge.standing()` folds: the public developments of a charge, its refilings and alternatives.

        `known_at` selects the developments that were public at that moment: fold them with the same `known_at`.
        The desk may pass other `developments`, such as all that are not retracted. With `of_whole_cases`, the
        caller loads every charge of the cases as `listed_charges`, so the alternatives are among these.
        """
        refiling = Charge.objects.published() if developments is None else Charge.objects.all()
        developments = Development.objects.published(known_at) if developments is None else developments
        charges = self.with_history(developments).with_refilings(developments, refiling)
        return charges if of_whole_cases else charges.with_alternatives(developments)

    def with_histories(self):
        """Prefetch everything on record for each charge and its alternatives, for the desk's checks."""
        standing = Development.objects.filter(retracted_at__isnull=True)
        listed = models.Prefetch("developments", standing, to_attr="listed_developments")
        charges = self.select_related("party__person", "party__organization", "proceeding")
        beside = _alternatives().prefetch_related(listed)
        return charges.prefetch_related(listed, models.Prefetch("proceeding__charges", beside, "alternative_charges"))

    def with_history(self, developments):
        """Annotate each charge with its `developments`, for `Charge.history`."""
        return self.annotate(history_text=history_text(developments))

    def with_alternatives(self, developments):
        """Prefetch the alternatives in the cases of these charges: charges of which only one can stand."""
        others = _alternatives().with_history(developments)
        return self.prefetch_related(models.Prefetch("proceeding__charges", others, "alternative_charges"))

    def with_refilings(self, developments, refiling=None):
        """Prefetch the public charges (or those in `refiling`) that refile these, with their `developments`."""
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
        """Prefetch the charge of an earlier case that each one refiles, with its `developments`."""
        originals = Charge.objects.select_related("proceeding").with_history(developments)
        return self.prefetch_related(models.Prefetch("refiles", originals.with_alternatives(developments)))

    def with_relations(self):
        """Prefetch the public charges related to each one, for `Charge.related`."""
        others = Charge.objects.published().select_related("proceeding")
        return self.prefetch_related(
            models.Prefetch("related_to", others),
            models.Prefetch("related_from", others, to_attr="listed_related_from"),
        )


def _alternatives() -> ChargeQuerySet:
    """Charges that exclude another one."""
    including = Charge.objects.filter(relation=ChargeRelation.LESSER_INCLUDED_OF).values("related_to")
    return Charge.objects.filter(~models.Q(alternative_group="") | models.Q(pk__in=including))


class Charge(Loaded):
    """One charge, claim or citation against one party in one proceeding."""

    proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.CASCADE, related_name="charges")
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="charges", help_text="The party charged or sued."
    )
    offense = models.CharField(
        "offense or cause of action",
        max_length=200,
        help_text="The offense as named in the statute or charge: “involuntary manslaughter”.",
    )
    statute = models.CharField(max_length=150, blank=True)
    degree = models.CharField(max_length=100, blank=True, help_text="“fourth-degree felony”; leave blank if unknown.")
    count_label = models.CharField("count", max_length=50, blank=True, help_text="“Count 1”")
    alternative_group = models.CharField(
        max_length=20, blank=True, help_text="Give charges the same letter if only one of them can stand: “A”."
    )
    refiles = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refiled_as",
        help_text="The dismissed charge of an earlier case that this one refiles.",
    )

    relation = models.CharField("relation to another charge", max_length=16, choices=ChargeRelation.choices, blank=True)
    related_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="related_from",
        verbose_name="that charge",
        help_text="The charge it enhances, is part of, replaces, was amended from or continues.",
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
                violation_error_message="Enter both how it is related to another charge and which charge that is.",
            ),
            models.CheckConstraint(
                condition=models.Q(related_to__isnull=True) | ~models.Q(related_to=models.F("id")),
                name="charge_is_related_to_another",
                violation_error_message="A charge cannot be related to itself.",
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
        """A related charge is against the same party, and in the same case if the relation requires it."""
        is_here = self.related_to.proceeding_id == self.proceeding_id
        if _who(self.related_to.party) != _who(self.party):
            raise ValidationError({"related_to": "That charge is against somebody else."})
        if relation.is_in_one_case and not is_here:
            raise ValidationError({"related_to": f"For “{relation.label}” choose a charge of this case."})
        if relation == ChargeRelation.MOVED_FROM and is_here:
            raise ValidationError({"related_to": "A charge that moved comes from another case."})
        if self.related_to.related_to_id == self.pk and self.pk:
            raise ValidationError({"related_to": "Those two charges are already linked."})

    @property
    def name(self) -> str:
        """Who is charged with what, as lists show it: “Pat Sample, theft (Count 1)”."""
        count = f" ({self.count_label})" if self.count_label else ""
        return f"{self.party.who}, {self.offense}{count}"

    @property
    def related(self) -> list[tuple[str, "Charge"]]:
        """The related public charges, each with the wording of the relation; needs `with_relations()`."""
        came_back = asked_for(self, "listed_related_from", "Charge.objects.with_relations()")
        back = [(ChargeRelation(other.relation).reverse_label, other) for other in came_back]
        return ([(ChargeRelation(self.relation).label, self.related_to)] if self.related_to else []) + back

    @cached_property
    def history(self) -> History:
        """Its developments in order. The desk loads them as models, pages as one text."""
        listed = self.__dict__.get("listed_developments")
        if listed is not None:
            return History.of(listed)
        return read_history(asked_for(self, "history_text", "Charge.objects.with_standings()"))

    @property
    def alternatives(self) -> list["Charge"]:
        """The charges it excludes: others in its group, and the greater offense that includes it."""
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
        """Its standing for readers, from public developments; needs `with_standings()`."""
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
        """The next hearing of its case, if the page loaded it with `Proceeding.with_next_hearing()`."""
        case = self.proceeding if Charge.proceeding.is_cached(self) else None
        coming = getattr(case, "coming_hearings", [])
        return coming[0].ahead if coming else None


def _who(party: Party) -> tuple[int | None, int | None]:
    return party.person_id, party.organization_id
