"""The table of what may follow what in a criminal, civil or regulatory case (docs/decisions/0003).

Pure: no Django, no database. `fold.py` folds a charge's developments by it.
"""

from dataclasses import dataclass

from legal.standing.states import ANY, APPEALABLE, OPEN, UNFILED, State
from legal.vocabulary import DevelopmentKind as Kind
from legal.vocabulary import Plea, Verdict


@dataclass(frozen=True)
class Step:
    """What a development may follow, the state it leads to (None: it leaves it), and the slots it fills or clears.

    `needs` names a slot of the Standing that must be filled before the step, `unless` one that must not be. A step
    that `keeps` saves the Standing before it, and one that `restores` brings that Standing back.
    """

    after: frozenset[State]
    to: State | None = None
    fills: str = ""
    clears: tuple[str, ...] = ()
    appeal: str = ""  # "opens" one, "ends" one, "decides" all, "needs" one, or "closes" what is open
    needs: str = ""
    unless: str = ""
    keeps: bool = False
    restores: bool = False

    @property
    def moves(self) -> bool:
        """Whether it changes a charge's standing, so that it must name a charge."""
        return bool(self.to or self.fills or self.clears or self.appeal)


def _after(*states: State) -> frozenset[State]:
    return frozenset(states)


FILED = ANY - UNFILED
# An appeal may outlive its outcome, for example if the parties settle meanwhile; then it can only be ended.
UNDER_APPEAL = APPEALABLE | OPEN
ENDABLE = UNDER_APPEAL | {State.SETTLED, State.PARDONED, State.PAID}
# A plea may be the first step on record: a plea agreement often comes with its charge.
PLEADABLE = OPEN | UNFILED
PLEADED = _after(State.CONVICTED, State.NO_CONTEST)
GUILT = PLEADED | {State.SENTENCED}
TRIED = _after(State.CONVICTED, State.SENTENCED, State.LIABLE, State.NOT_LIABLE, State.DECIDED)
UNPAID = _after(State.LIABLE, State.DECIDED, State.SETTLED)
ENDED = _after(
    State.DISMISSED, State.SETTLED, State.DECIDED, State.MOVED, State.UPHELD, State.VACATED, State.PAID
)  # what a court may reopen
LIVING = OPEN | GUILT | {State.DEFERRED, State.MOVED, State.DEFAULTED, State.LIABLE, State.DECIDED, State.UPHELD}

SENTENCE = ("sentenced", "revoked", "commuted", "released")
OUTCOME = ("plea", "verdict", "convicted", "decided", "approved", "satisfied", "defaulted", "stayed", *SENTENCE)
OVER = ("stayed", "earlier")  # what an outcome ends
NEEDED = {  # the words for a slot in messages to editors
    "stayed": "a stay",
    "sealed": "a sealing",
    "plea": "a plea",
    "verdict": "a verdict",
    "defaulted": "a default",
    "earlier": "an earlier outcome that was undone",
}

FILING: dict[tuple[str, str], Step] = {
    (Kind.EVENT, ""): Step(ANY),
    (Kind.ANNOUNCED, ""): Step(UNFILED, State.ANNOUNCED),
    (Kind.DECLINED, ""): Step(UNFILED, State.DECLINED),
    (Kind.NO_TRUE_BILL, ""): Step(UNFILED | {State.PENDING}, State.NO_BILL, clears=OVER),
    (Kind.CHARGED, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.FILED, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.COUNTERCLAIM, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.CITED, ""): Step(UNFILED, State.PENDING, "charged"),
    (Kind.SERVED, ""): Step(OPEN | {State.DEFAULTED}),
    (Kind.AMENDED, ""): Step(OPEN),
    (Kind.SUPERSEDED, ""): Step(OPEN, State.SUPERSEDED, clears=OVER),
    (Kind.SEVERED, ""): Step(OPEN),
    (Kind.JOINED, ""): Step(OPEN),
    (Kind.ENHANCEMENT_ADDED, ""): Step(OPEN),
    (Kind.ENHANCEMENT_WITHDRAWN, ""): Step(OPEN),
    (Kind.BOUND_OVER, ""): Step(OPEN),
    (Kind.ARRAIGNED, ""): Step(OPEN),
    (Kind.ANSWERED, ""): Step(OPEN),
    (Kind.CONTESTED, ""): Step(OPEN),
}

PLEAS: dict[tuple[str, str], Step] = {
    (Kind.PLEADED, Plea.NOT_GUILTY): Step(OPEN, None, "plea"),
    (Kind.PLEADED, Plea.INSANITY): Step(OPEN, None, "plea"),
    (Kind.PLEADED, Plea.STOOD_MUTE): Step(OPEN, None, "plea"),
    (Kind.PLEADED, Plea.GUILTY): Step(PLEADABLE, State.CONVICTED, "plea", OVER),
    (Kind.PLEADED, Plea.ALFORD): Step(PLEADABLE, State.CONVICTED, "plea", OVER),
    (Kind.PLEADED, Plea.NO_CONTEST): Step(PLEADABLE, State.NO_CONTEST, "plea", OVER),
    (Kind.PLEA_WITHDRAWN, ""): Step(
        GUILT | {State.DEFERRED}, State.PENDING, "reopened", OUTCOME, needs="plea", unless="verdict"
    ),
}

