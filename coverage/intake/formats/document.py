"""The common form that every format is read into: an article as its file has it. Does not use the database."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from coverage import richtext
from coverage.extraction.text import sentences

LONGEST_PROPOSED = 90
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Unreadable(Exception):
    """A file, or one article in it, that cannot be imported.

    `line` (1 if it concerns the whole file) and the message say where the problem is and how to fix it.
    """

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line

    def __reduce__(self):
        return type(self), (str(self), self.line)


@dataclass(frozen=True)
class Note:
    """Something an editor should know about a line of the file."""

    line: int
    message: str


@dataclass(frozen=True)
class Caption:
    """A picture's caption, plus its credit and its address if given; never part of the body."""

    text: str
    credit: str
    line: int
    address: str = ""


@dataclass
class Document:
    """One article: `body` is HTML with only the tags an article may have and the file's exact characters."""

    headline: str = ""
    headline_is_proposed: bool = False
    deck: str = ""
    body: str = ""
    published: date | None = None
    authors: list[str] = field(default_factory=list)
    outlet: str = ""
    outlet_id: str = ""  # the outlet's name for the article: a feed's ID, a ninjs URI
    url: str = ""
    language: str = ""
    rights: str = ""
    subjects: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    line: int = 1  # where it begins in the file


# What a reader yields, in file order: an article, an article that cannot be read, or something left out by a rule.
Items = Iterator[Document | Unreadable | Note]


def complete(document: Document) -> Document:
    """Propose a headline if there is none and note what is missing. Raises Unreadable if there is no text."""
    refuse_what_is_no_text(document)
    text = richtext.to_text(richtext.sanitise(document.body))
    if not text.strip():
        raise Unreadable("There is no text in it, only a head or captions.", document.line)
    if not document.headline:
        document.headline, document.headline_is_proposed = _first_words(text), True
        document.notes.append(Note(document.line, "No headline: one was made from the first sentence. Write it."))
    if document.published is None:
        message = "No publication date, so dates such as “last month” cannot be resolved. Add --published."
        document.notes.append(Note(document.line, message))
    return document


def refuse_what_is_no_text(document: Document) -> None:
    """Raise Unreadable for control characters and lone surrogates, which escapes such as \\u0000 and &#1; bring in."""
    for value in fields(document):
        for text in _texts(getattr(document, value.name)):
            if found := NO_TEXT.search(text):
                message = f"Its {value.name} contains an invalid character (U+{ord(found[0]):04X}). Delete it."
                raise Unreadable(message, document.line)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Caption):
        yield from (value.text, value.credit, value.address)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _first_words(text: str) -> str:
    start, end = sentences(text)[0]
    words = text[start:end].removesuffix(".")
    if len(words) > LONGEST_PROPOSED:
        words = words[:LONGEST_PROPOSED].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return words
