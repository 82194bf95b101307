"""Where a charge, claim or citation can stand. Derived from developments only: no one types a state.

Pure: no Django, no database. The states are the NCSC *State Court Guide*'s stages and manners of disposition, kept
apart where the law keeps them apart.
"""

from legal.vocabulary import Word

CRIMINAL, CIVIL, REGULATORY, SUITS = "criminal", "civil appellate", "regulatory appellate", "civil regulatory appellate"
COURTS = "criminal civil appellate"


class State(Word):
    NONE = "none", "nothing filed", "No court or agency has it."
    ANNOUNCED = "announced", "charges announced, not filed", "Prosecutors say they will charge.", CRIMINAL
    DECLINED = "declined", "charges declined", "Prosecutors decided not to charge; they may still.", CRIMINAL
    NO_BILL = "no_bill", "not indicted by the grand jury", "A grand jury did not charge; another one may.", CRIMINAL
    PENDING = "pending", "pending", "It is before a court or agency and not decided."
    ON_TRIAL = "on_trial", "on trial", "The trial has begun and is not over."
    MISTRIAL = "mistrial", "pending after a mistrial", "A trial ended without a verdict; it may be held again.", COURTS
    HUNG = "hung", "pending after a hung jury", "Jurors could not agree; it may be tried again.", COURTS
    DEFERRED = "deferred", "deferred", "The outcome is put off while conditions are kept.", CRIMINAL
    MOVED = "moved", "moved to another court", "Another court has it now."
    SUPERSEDED = "superseded", "replaced by another charge", "A newer charge or claim took its place."
    NOT_REACHED = (
        "not_reached",
        "not reached beside its alternative",
        "Another one was proved that it is an alternative to, or is included in; only one of them can stand.",
    )
    NO_CONTEST = "no_contest", "pleaded no contest", "Not admitted, but punishment is accepted.", CRIMINAL
    CONVICTED = "convicted", "convicted", "By a plea or a verdict; the sentence is still to come.", CRIMINAL
    SENTENCED = "sentenced", "sentenced", "The court has said what the punishment is.", CRIMINAL
    PARDONED = "pardoned", "pardoned", "A governor or the president has forgiven the offense.", CRIMINAL
    ACQUITTED = "acquitted", "found not guilty", "Not proved; it cannot be tried again.", CRIMINAL
    ACQUITTED_BY_COURT = (
        "acquitted_by_court",
        "found not guilty by the court, notwithstanding the verdict",
        "The judge set a guilty verdict aside because the evidence could not carry it.",
        CRIMINAL,
    )
    INSANITY = (
        "insanity",
        "found not guilty by reason of insanity",
        "A mental illness took away the guilt; treatment may be ordered.",
        CRIMINAL,
    )
    DISMISSED = "dismissed", "dismissed", "It ended without a finding that it was true or not."
    ABATED = "abated", "ended by death (abated)", "It ended because the party died."
    EXPUNGED = "expunged", "expunged", "A court ordered the record of it removed.", CRIMINAL
    DEFAULTED = "defaulted", "in default", "The party did not answer in time; no judgment yet.", SUITS
    SETTLED = "settled", "settled", "The parties agreed how to end it.", SUITS
    LIABLE = "liable", "found liable", "Proved; a judgment has to follow.", SUITS
    NOT_LIABLE = "not_liable", "found not liable", "Not proved.", SUITS
    DECIDED = "decided", "decided by judgment", "The court or agency has given its decision.", SUITS
    UPHELD = "upheld", "citation affirmed", "The agency's reviewers kept the citation.", REGULATORY
    VACATED = "vacated", "citation vacated", "The agency's reviewers took the citation away.", REGULATORY
    PAID = "paid", "penalty paid", "The penalty is paid and the matter over.", REGULATORY


ANY = frozenset(State)
OPEN = frozenset({State.PENDING, State.ON_TRIAL, State.MISTRIAL, State.HUNG})
UNFILED = frozenset({State.NONE, State.ANNOUNCED, State.DECLINED, State.NO_BILL})
# A court or a higher authority still has to act. Legal review protects these charges.
UNDECIDED = OPEN | {
    State.ANNOUNCED, State.DEFERRED, State.MOVED, State.NO_CONTEST, State.CONVICTED, State.DEFAULTED,
}  # fmt: skip
# Found against the party; the facts say whether that is final (docs/decisions/0011).
FOUND = frozenset({
    State.CONVICTED, State.SENTENCED, State.PARDONED, State.LIABLE, State.DECIDED, State.UPHELD, State.PAID,
})  # fmt: skip
# Not reached by a court yet: once an alternative is found, the court no longer reaches it.
NOT_COME_TO = frozenset({State.PENDING, State.ON_TRIAL, State.MISTRIAL})
# States that an upcoming hearing of the case can still concern.
TO_BE_HEARD = (UNDECIDED - {State.MOVED}) | {
    State.SENTENCED, State.INSANITY, State.SETTLED, State.LIABLE, State.NOT_LIABLE, State.DECIDED, State.UPHELD,
}  # fmt: skip
# No prosecutor may appeal a jury's acquittal; a judge's, after a guilty verdict, may be appealed.
APPEALABLE = frozenset({
    State.CONVICTED, State.SENTENCED, State.NO_CONTEST, State.DEFERRED, State.DISMISSED, State.INSANITY,
    State.ACQUITTED_BY_COURT, State.DEFAULTED, State.LIABLE, State.NOT_LIABLE, State.DECIDED, State.UPHELD,
    State.VACATED,
})  # fmt: skip
