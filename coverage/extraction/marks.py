"""Pair quotation marks to find the stretches of a text between them."""

import re
from dataclasses import dataclass

from coverage.extraction.text import paragraphs


@dataclass(frozen=True)
class Marked:
    """A stretch between quotation marks; `start` and `end` exclude them. `closed` is false if no mark ends it."""

    start: int
    end: int
    closed: bool


CLOSING = {"“": "”", '"': '"', "„": "”“", "«": "»", "″": "″", "‘": "’"}
_DOUBLE = re.compile(r"[“”\"„«»″]")
_SINGLE = re.compile(r"[‘’]")
_BEFORE_OPENING = frozenset(" \t\u00a0\u2009\u202f([{—–-/‘'“\"«:;>")
_CLOSING_ONLY = frozenset("”»")


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the white space around the mark at `at` makes it an opening mark."""
    if at + 1 >= end or (text[at + 1].isspace() and not (text[at] == "“" and text[at - 1].isspace())):
        return False
    return at == start or text[at - 1] in _BEFORE_OPENING or text[at - 1].isspace()


def _is_inch(text: str, at: int) -> bool:
    return text[at] in '"″' and at > 0 and text[at - 1].isdigit()


def _closes(text: str, at: int, mark: str, start: int, end: int) -> bool:
    """Whether the mark at `at` ends a stretch that `mark` opened."""
    here = text[at]
    if mark == "‘":
        return here == "’" and not text[at + 1 : at + 2].isalnum()
    if here == '"':
        return mark in '"“' and not (_opens(text, at, start, end) and text[at - 1].isspace())
    if here == "”" and mark == '"':
        return True
    if here in CLOSING[mark]:
        return True
    return here == mark and not _opens(text, at, start, end)


def _marked_in(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Marked]:
    """Return the outermost marked stretches of one paragraph; a mark inside another stretch only nests."""
    found: list[Marked] = []
    stack: list[tuple[str, int]] = []
    for match in pattern.finditer(text, start, end):
        at, here = match.start(), match.group()
        if stack and _closes(text, at, stack[-1][0], start, end):
            opened = stack.pop()[1]
            if not stack:
                found.append(Marked(opened, at, True))
        elif stack and (here in _CLOSING_ONLY or here == stack[-1][0]) and here != '"':
            _close_all(found, stack, at, here)
        elif (
            here != "’"
            and _opens(text, at, start, end)
            and not (stack and here == '"' == stack[-1][0])
            and not _is_inch(text, at)
        ):
            stack.append((here if here in CLOSING else "“", at + 1))
        elif stack and here == '"' == stack[-1][0]:
            found.append(Marked(stack[0][1], _trimmed(text, stack[0][1], at), False))
            stack[:] = [(here, at + 1)]
    if stack:
        found.append(Marked(stack[0][1], end, False))
    return [span for span in found if text[span.start : span.end].strip()]


def _close_all(found: list[Marked], stack: list[tuple[str, int]], at: int, here: str) -> None:
    """Handle a mark that matches no open one: a closing mark ends everything, a repeated opening mark starts over."""
    found.append(Marked(stack[0][1], at, here in _CLOSING_ONLY))
    stack[:] = [] if here in _CLOSING_ONLY else [(here, at + 1)]


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def marked_stretches(text: str) -> list[list[Marked]]:
    """Return the marked stretches of `text` in order: one list for each of `paragraphs(text)`.

    Single marks count only in a text without double ones; everywhere else they are nested quotes or apostrophes.
    """
    pattern = _DOUBLE if _DOUBLE.search(text) else _SINGLE
    return [_marked_in(text, start, end, pattern) for start, end in paragraphs(text)]
