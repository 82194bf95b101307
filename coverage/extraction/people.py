"""Find the people a text names: the full name once, then every later mention of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from coverage.extraction import grammar
from coverage.extraction.given_names import GIVEN_NAMES, pronoun_for
from people.names import PARTICLES, TITLES, Gazetteer, could_be_same, fold, tokens


@dataclass(frozen=True)
class FoundPerson:
    """A person: the fullest name in the text (or the known display name) and every place it is mentioned.

    `key` identifies a known person and is None for a new one. Mentions are (start, end) in code points, without titles.
    """

    name: str
    key: Hashable | None
    mentions: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Run:
    """Capitalized words in a row, as (start, end) pairs; `led` tells whether a title or a role comes before them."""

    words: tuple[tuple[int, int], ...]
    led: bool

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[’'‑-][^\W\d_]+)*|[A-Z]\.(?:[A-Z]\.)*)"
_INSIDE = r"(?:[dD]e[lr]?(?:\s[lL]as?)?|[dD]i|[vV][oa]n(?:\s[dD]e[rn]?)?|[lL][ae]|[bB]in|[aA]l|[dD]os|[dD]as?)"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0](?:{_INSIDE}[ \u00a0])?{_CAPITAL})*(?:,? (?:Jr|Sr)\.)?")
_PART = re.compile(r"\S+")
_POSSESSIVE_INSIDE = re.compile(r"(?<=['’]s)\s")
_POSSESSIVE = re.compile(r"['’]s?$")
_LAST_WORD = re.compile(r"(?:\b([A-Za-z][a-z-]+)|\b([A-Z][a-z]{1,4})\.)\s+$")
_SAYS = re.compile(r"(?:,[^.,;“”\"]{2,60},)?,?\s+(?:also\s+|has\s+|had\s+)?([a-z]+)")
_AGE_OR_ROLE = re.compile(r",\s+(?:\d{1,2}\b|(?:a|an|the|one|who|whose)\s)")
_ROLE_BEFORE = re.compile(r"\b([a-z]+),\s+$")
_SAYS_BEFORE = re.compile(r"\b(?:said|says|told|asked|wrote|added|recalled|testified)\s+$")

ORGANIZATION_WORDS = frozenset(
    """
        inc corp llc ltd co company companies studio studios pictures productions entertainment films film media
        network news times post journal tribune herald gazette magazine press university college school institute
        foundation center centre court courthouse county city state states department ministry office bureau agency
        commission committee council association union party church hospital bank group partners syndicate content
        house senate congress district street avenue road boulevard park lake river mountain island valley beach
        airport hotel theatre theater festival awards award academy act bill law code rule amendment supreme circuit
        superior appeals justice north south east west new old los las san santa saint fort mount united american
        national international federal republic kingdom documentary background story books family update movie
        series show season episode trailer day week month year january february march april may june july august
        september october november december monday tuesday wednesday thursday friday saturday sunday main image
        photo courtesy getty police sheriff's prize project records music television radio tv online digital
        holdings capital ventures services systems society league team club museum library gallery guild alliance
        coalition fund trust board authority administration service force army navy watch today tonight rights first
        second third western eastern northern southern english french german republican democratic democrat
        """.split()
)
PERSON_ROLES = grammar.ROLES - grammar.BODIES
HONORIFICS = {"mr": "he", "mrs": "she", "ms": "she", "miss": "she"}
LEADERS = PERSON_ROLES | TITLES


def _word(text: str, span: tuple[int, int]) -> str:
    return fold(_POSSESSIVE.sub("", text[slice(*span)])).strip(".")


def _split_run(text: str, start: int, end: int) -> Run | None:
    """Return the run without leading titles, roles and sentence openers, or None if nothing is left."""
    words = [part.span() for part in _PART.finditer(text, start, end)]
    words[-1] = (words[-1][0], words[-1][0] + len(_POSSESSIVE.sub("", text[slice(*words[-1])])))
    led = _is_led(text, start)
    while words and (opener := _word(text, words[0])) and _is_opener(opener, len(words)):
        led = led or opener in LEADERS
        words.pop(0)
    return Run(tuple(words), led) if words else None


def _is_opener(word: str, left: int) -> bool:
    """Whether a run's first word, with `left` words to go, is not part of a name."""
    if word in LEADERS:
        return True
    return word in grammar.TAGS and not (left > 1 and word in GIVEN_NAMES)


