"""Explanations on a case's page: what the case is about, who is who, and how a charge came back.

Pure: no Django, no database. As neutral as `wording.py`: a charge is called a charge, and acquittals and ended
charges come first.
"""

from collections.abc import Iterable

from legal.standing.fold import Standing
from legal.standing.states import State
from legal.standing.wording import short
from legal.vocabulary import Prejudice, ProceedingKind

NAMED = 3  # the most names and offenses in a sentence; it counts the rest
CASES = {
    ProceedingKind.CRIMINAL: ("criminal case", "charge", "against"),
    ProceedingKind.CIVIL: ("civil case", "claim", "against"),
    ProceedingKind.REGULATORY: ("regulatory proceeding", "citation", "against"),
    ProceedingKind.APPELLATE: ("appeal", "matter", "concerning"),
}
FOR_THE_ACCUSED = {State.ACQUITTED, State.ACQUITTED_BY_COURT, State.INSANITY, State.NOT_LIABLE}
ENDED = {State.DISMISSED, State.DECLINED, State.VACATED, State.ABATED, State.EXPUNGED, State.PARDONED}


def rank(standing: Standing) -> int:
    """The place of a charge in a list: acquittals lead, then what ended for good, then everything else."""
    if standing.unclear or standing.on_appeal or standing.refiled:
        return 2
    return 0 if standing.state in FOR_THE_ACCUSED else 1 if standing.state in ENDED else 2


def listed(names: Iterable[str], most: int = NAMED) -> str:
    """“A”, “A and B”, “A, B, C and 4 others”: each name once, in the order they come."""
    unique = list(dict.fromkeys(names))
    shown, rest = unique[:most], len(unique) - most
    if rest > 0:
        shown.append(f"{rest} other{'s' if rest > 1 else ''}")
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def about(kind: str, court: str, charges: Iterable[tuple[str, str]], standings: Iterable[Standing]) -> str:
    """Two sentences: what the case is about, and where its charges stand."""
    case, charge, against = CASES[ProceedingKind(kind)]
    against_whom, over_what = zip(*charges, strict=True) if (charges := list(charges)) else ((), ())
    the_court = court if court.lower().startswith("the ") else f"the {court}"
    opening = f"{'An' if case[0] in 'aeiou' else 'A'} {case} before {the_court}"
    if not charges:
        return f"{opening}. No {charge} is on record."
    many = f"{len(charges)} {charge}s" if len(charges) > 1 else f"one {charge}"
    first = f"{opening} about {many} {against} {listed(against_whom)}: {listed(over_what)}."
    return f"{first} {_where(list(zip(over_what, standings, strict=True)), charge)}"


def _where(stands: list[tuple[str, Standing]], charge: str) -> str:
    """Where the charges stand, in one sentence: each state with what stands there, or with how many where they are."""
    if len(stands) == 1:
        return f"Where it stands: {short(stands[0][1])}."
    states: dict[str, list[str]] = {}
    for offense, standing in sorted(stands, key=lambda stand: rank(stand[1])):
        states.setdefault(_state(standing), []).append(offense)
    few = len(stands) <= NAMED
    counts = [f"{state} ({listed(there) if few else len(there)})" for state, there in states.items()]
    return f"Where the {charge}s stand: {'; '.join(counts)}."


def _state(standing: Standing) -> str:
    """The short words without the date, so that charges of one state are grouped."""
    since = f", {standing.since.reader}" if standing.since else ""
    words = short(standing).replace(since, "", 1).replace("; ", ", ")
    return words[:1].lower() + words[1:]


def refiling(was: Standing, again: Standing) -> str:
    """“This charge was dismissed without prejudice in April 2023 and filed again on January 19, 2024”; "" until it is.

    `was` is the charge that ended, `again` the one that files it again. Without a full stop: the case's name follows.
    """
    if was.unclear or was.since is None or again.charged is None:
        return ""
    how = f" {Prejudice(was.prejudice).label}" if was.prejudice else ""
    return f"This charge was {was.state.label}{how} {was.since.on} and filed again {again.charged.occurred.on}"
