"""Find sentences that report a dated step in a case: what happened, when, to whom and on which charge.

These are only proposals. Anything denied, hypothetical, asked, predicted, claimed or inside quotation marks is left
out, and so is anything without a date.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from coverage.extraction.dates import FoundDate
from coverage.extraction.people import FoundPerson
from coverage.extraction.text import paragraphs, sentences
from coverage.extraction.triggers import CIVIL_ONLY, CRIMINAL_ONLY, HINT, OFFENSES, TRIGGERS, UNREAL, Trigger

Span = tuple[int, int]


NEAR = 200  # characters of a sentence to search for whom a step is about
AGAINST = re.compile(r"\bagainst (?=\S)")
NAME_BEFORE = re.compile(r"(?:[A-Z][\w.’'-]+ )+(?:(?:also|later|then|who) )*$")
ANOTHER_CLAUSE = re.compile(r"[;–—]|, (?:and|but|while|before|after)\b")
WITH_PREJUDICE = re.compile(
    r"\bwith prejudice\b|\bwithout the possibility of (?:a )?(?:retrial|refiling|being refiled)", re.I
)
WITHOUT_PREJUDICE = re.compile(r"\bwithout prejudice\b", re.I)
JURY = re.compile(r"\bjur(?:y|ies|ors?)\b", re.I)
CIVIL = re.compile(r"\b(?:lawsuit|suit|sued|civil)\b", re.I)


@dataclass(frozen=True)
class FoundDevelopment:
    """A proposed development; `spans` hold its sentence, preceded by the sentence that dates it if different."""

    spans: tuple[Span, ...]
    kind: str
    occurred: str
    date: Span
    details: dict[str, str]
    person: FoundPerson | None = None
    charges: tuple[str, ...] = ()
    is_civil: bool = False
    confidence: str = "low"


def find_developments(
    text: str,
    *,
    dates: Iterable[FoundDate],
    people: Iterable[FoundPerson],
    quoted: Iterable[Span],
    offenses: Sequence[str] = (),
) -> list[FoundDevelopment]:
    """Return the dated case steps that `text` reports, in order; `quoted` are the spans inside quotation marks.

    `offenses` are names of charges beyond the common ones. All offsets count code points of `text`.
    """
    page = _Page(
        text,
        sorted(dates, key=lambda date: date.start),
        sorted(((start, person) for person in people for start, _ in person.mentions), key=lambda pair: pair[0]),
        sorted(quoted),
        {name.casefold(): name for name in (*OFFENSES, *offenses) if name.strip()},
    )
    found: list[FoundDevelopment] = []
    starts = {start for start, _ in paragraphs(text)}
    before: Span | None = None
    for sentence in sentences(text):
        if sentence[0] in starts:
            before = None
        found += page.read(sentence, before)
        before = sentence
    return found


@dataclass(frozen=True)
class _Page:
    """A text and what was found in it, each list in text order so that a sentence can find its part quickly."""

    text: str
    dates: list[FoundDate]
    mentions: list[tuple[int, FoundPerson]]
    quoted: list[Span]
    offenses: dict[str, str]  # a charge's case-folded name: its spelling on record

    @cached_property
    def calendar(self) -> list[FoundDate]:
        """Return the dates a development can have: calendar dates outside quotation marks."""
        dates = (date for date in self.dates if re.fullmatch(r"\d{4}(-\d\d){0,2}", date.value))
        return [date for date in dates if not self._is_quoted((date.start, date.end))]

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Return a pattern for any charge name, trying a longer name before a shorter one inside it."""
        names = sorted(self.offenses, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def read(self, sentence: Span, before: Span | None) -> list[FoundDevelopment]:
        """Return the developments in one sentence; the date may be in the previous sentence of the paragraph."""
        start, end = sentence
        words = self.text[start:end]
        if not HINT.search(words.lower()) or words.rstrip('”"’').endswith("?") or not self._is_dated(sentence, before):
            return []
        hits: dict[int, tuple[re.Match[str], Trigger]] = {}  # keyed by end: “prosecutors dismissed the case” once
        for trigger in TRIGGERS:
            for match in trigger.pattern.finditer(self.text, start, end):
                if self._is_real(match, sentence):
                    hits.setdefault(match.end(), (match, trigger))
        if not hits:
            return []
        sentence_facts = _Sentence(words, self._charges(words), bool(CIVIL.search(words)))
        in_order = sorted(hits.values(), key=lambda hit: hit[0].start())
        made = [self._make(trigger, match, sentence, before, sentence_facts) for match, trigger in in_order]
        return without_repeats(development for development in made if development)

    def _is_dated(self, sentence: Span, before: Span | None) -> bool:
        return bool(self._dates_in(*sentence) or (before and self._dates_in(*before)))

    def _is_quoted(self, span: Span) -> bool:
        last = bisect_left(self.quoted, (span[1],)) - 1
        return last >= 0 and _touch(self.quoted[last], span)

    def _is_real(self, match: re.Match[str], sentence: Span) -> bool:
        if self._is_quoted(match.span()):
            return False
        before = self.text[max(sentence[0], match.start() - 200) : match.start()]
        return not UNREAL.search(re.split(r"[,;:–—]|\b(?:and|but|after|when)\b", before)[-1])

    def _make(
        self, trigger: Trigger, match: re.Match[str], sentence: Span, before: Span | None, sentence_facts: "_Sentence"
    ) -> FoundDevelopment | None:
        date = self._date(match, sentence)
        spans: tuple[Span, ...] = (sentence,)
        if date is None and before is not None:
            date, spans = self._date(match, before), (before, sentence)
        if date is None:
            return None
        person = self._person(trigger, match, spans)
        is_civil = _is_civil(trigger, sentence_facts)
        in_its_case = is_civil or not sentence_facts.is_civil  # no acquittal in a sentence about a lawsuit
        sure = person and len(spans) == 1 and in_its_case and self._is_clear(match, sentence)
        return FoundDevelopment(
            spans=spans,
            kind=trigger.kind,
            occurred=date.value,
            date=(date.start, date.end),
            details=self._details(trigger, match, sentence_facts),
            person=person,
            charges=sentence_facts.charges,
            is_civil=is_civil,
            confidence="high" if sure else "low",
        )

    def _details(self, trigger: Trigger, match: re.Match[str], sentence_facts: "_Sentence") -> dict[str, str]:
        details = dict(trigger.details)
        if details.get("by") == "jury" and not JURY.search(sentence_facts.words):
            del details["by"]
        if group := next((name for name, value in match.groupdict().items() if value), ""):
            details["sentence"] = self._undated(*match.span(group))
        if trigger.kind in ("dismissed", "nolle_prosequi"):
            details |= _prejudice(sentence_facts.words)
        return details

    def _undated(self, start: int, end: int) -> str:
        """Return “18 months in jail” from “18 months in jail on May 2”."""
        dated = next(iter(self._dates_in(start + 1, end)), None)
        words = self.text[start : dated.start if dated else end].strip()
        return re.sub(r" (?:on|in|last|until|since|from)$", "", words) if dated else words

    def _dates_in(self, start: int, end: int) -> list[FoundDate]:
        first = bisect_left(self.calendar, start, key=lambda date: date.start)
        return self.calendar[first : bisect_left(self.calendar, end, key=lambda date: date.start)]

    def _date(self, match: re.Match[str], sentence: Span) -> FoundDate | None:
        """Return the calendar date in a sentence that is nearest to the trigger and outside quotation marks."""
        return nearest(self.text, match, self._dates_in(*sentence))

    def _person(self, trigger: Trigger, match: re.Match[str], spans: tuple[Span, ...]) -> FoundPerson | None:
        """Return whom it is about: the last person named before the trigger, the first after or the one “against”."""
        first, last = spans[0][0], spans[-1][1]
        if trigger.subject == "any" and (against := AGAINST.search(self.text, first, last)):
            return self._first_named(against.end(), last) or self._last_named(first, match.start())
        if trigger.subject == "after":
            return self._first_named(match.start(), last)
        found = self._before_insertion(first, match.start()) or self._last_named(first, match.start())
        return found or (self._first_named(match.end(), last) if trigger.subject == "any" else None)

    def _is_clear(self, match: re.Match[str], sentence: Span) -> bool:
        """Whether only one person can be meant: The sentence names no one else, or the name touches the trigger."""
        start, end = max(sentence[0], match.start() - NEAR), min(sentence[1], match.end() + NEAR)
        named = {person.name for person in self._named_in(start, end)}
        before = NAME_BEFORE.search(self.text, start, match.start())
        touched = self._named_in(before.start(), match.start()) if before else []
        return len(named) == 1 if before is None else bool(touched)

    def _named_in(self, start: int, end: int) -> list[FoundPerson]:
        first = bisect_left(self.mentions, start, key=lambda pair: pair[0])
        last = bisect_left(self.mentions, end, key=lambda pair: pair[0])
        return [person for _, person in self.mentions[first:last]]

    def _before_insertion(self, start: int, end: int) -> FoundPerson | None:
        """Return the subject of a verb separated from it by an insertion: "Lee, who was sued by Ray, was convicted"."""
        start = max(start, end - NEAR)
        words = self.text[start:end].rstrip()
        opened = words.rfind(",", 0, -1) if words.endswith(",") else -1
        return self._last_named(start, start + opened) if opened > 0 else None

    def _last_named(self, start: int, end: int) -> FoundPerson | None:
        at = bisect_left(self.mentions, end, key=lambda pair: pair[0]) - 1
        return self.mentions[at][1] if at >= 0 and self.mentions[at][0] >= start else None

    def _first_named(self, start: int, end: int) -> FoundPerson | None:
        at = bisect_left(self.mentions, start, key=lambda pair: pair[0])
        return self.mentions[at][1] if at < len(self.mentions) and self.mentions[at][0] < end else None

    def _charges(self, words: str) -> tuple[str, ...]:
        """Return the charges a sentence names, spelled as on record; ignore “manslaughter” inside a longer name."""
        return tuple(dict.fromkeys(self.offenses[name] for name in self.named.findall(words.casefold())))


def _is_civil(trigger: Trigger, sentence_facts: "_Sentence") -> bool:
    """Whether the step belongs to a civil case, judging by its kind or else by the wording of its sentence."""
    says = {trigger.kind, trigger.details.get("verdict", "")}
    return bool(says & CIVIL_ONLY) or (sentence_facts.is_civil and not says & CRIMINAL_ONLY)


@dataclass(frozen=True)
class _Sentence:
    """What a sentence says apart from the steps it reports."""

    words: str
    charges: tuple[str, ...]
    is_civil: bool


def _prejudice(words: str) -> dict[str, str]:
    if WITH_PREJUDICE.search(words):
        return {"prejudice": "with"}
    return {"prejudice": "without"} if WITHOUT_PREJUDICE.search(words) else {}


def nearest(text: str, match: re.Match[str], dates: Sequence[FoundDate]) -> FoundDate | None:
    """Return which of `dates` (in order) is nearest to a match, before or after it."""
    at = bisect_left(dates, match.start(), key=lambda date: date.start)
    return min(dates[max(0, at - 1) : at + 1], key=lambda date: apart(text, match, date), default=None)


def apart(text: str, match: re.Match[str], date: FoundDate) -> int:
    """Return how far a date is from the words it may date; a clause boundary between them adds a lot."""
    start, end = min(match.end(), date.end), max(match.start(), date.start)
    return max(0, end - start) + (100 if ANOTHER_CLAUSE.search(text, start, min(end, start + 300)) else 0)


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def without_repeats(found: Iterable[FoundDevelopment]) -> list[FoundDevelopment]:
    """Keep one proposal per step: drop a later one that only repeats the kind, plea or verdict, person and date."""
    kept: dict[tuple[str | None, ...], FoundDevelopment] = {}
    for development in found:
        said = (development.details.get("plea"), development.details.get("verdict"))
        person = development.person.name if development.person else ""
        kept.setdefault((development.kind, development.occurred, person, *said), development)
    return list(kept.values())
