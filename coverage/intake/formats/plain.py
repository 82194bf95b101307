"""Split a plain-text article into the header lines at its top, its blocks, and its captions and credits, which are
stored separately.

The characters of every block stay as they are in the file; only the white space around a block is removed.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from coverage import richtext
from coverage.intake.formats.credits import credit_in
from coverage.intake.formats.document import Caption, Document, Note, Unreadable

HEADS = {  # possible names for a line such as “Headline: …” at the top of a file
    "headline": "headline",
    "title": "headline",
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "source": "outlet",
    "url": "url",
    "by": "authors",
    "author": "authors",
    "byline": "authors",
}
HEAD = re.compile(rf"\s*(?P<name>{'|'.join(HEADS)})\s*:\s*(?P<value>\S.*?)\s*$", re.I)
DATED = re.compile(r"\s*(?:date|published)[:\s]+(?P<day>\d{4}-\d\d-\d\d)\b[\s:–—-]*(?P<rest>.*)$", re.I)
DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
CAPTION = re.compile(r"(?:main|lead|featured|top|header)?\s*(?:image|photo|picture|caption)s?(?: credit)?\s*:", re.I)
IN_BRACKETS = re.compile(r"\([^()]*\b(?:courtesy of|photo|credit)\b[^()]*\)", re.I)
ENDS = tuple(".!?…:;,”\"’')")
LONGEST_HEADING, LONGEST_HEADLINE = 70, 150


@dataclass(frozen=True)
class Block:
    """A paragraph ("p") or a section heading ("h2"), with the line on which it begins."""

    tag: str
    text: str
    line: int


@dataclass
class PlainText(Document):
    """A document with its paragraphs and headings as they are in the file."""

    blocks: list[Block] = field(default_factory=list)


def read(text: str) -> PlainText:
    """Take `text` apart."""
    document = PlainText()
    parts = _read_head(document, parts_of(text))
    parts = [part for part in parts if not _read_caption(document, *part)]
    if parts and _is_headline(parts) and not document.headline:
        document.headline = parts.pop(0)[1]
    document.blocks = [Block(_tag(parts, number), part, line) for number, (line, part) in enumerate(parts)]
    document.body = richtext.from_blocks((block.tag, block.text) for block in document.blocks)
    return document


def kept(document: PlainText) -> PlainText:
    """Return the document if the article has the same characters as the file. Raises Unreadable if it does not."""
    text = richtext.to_text(richtext.sanitise(document.body))
    end = 0
    for block in document.blocks:
        start = text.find(block.text, end)
        end = start + len(block.text)
        if start < 0:
            raise Unreadable("The characters here cannot be kept as they are in HTML.", block.line)
    return document


def parts_of(text: str) -> list[tuple[int, str]]:
    """Return (line, characters) of each part between blank lines, or of each line if there are no blank lines."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) == len(lines) or not any(not line.strip() for line in "\n".join(lines).strip().split("\n")):
        return [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
    parts: list[tuple[int, list[str]]] = []
    open_part = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            open_part = False
        elif open_part:
            parts[-1][1].append(line)
        else:
            parts.append((number, [line]))
            open_part = True
    return [(number, "\n".join(part).strip()) for number, part in parts]


def _read_head(document: PlainText, parts: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Take “Name: value” lines and a “date 2025-02-06 …” line from the top and return the rest, which is the text."""
    while parts:
        line, part = parts[0]
        first, _, rest = part.partition("\n")
        if dated := DATED.match(first):
            _read_day(document, dated["day"], line)
            _read_stray(document, dated["rest"].strip(), line)
        elif (head := HEAD.match(first)) and not getattr(document, HEADS[head["name"].lower()]):
            _read_named(document, HEADS[head["name"].lower()], head["value"], line)
        else:
            break
        parts = [(line + 1, rest.strip()), *parts[1:]] if rest.strip() else parts[1:]
    return parts


def _read_named(document: PlainText, name: str, value: str, line: int) -> None:
    if name == "published":
        _read_day(document, value, line)
    else:
        setattr(document, name, [value] if name == "authors" else value)


def _read_day(document: PlainText, day: str, line: int) -> None:
    try:
        document.published = date.fromisoformat(day[:10] if DAY.match(day) else day)
    except ValueError:
        document.notes.append(Note(line, f"“{day}” is not a day; write it as 2025-02-06."))


def _read_stray(document: PlainText, rest: str, line: int) -> None:
    """Read the words after the date on its line: a caption with its credit, or else a headline if there is none yet."""
    if not rest:
        return
    credited = list(IN_BRACKETS.finditer(rest))
    if not credited and document.headline:
        document.captions.append(Caption(rest, "", line))
        document.notes.append(Note(line, "The words behind the date are kept apart from the text: check them."))
        return
    if not credited:
        document.headline, document.headline_is_proposed = rest, True
        document.notes.append(Note(line, "The words behind the date were taken for the headline: check them."))
        return
    end = credited[-1].end()
    document.captions.append(Caption(rest[:end].strip(), credit_in(rest[:end]), line))
    document.notes.append(Note(line, "A picture's caption and credit stood here; they are kept apart from the text."))
    if left_over := rest[end:].strip():
        document.captions.append(Caption(left_over, "", line))
        document.notes.append(
            Note(line, f"The line is cut off at “{left_over}”; these words are kept with the caption.")
        )


def _read_caption(document: PlainText, line: int, part: str) -> bool:
    """Whether the part is a caption or a credit, such as “Main image: …”, which is kept apart from the text."""
    label = CAPTION.match(part)
    bracketed = IN_BRACKETS.fullmatch(part)
    if not label and not bracketed:
        return False
    text = part[label.end() :].strip() if label else part
    document.captions.append(Caption(text, credit_in(text), line))
    document.notes.append(Note(line, "A picture's credit; it is kept apart from the text."))
    return True


def _is_headline(parts: list[tuple[int, str]]) -> bool:
    first = parts[0][1]
    if "\n" in first or len(first) > LONGEST_HEADLINE or first.endswith((".", "…", "”", '"', ":")) or len(parts) < 2:
        return False
    return len(parts[1][1]) > len(first)


def _tag(parts: list[tuple[int, str]], number: int) -> str:
    """Return "h2" for a section heading: a short line between paragraphs, without a period, not first or last."""
    text = parts[number][1]
    if number == 0 or number == len(parts) - 1 or "\n" in text or len(text) > LONGEST_HEADING:
        return "p"
    opens = text[:1].isupper() or text[:1].isdigit()
    return "h2" if opens and not text.endswith(ENDS) and not text.startswith(("“", '"', "‘")) else "p"
