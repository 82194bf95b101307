"""Checks before a development is recorded: does it fit the case and the whole history of each charge?"""

from collections.abc import Iterable

from legal.models import Charge, Development, Proceeding
from legal.standing import Fact, problems
from legal.vocabulary import DevelopmentKind as Kind
from legal.vocabulary import ProceedingKind, Verdict

CRIMINAL_ONLY = {
    Kind.ANNOUNCED, Kind.DECLINED, Kind.CHARGED, Kind.ENHANCEMENT_WITHDRAWN, Kind.ARRAIGNED, Kind.PLEADED,
    Kind.PLEA_WITHDRAWN, Kind.SENTENCED, Kind.RELEASED, Kind.SENTENCE_COMPLETED, Kind.NOLLE_PROSEQUI,
}  # fmt: skip
NOT_CRIMINAL = {Kind.ANSWERED, Kind.CITED, Kind.CONTESTED, Kind.SETTLED}
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

    Checks against the whole history, so also what an inserted or changed development would make impossible later.
    What was already wrong before is not held against it.
    """
    fact = development.fact
    found = misfits_of_kind(development.proceeding, fact)
    for charge in charges:
        if charge.proceeding_id != development.proceeding_id:
            found.append(f"The charge “{charge}” belongs to another case.")
            continue
        others = charge.developments.exclude(pk=development.pk).filter(retracted_at__isnull=True)
        history = [other.fact for other in others]
        already = problems(history)
        now = problems([*history, fact])
        found += [f"{charge}: {problem}" for misfit, problem in now.items() if misfit not in already]
    return found


def next_position(proceeding: Proceeding, occurred: object) -> int:
    """The place after the developments already recorded for that date."""
    last = proceeding.developments.filter(occurred=occurred).order_by("-position").first()
    return last.position + 1 if last else 1
