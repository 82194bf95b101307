"""The glossary: every term of the vocabulary, in groups that each have an address.

Pure: no Django, no database. All definitions come from the vocabulary, so nothing is written twice.
"""

from dataclasses import dataclass

from legal.standing.states import State
from legal.vocabulary import (
    Actor,
    ChargeRelation,
    DevelopmentKind,
    Ground,
    HearingKind,
    HearingState,
    Instrument,
    LinkKind,
    Manner,
    Plea,
    Prejudice,
    ProceedingKind,
    Role,
    SentencePart,
    Side,
    SourceKind,
    Stage,
    Verdict,
    Word,
)


@dataclass(frozen=True)
class Entry:
    """One term of the glossary, with its anchor on the page."""

    word: Word
    anchor: str

    @property
    def where(self) -> str:
        """The kinds of cases it applies to, such as “criminal case, appeal”; "" if it applies to all of them."""
        if self.word.proceedings >= set(ProceedingKind):
            return ""
        return ", ".join(kind.label for kind in ProceedingKind if kind in self.word.proceedings)


@dataclass(frozen=True)
class Group:
    anchor: str
    title: str
    about: str
    entries: tuple[Entry, ...]


def _group(anchor: str, title: str, about: str, words: list[Word]) -> Group:
    entries = tuple(Entry(word, f"{anchor}-{word.value.replace('_', '-')}") for word in words)
    return Group(anchor, title, about, entries)


def _stage(stage: Stage) -> Group:
    kinds: list[Word] = [kind for kind in DevelopmentKind if kind.stage == stage]
    return _group(stage.value, stage.label, stage.definition, kinds)


LISTS: list[tuple[str, str, str, type[Word]]] = [
    ("case", "Kinds of cases", "Which sort of question a court or an agency decides.", ProceedingKind),
    ("standing", "Where a charge can stand", "Worked out from what happened; nobody types it in.", State),
    ("plea", "Pleas", "How a defendant answers a charge.", Plea),
    ("verdict", "Verdicts", "What a jury or a judge who tries the case alone can find.", Verdict),
    ("prejudice", "With or without prejudice", "Whether what was dismissed can be filed again.", Prejudice),
    ("part", "What a sentence is made of", "A sentence can have several of these.", SentencePart),
    ("role", "Who is who", "The roles of people and organizations in a case.", Role),
    ("by", "By whom", "Who can do what the record tells.", Actor),
    ("paper", "Papers that bring a charge", "What a case begins with.", Instrument),
    ("manner", "How it was done", "The manner of a charge, trial, dismissal or settlement.", Manner),
    ("ground", "Why", "Reasons that have a name.", Ground),
    ("side", "For whom", "Whom a judgment is for.", Side),
    ("charges", "How charges hang together", "This charge, and another one.", ChargeRelation),
    ("cases", "How cases hang together", "This case, and another one.", LinkKind),
    ("hearing-kind", "Hearings", "What a court sets a date for.", HearingKind),
    ("hearing", "What becomes of a hearing", "Nothing in a court's calendar is deleted.", HearingState),
    ("source", "Sources", "Where a fact comes from.", SourceKind),
]
GROUPS: list[Group] = [
    *(_group(anchor, title, about, list(words)) for anchor, title, about, words in LISTS[:2]),
    *(_stage(stage) for stage in Stage),
    *(_group(anchor, title, about, list(words)) for anchor, title, about, words in LISTS[2:]),
]
