"""What every kind of finding can do: be proposed, shown on a card, accepted, counted and taken back."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db.models import Model, Q

from coverage.anchors import select
from coverage.extraction.findings import Findings
from coverage.intake.draft import ImportOptions
from coverage.intake.matching import Known
from coverage.intake.nearby import Nearby
from coverage.intake.written import Written
from coverage.models import Article, Finding, ImportBatch


class Refused(Exception):
    """This cannot be done with the finding; the message says why and what to change."""


@dataclass(frozen=True)
class Context:
    """The article that something was found in, and what it can be matched with."""

    article: Article
    batch: ImportBatch
    known: Known
    import_options: ImportOptions


@dataclass(frozen=True)
class Proposal:
    """What the text says: at which characters, in the names of the kind, and what on record it was matched with."""

    spans: Sequence[tuple[int, int]]
    data: dict[str, Any]
    confidence: str
    matches: dict[str, Any] = field(default_factory=dict)

    def as_finding(self, kind: "Kind", context: Context) -> Finding:
        selectors = [select(context.article.text, start, end) for start, end in self.spans]
        return Finding(
            article=context.article,
            batch=context.batch,
            kind=kind.name,
            spans=[dict(vars(selector)) for selector in selectors],
            starts=selectors[0].start,
            exact=selectors[0].exact,
            data=self.data,
            confidence=self.confidence,
            **self.matches,
        )


class Kind(ABC):
    """One kind of finding. The import, the desk and the undo ask it, and never which kind it is."""

    name: ClassVar[str]  # in the database
    label: ClassVar[str]  # on its cards
    plural: ClassVar[str]  # in reports, and in what the engine found
    heading: ClassVar[str]  # in the table of the command
    permission: ClassVar[str]  # anyone who accepts one needs it, because it writes that
    card: ClassVar[str]  # the path of its form at the desk
    add_at: ClassVar[str] = ""  # the page of the admin that adds what the record lacks
    repeats_words: ClassVar[bool] = True  # the card repeats the words that were found
    if_new: ClassVar[str] = ""  # on a card that needs nothing, if nothing is on record yet
    # The row that refers, in place of the accepted finding, to what the finding was matched with.
    stand_in: ClassVar[str] = ""
    # Rows that several findings of an article can rest on: which findings of this kind rest on the row.
    shared: ClassVar[Mapping[str, Callable[[Any], Q]]] = {}

    @abstractmethod
    def propose(self, found: Any, context: Context) -> Proposal:
        """What the engine found, matched with what is on record."""

    @abstractmethod
    def accept(self, finding: Finding, *, by: User, data: dict[str, Any], written: Written) -> None:
        """Write what is proposed and set on the finding what it became. Raises Refused.

        What is on record already is not written again: it gains the article as a source. `data` is what was proposed,
        overridden by what the card says; `written` notes each row that is made.
        """

    @abstractmethod
    def summary(self, finding: Finding) -> str:
        """What is proposed, in a line."""

    @abstractmethod
    def needs(self, near: Nearby, finding: Finding) -> str:
        """The choice that only a person can make before a finding is accepted; empty when there is none."""

    def known(self, near: Nearby, finding: Finding) -> str:
        """What is on record already, in a sentence; empty when it is new."""
        return ""

    def title(self, finding: Finding) -> str:
        return self.summary(finding)

    def resolved(self, near: Nearby, finding: Finding) -> str:
        """Whom or what on record a name in the summary means, if that is not clear from the name."""
        return ""

    def asks_elsewhere(self, finding: Finding) -> bool:
        """Whether the choice it needs is made on another card."""
        return False

    def is_sure(self, near: Nearby, finding: Finding) -> bool:
        """Whether it can be accepted together with others."""
        return finding.confidence == "high" and not self.needs(near, finding)

    def proposed(self, finding: Finding) -> dict[str, Any]:
        """What the card would say if no one corrected it."""
        matched = {"proceeding": finding.proceeding, "film": finding.film}
        return {**finding.data, **matched, "person": finding.person or finding.data.get("name")}

    def found_in(self, findings: Findings) -> list[Any]:
        return list(getattr(findings, self.plural))

    def resting_on(self, row: Model) -> Q | None:
        """Which findings of this kind rest on a row; None if none ever does."""
        condition = self.shared.get(row._meta.label_lower)
        return Q(condition(row), kind=self.name) if condition else None
