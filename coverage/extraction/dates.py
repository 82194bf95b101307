"""Find the dates that a text mentions and work out which day, month or year each one means."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from coverage.extraction import calendar_words as words
from coverage.extraction import date_values as values
from coverage.extraction.text import sentences

Date = datetime.date


@dataclass(frozen=True)
class FoundDate:
    """A date: its position, its text and its value as reduced-precision ISO 8601 ("2024", "2024-04")."""

    start: int
    end: int
    text: str
    value: str
    type: str = "DATE"


Resolver = Callable[[re.Match[str], values.Setting], str | None]

_LEADS = "in of by since until till through from to during for and between before after late early mid".split()
_LED_BY = rf"(?P<lead>(?:\b(?i:{words.alternatives(_LEADS)})\b|–|—)[\s-]+)"
_COUNTED = r"men|women|children|(?!was|is|has|his|this|as|does|across)[a-z]+[a-rt-z]s"
_PLAIN_MONTH = (
    words.alternatives(w.capitalize() for w in words.MONTHS if len(w) > 4 and w not in words.AMBIGUOUS_MONTHS) + "|July"
)

# What every match of a rule must contain, so that the rule is tried only nearby.
MONTHS = words.hint(word[:3] for word in words.MONTHS)
WEEKDAYS = words.hint(word[:3] for word in words.WEEKDAYS)
UNITS = words.hint(["day", "month", "year", "tomorrow"])
HOLIDAYS = words.hint(word[:4] for word in words.HOLIDAYS)
DIGITS = re.compile(r"\d\d")
REACH = 40  # characters; the part of a date on either side of its hint is shorter than this

# In order of preference when two matches of the same length begin at the same place.
RULES: tuple[tuple[re.Pattern[str], re.Pattern[str], Resolver], ...] = tuple(
    (near, re.compile(pattern), resolver)
    for near, pattern, resolver in (
        (
            DIGITS,
            r"\bSept(?:ember|\.)? 11(?:th)?(?:, 2001)?(?=,? (?:\w+ )?(?:attack|terror|hijack))|\b9/11\b",
            values.attacks_of_2001,
        ),
        (
            MONTHS,
            rf"(?:\b(?:{words.WEEKDAY}),?\s+)?\b{words.MONTH}\s+{words.DAY}(?:,?\s+{words.YEAR})?",
            values.day_of_month,
        ),
        (
            MONTHS,
            rf"\b(?:{words.WEEKDAY},?\s+)?(?:the\s+)?{words.DAY}\s+(?:of\s+)?{words.MONTH}(?:,?\s+{words.YEAR})?",
            values.day_of_month,
        ),
        (DIGITS, r"(?<![\d/-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d/-])", values.numeric),
        (
            DIGITS,
            r"(?<![\d/$])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)(?![\d/])",
            values.numeric,
        ),
        (MONTHS, rf"\b{words.PART}{words.MONTH}(?:,?\s+|\s+of\s+){words.YEAR}", values.month_and_year),
        (
            MONTHS,
            rf"\b{words.MONTH}(?:\s+{words.DAY})?,?\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b",
            values.month_of_relative_year,
        ),
        (MONTHS, rf"\b{words.WHICH}\s+{words.MONTH}(?!\s*\d)", values.which_month),
        (MONTHS, rf"{_LED_BY}{words.MONTH}(?!\s+\d)", values.month_alone),
        (MONTHS, rf"\b(?P<month>{_PLAIN_MONTH})\b(?!\s+\d)", values.month_alone),
        (
            DIGITS,
            rf"(?<![\d$£€#.,/:-]){words.PART}\b{words.YEAR}(?!s\b|\s+(?:people|{_COUNTED})\b|-\w)",
            values.year,
        ),
        (DIGITS, r"(?<!\w)['’](?P<year>\d\d)(?![\d\w])", values.short_year),
        (
            UNITS,
            r"(?<!\b[Tt]he )\b(?:(?i:earlier|later|early|late|in)\s+)?"
            r"(?P<which>(?i:last|next|this|current))\s+(?P<unit>month|year)\b",
            values.period,
        ),
        (
            UNITS,
            r"\b(?i:the|that|in the)\s+(?P<which>previous|prior|following|next|same)\s+(?P<unit>day|month|year)\b",
            values.period_from_last,
        ),
        (UNITS, r"\b(?P<which>[Tt]hat)(?:\s+same)?\s+(?P<unit>day|month|year)\b", values.period_from_last),
        (UNITS, rf"\b{words.COUNT}\s+{words.UNIT}\s+ago\b", values.ago),
        (
            UNITS,
            rf"\b{words.COUNT}\s+{words.UNIT}\s+(?P<way>earlier|later|before|after)\b"
            r"(?!\s+(?:the|a|his|her|she|he|it|they)\b)",
            values.counted_from_last,
        ),
        (UNITS, r"\b[Tt]he\s+(?P<count>)(?P<unit>day)\s+(?P<way>before|after)\b(?=[.,;])", values.next_to_last),
        (UNITS, r"\b(?P<word>(?i:yesterday|today|tomorrow))\b", values.day_word),
        (
            WEEKDAYS,
            rf"\b(?:{words.WHICH}\s+)?{words.WEEKDAY}(?:\s+(?:of\s+)?(?P<week>last|next|this)\s+week\b)?",
            values.weekday,
        ),
        (
            HOLIDAYS,
            rf"\b(?P<holiday>(?i:{words.alternatives(words.HOLIDAYS).replace(chr(39), chr(39) + '?’?')}))"
            rf"\b(?:,?\s+{words.YEAR})?",
            values.holiday,
        ),
    )
)


_WORD = re.compile(r"['’]?\w+")


def _tense(text: str, sentence: tuple[int, int], start: int, end: int) -> str:
    """Return the tense shown by the nearest telling word before the date in its sentence, or else after it."""
    before = _WORD.findall(text, max(sentence[0], start - 120), start)
    after = _WORD.findall(text, end, min(sentence[1], end + 120))
    before, after = ["", *before], ["", *after]
    near = [*reversed(list(pairwise(before))), *pairwise(after)]
    ahead = "future" if before and before[-1].lower() in words.UP_TO else ""
    return next(filter(None, (_tense_of(word.lower(), previous.lower()) for previous, word in near)), ahead)


def _tense_of(word: str, previous: str) -> str:
    """Return the tense a word shows; a participle after "be" shows none, but the "will" or "to" before it does."""
    if word in words.PAST or (len(word) > 4 and word.endswith("ed") and word not in words.FUTURE):
        return "" if previous == "be" else "past"
    return "future" if word in words.FUTURE else ""


def _windows(text: str, near: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the stretches of `text` within reach of what `near` finds, merged so that none touch."""
    found: list[tuple[int, int]] = []
    for match in near.finditer(text):
        start, end = match.start() - REACH, match.end() + REACH
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((max(0, start), end))
    return found


