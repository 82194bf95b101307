"""Divide a text into paragraphs and sentences, as offsets in code points."""

import re
from functools import lru_cache

Span = tuple[int, int]

ABBREVIATIONS = frozenset(
    """
        mr mrs ms dr prof rev hon st sen sens rep reps gov govs gen col lt sgt capt cmdr det maj pres v vs no nos
        jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ariz ark calif
        colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt
        wash wis wyo
        """.split()
)
# These can end a sentence or appear inside one; the next word decides.
OPEN_ABBREVIATIONS = frozenset(
    """
        jr sr inc corp co ltd esq ph.d m.d a.m p.m u.s u.k u.n d.c n.m n.y l.a i.e e.g etc
        """.split()
)
STARTERS = frozenset(
    """
        the a an this that these those he she it they we i you his her its their in on at after before when while
        but and so as if for there what who no not one two by from with although since
        """.split()
)

_PARAGRAPH = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[”\"’'»)\]]*+(?=\s+[“\"‘'«(\[]*[^\W_])")
_SPACE = re.compile(r"\s+")
_WORD_BEFORE = re.compile(r"[^\s“”\"‘’'()\[\]]{0,24}$")
_NEXT_WORD = re.compile(r"\s*[“\"‘'«(\[]*([^\W_]+)")


@lru_cache(maxsize=1)  # each search of a text asks for them again
def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text` as (start, end), without white space at the edges or empty paragraphs."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        if inner := line.strip():
            found.append((start, start + len(inner)))
    return tuple(found)


def is_abbreviation(word: str, following: str) -> bool:
    """Whether the period after `word` belongs to it and does not end the sentence; `following` is the next word."""
    folded = word.lower().strip(".").rpartition("-")[2]
    if folded in ABBREVIATIONS or (re.fullmatch(r"[A-Z](?:\.[A-Z])*", word) and word != "I"):
        return following.lower() not in STARTERS or folded in ABBREVIATIONS
    return folded in OPEN_ABBREVIATIONS and (following[:1].islower() or following.lower() not in STARTERS)


def next_word(text: str, start: int) -> str:
    """Return the first word after `start`, skipping white space and opening marks, or "" if there is none."""
    match = _NEXT_WORD.match(text, start)
    return match.group(1) if match else ""


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    following = next_word(text, stop.end())
    if following[:1].islower():
        return False
    if stop.group()[0] != "." or len(stop.group()) > 1:
        return True
    before = _WORD_BEFORE.search(text, max(0, stop.start() - 24), stop.start())
    return not is_abbreviation(before.group() if before else "", following)


@lru_cache(maxsize=1)
def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` as (start, end); none crosses a paragraph or ends at "Mr.", "v." or "U.S." """
    found = []
    for start, end in paragraphs(text):
        for stop in _STOP.finditer(text, start, end):
            if _ends_sentence(text, stop):
                found.append((start, stop.end()))
                gap = _SPACE.match(text, stop.end())
                start = gap.end() if gap else stop.end()
        if start < end:
            found.append((start, end))
    return tuple(found)
