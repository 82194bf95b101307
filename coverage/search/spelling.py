"""Names that are close to what someone typed. Pure."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from coverage.search.query import beginnings, words
from people.names import A_SLIP

MOST_WORDS = 5
OFFERED = 3


def first_letters(typed: Sequence[str]) -> list[str]:
    """The possible beginnings of words in a name close to what was typed; [] if it has too many words for a name."""
    if len(typed) > MOST_WORDS:
        return []
    return list(dict.fromkeys(start for word in typed if len(word) > 2 for start in beginnings(word)))


def alike(typed: Sequence[str], titles: Iterable[str]) -> list[str]:
    """The titles that contain every typed word, at least one of them with a typo; the most similar first."""
    scored = [(_likeness(typed, words(title)), title) for title in dict.fromkeys(titles)]
    near = [(score, title) for score, title in scored if score and score < len(typed)]
    near.sort(key=lambda pair: (-pair[0], len(pair[1]), pair[1]))
    return [title for _, title in near[:OFFERED]]


def _likeness(typed: Sequence[str], title: Sequence[str]) -> float:
    """How similar the typed words are to a title's words in total; 0 if any typed word has no similar word."""
    each = [max((_ratio(word, other) for other in title), default=0.0) for word in typed]
    return sum(each) if all(each) else 0.0


def _ratio(word: str, other: str) -> float:
    if word == other:
        return 1.0
    matcher = SequenceMatcher(None, word, other)
    if matcher.real_quick_ratio() < A_SLIP or matcher.quick_ratio() < A_SLIP:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= A_SLIP else 0.0
