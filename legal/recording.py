"""Checks before a development is recorded: does it fit the case and the whole history of each charge?"""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q
from django.utils import timezone

from dates.value import PartialDate
from legal.models import Charge, Development, Proceeding
from legal.standing.fold import Fact, problems
from legal.standing.steps import STEPS
from legal.vocabulary import Actor, ChargeRelation, ProceedingKind, Verdict
from legal.vocabulary import DevelopmentKind as Kind

MOVING = {kind for (kind, _), step in STEPS.items() if step.moves}
# Who may do what: the law separates dismissals by the prosecution and by the court, and verdicts from both.
DONE_BY = {
    Kind.NOLLE_PROSEQUI: {Actor.PROSECUTION},
    Kind.NO_TRUE_BILL: {Actor.GRAND_JURY},
    Kind.ARRAIGNED: {Actor.COURT, Actor.DEFENDANT},
    Kind.PLEADED: {Actor.DEFENDANT},
    Kind.VERDICT: {Actor.JURY, Actor.COURT, Actor.AGENCY},
    Kind.JUDGMENT_NOTWITHSTANDING: {Actor.COURT},
    Kind.SENTENCED: {Actor.COURT, Actor.JURY},
    Kind.AFFIRMED: {Actor.APPELLATE_COURT, Actor.HIGH_COURT, Actor.AGENCY, Actor.COURT},
    Kind.REVERSED: {Actor.APPELLATE_COURT, Actor.HIGH_COURT, Actor.COURT},
}


def misfits_of_kind(proceeding: Proceeding, fact: Fact) -> list[str]:
    """Why this kind of development cannot happen in this kind of case or by this actor; [] if it can."""
    kind = Kind(fact.kind)
    if proceeding.kind not in kind.proceedings:
        if kind.proceedings == {ProceedingKind.CRIMINAL}:
            return [f"“{kind.label}” happens in criminal cases only."]
        return [f"“{kind.label}” does not happen in a {ProceedingKind(proceeding.kind).label}."]
    if fact.verdict and proceeding.kind not in Verdict(fact.verdict).proceedings:
        if proceeding.kind == ProceedingKind.CRIMINAL:
            return ["A criminal verdict is guilty or not guilty, one of their kinds, or none (hung jury)."]
        return ["Nobody is found guilty in a civil or regulatory case: choose liable or not liable."]
    if fact.by and fact.by not in DONE_BY.get(kind, {fact.by}):
        who = " or ".join(Actor(actor).label for actor in sorted(DONE_BY[kind]))
        return [f"“{kind.label}” is done by {who}."]
    return []


def misfits_alone(development: Development, charges: Collection[Charge]) -> list[str]:
    """Why a development is invalid regardless of the record: its kind, its actor, its charges."""
    found = misfits_of_kind(development.proceeding, development.fact)
    if not charges and development.kind in MOVING and development.proceeding.kind != ProceedingKind.APPELLATE:
        found.append("Say which charges it affects: this kind of development changes where a charge stands.")
    strangers = [charge for charge in charges if charge.proceeding_id != development.proceeding_id]
    return found + [f"The charge “{charge}” belongs to another case." for charge in strangers]


def problem_of_day(occurred: PartialDate) -> str:
    """Why nothing can have happened on a day; "" if it can."""
    if occurred.first > timezone.localdate():
        return "This day is still to come. A date in the court's calendar is a hearing."
    return ""


def misfits(development: Development, charges: Iterable[Charge]) -> list[str]:
    """Every reason not to record `development` for `charges`, in sentences an editor understands; [] when it fits.

    Compares each charge's whole history before and after, and that of the charges beside it in the alternative: a
    development may be new, inserted, changed, taken from a charge or retracted, and any of these can make a later one
    impossible. What was wrong before is not held against it. A development with an `override_reason` stands where it
    does not fit, and what follows is checked as if it did; it excuses neither another one that no longer fits, nor a
    kind that this kind of case does not know.
    """
    wanted = list(charges)
    found = misfits_alone(development, wanted)
    stands = {charge.pk for charge in wanted} if development.retracted_at is None else set()
    had = set(development.charges.values_list("pk", flat=True)) if development.pk else set()

    def after(charge: Charge) -> list[Fact]:
        others = [other.fact for other in charge.listed_developments if other.pk != development.pk]
        return [*others, development.fact] if charge.pk in stands else others

    for charge in _touched([*had, *(charge.pk for charge in wanted)], development.proceeding_id):
        already = problems(charge.history.facts, [other.history.facts for other in charge.alternatives])
        now = problems(after(charge), [after(other) for other in charge.alternatives])
        found += [f"{charge}: {problem}" for fact, problem in now.items() if fact not in already]
    return found


def _touched(keys: Iterable[int], case: int) -> Iterator[Charge]:
    """The charges with `keys` in that order, and the charges that are alternatives to them."""
    keys = list(dict.fromkeys(keys))
    beside = ~Q(alternative_group="") | Q(relation=ChargeRelation.LESSER_INCLUDED_OF)
    rows = Charge.objects.filter(Q(pk__in=keys) | (beside & Q(proceeding=case)))
    charges = {charge.pk: charge for charge in rows.with_histories()}
    yield from (charges[key] for key in keys if key in charges)
    for charge in charges.values():
        if charge.pk not in keys and any(other.pk in keys for other in charge.alternatives):
            yield charge


def impossible(charge: Charge) -> dict[Development, str]:
    """The impossible developments of a charge, each with a sentence; needs `with_histories()`."""
    by_fact = {development.fact: development for development in charge.listed_developments}
    found = problems(by_fact, [other.history.facts for other in charge.alternatives])
    return {by_fact[fact]: f"{charge}: {problem}" for fact, problem in found.items()}


def next_position(proceeding: Proceeding, occurred: object) -> int:
    """The place after the developments already recorded for that date."""
    last = proceeding.developments.filter(occurred=occurred).order_by("-position").first()
    return last.position + 1 if last else 1
