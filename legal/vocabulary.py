"""The law's own words, as data: a stable value and the words readers see.

Pure: no Django, no database. Where the lists come from: the events of a criminal case follow the National Center
for State Courts' *State Court Guide to Statistical Reporting* and the charge dispositions of NIEM / OASIS ECF 5;
New Mexico's usage (information or indictment, no contest, involuntary manslaughter's degrees) follows its Rules of
Criminal Procedure for the District Courts (NMRA 5-). Words that the law keeps apart are never merged here:
a *nolle prosequi* is the prosecution's, a dismissal the court's; a verdict is no judgment and no sentence.
"""

from enum import StrEnum


class Word(StrEnum):
    """A term with a stable `value` (kept in the database) and a `label` (what readers see)."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        return term

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(term.value, term.label) for term in cls]


class ProceedingKind(Word):
    CRIMINAL = "criminal", "criminal case"
    CIVIL = "civil", "civil case"
    REGULATORY = "regulatory", "regulatory proceeding"
    APPELLATE = "appellate", "appeal"


class LinkKind(Word):
    """How one proceeding follows from another; read “this proceeding … the other”."""

    APPEAL_OF = "appeal_of", "appeal of"
    REFILED_AS = "refiled_as", "refiled as"
    REMOVED_TO = "removed_to", "removed to"
    REMANDED_TO = "remanded_to", "remanded to"
    CONSOLIDATED_WITH = "consolidated_with", "consolidated with"
    ARISES_FROM = "arises_from", "arises from"

    @property
    def reverse_label(self) -> str:
        """The same link, read from the other proceeding."""
        return {
            LinkKind.APPEAL_OF: "appealed in",
            LinkKind.REFILED_AS: "refiled from",
            LinkKind.REMOVED_TO: "removed from",
            LinkKind.REMANDED_TO: "remanded from",
            LinkKind.CONSOLIDATED_WITH: "consolidated with",
            LinkKind.ARISES_FROM: "gave rise to",
        }[self]


class Role(Word):
    DEFENDANT = "defendant", "defendant"
    PLAINTIFF = "plaintiff", "plaintiff"
    PETITIONER = "petitioner", "petitioner"
    RESPONDENT = "respondent", "respondent"
    PROSECUTOR = "prosecutor", "prosecutor"
    DEFENSE = "defense", "defense counsel"
    COUNSEL = "counsel", "counsel"
    JUDGE = "judge", "judge"
    VICTIM = "victim", "victim"
    WITNESS = "witness", "witness"


class DevelopmentKind(Word):
    EVENT = "event", "event behind the case"
    ANNOUNCED = "announced", "charges announced, not yet filed"
    DECLINED = "declined", "charges declined"
    CHARGED = "charged", "charged"
    FILED = "filed", "complaint filed"
    CITED = "cited", "cited"
    AMENDED = "amended", "amended"
    ENHANCEMENT_WITHDRAWN = "enhancement_withdrawn", "enhancement withdrawn"
    ARRAIGNED = "arraigned", "arraigned"
    ANSWERED = "answered", "answered"
    CONTESTED = "contested", "citation contested"
    PLEADED = "pleaded", "pleaded"
    PLEA_WITHDRAWN = "plea_withdrawn", "plea withdrawn"
    MOTION_FILED = "motion_filed", "motion filed"
    MOTION_GRANTED = "motion_granted", "motion granted"
    MOTION_DENIED = "motion_denied", "motion denied"
    TRIAL_BEGAN = "trial_began", "trial began"
    MISTRIAL = "mistrial", "mistrial"
    VERDICT = "verdict", "verdict"
    JUDGMENT = "judgment", "judgment"
    SENTENCED = "sentenced", "sentenced"
    RELEASED = "released", "released from custody"
    SENTENCE_COMPLETED = "sentence_completed", "sentence completed"
    NOLLE_PROSEQUI = "nolle_prosequi", "dismissed by the prosecution (nolle prosequi)"
    DISMISSED = "dismissed", "dismissed"
    SETTLED = "settled", "settled"
    APPEAL_NOTICED = "appeal_noticed", "notice of appeal"
    APPEAL_WITHDRAWN = "appeal_withdrawn", "appeal withdrawn"
    APPEAL_DISMISSED = "appeal_dismissed", "appeal dismissed"
    AFFIRMED = "affirmed", "affirmed on appeal"
    REVERSED = "reversed", "reversed on appeal"
    ORDER = "order", "order"
    OTHER = "other", "other development"


class Instrument(Word):
    COMPLAINT = "complaint", "complaint"
    INFORMATION = "information", "information"
    INDICTMENT = "indictment", "grand jury indictment"


class Plea(Word):
    NOT_GUILTY = "not_guilty", "not guilty"
    GUILTY = "guilty", "guilty"
    NO_CONTEST = "no_contest", "no contest"


class Verdict(Word):
    GUILTY = "guilty", "guilty"
    NOT_GUILTY = "not_guilty", "not guilty"
    LIABLE = "liable", "liable"
    NOT_LIABLE = "not_liable", "not liable"


class Prejudice(Word):
    WITH = "with", "with prejudice"
    WITHOUT = "without", "without prejudice"


class Actor(Word):
    """By whom a development was done."""

    COURT = "court", "the court"
    PROSECUTION = "prosecution", "the prosecution"
    GRAND_JURY = "grand_jury", "a grand jury"
    JURY = "jury", "a jury"
    DEFENDANT = "defendant", "the defendant"
    PLAINTIFF = "plaintiff", "the plaintiff"
    PARTIES = "parties", "the parties"
    APPELLATE_COURT = "appellate_court", "the appellate court"
    AGENCY = "agency", "the agency"


class HearingKind(Word):
    """What a court sets a date for, in the order of a case.

    After the event types of the NCSC's *State Court Guide to Statistical Reporting* and of New Mexico's rules: NMRA
    5-302 (preliminary examination), 5-303 (arraignment), 5-304 (pleas), 5-401 and 5-409 (pretrial release and
    detention), 5-805 (probation); 1-016 (pretrial and scheduling conferences in civil cases).
    """

    FIRST_APPEARANCE = "first_appearance", "first appearance"
    DETENTION = "detention", "bail or detention hearing"
    ARRAIGNMENT = "arraignment", "arraignment"
    PRELIMINARY = "preliminary", "preliminary hearing"
    STATUS = "status", "status conference"
    SCHEDULING = "scheduling", "scheduling conference"
    PRETRIAL = "pretrial", "pretrial conference"
    MOTION = "motion", "motion hearing"
    EVIDENTIARY = "evidentiary", "evidentiary hearing"
    PLEA = "plea", "plea hearing"
    SETTLEMENT = "settlement", "settlement conference"
    APPROVAL = "approval", "hearing on approval of a settlement"
    TRIAL_SETTING = "trial_setting", "trial setting"
    JURY_SELECTION = "jury_selection", "jury selection"
    JURY_TRIAL = "jury_trial", "jury trial"
    BENCH_TRIAL = "bench_trial", "bench trial"
    SENTENCING = "sentencing", "sentencing"
    RESTITUTION = "restitution", "restitution hearing"
    REVOCATION = "revocation", "probation or parole hearing"
    AGENCY = "agency", "agency hearing"
    ORAL_ARGUMENT = "oral_argument", "oral argument"
    OTHER = "other", "other hearing"


class HearingState(Word):
    SCHEDULED = "scheduled", "scheduled"
    HELD = "held", "held"
    CONTINUED = "continued", "continued"
    VACATED = "vacated", "vacated"
    CANCELLED = "cancelled", "cancelled"


class SourceKind(Word):
    DOCUMENT = "document", "court document"
    HEARING = "hearing", "hearing attended"
    RECORDING = "recording", "recording"
    STATEMENT = "statement", "statement"
    RELEASE = "release", "press release"
    REPORT = "report", "report by an outlet"
    AGENCY = "agency", "agency record"
    ARTICLE = "article", "article published here"
