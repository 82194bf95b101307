"""Where a charge stands on a day: a fold over its developments.

Pure: no Django, no database. No one types a standing. It follows from dated, sourced developments, so it can be
computed for any day (`as_of`, the world's clock) and for what was on record at any moment (`known_at`, our clock).
What may follow what is the table in `steps.py`; the words for readers are in `wording.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dates.value import PartialDate
from legal.standing.states import FOUND, NOT_COME_TO, TO_BE_HEARD, UNDECIDED, UNFILED, State
from legal.standing.steps import NEEDED, STEPS, Step
from legal.vocabulary import Actor, Ground, Prejudice, Side, Verdict
from legal.vocabulary import DevelopmentKind as Kind


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One development as it affects one charge. Texts are "" if the kind does not call for them."""

    kind: str
    occurred: PartialDate
    position: int = 1
    recorded_at: datetime
    retracted_at: datetime | None = None
    instrument: str = ""
    plea: str = ""
    verdict: str = ""
    prejudice: str = ""
    by: str = ""
    reason: str = ""
    sentence: str = ""
    manner: str = ""
    ground: str = ""
    lesser_offense: str = ""
    in_favor_of: str = ""
    terms: str = ""
    override_reason: str = ""  # why it is valid although it does not fit the facts before it

    @property
    def why(self) -> str:
        """The reason in the editor's words, or the listed one; "" if neither was given."""
        return self.reason or (Ground(self.ground).label if self.ground else "")

    @property
    def order(self) -> tuple[PartialDate, int]:
        """The total order of developments: the date, then the place among the day's developments."""
        return self.occurred, self.position

    def counts(self, as_of: date | None, known_at: datetime | None) -> bool:
        """Whether it had happened by `as_of` and was on record, not retracted, at `known_at` (None: now)."""
        if known_at is None:
            known = self.retracted_at is None
        else:
            known = self.recorded_at <= known_at and (self.retracted_at is None or self.retracted_at > known_at)
        return known and (as_of is None or self.occurred.has_happened_by(as_of, self.recorded_at.date()))


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """An upcoming date on the court's calendar, as readers see it."""

    title: str
    when: str  # by the court's clock
    starts_at: datetime
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one charge stands: the state, and the facts that say since when, how and by whom."""

    state: State = State.NONE
    by_fact: Fact | None = None  # the fact that led to the state
    charged: Fact | None = None
    plea: Fact | None = None
    verdict: Fact | None = None
    sentenced: Fact | None = None
    convicted: Fact | None = None  # the court's entry of the conviction
    revoked: Fact | None = None
    commuted: Fact | None = None
    released: Fact | None = None
    decided: Fact | None = None  # a judgment, settlement or agency decision
    approved: Fact | None = None
    defaulted: Fact | None = None
    satisfied: Fact | None = None
    stayed: Fact | None = None
    sealed: Fact | None = None
    reopened: Fact | None = None  # what undid an outcome, or brought one back
    # Where it stood before an outcome was undone, the case moved, or its alternative was decided.
    earlier: "Standing | None" = None
    appeals: tuple[Fact, ...] = ()  # the notices of the appeals that are still open
    appeal_ended: Fact | None = None
    refiled: Fact | None = None  # the filing of the same charge in another proceeding
    next_hearing: Ahead | None = None  # the next hearing of its case, while it can concern this charge
    unclear: bool = False  # a fact does not fit the others, so the standing must not be shown

    @property
    def since(self) -> PartialDate | None:
        return self.by_fact.occurred if self.by_fact else None

    @property
    def prejudice(self) -> str:
        return self.by_fact.prejudice if self.by_fact and self.state == State.DISMISSED else ""

    @property
    def sentence(self) -> str:
        """The sentence the court imposed, as recorded; "" if there is none."""
        return self.sentenced.sentence if self.sentenced and self.state == State.SENTENCED else ""

    @property
    def by(self) -> str:
        """Who brought it to its state, as a value of Actor; "" if unknown."""
        if self.by_fact and self.by_fact.kind == Kind.NOLLE_PROSEQUI:
            return Actor.PROSECUTION
        return self.by_fact.by if self.by_fact else ""

    @property
    def manner(self) -> str:
        return self.by_fact.manner if self.by_fact else ""

    @property
    def reason(self) -> str:
        return self.by_fact.why if self.by_fact else ""

    @property
    def on_appeal(self) -> bool:
        return bool(self.appeals)

    @property
    def is_open(self) -> bool:
        """Whether a court still has to decide. Legal review protects such charges."""
        return self.unclear or self.on_appeal or self.state in UNDECIDED

    @property
    def may_be_refiled(self) -> bool:
        if self.refiled or self.unclear:
            return False
        return self.state in {State.DECLINED, State.NO_BILL} or (
            self.state == State.DISMISSED and self.prejudice == Prejudice.WITHOUT and not self.on_appeal
        )

    @property
    def is_final(self) -> bool:
        """Whether nothing on the record keeps it open. The time to appeal is not counted."""
        ended = not self.is_open and self.state not in UNFILED | {State.SUPERSEDED, State.NOT_REACHED}
        return ended and (self.state != State.DISMISSED or self.prejudice == Prejudice.WITH)

    @property
    def own(self) -> "Standing":
        """Where its own facts alone leave it, regardless of its alternatives. What may come next depends on this."""
        return self.earlier if self.state == State.NOT_REACHED and self.earlier else self

    @property
    def found(self) -> Fact | None:
        """The fact that found against the party, while it is valid; None if undecided or decided otherwise.

        A plea alone is not a finding: it can be withdrawn until judgment. Neither is a judgment for the defendant.
        """
        if self.unclear or self.state not in FOUND or (self.decided and self.decided.in_favor_of in FOR_THE_OTHER):
            return None
        facts = (self.verdict, self.convicted, self.sentenced, self.decided)
        return next((fact for fact in facts if fact and _finds(fact)), None)


FOR_THE_OTHER = {Side.DEFENDANT, Side.BOTH}
FINDING = {Kind.CONVICTED, Kind.SENTENCED, Kind.DEFAULT_JUDGMENT, Kind.CITATION_AFFIRMED}


def _finds(fact: Fact) -> bool:
    against = fact.verdict in {Verdict.GUILTY, Verdict.GUILTY_LESSER, Verdict.LIABLE}
    return against or fact.kind in FINDING or fact.in_favor_of == Side.PLAINTIFF


def step_of(fact: Fact) -> Step | None:
    """The rule for a fact; None if its kind does not allow its plea or verdict."""
    return STEPS.get(_key(fact))


def _key(fact: Fact) -> tuple[str, str]:
    return fact.kind, fact.plea or fact.verdict


def standing(
    facts: Iterable[Fact],
    *,
    refiled: Iterable[Fact] = (),
    alternatives: Iterable[Iterable[Fact]] = (),
    next_hearing: Ahead | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Standing:
    """Fold one charge's `facts`, in any order, into its Standing.

    `refiled` are the facts of the charges that file it again elsewhere, `alternatives` those of each charge beside
    which it cannot stand. `next_hearing` is the next one of its case, for today only: hearings have no past. `as_of` (a
    day, its end) and `known_at` (an aware moment) leave out what had not happened, or was not recorded, by then; None
    leaves out nothing.
    Where a fact cannot follow the ones before it, the standing is `unclear`; `problems()` names the fact.
    """
    alternatives = [list(others) for others in alternatives]
    result = _folded(facts, alternatives, as_of, known_at)
    result = _beside([_folded(others, (), as_of, known_at) for others in alternatives], result)
    filings = sorted((f for f in refiled if _files(f) and f.counts(as_of, known_at)), key=lambda f: f.order)
    result = replace(result, refiled=filings[0] if filings else None)
    is_heard = result.state in TO_BE_HEARD or result.on_appeal
    shows_hearing = is_heard and not (result.sealed or result.unclear or as_of or known_at)
    return replace(result, next_hearing=next_hearing if shows_hearing else None)


def _folded(
    facts: Iterable[Fact], alternatives: Iterable[Iterable[Fact]], as_of: date | None, known_at: datetime | None
) -> Standing:
    """Fold the facts of a charge by themselves, without its alternatives."""
    endings = _endings([fact for fact in others if fact.counts(as_of, known_at)] for others in alternatives)
    known = [fact for fact in facts if fact.counts(None, known_at)]
    result, misfits = _walk((fact for fact in known if fact.counts(as_of, known_at)), endings)
    if misfits and as_of is not None:
        # A later, certain step needs one dated by a month that was not over: so that step had happened.
        wider, still = _walk((fact for fact in known if fact.occurred.first <= as_of), endings)
        result, misfits = (wider, still) if len(still) < len(misfits) else (result, misfits)
    return replace(result, unclear=bool(misfits))


def _beside(alternatives: list[Standing], own: Standing) -> Standing:
    """Apply the alternatives: once one of them is found against the party, a court does not reach this charge.

    Nothing of this is recorded, so it ends by itself if that finding is undone.
    """
    found = sorted(filter(None, (other.found for other in alternatives)), key=lambda fact: fact.order)
    if not found or own.state not in NOT_COME_TO or own.on_appeal or own.unclear:
        return own
    return replace(own, state=State.NOT_REACHED, by_fact=found[0], earlier=own, stayed=None, reopened=None)


def problems(facts: Iterable[Fact], alternatives: Iterable[Iterable[Fact]] = ()) -> dict[Fact, str]:
    """The impossible facts in a charge's history, each with a sentence for editors.

    `alternatives` are the facts of the charges beside which it cannot stand, as in `standing()`.
    """
    endings = _endings([fact for fact in others if fact.retracted_at is None] for others in alternatives)
    return _walk((fact for fact in facts if fact.retracted_at is None), endings)[1]


def _endings(alternatives: Iterable[Iterable[Fact]]) -> list[Fact]:
    """The findings on alternatives. Each one ends the trial of this charge too."""
    return sorted((fact for facts in alternatives for fact in facts if _finds(fact)), key=lambda fact: fact.order)


def _walk(facts: Iterable[Fact], endings: list[Fact]) -> tuple[Standing, dict[Fact, str]]:
    """Apply the facts in order. Returns those that do not fit, with the reason.

    A month or a year sorts before the days in it, but may belong after one of them: a fact so dated that does not fit
    yet waits for its turn until its period is over.
    """
    result = Standing()
    waiting: dict[Fact, str] = {}
    misfits: dict[Fact, str] = {}
    for fact in sorted(facts, key=lambda f: f.order):
        if endings:
            result = _after_trial(result, [ending for ending in endings if ending.order < fact.order])
        for late in [late for late in waiting if late.occurred.last < fact.occurred.first]:
            misfits[late] = waiting.pop(late)
        step = step_of(fact)
        if step is None:
            misfits[fact] = (
                f"“{_name(fact)}” ({fact.occurred.reader}) needs to say which: choose the plea or the verdict."
            )
        elif fact.override_reason or fits(step, result):
            result = _take_waiting(_take(result, step, fact), waiting)
        elif fact.occurred.is_day:
            misfits[fact] = _misfit(fact, step, result)
        else:
            waiting[fact] = _misfit(fact, step, result)
    return _after_trial(result, endings), misfits | waiting


def _after_trial(so_far: Standing, endings: list[Fact]) -> Standing:
    """A charge on trial becomes pending again when the trial ends with a finding on its alternative."""
    began = so_far.by_fact.order if so_far.by_fact and so_far.state == State.ON_TRIAL else None
    ended = next((ending for ending in endings if began and began < ending.order), None)
    return replace(so_far, state=State.PENDING, by_fact=ended) if ended else so_far


def _take_waiting(result: Standing, waiting: dict[Fact, str]) -> Standing:
    """Apply every waiting fact that fits now, repeatedly, and remove it from `waiting`."""
    while ready := next((fact for fact in waiting if fits(STEPS[_key(fact)], result)), None):
        del waiting[ready]
        result = _take(result, STEPS[_key(ready)], ready)
    return result


def _files(fact: Fact) -> bool:
    """Whether a fact brings a charge before a court: it may come first and leads to a filed state."""
    step = step_of(fact)
    return step is not None and State.NONE in step.after and step.to is not None and step.to not in UNFILED


def fits(step: Step, so_far: Standing) -> bool:
    """Whether a step may follow a charge's standing."""
    return (
        so_far.state in step.after
        and (so_far.on_appeal or step.appeal in ("", "opens", "closes"))
        and (not step.needs or getattr(so_far, step.needs) is not None)
        and (not step.unless or getattr(so_far, step.unless) is None)
    )