def _candidates(text: str) -> Iterator[tuple[int, re.Match[str], Resolver]]:
    """Return matches of all the rules without overlaps: leftmost first, and the longest of those."""
    windows = {near: _windows(text, near) for near in (MONTHS, WEEKDAYS, UNITS, HOLIDAYS, DIGITS)}
    found = sorted(
        (
            match.end("lead") if "lead" in match.re.groupindex and match["lead"] else match.start(),
            -match.end(),
            rank,
            match,
            resolver,
        )
        for rank, (near, pattern, resolver) in enumerate(RULES)
        for window in windows[near]
        for match in pattern.finditer(text, *window)
    )
    reached = 0
    for start, _, _, match, resolver in found:
        if start >= reached:
            yield start, match, resolver
            reached = match.end()


def find_dates(text: str, published: Date | None = None) -> list[FoundDate]:
    """Return the dates in `text`, in order; relative ones are read against `published` or the previous date.

    Offsets count code points of `text`. A date that cannot be determined (no `published`) is left out.
    """
    found: list[FoundDate] = []
    bounds = iter(sentences(text))
    sentence = (0, 0)
    for start, match, resolver in _candidates(text):
        while sentence[1] < start and (following := next(bounds, None)):
            sentence = following
        last = found[-1].value if found else None
        value = resolver(match, values.Setting(published, last, _tense(text, sentence, start, match.end())))
        if value:
            found.append(FoundDate(start, match.end(), text[start : match.end()], value))
    return found
