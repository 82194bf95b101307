"""The table of what may follow what in a criminal, civil or regulatory case (docs/decisions/0003).

Pure: no Django, no database. `standing.py` folds a charge's developments by it.
"""

from dataclasses import dataclass

from legal.vocabulary import DevelopmentKind as Kind
from legal.vocabulary import Plea, Verdict, Word


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


@dataclass(frozen=True)
class Step:
    """What a development may follow, the state it leads to (None: it leaves it), and the slots it fills or clears."""

    after: frozenset[State]
    to: State | None = None
    fills: str = ""
    clears: tuple[str, ...] = ()
    appeal: str = ""  # "opens" one, "ends" one, "decides" all


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
        _after(State.CONVICTED, State.NO_CONTEST, State.SENTENCED), State.SENTENCED, "sentenced", clears=("released",)
    ),
    (Kind.RELEASED, ""): Step(_after(State.SENTENCED), None, "released"),
    (Kind.SENTENCE_COMPLETED, ""): Step(_after(State.SENTENCED), None, "released"),
    (Kind.NOLLE_PROSEQUI, ""): Step(OPEN, State.DISMISSED),
    (Kind.DISMISSED, ""): Step(OPEN | {State.CONVICTED, State.NO_CONTEST}, State.DISMISSED),
    (Kind.SETTLED, ""): Step(OPEN | {State.LIABLE, State.DECIDED}, State.SETTLED),
    (Kind.APPEAL_NOTICED, ""): Step(APPEALABLE | OPEN, appeal="opens"),
    (Kind.APPEAL_WITHDRAWN, ""): Step(ENDABLE, appeal="ends"),
    (Kind.APPEAL_DISMISSED, ""): Step(ENDABLE, appeal="ends"),
    (Kind.AFFIRMED, ""): Step(APPEALABLE | OPEN, appeal="decides"),
    (Kind.REVERSED, ""): Step(
        APPEALABLE | OPEN, State.PENDING, clears=("plea", "verdict", "sentenced", "released"), appeal="decides"
    ),
}
