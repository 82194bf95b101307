"""Saved web pages. trafilatura finds the elements of the article; the characters come from the page itself."""

import logging
import re
import unicodedata
from collections import Counter

import trafilatura
from lxml import etree

from coverage.intake.formats import body, pagedata
from coverage.intake.formats.body import Block, Body
from coverage.intake.formats.document import Document, Items, Note, Unreadable
from coverage.intake.formats.encoding import MOST_LINES, decode, head

TAG = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|link|main|article|section|"
    r"div|p|h[1-6]|ul|ol|table|blockquote|figure|span|header)[\s>/])",
    re.I | re.S,
)
XML = re.compile(r"\s*<(?:\?xml|!doctype\s|[a-z][\w:-]*[\s>/])", re.I)
DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]+)", re.I
)
# Boxes inside an article that are not part of it, identified by words in their class, ID or role.
BOX = re.compile(
    r"newsletter|promo|related|recirc|sign-?up|subscri|share|social|comment|cookie|consent|sponsor|advert|"
    r"\bads?\b|breadcrumb|trending|most-?read|more-?stories|read-?(?:more|next)|sidebar|paywall|taboola|outbrain",
    re.I,
)
BOX_TAGS = {"aside", "nav", "footer", "form"}
MOST_ELEMENTS = 25_000  # in a page; a long article on a crowded page has 5,000
MOST_DEPTH = 1_000_000  # sum of the depths of all elements; the same page has a tenth of it
LONG = 40  # letters in a paragraph that no one writes twice
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its messages are for people who crawl the web


def recognises(raw: bytes) -> bool:
    start = head(raw)
    return bool(TAG.match(start) or XML.match(start))


def read(raw: bytes, accept_changes: bool) -> Items:
    """Yield the one article of a saved page, with notes about the text that was left out."""
    declared = DECLARED.search(raw[:4096])
    text, notes = decode(raw, next((name.decode() for name in declared.groups() if name), "") if declared else "")
    if not TAG.match(text) and (other := re.match(r"\s*(?:<[?!][^>]*>\s*)*<([\w:-]+)", text)):
        message = f"This is XML (<{other[1]}>), but no web page, feed or WordPress export. Save it as one or as text."
        raise Unreadable(message)
    root = body.parse(text)
    _refuse_a_trap(root)
    document = Document(notes=notes)
    pagedata.fill_from_page(document, root, text)
    page = body.read(root, base=_base(root, document.url))
    article = Article(root, page)
    blocks = body.without_headline(article.blocks, document.headline)
    document.body = body.join(_without_head(blocks, document))
    document.captions = article.captions
    document.notes += article.notes(dropped_for=(document.headline, document.deck))
    yield document


def _refuse_a_trap(root: etree._Element) -> None:
    """Raise Unreadable for a page so large or deep that finding its article would take minutes."""
    elements = depth = total = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements, total = (elements + 1, total + depth) if event == "start" else (elements, total)
    if elements > MOST_ELEMENTS or total > MOST_DEPTH:
        raise Unreadable(f"{elements:,} elements are no page with an article. Save only the article, or its text.")


def _base(root: etree._Element, url: str) -> str:
    return next((base.get("href") or "" for base in root.iter("base")), "") or url


def _without_head(blocks: list[Block], document: Document) -> list[Block]:
    """Return the blocks without those at the top that only repeat the deck, the authors or the date."""
    for number, block in enumerate(blocks):
        words = block.text
        for name in document.authors:
            words = words.replace(name, "")
        is_byline = words != block.text and not re.sub(r"\b(?:by|and)\b|\W", "", words, flags=re.I)
        if not (is_byline or block.element.tag == "time" or body.same_words(block.text, document.deck)):
            return blocks[number:]
    return []


