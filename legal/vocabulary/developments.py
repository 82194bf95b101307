"""What can happen in a case, from the event behind it to the last appeal.

The steps and outcomes follow the NCSC *State Court Guide to Statistical Reporting* and NIEM's charge dispositions;
bound over, conditional discharge and the deferred sentence follow New Mexico's rules and usage (NMRA 5-302; NMSA
31-20-3, 31-20-13); removal, remand, default and summary judgment follow the Federal Rules and 28 U.S.C. 1441-1447;
citation, contest and penalty follow the practice of state and federal safety agencies. For which step may follow which,
see `legal/standing/steps.py`.
"""

from legal.vocabulary.details import Manner
from legal.vocabulary.word import EVERYWHERE, Word, define


class Stage(Word):
    """The part of a case that a kind of development belongs to; the desk and the glossary group kinds by it."""

    FILING = "filing", "Charging and filing", "How a charge, claim or citation begins, and how it is changed."
    ANSWERING = "answering", "Answers and pleas", "What those say who are charged, sued or cited."
    MOVING = "moving", "Courts and delays", "Which court has the case, and whether it moves."
    TRIAL = "trial", "Trial and verdict", "How it is decided by a jury or a judge."
    ENDING = "ending", "Ends without a verdict", "How it can end before anybody decides it at a trial."
    SENTENCE = "sentence", "Sentence, payment and mercy", "What follows from a conviction or a judgment."
    APPEAL = "appeal", "After the outcome", "What a court may still do about an outcome."
    EVENTS = (
        "events",
        "Motions, hearings and people",
        "What happens along the way; where a charge stands stays as it is.",
    )


CRIMINAL, CIVIL, REGULATORY, SUITS = "criminal", "civil appellate", "regulatory appellate", "civil regulatory appellate"
COURTS = "criminal civil appellate"


DETAILS = {  # details that only some kinds have, with the names that editors use
    "instrument": "instrument",
    "plea": "plea",
    "verdict": "verdict",
    "lesser_offense": "lesser offense",
    "prejudice": "prejudice",
    "manner": "how",
    "ground": "why",
    "in_favor_of": "for whom",
    "sentence": "sentence",
    "terms": "amounts and terms",
}


