"""Sentences that date a film's release: when, of what type, and where it can be seen. Proposals only."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from coverage.extraction.dates import FoundDate
from coverage.extraction.developments import apart, nearest
from coverage.extraction.text import paragraphs, sentences

Span = tuple[int, int]

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
DENIED = re.compile(r"\b(?:not|never|\w+n[’']t)\b[^,;:–—]*$", re.I)
TYPES = (
    ("trailer", re.compile(r"\btrailer\b", re.I)),
    ("festival", re.compile(r"\bfestival\b|\bSundance\b|\bTribeca\b|\bSXSW\b", re.I)),
    ("theatrical", re.compile(r"\btheat(?:er|re)s?\b|\bcinemas?\b|\btheatrical\b", re.I)),
)
AHEAD = re.compile(r"\b(?:set to|will|is to|due|scheduled|slated|coming)\b", re.I)
PRESENT = re.compile(r"(?:premieres|releases|debuts|opens|streams|airs|broadcasts|hits|arrives)\b", re.I)
POSTPONED = re.compile(
    r"\b(?:postponed|delayed|pushed back|(?:was|were|been|release|premiere|date) moved (?:from|to)"
    r"|moved (?:the|its|her|his|their) (?:\w+ )?(?:release|premiere|date))\b",
    re.I,
)
CANCELLED = re.compile(r"\b(?:cancel(?:l)?ed|called off|scrapped)\b", re.I)


_NAMES = "|".join(re.escape(name) for name in sorted((*STREAMERS, *BROADCASTERS), key=len, reverse=True))
PLATFORM = re.compile(rf"(?<!\w)(?!(?<!\bon )Max\b)(?:{_NAMES})(?!\w)")  # Max is a first name, too


@dataclass(frozen=True)
class FoundRelease:
    """A proposed release event; `kind` and `state` use the values of the Release model, "" where the text is silent."""

    span: Span
    date: Span
    value: str
    kind: str
    state: str
    platform: str = ""
    confidence: str = "low"


def find_releases(
    text: str, *, dates: Iterable[FoundDate], quoted: Iterable[Span], titles: Iterable[str] = ()
) -> list[FoundRelease]:
    """The dated releases `text` reports outside quotation marks; `titles` are names of known films."""
    page = _Page(text, sorted(dates, key=lambda date: date.start), sorted(quoted), _works(titles))
    starts = {start for start, _ in paragraphs(text)}
    found, platform, film_before = [], "", False
    for start, end in sentences(text):
        film_before = film_before and start not in starts
        about = bool(page.works.search(text, start, end)) or (film_before and text.startswith("It ", start))
        named = PLATFORM.findall(text, start, end)
        if about and (release := page.read((start, end), named, platform)):
            found.append(release)
        platform, film_before = (named or [platform])[-1], about
    return found


def _works(titles: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(title.strip()) for title in titles if title.strip())
    return re.compile(rf"{WORKS.pattern}|{names}" if names else WORKS.pattern, re.I)


@dataclass(frozen=True)
class _Page:
    """A text, and its dates and quotations in the order of the text."""

    text: str
    dates: list[FoundDate]
    quoted: list[Span]
    works: re.Pattern[str]

    def read(self, span: Span, named: list[str], before: str) -> FoundRelease | None:
        """The release a sentence about a film dates; `named` are its platforms, `before` the last one before it."""
        words = self.text[slice(*span)]
        verbs = [verb for verb in VERBS.finditer(self.text, *span) if self._is_real(verb, span)]
        dates = self._dates_in(span)
        pairs = [(verb, date) for verb in verbs if (date := nearest(self.text, verb, dates))]
        if not pairs or words.rstrip('”"’').endswith("?"):
            return None
        verb, date = min(pairs, key=lambda pair: apart(self.text, *pair))
        platform = (named or [before])[0]
        kind = next((kind for kind, pattern in TYPES if pattern.search(words)), "")
        return FoundRelease(
            span=span,
            date=(date.start, date.end),
            value=date.value,
            kind=kind or ("broadcast" if platform in BROADCASTERS else "streaming" if platform else "theatrical"),
            state=_state(words, verb.group()),
            platform=platform,
            confidence="high" if named or (kind and not platform) else "low",
        )

    def _is_real(self, verb: re.Match[str], span: Span) -> bool:
        before = self.text[max(span[0], verb.start() - 60) : verb.start()]
        return not self._is_quoted(verb.span()) and not DENIED.search(before)

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
