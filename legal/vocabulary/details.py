"""Details that some developments have, such as the manner, the actor and the verdict.

Pleas, verdicts and the parts of a sentence follow NIEM's charge disposition and sentence types, pleas also NMRA 5-304;
the manners of trial and disposition follow the NCSC *State Court Guide to Statistical Reporting*; the grounds are the
ones that reporters encounter under NMRA 5-604 (time of trial), 5-505 (disclosure), 5-602 (competency) and the Federal
Rules of Civil Procedure 12, 41 and 56.
"""

from legal.vocabulary.word import EVERYWHERE, Word, define

COURTS = "criminal civil appellate"
SUITS = "civil regulatory appellate"


class Instrument(Word):
    """The document that brings a charge or claim."""

    COMPLAINT = "complaint", "complaint", "A sworn paper that says what somebody is accused of or sued for."
    INFORMATION = "information", "information", "A prosecutor's own formal charge, without a grand jury.", "criminal"
    INDICTMENT = "indictment", "grand jury indictment", "A formal charge voted by a grand jury.", "criminal"
    CITATION = "citation", "citation", "An agency's or officer's written charge that a rule was broken."


class Plea(Word):
    NOT_GUILTY = "not_guilty", "not guilty", "The defendant denies the charge; it has to be proved.", "criminal"
    GUILTY = "guilty", "guilty", "The defendant admits the charge.", "criminal"
    NO_CONTEST = (
        "no_contest",
        "no contest",
        "The defendant does not admit the charge but accepts punishment for it.",
        "criminal",
    )
    ALFORD = (
        "alford",
        "guilty while denying the acts (Alford plea)",
        "The defendant denies the acts but takes a guilty plea because the evidence may convict.",
        "criminal",
    )
    INSANITY = (
        "insanity",
        "not guilty by reason of insanity",
        "The defendant says that a mental illness takes away the guilt.",
        "criminal",
    )
    STOOD_MUTE = (
        "stood_mute",
        "stood mute",
        "The defendant says nothing; the court enters a plea of not guilty.",
        "criminal",
    )

    @property
    def phrase(self) -> str:
        """The plea as used in a sentence: “pleaded no contest”, but “stood mute”."""
        return self.label if self == Plea.STOOD_MUTE else f"pleaded {self.label}"


class Verdict(Word):
    GUILTY = "guilty", "guilty", "The charge was proved beyond a reasonable doubt.", "criminal"
    GUILTY_LESSER = (
        "guilty_lesser",
        "guilty of a lesser offense",
        "Not the offense charged but a less serious one inside it was proved.",
        "criminal",
    )
    NOT_GUILTY = "not_guilty", "not guilty", "The charge was not proved beyond a reasonable doubt.", "criminal"
    INSANITY = (
        "insanity",
        "not guilty by reason of insanity",
        "The acts were found, but a mental illness took away the guilt.",
        "criminal",
    )
    HUNG = "hung", "no verdict (hung jury)", "The jurors could not agree; it may be tried again.", COURTS
    LIABLE = "liable", "liable", "The claim was proved; the party has to answer for it.", SUITS
    NOT_LIABLE = "not_liable", "not liable", "The claim was not proved.", SUITS


class Prejudice(Word):
    WITH = "with", "with prejudice", "It cannot be filed again."
    WITHOUT = "without", "without prejudice", "It may be filed again."


class Side(Word):
    """The side that a judgment favors."""

    PLAINTIFF = "plaintiff", "the plaintiff", "Who sued wins.", SUITS
    DEFENDANT = "defendant", "the defendant", "Who was sued wins.", SUITS
    BOTH = "both", "each side in part", "Each side wins a part.", SUITS


class Actor(Word):
    """Who brought about a development."""

    COURT = "court", "the court", "A judge of the court where the case is."
    PROSECUTION = "prosecution", "the prosecution", "The lawyers who bring a criminal case for the state."
    GRAND_JURY = "grand_jury", "a grand jury", "Citizens who decide in private whether there is enough to charge."
    JURY = "jury", "a jury", "Citizens who decide the facts at a trial."
    DEFENDANT = "defendant", "the defendant", "Who is charged or sued."
    PLAINTIFF = "plaintiff", "the plaintiff", "Who sues."
    PARTIES = "parties", "the parties", "Both sides together."
    APPELLATE_COURT = "appellate_court", "the appellate court", "A court that looks at what another decided."
    HIGH_COURT = "high_court", "the highest court", "The supreme court of the state or the country."
    AGENCY = "agency", "the agency", "The public agency in a regulatory case."
    EXECUTIVE = "executive", "the governor or the president", "Who may pardon or shorten a sentence."


