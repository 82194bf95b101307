"""Write what was found in an article, for an editor to review."""

from collections import Counter

from coverage.extraction.findings import Findings
from coverage.intake.kinds import Context, rows
from coverage.models import Finding


def write_findings(findings: Findings, context: Context, *, replaces: bool) -> None:
    """Write what was found; with `replaces`, this replaces the open findings of an earlier import.

    Anything that someone has decided stays and is not proposed again.
    """
    article = context.article
    if replaces:
        article.findings.open().delete()
    decided = Counter(_identity(row) for row in article.findings.all()) if replaces else Counter()
    Finding.objects.bulk_create(row for row in rows(findings, context) if not _is_decided(row, decided))


def _identity(row: Finding) -> tuple:
    """Return what identifies a finding: its position and what it says about it."""
    return row.kind, row.exact, row.data.get("kind"), row.data.get("occurred"), row.data.get("name")


def _is_decided(row: Finding, decided: Counter) -> bool:
    """Whether someone has already decided about this one; each decision covers one finding."""
    decided[_identity(row)] -= 1
    return decided[_identity(row)] >= 0