def _is_led(text: str, start: int) -> bool:
    return _word_before(text, start) in LEADERS


def _word_before(text: str, start: int) -> str:
    """Return the folded word before `start`; one with a period must be short and capitalized, as in "Gov. Lee"."""
    before = _LAST_WORD.search(text, max(0, start - 24), start)
    return fold(before.group(1) or before.group(2)) if before else ""


def _runs(text: str) -> list[Run]:
    found = []
    for match in _RUN.finditer(text):
        for start, end in _cut_at_possessive(text, match):
            if run := _split_run(text, start, end):
                found.append(run)
    return found


def _cut_at_possessive(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Split a run after a possessive: "Hulu’s Last Take" is two runs."""
    start = match.start()
    for possessive in _POSSESSIVE_INSIDE.finditer(text, match.start(), match.end()):
        yield start, possessive.start()
        start = possessive.end()
    yield start, match.end()


def _says(text: str, run: Run) -> bool:
    after = _SAYS.match(text, run.end, run.end + 100)
    return bool(after and after.group(1) in grammar.PLAIN_SAYING) or bool(
        _SAYS_BEFORE.search(text, max(0, run.start - 16), run.start)
    )


def _is_shouted(text: str, run: Run) -> bool:
    return all(text[s:e].isupper() and e - s > 2 for s, e in run.words)


class _Search:
    """The search for people in one text: what is known, which words appear alone and who has been found."""

    def __init__(self, text: str, known: Gazetteer):
        self.text, self.known = text, known
        self.runs = _runs(text)
        self.alone = Counter(_word(text, run.words[0]) for run in self.runs if len(run.words) == 1)
        self.honored: dict[str, set[str]] = defaultdict(set)
        for run in self.runs:
            if honorific := HONORIFICS.get(_word_before(text, run.start)):
                self.honored[_word(text, run.words[-1])].add(honorific)
        self.names: list[tuple[str, Hashable | None]] = []
        self.mentions: list[list[tuple[int, int]]] = []
        self._known_numbers: dict[Hashable, int] = {}
        self._bearing: dict[str, list[int]] = defaultdict(list)

    def words(self, run: Run) -> list[str]:
        return [_word(self.text, span) for span in run.words]

    def name_in(self, run: Run) -> Run | None:
        """Return the part of a run that is a full name with enough evidence that it belongs to a person."""
        words = self.words(run)
        for start in range(len(words)):
            if length := self.known.longest_at(words, start):
                return Run(run.words[start : start + length], run.led)
        if len(words) < 2 or _is_shouted(self.text, run):
            return None
        return self._unknown(self._without_descriptions(run, words))

    def _without_descriptions(self, run: Run, words: list[str]) -> Run:
        """Drop whatever follows the surname: "Alec Baldwin Western"."""
        last = len(words)
        while last > 2 and (
            words[last - 1] in ORGANIZATION_WORDS or self.alone[words[1]] > self.alone[words[last - 1]]
        ):
            last -= 1
        last = next((at for at in range(2, last) if words[at] in grammar.TAGS and words[at] not in PARTICLES), last)
        return Run(run.words[:last], run.led)

    def _unknown(self, run: Run) -> Run | None:
        words = self.words(run)
        if len(words) > 5 or any(word in ORGANIZATION_WORDS for word in words) or len(words[-1]) < 2:
            return None
        given = words[0] in GIVEN_NAMES
        said = _says(self.text, run)
        known_later = self.alone[words[-1]] > 0
        described = bool(_AGE_OR_ROLE.match(self.text, run.end))
        if given or run.led:
            return run
        return run if said + known_later + described + self._is_apposed(run) > 1 else None

    def _is_apposed(self, run: Run) -> bool:
        """Whether a name follows a role and is set off by commas: "the clerk, Zorvan Quillfeather, left"."""
        before = _ROLE_BEFORE.search(self.text, max(0, run.start - 24), run.start)
        role = before[1].lower() if before else ""
        return role in PERSON_ROLES and self.text[run.end : run.end + 1] in (",", ".")

    def collect(self) -> None:
        rest = []
        for run in self.runs:
            name = self.name_in(run)
            if name:
                self._add(self.text[name.start : name.end], (name.start, name.end))
            else:
                rest.append(run)
        for run in rest:
            self._add_partial(run)

    def _fitting(self, name: str) -> list[int]:
        """Return the numbers of the people found so far whom `name` can mean, or none if it could be anyone."""
        own = tokens(name)
        shared = {number for word in own[-2:] if len(self._bearing[word]) < 50 for number in self._bearing[word]}
        return sorted(number for number in shared if could_be_same(name, self.names[number][0]))

    def _add(self, name: str, span: tuple[int, int]) -> None:
        key = self.known.resolve(name)
        same = [number for number in self._fitting(name) if self.names[number][1] == key]
        if key is not None and key in self._known_numbers:
            same = [self._known_numbers[key]]
        if not same:
            display = self.known.display(key) if key is not None else name
            same = [len(self.names)]
            self._known_numbers[key] = len(self.names)
            self.names.append((display, key))
            self.mentions.append([])
        elif key is None and len(tokens(name)) > len(tokens(self.names[same[0]][0])):
            self.names[same[0]] = (name, key)
        for word in {*tokens(name), *tokens(self.names[same[0]][0])}:
            if same[0] not in self._bearing[word]:
                self._bearing[word].append(same[0])
        self.mentions[same[0]].append(span)

    def _add_partial(self, run: Run) -> None:
        name = self.text[run.start : run.end]
        possible = self._fitting(name)
        fits = [number for number in possible if self._suits(number, run)]
        if len(fits) > 1:
            fits = [number for number in fits if tokens(self.names[number][0])[-1:] == tokens(name)[-1:]]
        if len(fits) == 1:
            self.mentions[fits[0]].append((run.start, run.end))
        elif not possible and len(run.words) == 1 and self._is_person(run):
            self._add(name, (run.start, run.end))

    def _suits(self, number: int, run: Run) -> bool:
        """Whether "Mr. Lee" can be that person: not Ann Lee, nor someone of unknown sex when there is a "Ms. Lee"."""
        honored = self.honored.get(self.words(run)[-1])
        if not honored:
            return True
        given = tokens(self.names[number][0])[0]
        pronoun, here = pronoun_for(given), HONORIFICS.get(_word_before(self.text, run.start), "")
        return pronoun == here if pronoun and here else len(honored) == 1

    def _is_person(self, run: Run) -> bool:
        """Whether a surname alone belongs to a person: It is known, or a title comes before it."""
        name = self.text[run.start : run.end]
        if self.known.resolve(name) is not None:
            return run.led or _says(self.text, run)
        word = _word_before(self.text, run.start)
        return (
            word in TITLES
            and word not in ("state", "special", "chief", "district", "general")
            and not set(self.words(run)) & ORGANIZATION_WORDS
        )


def find_people(text: str, known: Gazetteer | None = None) -> list[FoundPerson]:
    """Return the people `text` names, in order of first mention; `known` are the people already on record.

    An unknown name counts only with evidence that it belongs to a person: Missing one is better than inventing one.
    """
    search = _Search(text, known or Gazetteer())
    search.collect()
    found = [
        FoundPerson(name, key, tuple(sorted(mentions)))
        for (name, key), mentions in zip(search.names, search.mentions, strict=True)
    ]
    return sorted(found, key=lambda person: person.mentions[0])
