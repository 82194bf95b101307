"""The words for a Standing: a few for a table, a plain sentence for a page.

Pure: no Django, no database. Neutral by construction: nothing says convicted, guilty or dismissed unless a development
does, a no-contest plea is never called guilty, and a dismissal is never called an acquittal. For expunged or
sealed charges, only that fact is stated.
"""

from legal.standing.fold import Fact, Standing
from legal.standing.states import OPEN, State
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Manner, Plea, Prejudice, Side, Verdict

APPELLANTS = {Actor.PROSECUTION, Actor.DEFENDANT, Actor.PLAINTIFF}
FILED_WORDS = {
    DevelopmentKind.CHARGED: "charged",
    DevelopmentKind.FILED: "complaint filed",
    DevelopmentKind.COUNTERCLAIM: "counterclaim filed",
    DevelopmentKind.CITED: "cited",
}
# The clause for each state. The fields come from `_fields()`, each with its own leading space.
OUTCOMES = {
    State.NONE: "nothing filed",
    State.ANNOUNCED: "charges announced{on}; not yet filed",
    State.DECLINED: "charges declined{by}{on}{why}",
    State.NO_BILL: "a grand jury did not indict{on}",
    State.PENDING: "pending",
    State.ON_TRIAL: "on trial{how} since{date}",
    State.MISTRIAL: "a mistrial was declared{on}{why}; pending",
    State.HUNG: "the jury could not agree on a verdict{on}; pending",
    State.DEFERRED: "deferred{by}{on}{why}",
    State.MOVED: "moved to another court{on}",
    State.NOT_REACHED: "not reached: its alternative was decided{on}",
    State.SUPERSEDED: "replaced by another charge{instrument}{on}",
    State.NO_CONTEST: "not yet sentenced",
    State.DISMISSED: "dismissed{prejudice}{how}{by}{on}{why}",
    State.ABATED: "ended by death (abated){on}",
    State.EXPUNGED: "expunged{by}{on}",
    State.PARDONED: "pardoned{by}{on}",
    State.DEFAULTED: "in default since{date}",
    State.SETTLED: "settled{how}{on}{terms}",
    State.DECIDED: "decided by a judgment{side}{on}{terms}",
    State.UPHELD: "the citation was affirmed{by}{on}{terms}",
    State.VACATED: "the citation was vacated{by}{on}{why}",
    State.PAID: "penalty paid{on}{terms}",
}
# For states that several kinds lead to.
BY_KIND = {
    DevelopmentKind.DIVERTED: "diverted to a program{on}{why}",
    DevelopmentKind.REMOVED: "removed to another court{on}",
    DevelopmentKind.REMANDED: "sent back to the court it came from{on}",
    DevelopmentKind.SUMMARY_JUDGMENT: "decided by a summary judgment{side}{on}{terms}",
    DevelopmentKind.DEFAULT_JUDGMENT: "decided by a default judgment{side}{on}{terms}",
}
SHOWN_WITH_PLEA = OPEN | {State.NO_CONTEST, State.CONVICTED, State.SENTENCED, State.PARDONED, State.DEFERRED}
SHOWN_WITH_VERDICT = {
    State.CONVICTED, State.SENTENCED, State.PARDONED, State.ACQUITTED, State.ACQUITTED_BY_COURT, State.INSANITY,
    State.LIABLE, State.NOT_LIABLE, State.DECIDED,
}  # fmt: skip
REOPENED = {
    DevelopmentKind.PLEA_WITHDRAWN: "An earlier plea was withdrawn",
    DevelopmentKind.RETURNED: "It came back from another court",
    DevelopmentKind.REOPENED: "It was reopened",
    DevelopmentKind.DEFAULT_SET_ASIDE: "A default was set aside",
    DevelopmentKind.SENTENCE_VACATED: "An earlier sentence was vacated",
    DevelopmentKind.NEW_TRIAL_GRANTED: "A new trial was granted",
    DevelopmentKind.VACATED: "An earlier outcome was vacated",
    DevelopmentKind.REINSTATED: "It was reinstated",
    DevelopmentKind.OUTCOME_REINSTATED: "The earlier outcome was reinstated",
}


def short(standing: Standing) -> str:
    """A few words: “Dismissed with prejudice, July 12, 2024”; with “; on appeal” or “; charged again …” after it."""
    if standing.unclear:
        return "Being checked"
    if standing.sealed and standing.state != State.EXPUNGED:
        return f"Sealed, {standing.sealed.occurred.reader}"
    words = _first_up(_state_words(standing))
    if standing.since and standing.state != State.NONE:
        words += f", {standing.since.reader}"
    if standing.refiled:
        words += f"; filed again {standing.refiled.occurred.reader}"
    words += "; stayed" if standing.stayed else ""
    return words + ("; on appeal" if standing.on_appeal else "")


