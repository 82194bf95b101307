"""Take HTML from anywhere apart into the blocks an article may have, and set its pictures apart.

Characters stay as they are. Only ASCII white space is collapsed, as HTML specifies; a non-breaking space is kept as a
character.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import count

from lxml import etree
from lxml import html as lxml_html

from coverage.intake.formats.document import NO_TEXT, Caption, Unreadable
from coverage.intake.formats.pictures import caption_of, is_picture, spoken

HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
CONTAINERS = {"blockquote", "ul", "ol", "li"}
MARKS = {"em": "em", "i": "em", "strong": "strong", "b": "strong", "a": "a"}
PARAGRAPHS = set(
    "p div section article main header footer aside address center body html details summary fieldset hgroup "
    "table thead tbody tfoot tr td th caption dl dt dd pre figure figcaption form legend iframe".split()
)
DROPPED = set(
    "script style template noscript nav button select option input textarea label svg math object embed video audio "
    "canvas head title iframe dialog map frameset noframes".split()
)
SPACE = re.compile(r"[ \t\n\r\f]+")
MOST_CHARACTERS = 2_000_000  # in the HTML of one article; a novel has 1 million
ASCII_SPACE = " \t\n\r\f"


@dataclass
class Block:
    """A paragraph, heading, list item or rule: its tag ("" for the text of a list item), HTML, text and position."""

    tag: str
    path: tuple[tuple[str, int], ...]  # the block quotes and lists around it, each with a number
    html: str
    text: str
    line: int
    element: etree._Element


@dataclass
class Body:
    """What an HTML tree contains, in document order."""

    blocks: list[Block] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    pictures: list[etree._Element] = field(default_factory=list)  # the element for each caption
    tables: list[int] = field(default_factory=list)  # the lines of tables, which become paragraphs

    @property
    def html(self) -> str:
        return join(self.blocks)


def parse(text: str) -> etree._Element:
    """Return the tree of an HTML page or fragment. Raises Unreadable if it is nested too deeply to read."""
    if found := NO_TEXT.search(text):
        raise Unreadable(f"A character that no text has (U+{ord(found[0]):04X}) stands in its HTML. Delete it.")
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("There is no text in this HTML.") from error
    for entry in parser.error_log:
        if "xcessive depth" in entry.message:  # libxml2 silently drops anything deeper
            raise Unreadable("The HTML is nested more than 255 levels deep: no article is. Clean it up.", entry.line)
    return root


def read(root: etree._Element, *, base: str = "", blank_lines: bool = False) -> Body:
    """Return the blocks and pictures of a tree; picture addresses are made absolute against `base`.

    With `blank_lines`, a blank line ends a paragraph and a line ending breaks the line, as in old WordPress posts.
    """
    reader = _Reader(base, blank_lines)
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                reader.tail(element, root)
        elif event == "start":
            if reader.takes(element):
                reader.open(element)
            else:
                skipped = element
        else:
            reader.close(element)
            reader.tail(element, root)
    reader.flush()
    return reader.body


def from_html(text: str, *, base: str = "", blank_lines: bool = False) -> Body:
    """Return the blocks and pictures of an HTML fragment. Raises Unreadable if it is too large for an article."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"{len(text) / 1e6:.0f} million characters of HTML are no article.")
    return read(parse(text), base=base, blank_lines=blank_lines) if text.strip() else Body()


def plain(markup: str) -> str:
    """Return the words of a headline or summary that may contain tags and entities."""
    if not re.search(r"<\w|</|&#?\w+;", markup):
        return markup
    return " ".join(block.text for block in from_html(f"<div>{markup}</div>").blocks)


def without_headline(blocks: list[Block], headline: str) -> list[Block]:
    """Return the blocks without a first heading that only repeats the headline."""
    first = next((block for block in blocks if block.tag in ("h2", "h3")), None)
    if first and blocks.index(first) <= 1 and same_words(first.text, headline):
        return [block for block in blocks if block is not first]
    return blocks


def same_words(one: str, other: str) -> bool:
    return bool(one.strip()) and one.split() == other.split()


def join(blocks: Iterable[Block]) -> str:
    """Return the HTML of the blocks, grouping those in the same list or block quote."""
    out: list[str] = []
    open_path: tuple[tuple[str, int], ...] = ()
    for block in blocks:
        shared = 0
        while shared < min(len(open_path), len(block.path)) and open_path[shared] == block.path[shared]:
            shared += 1
        closed = [f"</{tag}>" for tag, _ in reversed(open_path[shared:])]
        out += [*closed, "\n"] if closed and not shared else closed
        out += [f"<{tag}>" for tag, _ in block.path[shared:]]
        open_path = block.path
        if block.tag == "hr":
            out.append("<hr>")
        else:
            out.append(f"<{block.tag}>{block.html}</{block.tag}>" if block.tag else block.html)
        out.append("\n" if not block.path else "")
    out += [f"</{tag}>" for tag, _ in reversed(open_path)]
    return "".join(out).strip("\n")


