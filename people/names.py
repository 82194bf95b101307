"""Compare, sort and match people's names. Pure text processing, standard library only."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

TITLES = frozenset(
    """
        mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend fr father sister sen senator rep
        representative gov governor lt lieutenant president vice judge justice magistrate chief attorney district da
        ag prosecutor special sheriff deputy officer detective det sgt sergeant capt captain maj major col colonel
        gen general secretary minister mayor congressman congresswoman councilman councilwoman king queen prince
        princess hon honorable
        """.split()
)
A_SLIP = 0.8  # minimum similarity of two words that differ only by a misspelling: “Gutierez” and “Gutierrez”
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"])
PARTICLES = frozenset(
    """
        de del della der den di da das dos du la le van von ter ten al el bin ibn st
        """.split()
)

_NICKNAME_GROUPS = """
alexander alec alex sandy xander|alexandra alex sandra lexi|andrew andy drew|anthony tony|barbara barb
benjamin ben benny|catherine katherine kathryn kate katie cathy kathy kit|charles charlie chuck|christopher chris
christine christina chris tina|cynthia cindy|daniel dan danny|david dave davey|deborah debra deb debbie|donald don
edward ed eddie ted ned|elizabeth liz beth betsy betty eliza lisa|eugene gene|frances fran|francis frank
frederick fred freddy|gerald gerry jerry|gregory greg|harold harry hal|henry hank harry|jacob jake|james jim jimmy jamie
jeffrey jeff geoffrey geoff|jennifer jen jenny|jessica jess jessie|john jack johnny jon|jonathan jon|joseph joe joey
joshua josh|judith judy|kenneth ken kenny|lawrence larry|leonard len leo|margaret meg peggy maggie|matthew matt
michael mike mick mickey|nathaniel nathan nate|nicholas nick|pamela pam|patricia pat patty trish|patrick pat
peter pete|philip phil phillip|rachel rachael|raymond ray|rebecca becky|richard rick dick rich ricky
robert rob bob bobby robbie|ronald ron|russell russ|samantha sam|samuel sam sammy|sarah sara|stephen steven steve
susan sue susie|theodore ted theo|theresa terry tess|thomas tom tommy|timothy tim|victoria vicky|vincent vince
walter walt|william will bill billy liam|zachary zach
"""
_NICKNAMES: dict[str, set[str]] = {}
for _group in _NICKNAME_GROUPS.strip().replace("\n", "|").split("|"):
    for _name in _group.split():
        _NICKNAMES.setdefault(_name, set()).update(_group.split())

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)


def fold(text: str) -> str:
    """`text` casefolded and without accents, so that "José" and "JOSE" are equal."""
    if text.isascii():  # true of most words: no accents to remove
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _words(name: str) -> list[str]:
    head, comma, tail = _POSSESSIVE.sub("", name).partition(",")
    if comma and fold(tail).strip(" .") not in SUFFIXES:
        head = f"{tail} {head}"
    else:
        head = f"{head} {tail}"
    return [re.sub("['’ʼ]", "", word) for word in _WORD.findall(fold(head))]


@lru_cache(maxsize=4096)
def tokens(name: str) -> tuple[str, ...]:
    """The words of `name` that tell people apart: folded, hyphens split, titles and suffixes dropped.

    "Judge José Ortiz-Vega Jr." gives ("jose", "ortiz", "vega"). A name made up only of titles keeps its last word.
    """
    words = _words(name)
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return tuple(words)


@lru_cache(maxsize=4096)
def _suffix(name: str) -> str:
    words = _words(name)
    return words[-1] if len(words) > 1 and words[-1] in SUFFIXES else ""


def _same_given(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or b in _NICKNAMES.get(a, ())


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of `short` appear in `long` in the same order; an initial matches any word it begins."""
    rest = iter(long)
    return all(any(_same_initial(word, other) for other in rest) for word in short)


def _same_initial(a: str, b: str) -> bool:
    return a == b or ((len(a) == 1 or len(b) == 1) and a[0] == b[0])


