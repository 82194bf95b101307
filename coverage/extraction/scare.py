"""Tell quotations from other words in quotation marks: titles, nicknames, scare quotes and values in markup."""

import re

from coverage.extraction.clauses import Clause
from coverage.extraction.speakers import Attribution

_SMALL = frozenset(
    """
        a an the of and or in on to for from with at by vs. v. not is as
        """.split()
)
_TOUCHES = frozenset("VGve,:;-R")
_NAMING = frozenset(["called", "titled", "entitled", "dubbed", "named", "nicknamed", "billed", "known"])
_WORKS = frozenset(
    """
        film movie documentary docuseries series show book novel memoir song album play poem essay episode podcast
        column newsletter magazine painting sculpture
        """.split()
)
_ASIDE = re.compile(r"\s*\([^)]*\)\s*")
_LINE_OF_TRANSCRIPT = re.compile(r"[A-Z][A-Z'’.\- ]+:\s")
_WORD = re.compile(r"\S+")


def _is_title_case(words: list[str]) -> bool:
    """Whether every word except the small ones is capitalized: "Rivers of the South", not "I was there"."""
    return 0 < len(words) < 13 and all(
        word[0].isupper() or word.lower().strip(".,!?") in _SMALL or not word[0].isalpha() for word in words
    )


def _names_something(words: list[str], clause: Clause, at: int) -> bool:
    if not _is_title_case(words):
        return False
    if at == 0:  # “Low Water” tells the story: there is no comma to make it an attribution
        return words[-1][-1].isalnum() and clause.tags[1:2] == "V"
    if clause.tokens[at - 1].text.lower() in _NAMING:
        return True
    apposed = clause.tags[at - 1] == "," and clause.tokens[at - 2].text.lower() in _WORKS
    return apposed or clause.tags[at - 1] not in _TOUCHES


def _is_nickname(words: list[str], clause: Clause, at: int) -> bool:
    around = clause.tags[at - 1 : at] + clause.tags[at + 1 : at + 2]
    return len(words) < 3 and around == "NN" and words[-1][-1] not in ",."


def _is_scare_quote(words: list[str], clause: Clause, at: int, attribution: Attribution | None) -> bool:
    """Whether a few marked words are in a sentence that does not report speech: carrying a “freedom” flag."""
    if at and clause.tokens[at - 1].text.lower() == "so-called":
        return True
    if attribution is None or attribution.how != "subject" or len(words) > 6:
        return False
    before, after = clause.tags[at - 1 : at], clause.tags[at + 1 : at + 2]
    modifies = before in "DM" and after in ("n", "N") and words[-1][-1] not in ",."
    return modifies or before in tuple("OMQN") or (len(words) < 4 and before not in tuple("xvVeR:"))


def is_quotation(text: str, start: int, end: int, clause: Clause, at: int, attribution: Attribution | None) -> bool:
    """Whether the marked stretch `start` to `end`, token `at` of `clause`, is something that someone said or wrote."""
    inner = text[start:end]
    if text[max(0, start - 2) : start - 1] == "=" or _ASIDE.fullmatch(inner) or _LINE_OF_TRANSCRIPT.match(inner):
        return False
    words = _WORD.findall(inner[:400])
    if _names_something(words, clause, at) or _is_nickname(words, clause, at):
        return False
    return not _is_scare_quote(words, clause, at, attribution)
