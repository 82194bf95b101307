"""What readers are told about a Standing: a few words for a table, a plain sentence for a page.

Pure: no Django, no database. Neutral by construction: nothing says convicted, guilty or dismissed unless a development
does, a no-contest plea is never called guilty, and a dismissal is never called an acquittal.
"""

from legal.standing import Fact, Standing
from legal.steps import State
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Plea, Prejudice

FILED_WORDS = {
    DevelopmentKind.CHARGED: "Charged",
    DevelopmentKind.FILED: "Complaint filed",
    DevelopmentKind.CITED: "Cited",
}


APPELLANTS = {Actor.PROSECUTION, Actor.DEFENDANT, Actor.PLAINTIFF}


def short(standing: Standing) -> str:
    """A few words: “Dismissed with prejudice, July 12, 2024”; with “; on appeal” or “; charged again …” after it."""
    if standing.unclear:
        return "Being checked"
    words = _first_up(_state_words(standing))
    if standing.since and standing.state != State.NONE:
        words += f", {standing.since.reader}"
    if standing.refiled:
        words += f"; filed again {standing.refiled.occurred.reader}"
    return words + ("; on appeal" if standing.on_appeal else "")


def sentence(standing: Standing) -> str:
    """The whole of it in plain English, ending in a full stop."""
    if standing.unclear:
        return "Where it stands is being checked against the record."
    clauses = [clause for clause in (_charge(standing), _plea(standing), _outcome(standing)) if clause]
    parts = [_first_up("; ".join(clauses)) + ".", _release(standing), _appeal(standing), _again(standing)]
    return " ".join(part for part in parts if part)


def _state_words(standing: Standing) -> str:
    if standing.state == State.DISMISSED and standing.prejudice:
        return f"dismissed {Prejudice(standing.prejudice).label}"
    if standing.state == State.CONVICTED:
        return "found guilty" if standing.verdict else "pleaded guilty"
    return standing.state.label


def _charge(standing: Standing) -> str:
    """“charged by information on January 31, 2023”; left out once an outcome tells the story."""
    if standing.charged is None or standing.state not in {State.PENDING, State.ON_TRIAL, State.MISTRIAL}:
        return ""
    fact = standing.charged
    how = f" by {Instrument(fact.instrument).label}" if fact.instrument and fact.kind == DevelopmentKind.CHARGED else ""
    return f"{FILED_WORDS[DevelopmentKind(fact.kind)]}{how} {fact.occurred.on}"


def _plea(standing: Standing) -> str:
    """The plea, while it still matters: before an outcome, or where it led to the sentence."""
    fact = standing.plea
    if fact is None or standing.verdict or standing.state in {State.DISMISSED, State.SETTLED}:
        return ""
    return f"pleaded {Plea(fact.plea).label} {fact.occurred.on}"


def _outcome(standing: Standing) -> str:
    since = standing.since.on if standing.since else ""
    simple = {
        State.NONE: "nothing filed",
        State.ANNOUNCED: f"charges announced {since}; not yet filed",
        State.DECLINED: f"charges declined {since}",
        State.PENDING: "pending",
        State.ON_TRIAL: f"on trial since {since.partition(' ')[2]}",
        State.MISTRIAL: f"a mistrial was declared {since}; pending",
        State.NO_CONTEST: "not yet sentenced",
        State.SETTLED: f"settled {since}",
        State.DECIDED: "; ".join(filter(None, [_verdict(standing), f"decided by a judgment {since}"])),
    }
    if standing.state in simple:
        return simple[standing.state]
    if standing.state == State.DISMISSED and standing.by_fact:
        return _dismissal(standing.by_fact)
    clauses = [_verdict(standing), _sentenced(standing)]
    return "; ".join(clause for clause in clauses if clause)


def _verdict(standing: Standing) -> str:
    if standing.verdict is None:
        return "not yet sentenced" if standing.state == State.CONVICTED else ""
    fact = standing.verdict
    found = f"found {fact.verdict.replace('_', ' ')}{_by(fact)} {fact.occurred.on}"
    return found + ("; not yet sentenced" if standing.state == State.CONVICTED else "")


def _sentenced(standing: Standing) -> str:
    if standing.sentenced is None:
        return ""
    what = f": {_unstopped(standing.sentence)}" if standing.sentence else ""
    return f"sentenced {standing.sentenced.occurred.on}{what}"


def _dismissal(fact: Fact) -> str:
    actor = Actor.PROSECUTION if fact.kind == DevelopmentKind.NOLLE_PROSEQUI else fact.by
    with_or_without = f" {Prejudice(fact.prejudice).label}" if fact.prejudice else ""
    by = f" by {Actor(actor).label}" if actor else ""
    reason = f" ({_unstopped(fact.reason)})" if fact.reason else ""
    return f"dismissed{with_or_without}{by} {fact.occurred.on}{reason}"


def _release(standing: Standing) -> str:
    if standing.released is None:
        return ""
    fact = standing.released
    if fact.kind == DevelopmentKind.SENTENCE_COMPLETED:
        return f"The sentence was completed {fact.occurred.on}."
    how = f", {_unstopped(fact.reason)}" if fact.reason else ""
    return f"Released from custody {fact.occurred.on}{how}."


def _appeal(standing: Standing) -> str:
    """The appeals that are open, and how the last one ended."""
    notices = "; ".join(f"{_whose(notice)} filed notice {notice.occurred.on}" for notice in standing.appeals)
    still_open = f"On appeal: {notices}." if notices else ""
    return " ".join(part for part in (_appeal_ended(standing.appeal_ended), still_open) if part)


def _appeal_ended(ended: Fact | None) -> str:
    if ended is None:
        return ""
    appeal = f"{_first_up(Actor(ended.by).label)}'s appeal" if ended.by in APPELLANTS else "The appeal"
    words = {
        DevelopmentKind.APPEAL_WITHDRAWN: f"{appeal} was withdrawn",
        DevelopmentKind.APPEAL_DISMISSED: f"{appeal} was dismissed",
        DevelopmentKind.AFFIRMED: "It was affirmed on appeal",
        DevelopmentKind.REVERSED: "An earlier outcome was reversed on appeal",
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


def _unstopped(text: str) -> str:
    """An editor's words as a part of a sentence of ours, without a full stop of their own."""
    return " ".join(text.split()).removesuffix(".")


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
