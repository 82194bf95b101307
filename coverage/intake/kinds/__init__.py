"""The kinds of findings, in the order in which they are counted and accepted.

A new kind needs a module here, a line in `KINDS` and a form in coverage/admin/cards.py. Its proposals come from the
list in `extraction.Findings` that has the same name as its `plural`.
"""

from coverage.extraction.findings import Findings
from coverage.intake.kinds.base import Context, Kind, Refused
from coverage.intake.kinds.development import DevelopmentFinding
from coverage.intake.kinds.person import PersonFinding
from coverage.intake.kinds.quote import QuoteFinding
from coverage.intake.kinds.release import ReleaseFinding
from coverage.models import Article, Finding

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (PersonFinding(), QuoteFinding(), DevelopmentFinding(), ReleaseFinding())
}

__all__ = ["KINDS", "Context", "Kind", "Refused", "count_findings", "counted", "kind_of", "none_found", "rows"]


def kind_of(finding: Finding) -> Kind:
    return KINDS[finding.kind]


def rows(findings: Findings, context: Context) -> list[Finding]:
    """Return an unsaved row for everything that was found."""
    found = [(kind, one) for kind in KINDS.values() for one in kind.found_in(findings)]
    return [kind.propose(one, context).as_finding(kind, context) for kind, one in found]


def none_found() -> dict[str, int]:
    return {kind.plural: 0 for kind in KINDS.values()}


def counted(findings: Findings) -> dict[str, int]:
    return {kind.plural: len(kind.found_in(findings)) for kind in KINDS.values()}


def count_findings(article: Article) -> dict[str, int]:
    names = list(article.findings.values_list("kind", flat=True))
    return {kind.plural: names.count(kind.name) for kind in KINDS.values()}