COURTS: dict[tuple[str, str], Step] = {
    (Kind.REMOVED, ""): Step(OPEN | {State.DEFAULTED}, State.MOVED, keeps=True),
    (Kind.TRANSFERRED, ""): Step(OPEN | {State.DEFAULTED}, State.MOVED, keeps=True),
    (Kind.REMANDED, ""): Step(OPEN | {State.DEFAULTED}, State.MOVED, keeps=True),
    (Kind.RETURNED, ""): Step(_after(State.MOVED), None, "reopened", needs="earlier", restores=True),
    (Kind.STAYED, ""): Step(FILED - {State.EXPUNGED}, None, "stayed"),
    (Kind.STAY_LIFTED, ""): Step(ANY, clears=("stayed",), needs="stayed"),
    (Kind.REOPENED, ""): Step(ENDED, State.PENDING, "reopened", OUTCOME),
}

TRIAL: dict[tuple[str, str], Step] = {
    (Kind.TRIAL_BEGAN, ""): Step(_after(State.PENDING, State.MISTRIAL, State.HUNG), State.ON_TRIAL),
    (Kind.MISTRIAL, ""): Step(_after(State.ON_TRIAL, State.HUNG), State.MISTRIAL),
    (Kind.VERDICT, Verdict.GUILTY): Step(OPEN, State.CONVICTED, "verdict", OVER),
    (Kind.VERDICT, Verdict.GUILTY_LESSER): Step(OPEN, State.CONVICTED, "verdict", OVER),
    (Kind.VERDICT, Verdict.NOT_GUILTY): Step(OPEN, State.ACQUITTED, "verdict", OVER),
    (Kind.VERDICT, Verdict.INSANITY): Step(OPEN, State.INSANITY, "verdict", OVER),
    (Kind.VERDICT, Verdict.HUNG): Step(OPEN, State.HUNG),
    (Kind.VERDICT, Verdict.LIABLE): Step(OPEN, State.LIABLE, "verdict", OVER),
    (Kind.VERDICT, Verdict.NOT_LIABLE): Step(OPEN, State.NOT_LIABLE, "verdict", OVER),
    (Kind.JUDGMENT_NOTWITHSTANDING, Verdict.NOT_GUILTY): Step(
        _after(State.CONVICTED), State.ACQUITTED_BY_COURT, "verdict", ("convicted",), needs="verdict", keeps=True
    ),
    (Kind.JUDGMENT_NOTWITHSTANDING, Verdict.LIABLE): Step(
        _after(State.NOT_LIABLE, State.DECIDED), State.LIABLE, "verdict", ("decided",), needs="verdict", keeps=True
    ),
    (Kind.JUDGMENT_NOTWITHSTANDING, Verdict.NOT_LIABLE): Step(
        _after(State.LIABLE, State.DECIDED), State.NOT_LIABLE, "verdict", ("decided",), needs="verdict", keeps=True
    ),
    (Kind.CONVICTED, ""): Step(OPEN | PLEADED | {State.DEFERRED}, State.CONVICTED, "convicted", OVER),
    (Kind.JUDGMENT, ""): Step(OPEN | {State.LIABLE, State.NOT_LIABLE, State.DEFAULTED}, State.DECIDED, "decided", OVER),
    (Kind.SUMMARY_JUDGMENT, ""): Step(OPEN, State.DECIDED, "decided", OVER),
}

ENDINGS: dict[tuple[str, str], Step] = {
    (Kind.DEFERRED, ""): Step(OPEN | PLEADED, State.DEFERRED),
    (Kind.DIVERTED, ""): Step(OPEN | PLEADED, State.DEFERRED),
    (Kind.NOLLE_PROSEQUI, ""): Step(OPEN | {State.DEFERRED}, State.DISMISSED, clears=OVER),
    (Kind.DISMISSED, ""): Step(OPEN | PLEADED | {State.DEFERRED, State.DEFAULTED}, State.DISMISSED, clears=OVER),
    (Kind.ABATED, ""): Step(LIVING, State.ABATED, clears=OVER, appeal="closes"),
    (Kind.SETTLED, ""): Step(OPEN | {State.LIABLE, State.DECIDED, State.DEFAULTED}, State.SETTLED, "decided", OVER),
    (Kind.SETTLEMENT_APPROVED, ""): Step(_after(State.SETTLED), None, "approved"),
    (Kind.DEFAULTED, ""): Step(OPEN, State.DEFAULTED, "defaulted"),
    (Kind.DEFAULT_JUDGMENT, ""): Step(OPEN | {State.DEFAULTED}, State.DECIDED, "decided", OVER),
    (Kind.DEFAULT_SET_ASIDE, ""): Step(
        _after(State.DEFAULTED, State.DECIDED), State.PENDING, "reopened", OUTCOME, needs="defaulted"
    ),
    (Kind.CITATION_AFFIRMED, ""): Step(OPEN, State.UPHELD, "decided", OVER),
    (Kind.CITATION_VACATED, ""): Step(OPEN | {State.UPHELD}, State.VACATED, clears=("decided", *OVER)),
}