class _Reader:
    """Walks a tree without recursion, so that depth costs nothing."""

    def __init__(self, base: str, blank_lines: bool) -> None:
        self.body, self.base, self.blank_lines = Body(), base, blank_lines
        self.numbers = count()
        self.path: list[tuple[str, int]] = []
        self.leaf: list[str] = []  # the tags of open paragraphs and headings
        self.marks: list[str] = []  # the start tags of open em, strong and a elements, "" for one that is left out
        self.verbatim = 0  # the number of open <pre> elements
        self._begin(None)

    def takes(self, element: etree._Element) -> bool:
        """Whether to go into an element; anything left out is dropped, except for pictures."""
        tag = element.tag
        if not isinstance(tag, str) or tag in DROPPED or (tag == "form" and not _holds_article(element)):
            return False
        if is_picture(element):
            if words := spoken(element):
                self.text(words, element)
            elif caption := caption_of(element, self.base):
                self.body.captions.append(caption)
                self.body.pictures.append(element)
            return False
        return True

    def open(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in MARKS:
            self.marks.append(_start_tag(element))
        elif tag == "br":
            self.chunks.append("\n")
        elif tag in CONTAINERS:
            self.flush()
            self.path.append((tag, next(self.numbers)))
        elif tag == "hr":
            self.flush()
            self.body.blocks.append(Block("hr", tuple(self.path), "", "", element.sourceline or 1, element))
        elif tag in HEADINGS or tag in PARAGRAPHS:
            self.flush()
            self.leaf.append(HEADINGS.get(tag, "p"))
            self.verbatim += tag == "pre"
            if tag == "table":
                self.body.tables.append(element.sourceline or 1)
        self.text(element.text, element)

    def close(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in MARKS:
            self.marks.pop()
        elif tag in CONTAINERS:
            self.flush()
            self.path.pop()
        elif tag in HEADINGS or tag in PARAGRAPHS:
            self.flush()
            self.leaf.pop()
            self.verbatim -= tag == "pre"

    def tail(self, element: etree._Element, root: etree._Element) -> None:
        if element is not root:
            self.text(element.tail, element.getparent())

    def text(self, text: str | None, element: etree._Element) -> None:
        if not text:
            return
        if not self.blank_lines or self.verbatim:
            self._add(text, element)
            return
        for number, part in enumerate(re.split(r"\n(?:[ \t\r]*\n)+", text)):
            if number:
                self.flush()
            for line_number, line in enumerate(part.split("\n")):
                if line_number and not (self.chunks and self.chunks[-1] == "\n"):
                    self.chunks.append("\n")
                self._add(line, element)

    def _add(self, text: str, element: etree._Element) -> None:
        if not text:
            return
        if self.element is None and text.strip(ASCII_SPACE):
            self.element = element
        self.chunks.append((tuple(mark for mark in self.marks if mark), text, bool(self.verbatim)))

    def flush(self) -> None:
        """End the open paragraph if it has any words."""
        html, text = _inline(self.chunks)
        if text.strip() and self.element is not None:
            path = self._path()
            tag = self.leaf[-1] if self.leaf and self.leaf[-1] != "p" else self._plain_tag(path)
            line = self.element.sourceline or 1
            self.body.blocks.append(Block(tag, path, html, text, line, self.element))
        self._begin(None)

    def _begin(self, element: etree._Element | None) -> None:
        self.chunks: list = []
        self.element = element

    def _plain_tag(self, path: tuple[tuple[str, int], ...]) -> str:
        """Return "" for the first text of a list item, which belongs to the item, and "p" for everything else."""
        blocks = self.body.blocks
        inside = path and path[-1][0] == "li"
        return "" if inside and not (blocks and blocks[-1].path[: len(path)] == path) else "p"

    def _path(self) -> tuple[tuple[str, int], ...]:
        """Return the text's position; a list item outside a list, or list text outside an item, is a paragraph."""
        path = list(self.path)
        while path and path[-1][0] in ("ul", "ol"):
            path.pop()
        return tuple(step for n, step in enumerate(path) if step[0] != "li" or (n and path[n - 1][0] in ("ul", "ol")))


def _inline(chunks: list) -> tuple[str, str]:
    """Return the HTML and text of a paragraph's pieces, each a line break or (marks, text, verbatim)."""
    pieces: list[tuple[tuple[str, ...], str]] = []
    before = " "  # the previous character, so that white space collapses across tags
    for chunk in chunks:
        if chunk == "\n":
            _strip_end(pieces)
            pieces.append(((), "\n"))
            before = " "
            continue
        marks, text, verbatim = chunk
        if not verbatim:
            text = SPACE.sub(" ", text)
            text = text[1:] if before == " " and text.startswith(" ") else text
        if text:
            pieces.append((marks, text))
            before = text[-1]
    while pieces and not pieces[-1][1].strip(ASCII_SPACE):
        pieces.pop()
    while pieces and pieces[0][1] == "\n":
        pieces.pop(0)
    _strip_end(pieces)
    return _marked(pieces), "".join(text for _, text in pieces)


def _strip_end(pieces: list[tuple[tuple[str, ...], str]]) -> None:
    if pieces and pieces[-1][1] != "\n":
        marks, text = pieces.pop()
        if text := text.rstrip(ASCII_SPACE):
            pieces.append((marks, text))


def _marked(pieces: list[tuple[tuple[str, ...], str]]) -> str:
    out: list[str] = []
    now: tuple[str, ...] = ()
    for marks, text in [*pieces, ((), "")]:
        if text == "\n" and not marks:
            out.append("<br>")
            continue
        shared = 0
        while shared < min(len(now), len(marks)) and now[shared] == marks[shared]:
            shared += 1
        out += [f"</{mark[1:].split(' ')[0].rstrip('>')}>" for mark in reversed(now[shared:])]
        out += marks[shared:]
        out.append(escape(text, quote=False).replace("\n", "<br>"))
        now = marks
    return "".join(out)


def _start_tag(element: etree._Element) -> str:
    tag = MARKS[element.tag]
    if tag != "a":
        return f"<{tag}>"
    address = (element.get("href") or "").strip()
    # A relative address does not work without its page, so only absolute ones are kept.
    return f'<a href="{escape(address)}">' if re.match(r"https?://[^\s/]", address, re.I) else ""


def _holds_article(form: etree._Element) -> bool:
    """Whether a form wraps the whole page, as it does in some systems."""
    return next(form.iter("article", "main", "h1"), None) is not None
