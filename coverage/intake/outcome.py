"""What happened, or would happen, to one article in one file, and how to report it to people and programs."""

from dataclasses import asdict, dataclass, field

from coverage.intake.formats.document import Note
from coverage.intake.kinds import none_found

PLAN = "intercut import plan"  # how a plan identifies itself
ACTIONS = ("created", "updated", "unchanged", "proposed", "refused", "left out")
LONGEST_EXCERPT = 120  # characters of a value in a report
LEAD_IN = 30  # characters of the excerpt before the point where two values diverge


@dataclass(frozen=True)
class Change:
    """A field of an article that a file changes, or would change, as excerpts for a report."""

    field: str
    label: str
    was: str
    becomes: str

    @classmethod
    def of(cls, field: str, label: str, was: str, becomes: str) -> "Change":
        """Return excerpts of both values, starting shortly before the point where they diverge."""
        pairs = enumerate(zip(was, becomes, strict=False))
        parts_at = next((at for at, (one, other) in pairs if one != other), min(len(was), len(becomes)))
        begin = parts_at - LEAD_IN if max(len(was), len(becomes)) > LONGEST_EXCERPT and parts_at > LEAD_IN else 0
        return cls(field, label, _excerpt(was, begin), _excerpt(becomes, begin))

    def __str__(self) -> str:
        return f"{self.label}: {self.was or 'none'} → {self.becomes or 'none'}"


def _excerpt(value: str, begin: int) -> str:
    after = value[begin + LONGEST_EXCERPT :] and "…"
    return f"{'…' if begin else ''}{' '.join(value[begin : begin + LONGEST_EXCERPT].split())}{after}"


@dataclass
class Outcome:
    """One line of a report. `version` is the article's version before the import, or None for a new article."""

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
    findings: dict[str, int] = field(default_factory=none_found)
    changes: list[Change] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def as_json(self) -> dict:
        said = {name: value for name, value in asdict(self).items() if name != "notes"}
        empty = {name: said[name] or None for name in ("slug", "headline", "published", "format", "sha256")}
        return {**said, **empty, "warnings": [{"line": note.line, "message": note.message} for note in self.notes]}
