"""Where a charge stands on a day: a fold over its developments.

Pure: no Django, no database. Nobody types a standing; it follows from dated, sourced developments, so it can be asked
for any day (`as_of`, the world's clock) and for what had been recorded at any moment (`known_at`, ours).
What may follow what is the table `STEPS`; the words for readers are in `wording.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from legal.vocabulary import DevelopmentKind as Kind
from legal.vocabulary import Plea, Prejudice, Verdict, Word
from people.dates import PartialDate


class State(Word):
    NONE = "none", "nothing filed"
    ANNOUNCED = "announced", "charges announced, not filed"
    DECLINED = "declined", "charges declined"
    PENDING = "pending", "pending"
    ON_TRIAL = "on_trial", "on trial"
    MISTRIAL = "mistrial", "pending after a mistrial"
    NO_CONTEST = "no_contest", "pleaded no contest"
    CONVICTED = "convicted", "convicted"
    SENTENCED = "sentenced", "sentenced"
    ACQUITTED = "acquitted", "found not guilty"
    DISMISSED = "dismissed", "dismissed"
    SETTLED = "settled", "settled"
    LIABLE = "liable", "found liable"
    NOT_LIABLE = "not_liable", "found not liable"
    DECIDED = "decided", "decided by judgment"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One development, as far as it bears on one charge. Texts are "" where the kind does not call for them."""

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

    @property
    def order(self) -> tuple[PartialDate, int]:
        """The total order of developments: the date, then the place among the day's developments."""
        return self.occurred, self.position

    def counts(self, as_of: date | None, known_at: datetime | None) -> bool:
        """Whether it had happened by `as_of` and stood recorded, not retracted, at `known_at` (None: now)."""
        if known_at is None:
            known = self.retracted_at is None
        else:
            known = self.recorded_at <= known_at and (self.retracted_at is None or self.retracted_at > known_at)
        return known and (as_of is None or self.occurred.has_happened_by(as_of, self.recorded_at.date()))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one charge stands: the state, and the facts that say since when, how and by whom."""

    state: State = State.NONE
    by_fact: Fact | None = None  # the fact that led to the state
    charged: Fact | None = None
    plea: Fact | None = None
    verdict: Fact | None = None
    sentenced: Fact | None = None
    released: Fact | None = None
    appeal: Fact | None = None  # the notice of an appeal that is still open
    appeal_ended: Fact | None = None
    refiled: Fact | None = None  # the filing of the same charge in another proceeding

    @property
    def since(self) -> PartialDate | None:
        return self.by_fact.occurred if self.by_fact else None

    @property
    def prejudice(self) -> str:
        return self.by_fact.prejudice if self.by_fact and self.state == State.DISMISSED else ""

    @property
    def sentence(self) -> str:
        """The sentence the court imposed, as recorded; "" where there is none."""
        return self.sentenced.sentence if self.sentenced and self.state == State.SENTENCED else ""

    @property
    def on_appeal(self) -> bool:
        return self.appeal is not None

    @property
    def is_open(self) -> bool:
        """Whether a court still has to decide: what a legal read protects."""
        return self.on_appeal or self.state in OPEN | {State.ANNOUNCED, State.NO_CONTEST, State.CONVICTED}

    @property
    def may_be_refiled(self) -> bool:
        if self.refiled:
            return False
        return self.state == State.DECLINED or (
            self.state == State.DISMISSED and self.prejudice == Prejudice.WITHOUT and not self.on_appeal
        )

    @property
    def is_final(self) -> bool:
        """Whether nothing on the record keeps it open. The time to appeal is not counted."""
        ended = not self.is_open and self.state not in {State.NONE, State.DECLINED}
        return ended and (self.state != State.DISMISSED or self.prejudice == Prejudice.WITH)


@dataclass(frozen=True)
class Step:
    """What a development may follow, the state it leads to (None: it leaves it), and the slots it fills or clears."""

    after: frozenset[State]
    to: State | None = None
    fills: str = ""
    clears: tuple[str, ...] = ()
    needs_appeal: bool = False


def _after(*states: State) -> frozenset[State]:
    return frozenset(states)


ANY = frozenset(State)
OPEN = _after(State.PENDING, State.ON_TRIAL, State.MISTRIAL)
UNFILED = _after(State.NONE, State.ANNOUNCED, State.DECLINED)
DECIDED = _after(State.CONVICTED, State.SENTENCED, State.NO_CONTEST, State.DISMISSED, State.LIABLE)
APPEALABLE = DECIDED | {State.NOT_LIABLE, State.DECIDED}  # no prosecutor may appeal an acquittal
# An appeal may outlive the outcome it was about, as where the parties settle meanwhile; then it is only ended.
ENDABLE = APPEALABLE | OPEN | {State.SETTLED}
# A plea may be the first step on record: a plea agreement often comes with its charge.
PLEADABLE = OPEN | UNFILED

STEPS: dict[tuple[str, str], Step] = {
    (Kind.EVENT, ""): Step(ANY),
    (Kind.ORDER, ""): Step(ANY),
    (Kind.OTHER, ""): Step(ANY),
    (Kind.MOTION_FILED, ""): Step(ANY - UNFILED),
    (Kind.MOTION_GRANTED, ""): Step(ANY - UNFILED),
    (Kind.MOTION_DENIED, ""): Step(ANY - UNFILED),
    (Kind.ANNOUNCED, ""): Step(UNFILED, State.ANNOUNCED),
    (Kind.DECLINED, ""): Step(UNFILED, State.DECLINED),
    (Kind.CHARGED, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.FILED, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.CITED, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.AMENDED, ""): Step(OPEN),
    (Kind.ENHANCEMENT_WITHDRAWN, ""): Step(OPEN),
    (Kind.ARRAIGNED, ""): Step(OPEN),
    (Kind.ANSWERED, ""): Step(OPEN),
    (Kind.CONTESTED, ""): Step(OPEN),
    (Kind.PLEADED, Plea.NOT_GUILTY): Step(OPEN, None, "plea"),
    (Kind.PLEADED, Plea.GUILTY): Step(PLEADABLE, State.CONVICTED, "plea"),
    (Kind.PLEADED, Plea.NO_CONTEST): Step(PLEADABLE, State.NO_CONTEST, "plea"),
    (Kind.PLEA_WITHDRAWN, ""): Step(
        _after(State.CONVICTED, State.NO_CONTEST), State.PENDING, clears=("plea", "verdict")
    ),
    (Kind.TRIAL_BEGAN, ""): Step(_after(State.PENDING, State.MISTRIAL), State.ON_TRIAL),
    (Kind.MISTRIAL, ""): Step(_after(State.ON_TRIAL), State.MISTRIAL),
    (Kind.VERDICT, Verdict.GUILTY): Step(OPEN, State.CONVICTED, "verdict"),
    (Kind.VERDICT, Verdict.NOT_GUILTY): Step(OPEN, State.ACQUITTED, "verdict"),
    (Kind.VERDICT, Verdict.LIABLE): Step(OPEN, State.LIABLE, "verdict"),
    (Kind.VERDICT, Verdict.NOT_LIABLE): Step(OPEN, State.NOT_LIABLE, "verdict"),
    (Kind.JUDGMENT, ""): Step(OPEN | {State.LIABLE, State.NOT_LIABLE}, State.DECIDED),
    (Kind.SENTENCED, ""): Step(
        _after(State.CONVICTED, State.NO_CONTEST, State.SENTENCED), State.SENTENCED, "sentenced"
    ),
    (Kind.RELEASED, ""): Step(_after(State.SENTENCED), None, "released"),
    (Kind.SENTENCE_COMPLETED, ""): Step(_after(State.SENTENCED), None, "released"),
    (Kind.NOLLE_PROSEQUI, ""): Step(OPEN, State.DISMISSED),
    (Kind.DISMISSED, ""): Step(OPEN, State.DISMISSED),
    (Kind.SETTLED, ""): Step(OPEN | {State.LIABLE, State.DECIDED}, State.SETTLED),
    (Kind.APPEAL_NOTICED, ""): Step(APPEALABLE, None, "appeal", clears=("appeal_ended",)),
    (Kind.APPEAL_WITHDRAWN, ""): Step(ENDABLE, None, "appeal_ended", clears=("appeal",), needs_appeal=True),
    (Kind.APPEAL_DISMISSED, ""): Step(ENDABLE, None, "appeal_ended", clears=("appeal",), needs_appeal=True),
    (Kind.AFFIRMED, ""): Step(APPEALABLE, None, "appeal_ended", clears=("appeal",), needs_appeal=True),
    (Kind.REVERSED, ""): Step(
        APPEALABLE,
        State.PENDING,
        "appeal_ended",
        clears=("appeal", "plea", "verdict", "sentenced", "released"),
        needs_appeal=True,
    ),
}


def step_of(fact: Fact) -> Step | None:
    """The rule for a fact; None for a plea or verdict that its kind does not know."""
    return STEPS.get((fact.kind, fact.plea or fact.verdict))


def standing(
    facts: Iterable[Fact],
    *,
    refiled: Iterable[Fact] = (),
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Standing:
    """Fold one charge's `facts`, in any order, into its Standing.

    `refiled` are the facts of the charges that file it again elsewhere. `as_of` (a day, its end) and `known_at`
    (an aware moment) leave out what had not happened, or was not recorded, by then; None leaves out nothing.
    A fact that cannot follow the one before it is skipped here; `problems()` names it.
    """
    result = Standing()
    for fact in sorted((f for f in facts if f.counts(as_of, known_at)), key=lambda f: f.order):
        step = step_of(fact)
        if step and _fits(step, result):
            result = _take(result, step, fact)
    filings = sorted(
        (f for f in refiled if f.kind in {Kind.CHARGED, Kind.FILED, Kind.CITED} and f.counts(as_of, known_at)),
        key=lambda f: f.order,
    )
    return replace(result, refiled=filings[0]) if filings else result


def problems(facts: Iterable[Fact]) -> dict[Fact, str]:
    """The facts of a charge's history that cannot be there, each with a sentence an editor understands."""
    found: dict[Fact, str] = {}
    result = Standing()
    for fact in sorted((f for f in facts if f.retracted_at is None), key=lambda f: f.order):
        step = step_of(fact)
        if step is None:
            found[fact] = (
                f"“{_name(fact)}” ({fact.occurred.reader}) needs to say which: choose the plea or the verdict."
            )
        elif _fits(step, result):
            result = _take(result, step, fact)
        else:
            found[fact] = _misfit(fact, step, result)
    return found


def _fits(step: Step, so_far: Standing) -> bool:
    return so_far.state in step.after and (so_far.on_appeal or not step.needs_appeal)


def _take(so_far: Standing, step: Step, fact: Fact) -> Standing:
    changes: dict[str, Fact | None] = dict.fromkeys(step.clears)
    if step.fills:
        changes[step.fills] = fact
    if step.to is None:
        return replace(so_far, **changes)  # type: ignore[arg-type]
    return replace(so_far, state=step.to, by_fact=fact, **changes)


def _name(fact: Fact) -> str:
    return Kind(fact.kind).label


def _misfit(fact: Fact, step: Step, so_far: Standing) -> str:
    where = so_far.state.label + (f" ({so_far.prejudice} prejudice)" if so_far.prejudice else "")
    if step.needs_appeal and not so_far.on_appeal:
        return f"“{_name(fact)}” ({fact.occurred.reader}) needs an open appeal before it, and there is none."
    needed = ", ".join(sorted(state.label for state in step.after))
    since = f" since {so_far.since.reader}" if so_far.since else ""
    return (
        f"“{_name(fact)}” ({fact.occurred.reader}) cannot come here: the charge is then “{where}”{since}. "
        f"It can only follow: {needed}."
    )
