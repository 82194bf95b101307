"""Checks before a development is recorded: does it fit the case and the whole history of each charge?"""

from collections.abc import Iterable

from legal.models import Charge, Development, Proceeding
from legal.standing import Fact, problems
from legal.steps import STEPS
from legal.vocabulary import DevelopmentKind as Kind
from legal.vocabulary import ProceedingKind, Verdict

CRIMINAL_ONLY = {
    Kind.ANNOUNCED, Kind.DECLINED, Kind.CHARGED, Kind.ENHANCEMENT_WITHDRAWN, Kind.ARRAIGNED, Kind.PLEADED,
    Kind.PLEA_WITHDRAWN, Kind.SENTENCED, Kind.RELEASED, Kind.SENTENCE_COMPLETED, Kind.NOLLE_PROSEQUI,
}  # fmt: skip
NOT_CRIMINAL = {Kind.ANSWERED, Kind.CITED, Kind.CONTESTED, Kind.SETTLED}
MOVING = {kind for (kind, _), step in STEPS.items() if step.to or step.fills or step.appeal}
GUILT = {Verdict.GUILTY, Verdict.NOT_GUILTY}


def misfits_of_kind(proceeding: Proceeding, fact: Fact) -> list[str]:
    """Why this kind of development cannot happen in this kind of case; [] when it can."""
    label = Kind(fact.kind).label
    if proceeding.kind == ProceedingKind.CRIMINAL:
        if fact.kind in NOT_CRIMINAL:
            return [f"“{label}” does not happen in a criminal case."]
        if fact.verdict and fact.verdict not in GUILT:
            return ["A criminal verdict is guilty or not guilty."]
        return []
    if fact.kind in CRIMINAL_ONLY:
        return [f"“{label}” happens in criminal cases only."]
    if fact.verdict in GUILT:
        return ["Nobody is found guilty in a civil or regulatory case: choose liable or not liable."]
    return []


def misfits(development: Development, charges: Iterable[Charge]) -> list[str]:
    """Every reason not to record `development` for `charges`, in sentences an editor understands; [] when it fits.

    Compares each charge's whole history before and after: a development may be new, inserted, changed, taken from a
    charge or retracted, and any of these can make a later one impossible. What was wrong before is not held against it.
    """
    fact, wanted = development.fact, list(charges)
    found = misfits_of_kind(development.proceeding, fact)
    if not wanted and fact.kind in MOVING:
        found.append("Say which charges it affects: this kind of development changes where a charge stands.")
    strangers = [charge for charge in wanted if charge.proceeding_id != development.proceeding_id]
    found += [f"The charge “{charge}” belongs to another case." for charge in strangers]
    stands = {charge.pk for charge in wanted} if development.retracted_at is None else set()
    had = list(development.charges.all()) if development.pk else []
    for charge in {charge.pk: charge for charge in (*had, *wanted)}.values():
        standing = list(charge.developments.filter(retracted_at__isnull=True))
        already = problems(other.fact for other in standing)
        others = [other.fact for other in standing if other.pk != development.pk]
        now = problems([*others, fact] if charge.pk in stands else others)
        found += [f"{charge}: {problem}" for misfit, problem in now.items() if misfit not in already]
    return found


def next_position(proceeding: Proceeding, occurred: object) -> int:
    """The place after the developments already recorded for that date."""
    last = proceeding.developments.filter(occurred=occurred).order_by("-position").first()
    return last.position + 1 if last else 1
