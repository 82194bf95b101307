"""Article bodies: sanitize the HTML, derive the plain text, and mark spans of the text in the HTML.

Pure but for nh3: no Django, no database. Offsets are code points of the derived text, in which blocks are parted by a
blank line and the characters inside a block stay as they are.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urljoin

import nh3

BLOCKS = {"p", "h2", "h3", "h4", "li", "blockquote", "figcaption"}
TAGS = BLOCKS | {"ul", "ol", "a", "em", "strong", "br", "hr", "figure", "img"}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "width", "height"}}
PARTING = "\n\n"
ADDRESS = re.compile(r'((?:href|src)=")([^"]*)(?=")')  # as nh3 writes attributes


def sanitise(html: str) -> str:
    """The HTML with nothing but the tags an article may have; scripts, styles and classes are gone."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None)


def from_blocks(blocks: Iterable[tuple[str, str]]) -> str:
    """HTML from (tag, text) pairs, such as ("p", "One paragraph"); the characters are kept."""
    return "\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for tag, text in blocks)


@lru_cache(maxsize=256)  # an import and a save ask for the same text several times over
def to_text(html: str) -> str:
    return _read(html).text


@dataclass(frozen=True)
class Mark:
    """A span [start, end) of the text to mark, under a key of the caller's."""

    start: int
    end: int
    key: object


def mark(html: str, marks: Iterable[Mark], wrap: Callable[[str, list[Mark], list[Mark]], str]) -> str:
    """The HTML with every stretch of marked text put through `wrap(html, marks_here, marks_that_begin_here)`.

    Stretches never cross a tag and where marks overlap a stretch has several, so the result is well-formed.
    """
    ahead = sorted(marks, key=lambda m: (m.start, -m.end))[::-1]
    near: list[Mark] = []  # those that have begun and are not over
    reading, begun = _read(html), set()
    out = []
    for piece in reading.pieces:
        if piece.start is None:
            out.append(piece.html)
            continue
        piece_end = piece.start + len(piece.html)
        near = [m for m in near if m.end > piece.start]
        while ahead and ahead[-1].start < piece_end:
            near.append(ahead.pop())
        for start, end in _stretches(piece.start, piece_end, near):
            text = escape(reading.text[start:end], quote=False)
            here = [m for m in near if m.start <= start and end <= m.end]
            first = [m for m in here if id(m) not in begun]
            begun.update(id(m) for m in first)
            out.append(wrap(text, here, first) if here else text)
    return "".join(out)


def with_absolute_addresses(html: str, base: str) -> str:
    """Sanitized HTML for readers elsewhere: every link and picture with its whole address; not a character else."""
    out = []
    for piece in _read(html).pieces:
        if piece.start is None:
            out.append(ADDRESS.sub(lambda found: found[1] + escape(_absolute(unescape(found[2]), base)), piece.html))
        else:
            out.append(escape(piece.html, quote=False))
    return "".join(out)


def _absolute(address: str, base: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:  # “http://[”: it leads nowhere here, either
        return address


def _stretches(start: int, end: int, marks: list[Mark]) -> list[tuple[int, int]]:
    cuts = {start, end} | {cut for m in marks for cut in (m.start, m.end) if start < cut < end}
    ordered = sorted(cuts)
    return list(pairwise(ordered))


@dataclass(frozen=True)
class _Piece:
    """A tag as it stands (start None), or text decoded, with its place in the plain text."""

    html: str
    start: int | None = None


@dataclass
class _Reading:
    pieces: list[_Piece] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    """Reads sanitized HTML once, keeping every tag and giving every text its offset."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[_Piece] = []
        self.chunks: list[str] = []
        self.length = 0
        self.parted = True  # no parting before the first block
        self.depth = 0
        self.breaks = 0  # line breaks since the last text: they count once more text of the block follows

    def _add(self, chunk: str) -> None:
        self.chunks.append(chunk)
        self.length += len(chunk)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pieces.append(_Piece(self.get_starttag_text() or ""))
        if tag in BLOCKS:
            self.depth += 1
            self._part()
        elif tag == "hr":
            self._part()
        elif tag == "br" and not self.parted:
            self.breaks += 1

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(_Piece(f"</{tag}>"))
        if tag in BLOCKS:
            self.depth -= 1
            self._part()

    def handle_data(self, data: str) -> None:
        # White space between blocks is layout, not text.
        if not data.strip() and (self.parted or not self.depth):
            self.pieces.append(_Piece(data))
            return
        if self.parted and self.length:
            self._add(PARTING)
        self._add("\n" * self.breaks)
        self.parted, self.breaks = False, 0
        self.pieces.append(_Piece(data, self.length))
        self._add(data)

    def _part(self) -> None:
        self.parted, self.breaks = True, 0


def _read(html: str) -> _Reading:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _Reading(reader.pieces, "".join(reader.chunks))
