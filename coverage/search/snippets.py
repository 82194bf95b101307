"""The excerpt of a text that shows why it was found. A quote is exact, so it is shown whole or not at all. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

BEFORE, AFTER = 80, 170  # characters around the words found
LONGEST = 700  # of a quote that is shown whole; a match in a longer quote is skipped
LOOKED_AT = 40  # matches that are considered
_OPENING, _CLOSING = "“\"‘'«", "”\"’'»"


@dataclass(frozen=True)
class Piece:
    text: str
    is_found: bool  # whether this is one of the search words


@dataclass(frozen=True)
class Snippet:
    pieces: list[Piece]
    starts_late: bool
    ends_early: bool


def pieces(text: str, found: re.Pattern[str]) -> list[Piece]:
    """The whole text, split into pieces."""
    cuts, end = [], 0
    for match in found.finditer(text):
        cuts += [Piece(text[end : match.start()], False), Piece(match.group(), True)]
        end = match.end()
    return [piece for piece in [*cuts, Piece(text[end:], False)] if piece.text]


def snippet(text: str, found: re.Pattern[str], quotes: Iterable[tuple[int, int]] = ()) -> Snippet | None:
    """The excerpt with the most search words; the spans `quotes` are never cut. None if nothing can be shown."""
    whole = _united(_with_marks(text, start, end) for start, end in quotes)
    matches = list(islice(_shown(text, found, whole), LOOKED_AT))
    if not matches:
        return None
    start, end = max(matches, key=lambda span: _company(text, span, matches))
    low, high = _around(text, start, end, whole)
    return Snippet(pieces(text[low:high], found), bool(text[:low].strip()), bool(text[high:].strip()))


def _shown(text: str, found: re.Pattern[str], quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The matches, except those in a quote that is too long to be shown."""
    hidden = [(start, end) for start, end in quotes if end - start > LONGEST]
    for match in found.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in hidden):
            yield match.span()


def _company(text: str, span: tuple[int, int], matches: Sequence[tuple[int, int]]) -> int:
    """How many different search words begin at a match or shortly after it."""
    return len({text[s:e].casefold() for s, e in matches if span[0] <= s < span[0] + AFTER})


def _around(text: str, start: int, end: int, quotes: list[tuple[int, int]]) -> tuple[int, int]:
    low, high = _to_words(text, max(0, start - BEFORE), start), _to_words_back(text, min(len(text), start + AFTER), end)
    for begins, ends in quotes:
        is_in = begins < end and start < ends
        if begins < low < ends:
            low = begins if is_in else ends
        if begins < high < ends:
            high = ends if is_in else begins
    while low < start and text[low].isspace() and not any(begins <= low < ends for begins, ends in quotes):
        low += 1
    kept = max([end, *(ends for _, ends in quotes if ends <= high)])
    while high > kept and text[high - 1].isspace():
        high -= 1
    return low, high


def _to_words(text: str, at: int, limit: int) -> int:
    """The first position at or after `at` where a word begins."""
    if at == 0:
        return 0
    space = re.compile(r"\s").search(text, at, limit)
    return space.end() if space else limit


def _to_words_back(text: str, at: int, limit: int) -> int:
    """The last position at or before `at` where a word has ended."""
    if at >= len(text):
        return len(text)
    spaces = [match.start() for match in re.compile(r"\s").finditer(text, limit, at)]
    return spaces[-1] if spaces else max(limit, at if text[at : at + 1].isspace() else limit)


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """A quote's span, including the quotation marks around it."""
    start -= start > 0 and text[start - 1] in _OPENING
    return start, end + (end < len(text) and text[end] in _CLOSING)


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
