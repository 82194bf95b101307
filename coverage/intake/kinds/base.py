"""What every kind of finding can do: be proposed, shown on a card, accepted, counted and undone."""

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
    """The article in which something was found, and what it can be matched with."""

    article: Article
    batch: ImportBatch
    known: Known
    import_options: ImportOptions


@dataclass(frozen=True)
class Proposal:
    """What the text says: the position, the data by the kind's field names, and the matching record."""

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
    """One kind of finding. The import, the desk and the undo call its methods and never check which kind it is."""

    name: ClassVar[str]  # in the database
    label: ClassVar[str]  # on its cards
    plural: ClassVar[str]  # in reports and in the engine's findings
    heading: ClassVar[str]  # in the command's table
    permission: ClassVar[str]  # required to accept a finding, because that writes this kind of record
    card: ClassVar[str]  # the path of its form at the desk
    add_at: ClassVar[str] = ""  # the admin page for adding what is missing from the record
    repeats_words: ClassVar[bool] = True  # the card repeats the words that were found
    if_new: ClassVar[str] = ""  # on a card that needs nothing, if nothing is on record yet
    # The row that refers, instead of the accepted finding, to what the finding was matched with.
    stand_in: ClassVar[str] = ""
    # Rows that several findings of an article can rest on, with a filter for the findings of this kind that do.
    shared: ClassVar[Mapping[str, Callable[[Any], Q]]] = {}

    @abstractmethod
    def propose(self, found: Any, context: Context) -> Proposal:
        """Return what the engine found, matched with what is on record."""

    @abstractmethod
    def accept(self, finding: Finding, *, by: User, data: dict[str, Any], written: Written) -> None:
        """Write what is proposed and set on the finding what it became. Raises Refused.

        Anything already on record is not written again, but gains the article as a source. `data` is what was proposed,
        overridden by what the card says; `written` notes each row that is created.
        """

    @abstractmethod
    def summary(self, finding: Finding) -> str:
        """Return a one-line summary of what is proposed."""

    @abstractmethod
    def needs(self, near: Nearby, finding: Finding) -> str:
        """Return the choice a person must make before a finding is accepted; empty if there is none."""

    def known(self, near: Nearby, finding: Finding) -> str:
        """Return a sentence saying what is already on record, or an empty string if the finding is new."""
        return ""

    def title(self, finding: Finding) -> str:
        return self.summary(finding)

    def resolved(self, near: Nearby, finding: Finding) -> str:
        """Return whom or what a name in the summary refers to on record, if the name alone does not make it clear."""
        return ""

    def asks_elsewhere(self, finding: Finding) -> bool:
        """Whether the choice it needs is made on another card."""
        return False

    def is_sure(self, near: Nearby, finding: Finding) -> bool:
        """Whether it can be accepted together with others."""
        return finding.confidence == "high" and not self.needs(near, finding)

    def proposed(self, finding: Finding) -> dict[str, Any]:
        """Return what the card would say if no one corrected it."""
        matched = {"proceeding": finding.proceeding, "film": finding.film}
        return {**finding.data, **matched, "person": finding.person or finding.data.get("name")}

    def found_in(self, findings: Findings) -> list[Any]:
        return list(getattr(findings, self.plural))

    def resting_on(self, row: Model) -> Q | None:
        """Return a filter for the findings of this kind that rest on a row, or None if none ever does."""
        condition = self.shared.get(row._meta.label_lower)
        return Q(condition(row), kind=self.name) if condition else None
