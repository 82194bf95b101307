"""Work out whom a speaker's words refer to: a surname, "she", "the judge"."""

import re
from bisect import bisect_left, bisect_right, insort

from coverage.extraction import grammar
from coverage.extraction.given_names import pronoun_for
from coverage.extraction.people import LEADERS, PERSON_ROLES, FoundPerson
from coverage.extraction.text import paragraphs, sentences
from people.names import fold, tokens

_WORD = re.compile(r"[^\W_][\w'’-]*")
_HEAD = re.compile(r",|\(|\s[–—-]+\s|\s(?:who|which|that)\s")
_DETERMINED = re.compile(r"(?:the|her|his|their|its)\s+(?:\w+\s+){0,2}?(\w+)$", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+(?:a|an|the|one of the)\s+([^,.;“”\"]{2,60})")
_UNNAMED = re.compile(r"\b[a-z]+$")
_BEFORE_NAME = re.compile(r",\s+(?:[A-Z][a-z]+\.\s+)?")
_AFTER_NAME = re.compile(r"[,.;]|\s+\(|\s*$")
_ADJUNCT = re.compile(r"\s(?:for|of|at|with|from|to|by|in)\s")
_PARAGRAPHS_BACK = 2
_VOICES = 80


class Cast:
    """The people in one text and what it says about each: "he" or "she," and in which roles."""

    def __init__(self, text: str, people: list[FoundPerson], quoted: list[tuple[int, int]]):
        """`quoted` are the stretches inside quotation marks, where a name is no clue to who is speaking."""
        self._text = text
        self._paragraphs = [start for start, _ in paragraphs(text)]
        self._sentences = [start for start, _ in sentences(text)]
        self._mentions = sorted((start, end, person.name) for person in people for start, end in person.mentions)
        self._pronouns = {person.name: self._pronoun(person) for person in people}
        self._roles: dict[str, list[tuple[int, str]]] = {}
        for start, end, name in self._mentions:
            for role in self._roles_at(start, end):
                self._roles.setdefault(role, []).append((start, name))
        self._voices = self._outside(quoted)

    def _outside(self, quoted: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
        starts = [start for start, _ in quoted]
        ends = [0, *(end for _, end in quoted)]
        return [mention for mention in self._mentions if mention[0] >= ends[bisect_right(starts, mention[0])]]

    def _before(self, start: int) -> list[str]:
        return [fold(word) for word in _WORD.findall(self._text, max(0, start - 40), start)]

    def _pronoun(self, person: FoundPerson) -> str:
        for start, _ in person.mentions:
            word = self._before(start)[-1:]
            if word and word[0] in grammar.MALE:
                return "he"
            if word and word[0] in grammar.FEMALE:
                return "she"
        return pronoun_for((tokens(person.name) or ("",))[0]) if len(tokens(person.name)) > 1 else ""

    def _roles_at(self, start: int, end: int) -> set[str]:
        """Return the roles given to a person at one mention: "director Joel …", "…, the armorer"."""
        between = _WORD.findall(self._text, max(0, start - 40), start)
        near = [fold(word) for word in between[-3:]]
        while near and near[-1] not in LEADERS:
            near = []
        after = _APPOSITION.match(self._text, end)
        described = [fold(word) for word in _WORD.findall(after.group(1))] if after else []
        return {word for word in [*near[-1:], *described] if word in PERSON_ROLES}

    def named(self, start: int, end: int) -> str | None:
        """Return the person named by the speaker's words from `start` to `end`; mere qualifiers do not count."""
        head = _ADJUNCT.split(_HEAD.split(self._text[start:end])[0])[0]
        stop = start + len(head.rstrip())
        inside = self._mentions[bisect_left(self._mentions, (start,)) : bisect_left(self._mentions, (stop,))]
        return next((name for _, right, name in inside if right == stop), None)

    def apposed(self, start: int, end: int) -> str | None:
        """Return the person whose name follows the speaker's words between commas: "the clerk, Orla Finch, said"."""
        gap = _BEFORE_NAME.match(self._text, end)
        if not gap or not _UNNAMED.search(self._text, start, end):
            return None
        at = bisect_left(self._mentions, (gap.end(),))
        first, last, name = self._mentions[at] if at < len(self._mentions) else (-1, -1, "")
        return name if first == gap.end() and _AFTER_NAME.match(self._text, last) else None

    def described(self, start: int, end: int) -> str | None:
        """Return whom "the judge" or "her lawyer" must mean: the only person given that role so far."""
        match = _DETERMINED.fullmatch(self._text[start:end])
        if not match:
            return None
        names = {name for at, name in self._roles.get(fold(match.group(1)), ()) if at < start}
        return names.pop() if len(names) == 1 else None

    def heard(self, name: str, start: int, end: int) -> None:
        """Record that the speaker's words from `start` to `end` mean `name`, even if that is someone not found yet."""
        self._pronouns.setdefault(name, "")
        if (start, end, name) not in self._voices[-50:]:
            insort(self._voices, (start, end, name))

    def meant_by(self, pronoun: str, at: int) -> tuple[str | None, bool]:
        """Return whom "he" or "she" at offset `at` means, and whether it could not mean anyone else.

        The nearest sentence that mentions a matching person decides. Within it, the first match wins because it is
        usually the subject.
        """
        near = self._paragraphs[max(0, bisect_right(self._paragraphs, at) - 1 - _PARAGRAPHS_BACK)]
        here = bisect_left(self._voices, (at,))
        earlier = self._voices[max(0, here - _VOICES) : here]
        fitting = [m for m in earlier if self._pronouns[m[2]] in (pronoun, "")]
        recent = [m for m in fitting[-12:] if m[0] >= near]
        if not recent:
            return None, False
        nearest = bisect_right(self._sentences, recent[-1][0])
        same = [m for m in recent if bisect_right(self._sentences, m[0]) == nearest]
        name = next((m for m in same if not self._is_possessive(m)), same[0])[2]
        own = recent[-1][0] >= self._paragraphs[bisect_right(self._paragraphs, at) - 1]
        return name, own and len({m[2] for m in fitting}) == 1 and self._pronouns[name] == pronoun

    def _is_possessive(self, mention: tuple[int, int, str]) -> bool:
        return self._text[mention[1] : mention[1] + 2] in ("'s", "’s")
