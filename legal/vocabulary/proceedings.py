"""Proceedings, the parties in them, how they are related, and what happens to a hearing on the calendar.

The kinds of case and the states of a hearing follow the NCSC *State Court Guide to Statistical Reporting*; the roles
follow NIEM's case participants; the links follow 28 U.S.C. 1441-1447 (removal and remand) and Rule 42 (consolidation).
"""

from legal.vocabulary.word import Word


class ProceedingKind(Word):
    CRIMINAL = "criminal", "criminal case", "The state accuses somebody of a crime; a court may punish."
    CIVIL = "civil", "civil case", "One party sues another, mostly for money; nobody is found guilty."
    REGULATORY = (
        "regulatory",
        "regulatory proceeding",
        "A public agency says that its rules were broken and may set a penalty.",
    )
    APPELLATE = "appellate", "appeal", "A higher court looks at what another court decided."


class LinkKind(Word):
    """How one proceeding follows from another; read as “this proceeding … the other”."""

    APPEAL_OF = "appeal_of", "appeal of", "This proceeding is the appeal of the other."
    REFILED_AS = "refiled_as", "refiled as", "What was dismissed here was filed again in the other."
    REMOVED_TO = "removed_to", "removed to", "The defendant took the case from a state court to a federal court."
    REMANDED_TO = "remanded_to", "remanded to", "The court sent the case back to the one it came from."
    CONSOLIDATED_WITH = "consolidated_with", "consolidated with", "Both are heard together as one."
    ARISES_FROM = "arises_from", "arises from", "It is about what happened in the other."

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
    DEFENDANT = "defendant", "defendant", "Who is charged with a crime or sued.", "criminal civil appellate"
    PLAINTIFF = "plaintiff", "plaintiff", "Who sues, or the state that brings a criminal case."
    PETITIONER = "petitioner", "petitioner", "Who asks a court or an agency for a decision."
    RESPONDENT = (
        "respondent",
        "respondent",
        "Who answers a petition, a citation or an appeal.",
        "civil regulatory appellate",
    )
    APPELLANT = "appellant", "appellant", "Who appeals.", "appellate"
    APPELLEE = "appellee", "appellee", "Against whom somebody else appeals.", "appellate"
    INTERVENOR = "intervenor", "intervenor", "Who joins a case of others because its outcome touches them."
    AMICUS = "amicus", "friend of the court", "Who is no party but tells the court a view (amicus curiae)."
    PROSECUTOR = (
        "prosecutor",
        "prosecutor",
        "The lawyer who brings a criminal case for the state.",
        "criminal appellate",
    )
    DEFENSE = "defense", "defense counsel", "The lawyer of somebody charged with a crime.", "criminal appellate"
    COUNSEL = "counsel", "counsel", "The lawyer of a party."
    GUARDIAN = "guardian", "guardian ad litem", "Who speaks for a child or for somebody who cannot decide alone."
    JUDGE = "judge", "judge", "Who decides the law, and in a bench trial also the facts."
    VICTIM = "victim", "victim", "Who is said to have been harmed by the crime.", "criminal appellate"
    WITNESS = "witness", "witness", "Who tells the court what they saw, heard or know."
    EXPERT = "expert", "expert witness", "Who explains to the court what needs special knowledge."
    INSURER = "insurer", "insurer", "A company that may have to pay for a party.", "civil"
    AGENCY = "agency", "agency", "The public agency that cites or decides.", "regulatory appellate"


class HearingKind(Word):
    """Events that a court sets a date for, in the order they occur in a case.

    Based on the event types of the NCSC's *State Court Guide to Statistical Reporting* and of New Mexico's rules: NMRA
    5-302 (preliminary examination), 5-303 (arraignment), 5-304 (pleas), 5-401 and 5-409 (pretrial release and
    detention), 5-805 (probation); 1-016 (pretrial and scheduling conferences in civil cases).
    """

    FIRST_APPEARANCE = "first_appearance", "first appearance", "The first time somebody charged comes before a judge."
    DETENTION = "detention", "bail or detention hearing", "Whether somebody is held or released until the trial."
    ARRAIGNMENT = "arraignment", "arraignment", "The charges are read, and a plea is usually entered."
    PRELIMINARY = "preliminary", "preliminary hearing", "A judge hears whether there is enough evidence for a trial."
    STATUS = "status", "status conference", "The court asks how far the case has come."
    SCHEDULING = "scheduling", "scheduling conference", "The court sets the dates of the case."
    PRETRIAL = "pretrial", "pretrial conference", "What is left to settle before the trial."
    MOTION = "motion", "motion hearing", "The parties argue about a motion."
    EVIDENTIARY = (
        "evidentiary",
        "evidentiary hearing",
        "Witnesses are heard or papers shown on a question before or beside the trial.",
    )
    PLEA = "plea", "plea hearing", "A plea is entered or changed."
    SETTLEMENT = "settlement", "settlement conference", "The parties try to agree, often with a judge's help."
    APPROVAL = "approval", "hearing on approval of a settlement", "A judge decides whether a settlement may stand."
    TRIAL_SETTING = "trial_setting", "trial setting", "The date set aside for a trial to begin."
    JURY_SELECTION = "jury_selection", "jury selection", "Jurors are questioned and chosen."
    JURY_TRIAL = "jury_trial", "jury trial", "The trial before a jury."
    BENCH_TRIAL = "bench_trial", "bench trial", "The trial before a judge alone."
    SENTENCING = "sentencing", "sentencing", "The court says what the punishment is."
    RESTITUTION = "restitution", "restitution hearing", "What is to be paid back to those who were harmed."
    REVOCATION = "revocation", "probation or parole hearing", "Whether conditions of probation or parole were broken."
    AGENCY = "agency", "agency hearing", "A hearing before an agency or its review board."
    ORAL_ARGUMENT = "oral_argument", "oral argument", "Lawyers argue before an appellate court."
    OTHER = "other", "other hearing", "Any other date in the court's calendar."


class HearingState(Word):
    SCHEDULED = "scheduled", "scheduled", "It is in the court's calendar."
    HELD = "held", "held", "It took place."
    CONTINUED = "continued", "continued", "It was put off to a later date."
    VACATED = "vacated", "vacated", "The court took it off the calendar."
    CANCELLED = "cancelled", "cancelled", "It was called off."