class DevelopmentKind(Word):
    """A Word that also has a `stage`, the details it `calls_for`, and the details it `requires`."""

    stage: Stage
    calls_for: frozenset[str]
    requires: frozenset[str]

    def __new__(
        cls,
        value: str,
        label: str = "",
        stage: Stage = Stage.EVENTS,
        where: str = "",
        details: str = "",
        means: str = "",
    ) -> "DevelopmentKind":
        term = define(cls, value, label, means, where)
        term.stage = stage
        names = details.split() + (["manner"] if any(value in manner.of for manner in Manner) else [])
        term.calls_for = frozenset(name.rstrip("!") for name in names)
        term.requires = frozenset(name[:-1] for name in names if name.endswith("!"))
        return term

    @property
    def help(self) -> str:
        """Help for editors who choose this kind: what it means, and which details it takes."""
        named = [
            label + " (needed)" * (name in self.requires) for name, label in DETAILS.items() if name in self.calls_for
        ]
        return f"{self.definition} It can say: {', '.join(named)}." if named else self.definition

    @classmethod
    def grouped(cls) -> list[tuple[str, list[tuple[str, str]]]]:
        """The choices for a form, grouped by stage."""
        return [(stage.label, [(kind.value, kind.label) for kind in cls if kind.stage == stage]) for stage in Stage]

    # fmt: off
    # value, label, stage, kinds of proceeding, details (! = required), definition
    EVENT = ("event", "event behind the case", Stage.FILING, EVERYWHERE, "",
        "What the case is about, before any court had it.")
    ANNOUNCED = ("announced", "charges announced, not yet filed", Stage.FILING, CRIMINAL, "",
        "Prosecutors say that they will charge; no court has the charge yet.")
    DECLINED = ("declined", "charges declined", Stage.FILING, CRIMINAL, "ground",
        "Prosecutors decide not to charge.")
    NO_TRUE_BILL = ("no_true_bill", "no indictment (no true bill)", Stage.FILING, CRIMINAL, "",
        "A grand jury hears the evidence and does not charge.")
    CHARGED = ("charged", "charged", Stage.FILING, CRIMINAL, "instrument",
        "The charge is filed with a court, by complaint, information or indictment.")
    FILED = ("filed", "complaint filed", Stage.FILING, EVERYWHERE, "instrument",
        "The paper that starts a lawsuit or brings a claim is filed.")
    COUNTERCLAIM = ("counterclaim", "counterclaim filed", Stage.FILING, CIVIL, "",
        "Who is sued makes a claim of their own in the same case.")
    CITED = ("cited", "cited", Stage.FILING, REGULATORY, "terms",
        "An agency charges in writing that its rules were broken.")
    SERVED = ("served", "served", Stage.FILING, SUITS, "",
        "The papers are handed to the party they are against.")
    AMENDED = ("amended", "amended", Stage.FILING, EVERYWHERE, "instrument terms",
        "The wording of the charge, claim or citation is changed.")
    SUPERSEDED = ("superseded", "replaced by another charge", Stage.FILING, EVERYWHERE, "instrument",
        "A newer indictment, information or complaint takes the place of this one.")
    SEVERED = ("severed", "severed", Stage.FILING, COURTS, "",
        "A charge or a defendant is parted from the others, to be tried alone.")
    JOINED = ("joined", "joined", Stage.FILING, COURTS, "",
        "Charges, claims or parties are put together, to be tried as one.")
    ENHANCEMENT_ADDED = ("enhancement_added", "enhancement added", Stage.FILING, CRIMINAL, "",
        "An allegation is added that would make the sentence heavier.")
    ENHANCEMENT_WITHDRAWN = ("enhancement_withdrawn", "enhancement withdrawn", Stage.FILING, CRIMINAL, "",
        "An allegation that would make the sentence heavier is taken back.")
    BOUND_OVER = ("bound_over", "bound over for trial", Stage.FILING, CRIMINAL, "",
        "A judge finds enough evidence for the charge to go to trial.")

    ARRAIGNED = ("arraigned", "arraigned", Stage.ANSWERING, CRIMINAL, "",
        "The charge is read to the defendant in court.")
    ANSWERED = ("answered", "answered", Stage.ANSWERING, SUITS, "",
        "Who is sued answers the claim in writing.")
    CONTESTED = ("contested", "citation contested", Stage.ANSWERING, REGULATORY, "",
        "Who is cited asks for the citation to be reviewed.")
    PLEADED = ("pleaded", "pleaded", Stage.ANSWERING, CRIMINAL, "plea! lesser_offense",
        "The defendant answers the charge in court.")
    PLEA_WITHDRAWN = ("plea_withdrawn", "plea withdrawn", Stage.ANSWERING, CRIMINAL, "",
        "A plea is taken back with the court's leave; the charge is open again.")

    REMOVED = ("removed", "removed to another court", Stage.MOVING, COURTS, "",
        "The defendant takes the case from a state court to a federal court.")
    TRANSFERRED = ("transferred", "transferred to another court", Stage.MOVING, EVERYWHERE, "",
        "A court hands the case to another court.")
    REMANDED = ("remanded", "sent back to the other court (remanded)", Stage.MOVING, EVERYWHERE, "",
        "The court that the case was taken to sends it back to where it came from.")
    RETURNED = ("returned", "back in this court", Stage.MOVING, EVERYWHERE, "",
        "A case that had gone to another court comes back and goes on here.")
    STAYED = ("stayed", "stayed", Stage.MOVING, EVERYWHERE, "",
        "The court lets the case, or the sentence, rest for a time.")
    STAY_LIFTED = ("stay_lifted", "stay lifted", Stage.MOVING, EVERYWHERE, "",
        "What was resting goes on.")
    REOPENED = ("reopened", "reopened", Stage.MOVING, EVERYWHERE, "",
        "A court takes up again what had ended.")

    TRIAL_BEGAN = ("trial_began", "trial began", Stage.TRIAL, EVERYWHERE, "",
        "The trial starts, before a jury or before a judge alone.")
    MISTRIAL = ("mistrial", "mistrial", Stage.TRIAL, COURTS, "ground",
        "The trial ends without a verdict; it may be held again.")
    VERDICT = ("verdict", "verdict", Stage.TRIAL, EVERYWHERE, "verdict! lesser_offense terms",
        "A jury, or a judge who tries the case alone, decides what was proved.")
    JUDGMENT_NOTWITHSTANDING = ("judgment_notwithstanding", "judgment notwithstanding the verdict",
        Stage.TRIAL, COURTS, "verdict! terms",
        "The judge decides otherwise than the jury, because no reasonable jury could find as it did.")
    CONVICTED = ("convicted", "judgment of conviction", Stage.TRIAL, CRIMINAL, "",
        "The court enters the conviction after a plea or a verdict.")
    JUDGMENT = ("judgment", "judgment", Stage.TRIAL, SUITS, "in_favor_of terms",
        "The court's or agency's decision, with what has to be paid or done.")
    SUMMARY_JUDGMENT = ("summary_judgment", "summary judgment", Stage.TRIAL, SUITS, "in_favor_of terms",
        "The court decides without a trial, because the facts that matter are not in dispute.")

    DEFERRED = ("deferred", "deferred", Stage.ENDING, CRIMINAL, "",
        "The court puts the outcome off; if the conditions are kept, the charge is dismissed.")
    DIVERTED = ("diverted", "diverted", Stage.ENDING, CRIMINAL, "",
        "The defendant goes into a program instead of to trial.")
    NOLLE_PROSEQUI = ("nolle_prosequi", "dismissed by the prosecution (nolle prosequi)",
        Stage.ENDING, CRIMINAL, "prejudice ground", "Prosecutors give the charge up; a court need not decide.")
    DISMISSED = ("dismissed", "dismissed", Stage.ENDING, EVERYWHERE, "prejudice ground",
        "The charge or claim ends without a finding that it was true or not.")
    ABATED = ("abated", "ended by death (abated)", Stage.ENDING, EVERYWHERE, "",
        "The case against somebody ends because they died.")
    SETTLED = ("settled", "settled", Stage.ENDING, SUITS, "terms",
        "The parties agree how to end it; nobody decides who was right.")
    SETTLEMENT_APPROVED = ("settlement_approved", "settlement approved", Stage.ENDING, SUITS, "terms",
        "A court allows a settlement, as it must where a child is a party.")
    DEFAULTED = ("default", "default entered", Stage.ENDING, SUITS, "",
        "The court notes that a party did not answer in time.")
    DEFAULT_JUDGMENT = ("default_judgment", "default judgment", Stage.ENDING, SUITS, "in_favor_of terms",
        "The court decides against a party that did not answer.")
    DEFAULT_SET_ASIDE = ("default_set_aside", "default set aside", Stage.ENDING, SUITS, "",
        "The court lets a party answer after all.")
    CITATION_AFFIRMED = ("citation_affirmed", "citation affirmed", Stage.ENDING, REGULATORY, "terms",
        "The agency's reviewers keep the citation.")
    CITATION_VACATED = ("citation_vacated", "citation vacated", Stage.ENDING, REGULATORY, "",
        "The agency's reviewers take the citation away.")

    SENTENCED = ("sentenced", "sentenced", Stage.SENTENCE, CRIMINAL, "sentence",
        "The court says what the punishment is.")
    SENTENCE_REVOKED = ("sentence_revoked", "suspension or probation revoked", Stage.SENTENCE, CRIMINAL, "sentence",
        "Conditions were broken, and time that was suspended has to be served.")
    SENTENCE_VACATED = ("sentence_vacated", "sentence vacated", Stage.SENTENCE, CRIMINAL, "",
        "The sentence is taken away and another has to be set; the conviction stays.")
    COMMUTED = ("commuted", "sentence commuted", Stage.SENTENCE, CRIMINAL, "sentence",
        "A governor or the president makes the sentence shorter; the conviction stays.")
    RELEASED = ("released", "released from custody", Stage.SENTENCE, CRIMINAL, "",
        "Somebody leaves jail or prison, with or without supervision.")
    SENTENCE_COMPLETED = ("sentence_completed", "sentence completed", Stage.SENTENCE, CRIMINAL, "",
        "All parts of the sentence are done.")
    SATISFIED = ("satisfied", "judgment satisfied", Stage.SENTENCE, SUITS, "terms",
        "What the judgment or settlement asked for is paid or done.")
    PAID = ("paid", "penalty paid", Stage.SENTENCE, REGULATORY, "terms",
        "The penalty of a citation is paid.")
    PARDONED = ("pardoned", "pardoned", Stage.SENTENCE, CRIMINAL, "",
        "A governor or the president forgives the offense; it says nothing about who was right.")
    EXPUNGED = ("expunged", "expunged", Stage.SENTENCE, CRIMINAL, "",
        "A court orders that the record of the charge be removed.")
    SEALED = ("sealed", "sealed", Stage.SENTENCE, EVERYWHERE, "",
        "A court closes the record to the public.")
    UNSEALED = ("unsealed", "unsealed", Stage.SENTENCE, EVERYWHERE, "",
        "A court opens a closed record again.")

    NEW_TRIAL_GRANTED = ("new_trial_granted", "new trial granted", Stage.APPEAL, COURTS, "ground",
        "The outcome is set aside and the trial is to be held again.")
    NEW_TRIAL_DENIED = ("new_trial_denied", "new trial denied", Stage.APPEAL, COURTS, "",
        "The court keeps the outcome.")
    APPEAL_NOTICED = ("appeal_noticed", "notice of appeal", Stage.APPEAL, EVERYWHERE, "",
        "A party says that it asks a higher court to look at the outcome.")
    APPEAL_WITHDRAWN = ("appeal_withdrawn", "appeal withdrawn", Stage.APPEAL, EVERYWHERE, "",
        "The party takes the appeal back.")
    APPEAL_DISMISSED = ("appeal_dismissed", "appeal dismissed", Stage.APPEAL, EVERYWHERE, "",
        "The higher court ends the appeal without deciding it.")
    CERTIORARI_SOUGHT = ("certiorari_sought", "review by a higher court sought (certiorari)",
        Stage.APPEAL, EVERYWHERE, "", "A party asks a court to hear the case that may choose whether to.")
    CERTIORARI_GRANTED = ("certiorari_granted", "review granted (certiorari)", Stage.APPEAL, EVERYWHERE, "",
        "The higher court will hear the case.")
    CERTIORARI_DENIED = ("certiorari_denied", "review denied (certiorari)", Stage.APPEAL, EVERYWHERE, "",
        "The higher court will not hear the case; it says nothing about who was right.")
    AFFIRMED = ("affirmed", "affirmed on appeal", Stage.APPEAL, EVERYWHERE, "",
        "The higher court keeps the outcome.")
    REVERSED = ("reversed", "reversed on appeal", Stage.APPEAL, EVERYWHERE, "ground",
        "The higher court undoes the outcome; the charge or claim is open again.")
    VACATED = ("vacated", "conviction, judgment or order vacated", Stage.APPEAL, EVERYWHERE, "ground",
        "A court takes the outcome away; the charge or claim is open again.")
    APPEAL_REMANDED = ("appeal_remanded", "sent back by the appellate court (remanded)", Stage.APPEAL, EVERYWHERE, "",
        "The higher court keeps the outcome for now and has the first court do something again.")
    REINSTATED = ("reinstated", "charge or claim reinstated", Stage.APPEAL, EVERYWHERE, "",
        "What had ended without a verdict is open again.")
    OUTCOME_REINSTATED = ("outcome_reinstated", "earlier outcome reinstated", Stage.APPEAL, EVERYWHERE, "",
        "A verdict, plea or judgment that had been undone counts again.")

    MOTION_FILED = ("motion_filed", "motion filed", Stage.EVENTS, EVERYWHERE, "",
        "A party asks the court for a decision.")
    MOTION_GRANTED = ("motion_granted", "motion granted", Stage.EVENTS, EVERYWHERE, "",
        "The court does what a party asked.")
    MOTION_DENIED = ("motion_denied", "motion denied", Stage.EVENTS, EVERYWHERE, "",
        "The court does not do what a party asked.")
    MOTION_MOOT = ("motion_moot", "motion moot", Stage.EVENTS, EVERYWHERE, "",
        "The court need not decide what a party asked, because it no longer matters.")
    ORDER = ("order", "order", Stage.EVENTS, EVERYWHERE, "", "The court decides something along the way.")
    HEARING_SCHEDULED = ("hearing_scheduled", "hearing scheduled", Stage.EVENTS, EVERYWHERE, "",
        "The court sets a day.")
    HEARING_HELD = ("hearing_held", "hearing held", Stage.EVENTS, EVERYWHERE, "", "The court hears the parties.")
    HEARING_CONTINUED = ("hearing_continued", "hearing continued", Stage.EVENTS, EVERYWHERE, "",
        "The court puts a hearing off to a later day.")
    HEARING_VACATED = ("hearing_vacated", "hearing vacated", Stage.EVENTS, EVERYWHERE, "",
        "The court takes a hearing off its calendar.")
    JUDGE_ASSIGNED = ("judge_assigned", "judge assigned", Stage.EVENTS, EVERYWHERE, "", "A judge is given the case.")
    JUDGE_RECUSED = ("judge_recused", "judge recused", Stage.EVENTS, EVERYWHERE, "",
        "A judge steps back from the case.")
    COUNSEL_APPEARED = ("counsel_appeared", "counsel or prosecutor appeared", Stage.EVENTS, EVERYWHERE, "",
        "A lawyer or prosecutor joins the case.")
    COUNSEL_WITHDREW = ("counsel_withdrew", "counsel or prosecutor withdrew", Stage.EVENTS, EVERYWHERE, "",
        "A lawyer or prosecutor leaves the case.")
    OTHER = ("other", "other development", Stage.EVENTS, EVERYWHERE, "", "What no other kind fits.")
    # fmt: on


# For each detail, the kinds that can have it and the kinds that require it.
CALLED_FOR: dict[str, list[DevelopmentKind]] = {
    name: [kind for kind in DevelopmentKind if name in kind.calls_for] for name in DETAILS
}
REQUIRED: dict[str, list[DevelopmentKind]] = {
    name: kinds for name in DETAILS if (kinds := [kind for kind in DevelopmentKind if name in kind.requires])
}
