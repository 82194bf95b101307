"""Find noun phrases, and the subjects of verbs, in a sentence's string of word-class tags (see `grammar`).

Phrases are ranges of tokens: (first, one past the last).
"""

import re
from functools import lru_cache

# Noun phrases, as patterns over tags.
_BASE = r"(?:D[eAMnNS]*|M(?=[nN])[nNSe]*|[nNS][nNSMe]*)?[nN]"
_PHRASE = rf"(?:{_BASE}|M)(?:F{_BASE})*"
_SUBJECT_END = re.compile(rf"(?:P|(?:{_PHRASE}C)?{_PHRASE})$")
_SUBJECT_START = re.compile(rf"P|{_PHRASE}(?:O(?=[DnNS]){_BASE})*")
_PLACE = re.compile(r"(?:,F|[nN]O)N+,$")  # a state follows: "of Tulsa, Oklahoma, said"
_TITLED = re.compile(r"[nN],[DnNSeFOC]*Q$")  # the comma is inside the marks: "Lee, the maker of “Low Water,” said"
_FINITE = "Vvxe"
_FEW = 8  # verbs to look at, so that a sentence made only of verbs does not take forever


def phrase_before(tags: str, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before the token `end`, as a range of tokens."""
    low = max(0, end - 25)
    match = _SUBJECT_END.search(tags[low:end])
    if not match:
        return None
    start = low + match.start()
    if start and tags[start - 1] in "OFKB" and tags[end - 1] == "N" and tags[start] == "D":
        while start < end and "n" in tags[start:end]:
            start = tags.index("n", start, end) + 1
    return (start, end) if start < end else None


def phrase_from(tags: str, start: int) -> tuple[int, int] | None:
    """Return the noun phrase that begins at the token `start`; after a name, the only preposition allowed is "of"."""
    match = _SUBJECT_START.match(tags[start : start + 25])
    if not match or not match.end():
        return None
    end = start + match.end()
    base = re.match(_PHRASE, tags[start:end])
    if base and tags[start + base.end() - 1] == "N" and "F" not in base.group():
        end = start + base.end()
    return start, end


def _skip_back(tags: str, index: int) -> int:
    """Skip back over auxiliaries, adverbs and days, which may come between a subject and its verb."""
    while index > 0 and (tags[index - 1] in "AxWM" or (tags[index - 1] in "OFD" and tags[index : index + 1] == "W")):
        if (
            tags[index - 1] == "M"
            and tags[index : index + 1] not in ("M", "W", "A", "x")
            and tags[index - 2 : index - 1] != "W"
        ):
            break
        index -= 1
    return index


@lru_cache(maxsize=1024)
def subject_of(tags: str, verb: int, depth: int = 0) -> tuple[int, int] | None:
    """Return the subject of the finite verb at `verb` as a range of tokens, or None if there is none before it."""
    end = _skip_back(tags, verb)
    if end == 0 or depth > 4:
        return None
    last = tags[end - 1]
    if last == "R":
        return _before_relative(tags, end - 1)
    if last == "Q" and _TITLED.search(tags, max(0, end - 20), end):
        return _before_apposition(tags, end - 1)
    if last in ",-)":
        return _before_apposition(tags, end - 1)
    if last in "nNPM":
        return _plain_subject(tags, end, depth)
    if last == "D":
        return end - 1, end
    if last in "CVveT":
        return _earlier_subject(tags, end - 1, depth)
    return None


def _plain_subject(tags: str, end: int, depth: int) -> tuple[int, int] | None:
    found = phrase_before(tags, end)
    if found and tags[found[0] - 2 : found[0]] == "CO" and tags[found[0]] == "D":
        return _earlier_subject(tags, found[0] - 2, depth)
    found = found and _with_place(tags, found)
    if found and found[0] and tags[found[0] - 1] in "veO" and "R" in tags[max(0, found[0] - 8) : found[0]]:
        relative = tags.rindex("R", 0, found[0])
        return _before_relative(tags, relative) or found
    return found


def _with_place(tags: str, found: tuple[int, int]) -> tuple[int, int]:
    """Follow a phrase after a preposition ("in", "at", …) back to its head: all of "a clerk in the room", but only
    "Lee" from "Lee in a note".
    """
    start, end = found
    while start > 1 and tags[start - 1] == "O" and tags[start - 2] in "nN":
        head = phrase_before(tags, start - 1)
        if head is None:
            break
        start, end = (head[0], end) if tags[head[1] - 1] == "n" else head
    return start, end


def _before_relative(tags: str, relative: int) -> tuple[int, int] | None:
    end = relative - (relative > 0 and tags[relative - 1] == ",")
    found = phrase_before(tags, end)
    if found and _PLACE.search(tags, max(0, found[0] - 8), found[0]):
        return _before_apposition(tags, end)
    return found


def _before_apposition(tags: str, comma: int) -> tuple[int, int] | None:
    """Return the head before one or more insertions: "Mason, whose films …, said", "Anderson, 21, a junior, said"."""
    edges = [index for index in range(comma) if tags[index] in ",-("]
    best = None
    for edge in reversed(edges[-6:]):
        found = phrase_before(tags, edge)
        if found is None:
            continue
        whole = found[0] == 0 or tags[found[0] - 1] in ",;-(QCBG:."
        if _PLACE.search(tags, max(0, found[0] - 8), found[0]):
            continue
        found = _with_place(tags, found)
        if whole or best is None:
            best = found
        if whole and tags[found[0]] not in "DM":
            break
    return best


def _earlier_subject(tags: str, end: int, depth: int) -> tuple[int, int] | None:
    """Return the subject shared with an earlier verb: "She dismissed the case and said"."""
    verbs = [index for index in range(end, 0, -1) if tags[index] == "V"]
    for verb in verbs[:_FEW]:
        if found := subject_of(tags, verb, depth + 1):
            return found
    main = main_subject(tags, end + 1, depth + 1)
    return main and main[0]


def subject_of_ing(tags: str, cue: int) -> tuple[int, int] | None:
    """Return whom "saying" or "to say" refers to: "with her lawyer saying", or the subject of the verb before."""
    end = _skip_back(tags, cue)
    found = phrase_before(tags, end) if end else None
    if found and found[0] and tags[found[0] - 1] == "O" and tags[found[0] - 2 : found[0] - 1] in ("", ",", "-"):
        return found
    return _earlier_subject(tags, cue - 1, 0) if cue else None


def main_subject(tags: str, end: int, depth: int = 0) -> tuple[tuple[int, int], int] | None:
    """Return the subject of the first finite verb before `end` that has one, and the verb; main clauses come first."""
    fallback = None
    verbs = [index for index in range(1, end) if tags[index] in _FINITE]
    for index in verbs[: 3 * _FEW]:
        if found := subject_of(tags, index, depth):
            if tags[found[0] - 1 : found[0]] not in ("B", "O"):
                return found, index
            fallback = fallback or (found, index)
    return fallback
