"""Where findings and quotes are in their article's text."""

from coverage.anchors import locate_all
from coverage.models import Finding, Quote

Spans = list[tuple[int, int]]


def spans_now(finding: Finding, text: str) -> Spans | None:
    """Return where a finding's characters are in the text today, or None if that is not clear for all of them."""
    state, found = locate_all(text, finding.spans)
    return [(selector.start, selector.end) for selector in found] if state.holds else None


def spans_of(quote: Quote) -> Spans:
    """Return the position of a quote's characters in its article."""
    return [(span["start"], span["end"]) for span in quote.spans]
