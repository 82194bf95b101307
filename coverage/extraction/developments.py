"""Sentences that report a dated step of a case: what happened, when, to whom, on which charge.

Proposals only. What is denied, supposed, asked, foretold or said inside quotation marks is left out, and so is what
has no date. The kinds and details use the values of `legal/vocabulary.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coverage.extraction.dates import FoundDate
from coverage.extraction.people import FoundPerson
from coverage.extraction.text import paragraphs, sentences

Span = tuple[int, int]


@dataclass(frozen=True)
class Trigger:
    """Words that report a kind of development. `subject` says where the person it is about stands."""

    pattern: re.Pattern[str]
    kind: str
    details: dict[str, str] = field(default_factory=dict)
    subject: str = "before"


def _trigger(pattern: str, kind: str, subject: str = "before", **details: str) -> Trigger:
    return Trigger(re.compile(pattern, re.I), kind, details, subject)


CASE = (
    r"(?:the |a |an |all |her |his |their |its )?(?:criminal |remaining |manslaughter )?"
    r"(?:case|charges?|counts?|indictment)"
)
STATE = r"(?:prosecut(?:ors?|ion)|district attorney|the state)"
TRIGGERS: tuple[Trigger, ...] = (
    _trigger(
        rf"\b{STATE}\b (?:(?!not\b|never\b|\w+n[’']t\b)[^.;,“”]{{1,40}}? )?(?:dropped|dismissed|withdrew) {CASE}"
        rf"|{CASE} (?:against [^.;“”]{{3,60}} )?w(?:as|ere) (?:dropped|dismissed|withdrawn) by (?:the )?{STATE}",
        "nolle_prosequi", "any", by="prosecution",
    ),
    _trigger(r"\b(?:dismissed|threw out|tossed) " + CASE, "dismissed", "any", by="court"),
    _trigger(
        rf"{CASE} (?:against [^.;“”]{{3,60}} )?w(?:as|ere) (?:dismissed|thrown out)(?! by (?:the )?{STATE})",
        "dismissed", "any",
    ),
    _trigger(
        r"\bannounced (?:that )?(?:they|she|he) would charge\b|\bannounced charges\b",
        "announced", "after", by="prosecution",
    ),
    _trigger(r"\bwas indicted\b|\bgrand jury indicted\b", "charged", "any", instrument="indictment", by="grand_jury"),
    _trigger(r"\bw(?:as|ere) charged with\b", "charged"),
    _trigger(r"\bpleaded not guilty\b", "pleaded", plea="not_guilty", by="defendant"),
    _trigger(r"\bpleaded guilty\b", "pleaded", plea="guilty", by="defendant"),
    _trigger(r"\bpleaded no contest\b", "pleaded", plea="no_contest", by="defendant"),
    _trigger(r"\b(?:went on trial|trial (?:of [^.;“”]{3,60} )?(?:began|opened|started))\b", "trial_began", "any"),
    _trigger(r"\bmistrial\b", "mistrial", "any", by="court"),
    _trigger(r"\b(?:was|were) (?:found guilty|convicted)\b", "verdict", verdict="guilty"),
    _trigger(
        r"\bfound (?=(?:(?!\b(?:not|the guilty|guilty|plead\w*)\b)[^.;“”]){2,60} guilty\b(?! (?:plea|verdict|party)))"
        r"|(?<!was )(?<!were )(?<!been )\bconvicted (?=(?:him|her|them|(?-i:[A-Z][\w’'.-]+))\b[^.;“”]{0,60}\bof\b)",
        "verdict", "after", verdict="guilty", by="jury",
    ),
    _trigger(r"\bfound (?=[^.;“”]{2,60} not guilty\b)", "verdict", "after", verdict="not_guilty", by="jury"),
    _trigger(r"\b(?:was|were) (?:acquitted|found not guilty)\b|\bacquitted\b", "verdict", "any", verdict="not_guilty"),
    _trigger(r"\b(?:was|were) found liable\b", "verdict", verdict="liable"),
    _trigger(
        r"\b(?:was|were) sentenced to\b"
        r"(?: (?P<sentence>[^.;,“”]{3,80}?)(?= for | by | in (?:the )?(?:death|connection)|[.;,]|$))?"
        r"|\breceived (?:the|a) (?:maximum )?(?:prison |jail )?sentence of (?P<term>[^.;,“”]{3,60}?)(?= for |[.;,]|$)",
        "sentenced",
        by="court",
    ),
    _trigger(r"\bwas (?:released|freed) (?:from (?:prison|jail|custody)|on (?:parole|supervision))\b", "released"),
    _trigger(
        r"(?<!was )(?<!were )\bsued\b|\bfiled (?:an?|another) (?:[\w-]+ ){0,2}?(?:lawsuit|suit|complaint against)\b",
        "filed", "before", by="plaintiff",
    ),
    _trigger(r"\bw(?:as|ere) sued by\b", "filed", "after", by="plaintiff"),
    _trigger(r"\bwithdrew (?:its|the|her|his|their) appeal\b", "appeal_withdrawn", "any"),
    _trigger(r"\b(?:filed (?:a )?notice of appeal|appealed)\b", "appeal_noticed", "any"),
    _trigger(r"\bsettled\b(?= (?:the|a|her|his|their|its) (?:\w+ )?(?:case|lawsuit|suit|claims?))", "settled", "any"),
    _trigger(r"\bwas (?:shot and killed|killed|fatally shot)\b", "event"),
)  # fmt: skip

UNREAL = re.compile(
    r"\b(?:not|never|neither|nor|nobody|no one|\w+n[’']t|denied|denies|no longer|without being|if|whether|unless|would|"
    r"could|might|should|expected to|set to|scheduled to|likely to|asked|urged|hopes? to|wants? to|threatened to|"
    r"refused to|moved (?:for|to)|motion (?:for|to)|sought|seeks|requested|"
    r"(?-i:may|can|will|shall))\b",  # but May is a month and Will a name
    re.I,
)
ANOTHER_CLAUSE = re.compile(r"[;–—]|, (?:and|but|while|before|after)\b")
WITH_PREJUDICE = re.compile(
    r"\bwith prejudice\b|\bwithout the possibility of (?:a )?(?:retrial|refiling|being refiled)", re.I
)
WITHOUT_PREJUDICE = re.compile(r"\bwithout prejudice\b", re.I)
JURY = re.compile(r"\bjur(?:y|ies|ors?)\b", re.I)
CIVIL = re.compile(r"\b(?:lawsuit|suit|sued|civil)\b", re.I)
OFFENSES = (
    "involuntary manslaughter", "voluntary manslaughter", "vehicular manslaughter", "manslaughter",
    "tampering with evidence", "negligent homicide", "negligent use of a deadly weapon", "second-degree murder",
    "first-degree murder", "murder", "malicious prosecution", "civil rights violations", "wrongful death", "defamation",
    "negligence", "fraud", "wire fraud", "perjury", "obstruction of justice", "assault", "battery", "conspiracy",
    "theft", "embezzlement",
)  # fmt: skip


@dataclass(frozen=True)
class FoundDevelopment:
    """A proposed development: `spans` hold its sentence, and before it the sentence that dates it, if another one."""

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
    """The dated steps of cases that `text` reports, in its order; `quoted` are the spans inside quotation marks.

    `offenses` are names of charges beyond the common ones. All offsets are code points of `text`.
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
    """A text with what was found in it, each in the order of the text, so that a sentence finds its own quickly."""

    text: str
    dates: list[FoundDate]
    mentions: list[tuple[int, FoundPerson]]
    quoted: list[Span]
    offenses: dict[str, str]  # a charge's name folded, and as the record spells it

    @cached_property
    def calendar(self) -> list[FoundDate]:
        """The dates a development can have: of the calendar, and outside quotation marks."""
        dates = (date for date in self.dates if re.fullmatch(r"\d{4}(-\d\d){0,2}", date.value))
        return [date for date in dates if not self._is_quoted((date.start, date.end))]

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Any of the charges' names, a longer one before a shorter one inside it."""
        names = sorted(self.offenses, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def read(self, sentence: Span, before: Span | None) -> list[FoundDevelopment]:
        """The developments of one sentence; its date may stand in the sentence before it in the paragraph."""
        start, end = sentence
        if self.text[start:end].rstrip('”"’').endswith("?"):
            return []
        hits: dict[int, tuple[re.Match[str], Trigger]] = {}  # by where they end: “prosecutors dismissed the case” once
        for trigger in TRIGGERS:
            for match in trigger.pattern.finditer(self.text, start, end):
                if self._is_real(match, sentence):
                    hits.setdefault(match.end(), (match, trigger))
        if not hits:
            return []
        words = self.text[start:end]
        told = _Told(words, self._charges(words), bool(CIVIL.search(words)))
        in_order = sorted(hits.values(), key=lambda hit: hit[0].start())
        made = [self._make(trigger, match, sentence, before, told) for match, trigger in in_order]
        return without_repeats(development for development in made if development)

    def _is_quoted(self, span: Span) -> bool:
        last = bisect_left(self.quoted, (span[1],)) - 1
        return last >= 0 and _touch(self.quoted[last], span)

    def _is_real(self, match: re.Match[str], sentence: Span) -> bool:
        if self._is_quoted(match.span()):
            return False
        before = self.text[max(sentence[0], match.start() - 200) : match.start()]
        return not UNREAL.search(re.split(r"[,;:–—]|\b(?:and|but|after|when)\b", before)[-1])

    def _make(
        self, trigger: Trigger, match: re.Match[str], sentence: Span, before: Span | None, told: "_Told"
    ) -> FoundDevelopment | None:
        date = self._date(match, sentence)
        spans: tuple[Span, ...] = (sentence,)
        if date is None and before is not None:
            date, spans = self._date(match, before), (before, sentence)
        if date is None:
            return None
        person = self._person(trigger, match, spans)
        return FoundDevelopment(
            spans=spans,
            kind=trigger.kind,
            occurred=date.value,
            date=(date.start, date.end),
            details=self._details(trigger, match, told),
            person=person,
            charges=told.charges,
            is_civil=trigger.kind == "filed" or told.is_civil,
            confidence="high" if person and len(spans) == 1 else "low",
        )

    def _details(self, trigger: Trigger, match: re.Match[str], told: "_Told") -> dict[str, str]:
        details = dict(trigger.details)
        if details.get("by") == "jury" and not JURY.search(told.words):
            del details["by"]
        if group := next((name for name, value in match.groupdict().items() if value), ""):
            details["sentence"] = self._undated(*match.span(group))
        if trigger.kind in ("dismissed", "nolle_prosequi"):
            details |= _prejudice(told.words)
        return details

    def _undated(self, start: int, end: int) -> str:
        """“18 months in jail” of “18 months in jail on May 2”."""
        dated = next(iter(self._dates_in(start + 1, end)), None)
        words = self.text[start : dated.start if dated else end].strip()
        return re.sub(r" (?:on|in|last|until|since|from)$", "", words) if dated else words

    def _dates_in(self, start: int, end: int) -> list[FoundDate]:
        first = bisect_left(self.calendar, start, key=lambda date: date.start)
        return self.calendar[first : bisect_left(self.calendar, end, key=lambda date: date.start)]

    def _date(self, match: re.Match[str], sentence: Span) -> FoundDate | None:
        """The calendar date nearest to the trigger in a sentence and outside quotation marks."""
        return nearest(self.text, match, self._dates_in(*sentence))

    def _person(self, trigger: Trigger, match: re.Match[str], spans: tuple[Span, ...]) -> FoundPerson | None:
        """Whom it is about: the last one named before the trigger, the first one after it, or the one “against”."""
        first, last = spans[0][0], spans[-1][1]
        if trigger.subject == "any" and (against := re.compile(r"\bagainst (?=\S)").search(self.text, first, last)):
            return self._first_named(against.end(), last) or self._last_named(first, match.start())
        if trigger.subject == "after":
            return self._first_named(match.start(), last)
        found = self._last_named(first, match.start())
        return found or (self._first_named(match.end(), last) if trigger.subject == "any" else None)

    def _last_named(self, start: int, end: int) -> FoundPerson | None:
        at = bisect_left(self.mentions, end, key=lambda pair: pair[0]) - 1
        return self.mentions[at][1] if at >= 0 and self.mentions[at][0] >= start else None

    def _first_named(self, start: int, end: int) -> FoundPerson | None:
        at = bisect_left(self.mentions, start, key=lambda pair: pair[0])
        return self.mentions[at][1] if at < len(self.mentions) and self.mentions[at][0] < end else None

    def _charges(self, words: str) -> tuple[str, ...]:
        """The charges a sentence names, as the record spells them; “manslaughter” inside a longer name is none."""
        return tuple(dict.fromkeys(self.offenses[name] for name in self.named.findall(words.casefold())))


@dataclass(frozen=True)
class _Told:
    """What a sentence says beside its steps."""

    words: str
    charges: tuple[str, ...]
    is_civil: bool


def _prejudice(words: str) -> dict[str, str]:
    if WITH_PREJUDICE.search(words):
        return {"prejudice": "with"}
    return {"prejudice": "without"} if WITHOUT_PREJUDICE.search(words) else {}


def nearest(text: str, match: re.Match[str], dates: Sequence[FoundDate]) -> FoundDate | None:
    """The one of `dates` (in order) that stands nearest to a match, before it or behind it."""
    at = bisect_left(dates, match.start(), key=lambda date: date.start)
    return min(dates[max(0, at - 1) : at + 1], key=lambda date: apart(text, match, date), default=None)


def apart(text: str, match: re.Match[str], date: FoundDate) -> int:
    """How far a date stands from the words it may date; much farther where another clause begins between them."""
    start, end = min(match.end(), date.end), max(match.start(), date.start)
    return max(0, end - start) + (100 if ANOTHER_CLAUSE.search(text, start, min(end, start + 300)) else 0)


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def without_repeats(found: Iterable[FoundDevelopment]) -> list[FoundDevelopment]:
    """One proposal a step: a later one that only repeats kind, plea or verdict, person and date adds nothing."""
    kept: dict[tuple[str | None, ...], FoundDevelopment] = {}
    for development in found:
        said = (development.details.get("plea"), development.details.get("verdict"))
        person = development.person.name if development.person else ""
        kept.setdefault((development.kind, development.occurred, person, *said), development)
    return list(kept.values())
