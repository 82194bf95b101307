"""Write what was found in an article, for an editor to review."""

from collections import Counter

from coverage.extraction.findings import Findings
from coverage.intake.kinds import Context, rows
from coverage.models import Finding


def write_findings(findings: Findings, context: Context, *, replaces: bool) -> None:
    """Write what was found; with `replaces`, in place of the open findings of an earlier import.

    What someone has decided stays, and is not proposed again.
    """
    article = context.article
    if replaces:
        article.findings.open().delete()
    decided = Counter(_identity(row) for row in article.findings.all()) if replaces else Counter()
    Finding.objects.bulk_create(row for row in rows(findings, context) if not _is_decided(row, decided))


def _identity(row: Finding) -> tuple:
    """What makes a finding the same one again: its characters and what it says of them."""
    return row.kind, row.exact, row.data.get("kind"), row.data.get("occurred"), row.data.get("name")


def _is_decided(row: Finding, decided: Counter) -> bool:
    """Whether someone has decided about this one; each decision holds for one finding."""
    decided[_identity(row)] -= 1
    return decided[_identity(row)] >= 0