def _take(so_far: Standing, step: Step, fact: Fact) -> Standing:
    result = so_far
    if step.restores and so_far.earlier:
        result = replace(so_far.earlier, appeals=so_far.appeals, appeal_ended=so_far.appeal_ended)
    changes: dict[str, Any] = dict.fromkeys(step.clears)
    if step.keeps:
        changes["earlier"] = so_far
    if step.fills:
        changes[step.fills] = fact
    result = replace(result, **changes, **_appeals(so_far, step, fact))
    return result if step.to is None else replace(result, state=step.to, by_fact=fact)


def _appeals(so_far: Standing, step: Step, fact: Fact) -> dict[str, Any]:
    """Apply what a step changes about appeals."""
    if step.appeal == "opens":
        return {"appeals": (*so_far.appeals, fact), "appeal_ended": None}
    if step.appeal == "closes":
        return {"appeals": ()}
    if step.appeal in ("ends", "decides"):
        return {"appeals": _still_open(so_far.appeals, step, fact), "appeal_ended": fact}
    return {}


def _still_open(appeals: tuple[Fact, ...], step: Step, fact: Fact) -> tuple[Fact, ...]:
    """The appeals left after `fact`: none once decided, otherwise those of the other parties."""
    if step.appeal == "decides" or len(appeals) == 1:
        return ()
    return tuple(appeal for appeal in appeals if appeal.by != fact.by)


def _name(fact: Fact) -> str:
    return Kind(fact.kind).label


MOST_LISTED = 8  # the states to list to an editor


def _misfit(fact: Fact, step: Step, so_far: Standing) -> str:
    what = f"“{_name(fact)}” ({fact.occurred.reader})"
    if step.appeal in ("ends", "decides", "needs") and not so_far.on_appeal:
        return f"{what} needs an open appeal before it, and there is none."
    if so_far.state in step.after and step.needs and getattr(so_far, step.needs) is None:
        return f"{what} needs {NEEDED[step.needs]} before it, and there is none."
    if so_far.state in step.after and step.unless:
        return f"{what} cannot come here: there is {NEEDED[step.unless]} already."
    where = so_far.state.label + (f" ({so_far.prejudice} prejudice)" if so_far.prejudice else "")
    since = f" since {so_far.since.reader}" if so_far.since else ""
    here = f"{what} cannot come here: the charge is then “{where}”{since}."
    if len(step.after) > MOST_LISTED:
        return here
    needed = ", ".join(sorted(state.label for state in step.after))
    return f"{here} It can only follow: {needed}."