def sentence(standing: Standing) -> str:
    """The full sentence in plain English, ending in a period."""
    if standing.unclear:
        return "Where it stands is being checked against the record."
    if standing.state == State.EXPUNGED:
        return f"{_first_up(_state(standing))}."
    if standing.sealed:
        return f"The record of it was sealed{_by(standing.sealed)} {standing.sealed.occurred.on}."
    clauses = [clause for clause in (_charge(standing), *_outcome(standing)) if clause]
    tells = (_revoked, _commuted, _release, _paid, _stay, _reopened, _appeal, _again)
    parts = [_first_up("; ".join(clauses)) + ".", *(tell(standing) for tell in tells)]
    return " ".join(part for part in parts if part)


def _state_words(standing: Standing) -> str:
    if standing.state == State.DISMISSED and standing.prejudice:
        return f"dismissed {Prejudice(standing.prejudice).label}"
    if standing.state != State.CONVICTED:
        return standing.state.label
    if standing.verdict:
        return f"found {Verdict(standing.verdict.verdict).label}"
    if standing.convicted:
        return "convicted"
    return Plea(standing.plea.plea).phrase if standing.plea else "not yet sentenced"


def _charge(standing: Standing) -> str:
    """“charged by information on January 31, 2023”; omitted once there is an outcome."""
    fact = standing.charged
    if fact is None or standing.state not in OPEN:
        return ""
    superseding = "superseding " if fact.manner == Manner.SUPERSEDING else ""
    how = f" by {superseding}{Instrument(fact.instrument).label}" if fact.instrument and _is_charge(fact) else ""
    return f"{FILED_WORDS[DevelopmentKind(fact.kind)]}{how} {fact.occurred.on}"


def _is_charge(fact: Fact) -> bool:
    return fact.kind == DevelopmentKind.CHARGED


def _plea(standing: Standing) -> str:
    """The plea, while it still matters: before an outcome, or if it led to the sentence."""
    fact = standing.plea
    if fact is None or standing.verdict or standing.state not in SHOWN_WITH_PLEA:
        return ""
    lesser = f" to a lesser offense{_in_brackets(fact.lesser_offense)}" if fact.lesser_offense else ""
    return f"{Plea(fact.plea).phrase}{lesser} {fact.occurred.on}"


def _outcome(standing: Standing) -> list[str]:
    """The clauses about the outcome: a pardon before what it forgives, a verdict before its judgment."""
    state, plea = standing.state, _plea(standing)
    verdict = _verdict(standing) if state in SHOWN_WITH_VERDICT else ""
    own = _state(standing)
    if state == State.PARDONED:
        return [own, plea, verdict, _convicted(standing), _sentenced(standing)]
    if state in {State.CONVICTED, State.SENTENCED}:
        return [plea, verdict, _convicted(standing), _sentenced(standing) or "not yet sentenced"]
    if state == State.PAID and standing.decided:
        return [_decided(standing.decided), own]
    return [plea, verdict, own]


def _state(standing: Standing) -> str:
    """The clause of OUTCOMES for the state; "" if a plea, verdict or sentence already says it."""
    fact = standing.by_fact
    if fact is None:
        return OUTCOMES[State.NONE]
    if standing.state == State.NOT_REACHED:  # the fact is another charge's
        return OUTCOMES[State.NOT_REACHED].format(**_fields(fact))
    words = BY_KIND.get(DevelopmentKind(fact.kind)) or OUTCOMES.get(standing.state, "")
    return words.format(**_fields(fact))


def _decided(fact: Fact) -> str:
    """How a penalty came about: by a settlement, a decision or the agency's review."""
    if fact.kind == DevelopmentKind.SETTLED:
        return OUTCOMES[State.SETTLED].format(**_fields(fact))
    if fact.kind == DevelopmentKind.CITATION_AFFIRMED:
        return OUTCOMES[State.UPHELD].format(**_fields(fact))
    return (BY_KIND.get(DevelopmentKind(fact.kind)) or OUTCOMES[State.DECIDED]).format(**_fields(fact))


def _fields(fact: Fact) -> dict[str, str]:
    """The fields that a clause may use, each "" or with a leading space."""
    actor = Actor.PROSECUTION if fact.kind == DevelopmentKind.NOLLE_PROSEQUI else fact.by
    return {
        "on": f" {fact.occurred.on}",
        "date": f" {fact.occurred.reader}",
        "by": f" by {Actor(actor).label}" if actor else "",
        "why": _in_brackets(fact.why),
        "how": f" {Manner(fact.manner).label}" if fact.manner and fact.kind in Manner(fact.manner).of else "",
        "prejudice": f" {Prejudice(fact.prejudice).label}" if fact.prejudice else "",
        "instrument": f", by {Instrument(fact.instrument).label}," if fact.instrument else "",
        "side": f" for {Side(fact.in_favor_of).label}" if fact.in_favor_of else "",
        "terms": _after_colon(fact.terms),
    }


def _verdict(standing: Standing) -> str:
    fact = standing.verdict
    if fact is None:
        return ""
    lesser = _in_brackets(fact.lesser_offense) if fact.verdict == Verdict.GUILTY_LESSER else ""
    if fact.kind == DevelopmentKind.JUDGMENT_NOTWITHSTANDING:
        found = f"found {Verdict(fact.verdict).label} by the court {fact.occurred.on}, notwithstanding the verdict"
    else:
        found = f"found {Verdict(fact.verdict).label}{lesser}{_by(fact)} {fact.occurred.on}"
    return found + _after_colon(fact.terms)


