"""Anchors: a quote is tied to the characters it was found at, and nothing is re-anchored by guess.

Pure: no Django, no database. A selector follows the W3C Web Annotation Data Model (4.2.4 TextQuoteSelector and 4.2.5
TextPositionSelector): the exact text, what stands before and after it, and its position.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

CONTEXT = 32  # characters kept before and after, as the Web Annotation examples do


class AnchorState(StrEnum):
    EXACT = "exact"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    BROKEN = "broken"

    @property
    def holds(self) -> bool:
        return self in {AnchorState.EXACT, AnchorState.MOVED}


@dataclass(frozen=True)
class Selector:
    """The span [start, end) of a text, in code points, with its exact characters and their surroundings."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


def select(text: str, start: int, end: int) -> Selector:
    """The selector of a span; ValueError when the span is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"The characters {start} to {end} are not in a text of {len(text)}.")
    return Selector(start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def locate(text: str, selector: Selector) -> tuple[AnchorState, Selector]:
    """Where a selector's characters stand in `text` now, and the selector for there.

    *exact*: where they were. *moved*: elsewhere, and only one place has them (or only one with both surroundings).
    *ambiguous*: several places. *broken*: none. The last two return the selector as it was.
    """
    if selector.exact and text.startswith(selector.exact, selector.start):
        return AnchorState.EXACT, select(text, selector.start, selector.start + len(selector.exact))
    places = _occurrences(text, selector.exact)
    if not places:
        return AnchorState.BROKEN, selector
    if len(places) > 1:
        around = _occurrences(text, selector.prefix + selector.exact + selector.suffix)
        places = [place + len(selector.prefix) for place in around]
    if len(places) != 1:
        return AnchorState.AMBIGUOUS, selector
    return AnchorState.MOVED, select(text, places[0], places[0] + len(selector.exact))


def locate_all(text: str, spans: Iterable[dict[str, Any]]) -> tuple[AnchorState, list[Selector]]:
    """Where the selectors kept as `spans` stand in `text` now: the worst of their states, and each one's selector."""
    found = [locate(text, Selector(**span)) for span in spans]
    return max((state for state, _ in found), key=list(AnchorState).index), [selector for _, selector in found]


def _occurrences(text: str, part: str) -> list[int]:
    found, start = [], text.find(part) if part else -1
    while start >= 0:
        found.append(start)
        start = text.find(part, start + 1)
    return found
