"""Find sentences that date a film's release: when, of what type and where it can be seen. These are only proposals."""

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from coverage.extraction.dates import FoundDate
from coverage.extraction.developments import apart, nearest
from coverage.extraction.text import paragraphs, sentences

Span = tuple[int, int]
Dated = tuple[FoundDate, re.Match[str]]  # a release's date and its verb

STREAMERS = (
    "Hulu", "Netflix", "Prime Video", "Amazon Prime", "Disney+", "Apple TV+", "Apple TV", "Max", "HBO Max", "Peacock",
    "Paramount+", "Tubi", "MUBI", "Shudder", "BritBox", "The Criterion Channel",
)  # fmt: skip
BROADCASTERS = ("HBO", "PBS", "ABC", "NBC", "CBS", "BBC", "Channel 4", "ITV", "Showtime", "National Geographic")
VERBS = re.compile(
    r"\b(?:premier(?:e|es|ed|ing)"
    r"|releas(?:e|es|ed|ing)(?! from (?:prison|jail|custody)| on (?:bail|bond|parole|probation))"
    r"|debut(?:s|ed|ing)?|(?:open(?:s|ed|ing)? in|hits?) (?:theat(?:er|re)s|cinemas)"
    r"|stream(?:s|ed|ing)?|air(?:s|ed|ing)?|broadcast(?:s|ing)?|arriv(?:e|es|ed|ing))\b",
    re.I,
)
WORKS = re.compile(r"\b(?:film|documentary|movie|series|feature|docuseries|premiere|trailer)\b", re.I)
UNREAL = re.compile(
    r"\b(?:not|never|\w+n[’']t|if|unless|whether|might|could|(?-i:may)|denied|denies|rumou?r(?:s|ed)?)\b[^,;:–—]*$",
    re.I,
)
TYPES = (
    ("trailer", re.compile(r"\btrailer\b", re.I)),
    ("festival", re.compile(r"\bfestival\b|\bSundance\b|\bTribeca\b|\bSXSW\b", re.I)),
    ("theatrical", re.compile(r"\btheat(?:er|re)s?\b|\bcinemas?\b|\btheatrical(?:ly)?\b", re.I)),
    ("home", re.compile(r"\bDVDs?\b|\bBlu-ray\b|\bon demand\b|\bdigital(?:ly)? (?:download|release|on)\b", re.I)),
    ("streaming", re.compile(r"\bstream(?:s|ed|ing)?\b", re.I)),
    ("broadcast", re.compile(r"\b(?:air(?:s|ed|ing)?|broadcast(?:s|ing)?|televised)\b", re.I)),
)
# Used when the text names neither a kind nor a platform: It is the one reviewers keep most often, and confidence is
# never high.
DEFAULT_KIND = "theatrical"
AHEAD = re.compile(r"\b(?:set to|will|would|is to|due|scheduled|slated|coming)\b", re.I)
PRESENT = re.compile(r"(?:premieres|releases|debuts|opens|streams|airs|broadcasts|hits|arrives)\b", re.I)
POSTPONED = re.compile(
    r"\b(?:postponed|delayed|pushed back|(?:was|were|been|release|premiere|date) moved (?:from|to)"
    r"|moved (?:the|its|her|his|their) (?:\w+ )?(?:release|premiere|date))\b",
    re.I,
)
CANCELLED = re.compile(r"\b(?:cancel(?:l)?ed|called off|scrapped)\b", re.I)


JOINT = re.compile(r"[,;–—]|\b(?:and|but|before|after|then|while|ahead of)\b", re.I)


_NAMES = "|".join(re.escape(name) for name in sorted((*STREAMERS, *BROADCASTERS), key=len, reverse=True))
PLATFORM = re.compile(rf"(?<!\w)(?!(?<!\bon )Max\b)(?:{_NAMES})(?!\w)")  # Max is also a first name


@dataclass(frozen=True)
class FoundRelease:
    """A proposed release event; `kind` and `state` use the values of the Release model.

    If the text does not say, `platform` is "" and `kind` is DEFAULT_KIND.
    """

    span: Span
    date: Span
    value: str
    kind: str
    state: str
    platform: str = ""
    confidence: str = "low"