def _convicted(standing: Standing) -> str:
    """The conviction as the court entered it; empty if there is a verdict, which already states the outcome."""
    if standing.convicted is None or standing.verdict:
        return ""
    return f"convicted {standing.convicted.occurred.on}"


def _sentenced(standing: Standing) -> str:
    fact = standing.sentenced
    return f"sentenced {fact.occurred.on}{_after_colon(fact.sentence)}" if fact else ""


def _revoked(standing: Standing) -> str:
    fact = standing.revoked
    words = "The suspension or probation was revoked"
    return f"{words} {fact.occurred.on}{_after_colon(fact.sentence)}." if fact else ""


def _commuted(standing: Standing) -> str:
    fact = standing.commuted
    words = "The sentence was commuted"
    return f"{words}{_by(fact)} {fact.occurred.on}{_after_colon(fact.sentence)}." if fact else ""


def _release(standing: Standing) -> str:
    if standing.released is None:
        return ""
    fact = standing.released
    if fact.kind == DevelopmentKind.SENTENCE_COMPLETED:
        return f"The sentence was completed {fact.occurred.on}."
    how = f", {_unstopped(fact.reason)}" if fact.reason else ""
    return f"Released from custody {fact.occurred.on}{how}."


def _paid(standing: Standing) -> str:
    """That a court approved a settlement, and that it or a judgment was paid."""
    approved, paid = standing.approved, standing.satisfied
    parts = [f"The settlement was approved {approved.occurred.on}." if approved else ""]
    if paid and paid.kind == DevelopmentKind.SATISFIED:
        parts.append(f"What was owed was satisfied {paid.occurred.on}{_after_colon(paid.terms)}.")
    return " ".join(part for part in parts if part)


def _stay(standing: Standing) -> str:
    return f"It has been stayed since {standing.stayed.occurred.reader}." if standing.stayed else ""


def _reopened(standing: Standing) -> str:
    """What undid an outcome, while no other has followed, or what restored one."""
    fact = standing.reopened
    if fact is None:
        return ""
    is_shown = (
        standing.state in OPEN
        or fact.kind == DevelopmentKind.OUTCOME_REINSTATED
        or (fact.kind == DevelopmentKind.SENTENCE_VACATED and standing.state == State.CONVICTED)
    )
    return f"{REOPENED[DevelopmentKind(fact.kind)]} {fact.occurred.on}." if is_shown else ""


def _appeal(standing: Standing) -> str:
    """The open appeals, and how the last one ended."""
    notices = "; ".join(f"{_notice(notice)} {notice.occurred.on}" for notice in standing.appeals)
    still_open = f"On appeal: {notices}." if notices else ""
    return " ".join(part for part in (_appeal_ended(standing.appeal_ended), still_open) if part)


def _notice(fact: Fact) -> str:
    is_petition = fact.kind == DevelopmentKind.CERTIORARI_SOUGHT
    return f"{_whose(fact)} {'asked a higher court for review' if is_petition else 'filed notice'}"


def _appeal_ended(ended: Fact | None) -> str:
    if ended is None:
        return ""
    appeal = f"{_first_up(Actor(ended.by).label)}'s appeal" if ended.by in APPELLANTS else "The appeal"
    words = {
        DevelopmentKind.APPEAL_WITHDRAWN: f"{appeal} was withdrawn",
        DevelopmentKind.APPEAL_DISMISSED: f"{appeal} was dismissed",
        DevelopmentKind.CERTIORARI_DENIED: "A higher court declined to review it",
        DevelopmentKind.AFFIRMED: "It was affirmed on appeal",
        DevelopmentKind.REVERSED: "An earlier outcome was reversed on appeal",
        DevelopmentKind.APPEAL_REMANDED: "The appellate court sent it back",
    }
    return f"{words[DevelopmentKind(ended.kind)]} {ended.occurred.on}."


def _again(standing: Standing) -> str:
    if standing.refiled:
        how = f" by {Instrument(standing.refiled.instrument).label}" if standing.refiled.instrument else ""
        return f"The charge was filed again{how} {standing.refiled.occurred.on}."
    if standing.state == State.DISMISSED and standing.prejudice == Prejudice.WITH and not standing.on_appeal:
        return "It cannot be filed again."
    return "It may be filed again." if standing.may_be_refiled else ""


def _by(fact: Fact) -> str:
    return f" by {Actor(fact.by).label}" if fact.by else ""


def _whose(fact: Fact) -> str:
    return Actor(fact.by).label if fact.by else "a party"


def _in_brackets(text: str) -> str:
    return f" ({_unstopped(text)})" if text.strip() else ""


def _after_colon(text: str) -> str:
    return f": {_unstopped(text)}" if text.strip() else ""


def _unstopped(text: str) -> str:
    """An editor's words as part of our sentence, without a final period."""
    return " ".join(text.split()).removesuffix(".")


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