def could_be_same(a: str, b: str) -> bool:
    """Whether two names could belong to one person; a surname alone matches anyone who has it."""
    if a == b:
        return True
    short, long = sorted((tokens(a), tokens(b)), key=lambda words: (len(words), words))
    if not short or (_suffix(a) and _suffix(b) and _suffix(a) != _suffix(b)):
        return False
    if len(short) == 1:
        return short[0] in long
    if short == long[-len(short) :]:
        return True
    if not _same_given(short[0], long[0]):
        return False
    return _within(short[1:], long[1:]) or (len(short) == len(long) and _within(long[1:], short[1:]))


def is_slip(name: str, other: str) -> bool:
    """Whether two names match word for word except for a misspelling."""
    pairs = list(zip(tokens(name), tokens(other), strict=False))
    if len(pairs) < 2 or len(tokens(name)) != len(tokens(other)) or all(a == b for a, b in pairs):
        return False
    return all(SequenceMatcher(None, a, b).ratio() >= A_SLIP for a, b in pairs)


def sort_name(name: str) -> str:
    """`name` as printed in an index: "Baldwin III, Alexander Rae". Double surnames are not recognized."""
    words = name.replace(",", " ").split()
    suffix = words.pop() if len(words) > 1 and fold(words[-1]).strip(".") in SUFFIXES else ""
    while len(words) > 1 and fold(words[0]).strip(".") in TITLES:
        words.pop(0)
    if not words:
        return suffix
    cut = len(words) - 1
    while cut > 1 and fold(words[cut - 1]) in PARTICLES:
        cut -= 1
    surname = " ".join([*words[cut:], suffix]).strip()
    given = " ".join(words[:cut])
    return f"{surname}, {given}" if given else surname


class Gazetteer:
    """A list of known people that finds the only person a mention in a text can refer to."""

    def __init__(self, people: Iterable[tuple[Hashable, Sequence[str]]] = ()):
        """`people` are pairs of a key and that person's names, with the display name first."""
        self._names: dict[Hashable, tuple[str, ...]] = {}
        self._exact: dict[tuple[str, ...], set[Hashable]] = {}
        self._by_word: dict[str, set[Hashable]] = {}
        self._starts: dict[str, set[tuple[str, ...]]] = {}
        for key, names in people:
            self._add(key, tuple(name for name in names if tokens(name)))

    def _add(self, key: Hashable, names: tuple[str, ...]) -> None:
        if not names:
            return
        self._names[key] = self._names.get(key, ()) + names
        for words in map(tokens, names):
            self._exact.setdefault(words, set()).add(key)
            for word in words:
                self._by_word.setdefault(word, set()).add(key)
            if len(words) > 1:
                self._starts.setdefault(words[0], set()).add(words)

    def __len__(self) -> int:
        return len(self._names)

    def display(self, key: Hashable) -> str:
        """The display name of a known person."""
        return self._names[key][0]

    def resolve(self, mention: str) -> Hashable | None:
        """The key of the only person `mention` can refer to; None if nobody or more than one person fits."""
        words = tokens(mention)
        keys = self._exact.get(words) or {
            key
            for word in words
            for key in self._by_word.get(word, ())
            if any(could_be_same(mention, name) for name in self._comparable(key, len(words)))
        }
        return next(iter(keys)) if len(keys) == 1 else None

    def _comparable(self, key: Hashable, length: int) -> tuple[str, ...]:
        """A person's names; if the mention has more than one word, only names that do too, if there are any."""
        names = self._names[key]
        full = tuple(name for name in names if len(tokens(name)) > 1)
        return full if full and length > 1 else names

    def longest_at(self, words: Sequence[str], index: int) -> int:
        """The length of the longest known name of two or more words at `index` in the folded `words`, or 0."""
        fits = (name for name in self._starts.get(words[index], ()) if tuple(words[index : index + len(name)]) == name)
        return max(map(len, fits), default=0)