def find_releases(
    text: str,
    *,
    dates: Iterable[FoundDate],
    quoted: Iterable[Span],
    titles: Iterable[str] = (),
    published: datetime.date | None = None,
) -> list[FoundRelease]:
    """Return the dated releases that `text` reports outside quotation marks; `titles` are names of known films.

    Anything dated after `published` counts as announced, however it is worded.
    """
    today = published.isoformat() if published else "9999"
    page = _Page(text, sorted(dates, key=lambda date: date.start), sorted(quoted), _works(titles), today)
    starts = {start for start, _ in paragraphs(text)}
    found, platform, film_before = [], "", False
    for start, end in sentences(text):
        film_before = film_before and start not in starts
        about = bool(page.works.search(text, start, end)) or (film_before and text.startswith("It ", start))
        named = PLATFORM.findall(text, start, end)
        if about:
            found += page.read((start, end), platform)
        platform, film_before = (named or [platform])[-1], about
    return found


def _works(titles: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(title.strip()) for title in titles if title.strip())
    return re.compile(rf"{WORKS.pattern}|{names}" if names else WORKS.pattern, re.I)


@dataclass(frozen=True)
class _Page:
    """A text, with its dates and quotations in text order."""

    text: str
    dates: list[FoundDate]
    quoted: list[Span]
    works: re.Pattern[str]
    today: str

    def read(self, span: Span, before: str) -> list[FoundRelease]:
        """Return the releases that a sentence about a film gives dates for; `before` is the last platform named
        before it.
        """
        dates = self._dates_in(span)
        if not dates or self.text[slice(*span)].rstrip('”"’').endswith("?"):
            return []
        verbs = [verb for verb in VERBS.finditer(self.text, *span) if self._is_real(verb, span)]
        best: dict[FoundDate, re.Match[str]] = {}
        for verb in verbs:
            date = nearest(self.text, verb, dates)
            if date and (date not in best or apart(self.text, verb, date) < apart(self.text, best[date], date)):
                best[date] = verb
        pairs = sorted(best.items(), key=lambda pair: pair[1].start())
        edges = [span[0], *(self._edge(*two) for two in pairwise(pairs)), span[1]]
        found = [
            self._make(span, (start, end), date, verb.group(), before)
            for (date, verb), start, end in zip(pairs, edges, edges[1:], strict=False)
        ]
        return list({(release.value, release.kind): release for release in reversed(found)}.values())[::-1]

    def _edge(self, first: Dated, second: Dated) -> int:
        """Return where the words about the first release end and the words about the second begin."""
        start, end = max(first[0].end, first[1].end()), second[1].start()
        joints = list(JOINT.finditer(self.text, start, end)) if start < end else []
        return joints[-1].start() if joints else end

    def _make(self, span: Span, part: Span, date: FoundDate, verb: str, before: str) -> FoundRelease:
        words = self.text[slice(*part)]
        named = PLATFORM.findall(words)
        platform = (named or [before])[0]
        kind = next((kind for kind, pattern in TYPES if pattern.search(words)), "")
        state = _state(words, verb)
        return FoundRelease(
            span=span,
            date=(date.start, date.end),
            value=date.value,
            kind=kind or ("broadcast" if platform in BROADCASTERS else "streaming" if platform else DEFAULT_KIND),
            state="announced" if state == "released" and date.value > self.today else state,
            platform=platform,
            confidence="high" if named or (kind and not platform) else "low",
        )

    def _is_real(self, verb: re.Match[str], span: Span) -> bool:
        before = self.text[max(span[0], verb.start() - 60) : verb.start()]
        return not self._is_quoted(verb.span()) and not UNREAL.search(before)

    def _dates_in(self, span: Span) -> list[FoundDate]:
        first, last = (bisect_left(self.dates, at, key=lambda date: date.start) for at in span)
        return [
            date
            for date in self.dates[first:last]
            if re.fullmatch(r"\d{4}(-\d\d){0,2}", date.value) and not self._is_quoted((date.start, date.end))
        ]

    def _is_quoted(self, span: Span) -> bool:
        last = bisect_left(self.quoted, (span[1],)) - 1
        return last >= 0 and self.quoted[last][1] > span[0]


def _state(words: str, verb: str) -> str:
    for state, pattern in (("cancelled", CANCELLED), ("postponed", POSTPONED), ("announced", AHEAD)):
        if pattern.search(words):
            return state
    return "announced" if PRESENT.match(verb) else "released"
