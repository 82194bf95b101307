"""Where findings and quotes stand in their article's text."""

from coverage.anchors import locate_all
from coverage.models import Finding, Quote

Spans = list[tuple[int, int]]


def spans_now(finding: Finding, text: str) -> Spans | None:
    """Where a finding's characters stand in the text today; None when that is not clear for all of them."""
    state, found = locate_all(text, finding.spans)
    return [(selector.start, selector.end) for selector in found] if state.holds else None


def spans_of(quote: Quote) -> Spans:
    """The characters of its article that a quote stands at."""
    return [(span["start"], span["end"]) for span in quote.spans]
