"""Read a sentence as a string of word-class tags, with every quotation as one token."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from coverage.extraction import grammar
from coverage.extraction.marks import Marked
from coverage.extraction.text import is_abbreviation, next_word


class Token(NamedTuple):  # a tuple, because there are many of them
    """A word, a punctuation mark or a whole quotation; for a quotation, `quote` is its number in the paragraph."""

    start: int
    end: int
    text: str
    tag: str
    quote: int = -1


@dataclass(frozen=True)
class Clause:
    """A sentence outside its quotations: its tokens, and their tags as a string with one letter per token."""

    tokens: tuple[Token, ...]
    tags: str

    def around(self, at: int) -> tuple["Clause", int]:
        """Return the part of a very long sentence that can hold an attribution, and the index of token `at` in it."""
        if len(self.tokens) <= 2 * REACH:
            return self, at
        low = max(0, at - REACH)
        return Clause(self.tokens[low : at + REACH], self.tags[low : at + REACH]), at - low

    def without_asides(self, at: int) -> "Clause":
        """Return the clause with the tags inside parentheses blanked, except for parentheses around the token `at`."""
        if "(" not in self.tags:
            return self
        blanked = _ASIDE.sub(
            lambda m: m[0] if m.start() <= at < m.end() else "(" + "_" * (len(m[0]) - 2) + ")", self.tags
        )
        return Clause(self.tokens, blanked)


REACH = 150
_ASIDE = re.compile(r"\([^()]*\)")
_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W_](?:[\w]|['’‑-](?=\w)|[.,](?=\d)|\.(?=[A-Za-z]))*|[,;:.!?…()\[\]—–]|--+|-")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$")
_PUNCTUATION = {"—": "-", "–": "-", "[": "(", "]": ")", "!": ".", "?": ".", "…": "."}


def _tag(word: str, before: str, previous: str, tags: str) -> str:
    """Return the tag for a word; `before` is the tag of the word `previous`, and `tags` are all the tags so far."""
    lower = word.lower().rstrip(".").replace("’", "'")
    if word[0].isdigit():
        return "M"
    if _POSSESSIVE.search(word) and lower not in grammar.TAGS:
        return "S"
    if word[0].isupper() and (before not in ("", ".", "Q", ":") or lower not in grammar.TAGS):
        return "W" if grammar.TAGS.get(lower) == "W" else "P" if lower == "i" else "N"
    if (before == "W" or previous in ("last", "this", "next")) and lower in grammar.TIMES:
        return "W"
    tag = grammar.TAGS.get(lower)
    if tag == "W":
        return "W" if word[0].isupper() else "n"
    if tag == "V" and before == "T":
        return "G"
    if (tag == "V" and _is_noun(lower, before, previous, tags)) or (tag == "G" and before in ("D", "S")):
        return "n"  # "his reply", "the ruling"
    return tag or _tag_by_ending(lower, before)


def _is_noun(word: str, before: str, previous: str, tags: str) -> bool:
    """Whether a form of a verb of saying is a noun here: "his reported illness", "the new claims", "a court order"."""
    if word.endswith("ed") and before and before in "DS" and previous not in grammar.PRONOMINAL:
        return True
    if word not in grammar.NOUN_OR_VERB:
        return False
    if before == "n":
        agrees = previous.endswith("s") != word.endswith("s") or word in ("read", "felt", "thought")
        return previous not in grammar.SPEAKING_NOUNS or not agrees
    return before in tuple("DSOFM") or (before == "N" and bool(_AS_NOUN.search(tags)))


def _tag_by_ending(lower: str, before: str) -> str:
    if lower.endswith("ed") and len(lower) > 4:
        return "n" if before and before in "DSF" else "e"
    return "A" if lower.endswith("ly") and lower not in grammar.NOT_ADVERBS else "n"


def _words(text: str, start: int, end: int, before: str) -> list[Token]:
    """Return the tokens of a stretch outside quotations; `before` is the tag that precedes it."""
    found: list[Token] = []
    previous, tags, position = "", "", start
    while match := _TOKEN.search(text, position, end):
        stop = match.end()
        word = match.group()
        if not word[0].isalnum():
            tag = _PUNCTUATION.get(word, "-" if word[0] == "-" else word)
        else:
            if (text[stop : stop + 1] == "." and stop < end and _keeps_stop(text, stop, end, word)) or (
                text[stop : stop + 1] in ("'", "’") and word.endswith("s") and stop < end
            ):
                stop += 1
            tag = _tag(text[match.start() : stop], before, previous, tags)
        found.append(Token(match.start(), stop, text[match.start() : stop], tag))
        before, previous, position = tag, word.lower(), stop
        tags = tags[-12:] + tag
    return found


_AS_NOUN = re.compile(r"(?:[SOF]|[OFVev]D)[nN]*$")


def _keeps_stop(text: str, stop: int, end: int, word: str) -> bool:
    """Whether the period at `stop` belongs to the word before it."""
    if text[stop + 1 : stop + 2] in tuple(",);:"):
        return True
    following = next_word(text, stop + 1) if stop + 1 < end else ""
    return bool(following) and is_abbreviation(word, following)


_REPORTS = re.compile(r",?A?(?:(?:[DM]?[nNSeM]*[nN]|P)(?:,[^.;:Q]{1,40},)?[Ax]*V|VA?[DNnSP])")


def read_paragraph(text: str, start: int, end: int, quotes: list[Marked]) -> list[Clause]:
    """Return a paragraph's sentences with each quotation as one token, which keeps it with its reporting clause."""
    tokens: list[Token] = []
    position = start
    for number, quote in enumerate(quotes):
        tokens += _words(text, position, quote.start - 1, _tag_before(text, tokens))
        tokens.append(Token(quote.start, quote.end, "", "Q", number))
        position = min(quote.end + quote.closed, end)
    tokens += _words(text, position, end, _tag_before(text, tokens))
    return _split(text, tokens)


def _tag_before(text: str, tokens: list[Token]) -> str:
    """Return the tag before the next word. No sentence begins after “…,” so a capital there means a name."""
    if not tokens:
        return ""
    return "," if tokens[-1].tag == "Q" and text[tokens[-1].end - 1] == "," else tokens[-1].tag


def _split(text: str, tokens: list[Token]) -> list[Clause]:
    tags = "".join(token.tag for token in tokens)
    clauses, start = [], 0
    for index, token in enumerate(tokens):
        if token.tag == "." or (token.tag == "Q" and _ends_with_quote(text, tokens, tags, index)):
            clauses.append(Clause(tuple(tokens[start : index + 1]), tags[start : index + 1]))
            start = index + 1
    if start < len(tokens):
        clauses.append(Clause(tuple(tokens[start:]), tags[start:]))
    return clauses


def _ends_with_quote(text: str, tokens: list[Token], tags: str, index: int) -> bool:
    """Whether the final punctuation inside a quotation also ends the sentence around it."""
    last = text[tokens[index].start : tokens[index].end].rstrip(" ’'\u00a0")[-1:]
    if index + 1 == len(tokens) or last not in tuple(".!?…—-"):
        return False
    following = tokens[index + 1]
    if following.tag == "Q":
        return True
    if not following.text[0].isupper():
        return False
    return last == "." or not _REPORTS.match(tags[index + 1 : index + 60])
