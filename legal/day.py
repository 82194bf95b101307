"""Record what happened in a case on one day: several steps and charges in one action.

A verdict on three charges, a plea and its sentence, a dismissal of everything: what a reporter brings home from one
hearing is recorded whole or not at all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from dates.value import PartialDate
from legal.models import Charge, Development, Proceeding, Source
from legal.models.development import CALLED_FOR
from legal.recording import misfits, misfits_of_kind, next_position
from legal.standing import wording
from legal.standing.fold import Standing, fits
from legal.standing.steps import STEPS
from legal.vocabulary import DevelopmentKind as Kind

SAID_OF_EACH_CHARGE = {Kind.PLEADED: "plea", Kind.VERDICT: "verdict"}


class Refused(Exception):
    """The day cannot be recorded like this; `reasons` are sentences for editors."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Step:
    """One thing that happened: its kind, what the kind calls for, and the charges it affects."""

    kind: str
    details: dict[str, str] = field(default_factory=dict)
    charges: Sequence[Charge] = ()


@dataclass(frozen=True)
class Change:
    """How a day changes a charge, in readers' sentences."""

    charge: Charge
    before: str
    after: str


@transaction.atomic
def record(
    proceeding: Proceeding, *, occurred: PartialDate, steps: Iterable[Step], sources: Iterable[Source], by: User
) -> list[Development]:
    """The developments of one date, in the order of `steps`, after those on record for it.

    Sources that are new are saved with them. Raises Refused, and writes nothing, if the record does not allow it.
    """
    made, sources = [], list(sources)
    for source in sources:
        if source.pk is None:
            source.save()
    for step in steps:
        development = record_step(proceeding, occurred=occurred, step=step, by=by)
        development.sources.set(sources)
        made.append(development)
    return made


def record_step(proceeding: Proceeding, *, occurred: PartialDate, step: Step, by: User) -> Development:
    """One step as a new development with its charges, after those of its date. Raises Refused if it does not fit."""
    development = Development(
        proceeding=proceeding,
        kind=step.kind,
        occurred=occurred,
        position=next_position(proceeding, occurred),
        recorded_by=by,
        **step.details,
    )
    if reasons := misfits(development, step.charges):
        raise Refused(reasons)
    try:
        development.full_clean(exclude=["recorded_by"])
    except ValidationError as error:
        raise Refused(error.messages) from error
    development.save()
    development.charges.set(step.charges)
    return development


def preview(proceeding: Proceeding, **day) -> list[Change]:
    """What `record()` with the same arguments would change, charge by charge. Raises Refused; writes nothing."""
    before = sentences(proceeding)
    with transaction.atomic():
        record(proceeding, **day)
        after = sentences(proceeding)
        transaction.set_rollback(True)
    return [Change(charge, before[charge], said) for charge, said in after.items() if said != before[charge]]


def standings(proceeding: Proceeding) -> dict[Charge, Standing]:
    """Where each charge stands according to everything on record, public or not."""
    everything = Development.objects.filter(retracted_at__isnull=True)
    # Not through `proceeding.charges`: that would keep on `proceeding` what was fetched, and be asked again in vain.
    charges = Charge.objects.filter(proceeding=proceeding).select_related("proceeding").with_standings(everything)
    return {charge: charge.standing() for charge in charges}


def sentences(proceeding: Proceeding) -> dict[Charge, str]:
    return {charge: wording.sentence(standing) for charge, standing in standings(proceeding).items()}


def kinds_of(proceeding: Proceeding) -> list[Kind]:
    """The kinds that can happen in this kind of case."""
    return [kind for kind in Kind if _belongs(proceeding, kind)]


def kinds_next(standing_of: Iterable[Standing]) -> set[str]:
    """The kinds that change where a charge stands and that can come next for one of them at least."""
    return {
        kind for (kind, _), step in STEPS.items() if step.moves for standing in standing_of if fits(step, standing.own)
    }


# The most frequent steps of court cases, in the order in which an editor is likely to need them.
FREQUENT = (
    "charged filed cited pleaded trial_began verdict sentenced affirmed reversed dismissed nolle_prosequi settled "
    "judgment appeal_noticed released sentence_completed satisfied paid reopened"
).split()
LIKELY = 5  # offered first


def likely_next(coming: Collection[str]) -> list[str]:
    """The few likeliest of the kinds that can come next."""
    return [kind for kind in FREQUENT if kind in coming][:LIKELY]


def details_of(kind: str) -> list[str]:
    """The details a kind calls for that are the same for all its charges."""
    said_of_each = SAID_OF_EACH_CHARGE.get(Kind(kind))
    return [name for name, kinds in CALLED_FOR.items() if kind in kinds and name != said_of_each]


def values_of(proceeding: Proceeding, kind: str) -> list[tuple[str, str]]:
    """The pleas or verdicts there can be in this kind of case; [] for a kind that says nothing of each charge."""
    name = SAID_OF_EACH_CHARGE.get(Kind(kind))
    if name is None:
        return []
    choices = Development._meta.get_field(name).choices
    return [choice for choice in choices if _belongs(proceeding, kind, **{name: choice[0]})]


def _belongs(proceeding: Proceeding, kind: str, **details: str) -> bool:
    sample = Development(proceeding=proceeding, kind=kind, occurred=PartialDate.parse("2000"), **details)
    return not misfits_of_kind(proceeding, sample.fact)