class Article:
    """The blocks of a page that make up its article.

    A block belongs to the article if trafilatura took it, if it is a paragraph next to one that was taken, or if it is
    a heading, a quote or a list item and the smallest box with other blocks includes one that was taken. Nothing in a
    box such as “newsletter” ever belongs.
    """

    def __init__(self, root: etree._Element, page: Body):
        self.root, self.page = root, page
        taken = _taken(root, page.blocks)
        self.has_taken = bool(taken)
        taken = taken or page.blocks
        self.container = _common([block.element for block in taken]) if taken else root
        self.weights = Counter()
        for block in taken:
            for above in _upwards(block.element):
                self.weights[above] += len(block.text)
        self.beside = {_parent(block) for block in taken}
        self.sizes = Counter(above for block in page.blocks for above in _upwards(block.element))
        self.taken = set(map(id, taken))
        self.blocks = [block for block in page.blocks if self._belongs(block)]

    @property
    def captions(self) -> list:
        """Return the pictures in the article and those above its text in the same <article>."""
        pairs = zip(self.page.captions, self.page.pictures, strict=True)
        scope = self._scope()
        return [
            caption for caption, element in pairs if scope in _upwards(element) and not self._in_box(element, scope)
        ]

    def notes(self, dropped_for: tuple[str, ...]) -> list[Note]:
        """Return what an editor should look at: text left out of the article's element, and tables."""
        kept, scope = set(map(id, self.blocks)), self._scope()
        out = [
            Note(block.line, f"Left out, as it seems not to be of the article: “{_first_words(block.text)}”")
            for block in self.page.blocks
            if id(block) not in kept
            and block.tag != "hr"
            and scope in _upwards(block.element)
            and not any(body.same_words(block.text, words) for words in dropped_for)
        ]
        if out[MOST_LINES:]:
            out[MOST_LINES:] = [Note(out[MOST_LINES].line, f"… and {len(out) - MOST_LINES} more paragraphs left out.")]
        lines = {block.line for block in self.blocks}
        out += [Note(line, "A table: its cells are paragraphs now.") for line in self.page.tables if line in lines]
        if not self.has_taken and self.blocks:
            out.append(Note(1, "It is unclear which part of the page is the article, so all of its text was imported."))
        return out

    def _belongs(self, block: Block) -> bool:
        if self.container not in _upwards(block.element) or self._in_box(block.element, self.container):
            return False
        if id(block) in self.taken:
            return True
        if not self.has_taken or _is_only_a_link(block):
            return False
        if block.tag == "p" and not block.path:
            return _parent(block) in self.beside
        box = next((above for above in _upwards(block.element) if self.sizes[above] > 1), self.container)
        return bool(self.weights[box])

    def _in_box(self, element: etree._Element, scope: etree._Element) -> bool:
        """Whether an element is in a box such as a newsletter signup that holds less than half of what was taken."""
        for above in _upwards(element):
            if above is scope:
                return False
            names = f"{above.get('class') or ''} {above.get('id') or ''} {above.get('role') or ''}"
            if (above.tag in BOX_TAGS or BOX.search(names)) and self.weights[above] * 2 < self.weights[scope]:
                return True
        return False

    def _scope(self) -> etree._Element:
        return next((above for above in _upwards(self.container) if above.tag in ("article", "main")), self.container)


def _taken(root: etree._Element, blocks: list[Block]) -> list[Block]:
    """Return the blocks whose words trafilatura considers part of the article."""
    found = trafilatura.bare_extraction(root, include_comments=False, include_tables=True)
    if found is None or found.body is None:
        return []
    parts = {_letters("".join(part.itertext())) for part in found.body.iter()}
    whole = _letters(" ".join(found.body.itertext()))
    return [
        block
        for block in blocks
        if (letters := _letters(block.text)) and (letters in parts or (len(letters) >= LONG and letters in whole))
    ]


def _letters(text: str) -> str:
    """Return only a text's letters and digits, because two libraries write white space and marks differently."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _upwards(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def _parent(block: Block) -> etree._Element:
    """Return the element that contains the block's own paragraph."""
    own = next((each for each in _upwards(block.element) if each.tag in body.PARAGRAPHS), block.element)
    return own.getparent() if own.getparent() is not None else own


def _common(elements: list[etree._Element]) -> etree._Element:
    """Return the innermost element that contains all of them."""
    shared = list(reversed(_upwards(elements[0])))
    for element in elements[1:]:
        other = list(reversed(_upwards(element)))
        while shared[-1] not in other:
            shared.pop()
    return shared[-1]


def _is_only_a_link(block: Block) -> bool:
    own = next((each for each in _upwards(block.element) if each.tag in body.PARAGRAPHS), block.element)
    linked = "".join(_letters("".join(link.itertext())) for link in own.iter("a"))
    return bool(linked) and linked == _letters(block.text)


def _first_words(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + "…"
