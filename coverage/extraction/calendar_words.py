"""The words that dates are written with, as tables and as regular expressions built from them."""

import re
from collections.abc import Iterable

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for word in words.split()
}
WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mon",
            "tuesday tues tue",
            "wednesday wed",
            "thursday thurs thu",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for word in words.split()
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        """
            one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            """.split(),
        1,
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
HOLIDAYS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
    "fourth of july": (7, 4),
    "independence day": (7, 4),
}

# Month names that are also first names or everyday words count as months only after one of these words.
AMBIGUOUS_MONTHS = frozenset(["march", "may", "april", "june", "august", "jan", "mar", "sept", "sep"])

FUTURE = frozenset(
    """
        will shall would may might can could must 'll ’ll scheduled slated expected due plans plan planned intends
        hopes expects set begins starts opens expires ends takes premieres debuts airs arrives returns releases
        faces upcoming next is are going begin start resume continue hear
        """.split()
)
# Before a date, these words point to the future unless something else shows the tense.
UP_TO = frozenset("by until till through before".split())
PAST = frozenset(
    """
        was were had did has been said told wrote came went took gave made began became got held sent won lost left
        met ran saw spoke stood struck sued fell felt found fought heard kept knew led put read rose sat shot shut
        sold sought spent swore threw withdrew broke brought bought caught chose cut drew drove flew forgot grew hit
        hurt laid let paid quit rang sang shook slid taught thought wore ago since last
        """.split()
)


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of `words`, trying the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def hint(words: Iterable[str]) -> re.Pattern[str]:
    """Return a quick search for any of `words`, in lowercase, capitalized or all caps."""
    return re.compile("|".join(sorted({form for w in words for form in (w, w.capitalize(), w.upper())})))


_FULL_MONTHS = [word for word in MONTHS if len(word) > 4 or word in ("may", "june", "july")]
_SHORT_MONTHS = [word for word in MONTHS if word not in _FULL_MONTHS]


def _capital(words: Iterable[str]) -> str:
    return alternatives(f"{word.capitalize()}|{word.upper()}" for word in words)


MONTH = rf"(?P<month>(?:{_capital(_FULL_MONTHS)})\b|(?:{_capital(_SHORT_MONTHS)})\b\.?)"
_FULL_DAYS = [word for word in WEEKDAYS if word.endswith("day")]
_SHORT_DAYS = [word for word in WEEKDAYS if word not in _FULL_DAYS]
WEEKDAY = rf"(?P<weekday>(?:{_capital(_FULL_DAYS)})\b|(?:{_capital(_SHORT_DAYS)})\b\.)"
WHICH = r"(?P<which>(?:[Tt]his\s+)?(?:[Ll]ast|[Tt]his|[Nn]ext|past|coming))"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[,.:]\d|%)"
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d%]|[.,:/]\d)"
COUNT = rf"(?P<count>(?i:{alternatives(NUMBERS)})|\d{{1,3}})"
UNIT = r"(?P<unit>day|month|year)s?"
PART = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)(?:\s+in|\s+on)?[\s-]+)?"