class Manner(Word):
    """How something was done. `of` lists the kinds of development that each manner applies to."""

    of: frozenset[str]

    def __new__(
        cls, value: str, label: str = "", definition: str = "", of: str = "", where: str = EVERYWHERE
    ) -> "Manner":
        term = define(cls, value, label, definition, where)
        term.of = frozenset(of.split())
        return term

    JURY = "jury", "before a jury", "Jurors decide the facts.", "trial_began", COURTS
    BENCH = "bench", "before a judge (bench trial)", "A judge decides the facts; there is no jury.", "trial_began"
    SUPERSEDING = (
        "superseding",
        "superseding",
        "A new paper that takes the place of an earlier one in the same case.",
        "charged",
        "criminal",
    )
    VOLUNTARY = "voluntary", "voluntarily", "The party who filed it took it back.", "dismissed", SUITS
    INACTIVITY = "inactivity", "for inactivity", "Nobody moved the case on for too long.", "dismissed", SUITS
    MERITS = "merits", "on the merits", "The court decided the question itself, not only the form.", "dismissed", SUITS
    CONFIDENTIAL = (
        "confidential",
        "on confidential terms",
        "The parties keep the terms to themselves.",
        "settled",
        SUITS,
    )
    PUBLIC = "public", "on public terms", "The terms are in the public record.", "settled", SUITS


class Ground(Word):
    """Reasons that are common enough to have a name. Other reasons are written out."""

    EVIDENCE = "evidence", "for lack of evidence", "There was not enough to prove it."
    DISCLOSURE = "disclosure", "evidence was withheld", "One side did not hand over what it had to."
    SPEEDY_TRIAL = "speedy_trial", "the time for trial had passed", "The trial came too late.", "criminal"
    LIMITATIONS = "limitations", "it was filed too late", "The law's time limit to file had passed."
    JURISDICTION = "jurisdiction", "the court had no jurisdiction", "This court may not decide it."
    NO_CLAIM = "no_claim", "it stated no claim", "What was said, even if true, breaks no law that this court can apply."
    IMMUNITY = "immunity", "immunity", "The law protects the defendant from this case."
    DOUBLE_JEOPARDY = "jeopardy", "double jeopardy", "Nobody may be tried twice for one offense.", "criminal"
    INCOMPETENT = (
        "incompetent",
        "the defendant could not stand trial",
        "Illness keeps them from following it.",
        "criminal",
    )
    WITNESS = "witness", "a witness was not available", "Somebody needed as a witness could not or would not come."
    PLEA_AGREEMENT = "plea_deal", "under a plea agreement", "The defendant pleaded to something else.", "criminal"
    OTHER_CHARGE = "other_charge", "in favor of another charge", "The matter goes on under another charge or case."
    MISCONDUCT = "misconduct", "misconduct", "Somebody broke the rules of the trial."
    INTEREST = "interest", "in the interest of justice", "The prosecution or the court saw no good in going on."


class SentencePart(Word):
    """The possible parts of a sentence. The sentence itself is recorded in the words of the source."""

    CUSTODY = "custody", "custody", "Time in jail or prison.", "criminal"
    SUSPENDED = "suspended", "suspended", "Time that need not be served while the conditions are kept.", "criminal"
    PROBATION = "probation", "probation", "Living outside under rules and mostly under supervision.", "criminal"
    FINE = "fine", "fine", "Money to be paid to the state.", "criminal"
    SERVICE = "service", "community service", "Unpaid work for the public.", "criminal"
    RESTITUTION = "restitution", "restitution", "Money to be paid to those who were harmed.", "criminal"
    CREDIT = "credit", "credit for time served", "Days already spent in custody that count.", "criminal"
    CONDITIONS = "conditions", "conditions", "What the convicted person must or may not do.", "criminal"
    CONCURRENT = "concurrent", "concurrent", "Sentences for several charges run at the same time.", "criminal"
    CONSECUTIVE = "consecutive", "consecutive", "Sentences for several charges run one after another.", "criminal"
