"""Parse what a reader types: words, “exact phrases” and -exclusions. Pure; any input can be parsed."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from coverage.search.positions import LAST, SECOND, Kind, first_of

LONGEST = 200  # characters of the typed text that are read
MOST = 12  # words and phrases that are searched for
WORD = re.compile(r"[^\W_]+")
LEFT_OUT = "aeiouhlr"  # second letters that are easily omitted or mistyped
_CHUNK = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|(\S+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("−–—", "-"))


@dataclass(frozen=True)
class Term:
    """Words that must follow each other; `also` has alternative forms of a single word, which match too."""

    words: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> list[str]:
        return [" ".join(self.words), *self.also]


@dataclass(frozen=True)
class Query:
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)


@dataclass(frozen=True)
class Scope:
    """The part of the index to search: a kind, documents of a film or a case, positions in [since, until).

    With a `since` or an `until`, the scope contains only dated documents. `end` is where a page, or the present, ends.
    """

    kind: Kind | None = None
    film: int | None = None
    case: int | None = None
    since: int | None = None
    until: int | None = None
    end: int = LAST

    @property
    def links(self) -> list[str]:
        """The link words that every document in the scope has."""
        named = (("=kind", self.kind), ("=film", self.film), ("=case", self.case))
        return [f"{word}{int(value)}" for word, value in named if value is not None]

    @property
    def has_undated(self) -> bool:
        return self.since is None and self.until is None

    @property
    def dated(self) -> tuple[int, int]:
        """The range of positions of the dated documents in the scope."""
        until = LAST if self.until is None else self.until
        return max(self.since or 0, SECOND), max(0, min(until, self.end))

    @property
    def whole(self) -> tuple[int, int]:
        return (0, self.end) if self.has_undated else self.dated

    def before(self, position: int) -> "Scope":
        return replace(self, end=min(self.end, position))

    def ending(self, moment: datetime) -> "Scope":
        """The part of the scope at or before a moment."""
        return self.before(first_of(moment) + SECOND)


def plain(text: str) -> str:
    """The text as the index stores words: lowercase, without accents."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c))).lower()


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(plain(text)))


def read(text: str) -> Query:
    """Parse the query that someone typed."""
    chunks = _CHUNK.findall(text[:LONGEST].translate(_QUOTES))
    terms = [(minus, _term(phrase, bare)) for minus, phrase, bare in chunks]
    terms = [(minus, term) for minus, term in dict.fromkeys(terms) if term.words][:MOST]
    return Query(tuple(term for minus, term in terms if not minus), tuple(term for minus, term in terms if minus))


def _term(phrase: str, bare: str) -> Term:
    found = words(phrase or bare)
    return Term(found, _other_forms(found[0]) if bare and len(found) == 1 else ())


def _other_forms(word: str) -> tuple[str, ...]:
    """The plural of an English word, or its singular: “hearing” finds “hearings”."""
    if len(word) < 3 or not word.isalpha() or not word.isascii():
        return ()
    if word.endswith("ies") and len(word) > 4:
        return (f"{word[:-3]}y",)
    if word.endswith("s"):
        return () if word.endswith(("ss", "us", "is")) or len(word) < 4 else (word[:-1],)
    return (f"{word[:-1]}ies",) if re.search("[^aeiou]y$", word) else (f"{word}s",)


def beginnings(word: str) -> tuple[str, ...]:
    """The possible beginnings of the intended word if `word` has a typo in its first letters."""
    if len(word) < 3:
        return (word,)
    first, second, third = list(word[:3])
    left_out = [first + letter for letter in LEFT_OUT]
    return tuple(dict.fromkeys([first + second, first + third, second + first, second + third, *left_out]))


# Finding words in a text.

_BASES: dict[str, str] = {}
for _code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
    _base = plain(chr(_code))
    if len(_base) == 1 and "a" <= _base <= "z":
        _BASES[_base] = _BASES.get(_base, "") + chr(_code)


def pattern(terms: tuple[Term, ...]) -> re.Pattern[str]:
    """A pattern that finds the terms in the original text, regardless of case and accents."""
    forms = sorted((form for term in terms for form in term.forms), key=len, reverse=True)
    alternatives = "|".join(r"[\W_]+".join(map(_letters, form.split(" "))) for form in forms)
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])" if forms else r"(?!)")


@lru_cache(maxsize=4096)
def _letters(word: str) -> str:
    """A pattern for the word in either case, with or without accents; faster than asking `re` to ignore case."""
    return "".join(_letter(c) for c in word)


def _letter(letter: str) -> str:
    forms = {letter, letter.upper(), letter.title()}
    if letter in _BASES:
        return f"[{''.join(sorted(forms))}{_BASES[letter]}][\u0300-\u036f]*"
    return "(?:" + "|".join(map(re.escape, sorted(forms))) + ")" if len(forms) > 1 else re.escape(letter)