AFTERMATH: dict[tuple[str, str], Step] = {
    (Kind.SENTENCED, ""): Step(GUILT, State.SENTENCED, "sentenced", ("revoked", "commuted", "released", "stayed")),
    (Kind.SENTENCE_REVOKED, ""): Step(_after(State.SENTENCED), None, "revoked", ("released",)),
    (Kind.SENTENCE_VACATED, ""): Step(_after(State.SENTENCED), State.CONVICTED, "reopened", SENTENCE),
    (Kind.COMMUTED, ""): Step(_after(State.SENTENCED), None, "commuted"),
    (Kind.RELEASED, ""): Step(_after(State.SENTENCED, State.PARDONED), None, "released"),
    (Kind.SENTENCE_COMPLETED, ""): Step(_after(State.SENTENCED), None, "released"),
    (Kind.SATISFIED, ""): Step(UNPAID, None, "satisfied"),
    (Kind.PAID, ""): Step(
        _after(State.PENDING, State.UPHELD, State.SETTLED, State.DECIDED), State.PAID, "satisfied", OVER
    ),
    (Kind.PARDONED, ""): Step(GUILT | {State.DEFERRED}, State.PARDONED),
    (Kind.EXPUNGED, ""): Step(
        ANY - OPEN - {State.NONE, State.MOVED, State.EXPUNGED}, State.EXPUNGED, clears=OVER, appeal="closes"
    ),
    (Kind.SEALED, ""): Step(ANY - {State.NONE, State.EXPUNGED}, None, "sealed", unless="sealed"),
    (Kind.UNSEALED, ""): Step(ANY, clears=("sealed",), needs="sealed"),
}

APPEALS: dict[tuple[str, str], Step] = {
    (Kind.NEW_TRIAL_GRANTED, ""): Step(TRIED, State.PENDING, "reopened", OUTCOME, keeps=True),
    (Kind.NEW_TRIAL_DENIED, ""): Step(TRIED),
    (Kind.APPEAL_NOTICED, ""): Step(UNDER_APPEAL, appeal="opens"),
    (Kind.APPEAL_WITHDRAWN, ""): Step(ENDABLE, appeal="ends"),
    (Kind.APPEAL_DISMISSED, ""): Step(ENDABLE, appeal="ends"),
    (Kind.CERTIORARI_SOUGHT, ""): Step(UNDER_APPEAL, appeal="opens"),
    (Kind.CERTIORARI_GRANTED, ""): Step(UNDER_APPEAL, appeal="needs"),
    (Kind.CERTIORARI_DENIED, ""): Step(ENDABLE, appeal="ends"),
    (Kind.AFFIRMED, ""): Step(UNDER_APPEAL, appeal="decides"),
    (Kind.REVERSED, ""): Step(UNDER_APPEAL, State.PENDING, clears=OUTCOME, appeal="decides", keeps=True),
    (Kind.VACATED, ""): Step(APPEALABLE, State.PENDING, "reopened", OUTCOME, appeal="closes", keeps=True),
    (Kind.APPEAL_REMANDED, ""): Step(UNDER_APPEAL, appeal="decides"),
    (Kind.REINSTATED, ""): Step(
        _after(State.DISMISSED, State.DEFERRED, State.SUPERSEDED), State.PENDING, "reopened", OUTCOME, keeps=True
    ),
    (Kind.OUTCOME_REINSTATED, ""): Step(
        OPEN | {State.ACQUITTED_BY_COURT, State.LIABLE, State.NOT_LIABLE}, None, "reopened", needs="earlier",
        restores=True,
    ),
}  # fmt: skip

# Procedural steps can happen at any time once something is filed and do not change the standing.
ALONG_THE_WAY: dict[tuple[str, str], Step] = {
    **{(kind, ""): Step(FILED) for kind in (Kind.MOTION_FILED, Kind.MOTION_GRANTED, Kind.MOTION_DENIED)},
    (Kind.MOTION_MOOT, ""): Step(FILED),
    **{
        (kind, ""): Step(ANY)
        for kind in (
            Kind.ORDER, Kind.HEARING_SCHEDULED, Kind.HEARING_HELD, Kind.HEARING_CONTINUED, Kind.HEARING_VACATED,
            Kind.JUDGE_ASSIGNED, Kind.JUDGE_RECUSED, Kind.COUNSEL_APPEARED, Kind.COUNSEL_WITHDREW, Kind.OTHER,
        )
    },
}  # fmt: skip

# Keyed by the kind, and by the plea or verdict if the kind has one.
STEPS: dict[tuple[str, str], Step] = {
    **FILING, **PLEAS, **COURTS, **TRIAL, **ENDINGS, **AFTERMATH, **APPEALS, **ALONG_THE_WAY,
}  # fmt: skip
