"""What became, or would become, of one article of one file; how it is told to people and to programs."""

from dataclasses import asdict, dataclass, field

from coverage.extraction.findings import Findings
from coverage.intake.formats.document import Note

PLAN = "intercut import plan"  # what a plan says it is
ACTIONS = ("created", "updated", "unchanged", "proposed", "refused", "left out")
KINDS = {"people": "person", "quotes": "quote", "developments": "development", "releases": "release"}


def _none_found() -> dict[str, int]:
    return dict.fromkeys(KINDS, 0)


@dataclass
class Outcome:
    """One line of a report. `version` is the article's before the import, None for a new one."""

    path: str
    action: str
    item: int = 1
    format: str = ""
    sha256: str = ""
    slug: str = ""
    headline: str = ""
    published: str = ""
    paragraphs: int = 0
    version: int | None = None
    findings: dict[str, int] = field(default_factory=_none_found)
    notes: list[Note] = field(default_factory=list)

    def as_json(self) -> dict:
        said = {name: value for name, value in asdict(self).items() if name != "notes"}
        empty = {name: said[name] or None for name in ("slug", "headline", "published", "format", "sha256")}
        return {**said, **empty, "warnings": [{"line": note.line, "message": note.message} for note in self.notes]}


def counted(findings: Findings) -> dict[str, int]:
    return {name: len(getattr(findings, name)) for name in KINDS}
