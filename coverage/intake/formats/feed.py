"""RSS and Atom feeds with full text.

feedparser reads each item's metadata. The text itself comes straight from the XML, because feedparser “repairs” what it
considers wrong encodings and the text must come in exactly as it is in the file.
"""

import io
import re

import feedparser
from lxml import etree

from coverage.intake.formats import body, safexml
from coverage.intake.formats.credits import credit_in
from coverage.intake.formats.document import Caption, Document, Items, Note, Unreadable
from coverage.intake.formats.encoding import head
from coverage.intake.formats.pictures import absolute
from coverage.intake.formats.values import fill, one_line

LABEL = "feed"
ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:\w+:)?(rss|feed|RDF)[\s>]")
BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.S)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ITEMS = {"item", f"{ATOM}entry", "{http://purl.org/rss/1.0/}item"}
HEAD = {"title": "name", "language": "language", "copyright": "rights", "rights": "rights"}
SHELLS = {  # the wrapper feedparser needs around a single item
    "item": b"<rss version='2.0'><channel>%s</channel></rss>",
    f"{ATOM}entry": b"<feed xmlns='http://www.w3.org/2005/Atom'>%s</feed>",
    "{http://purl.org/rss/1.0/}item": (
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>%s</rdf:RDF>"
    ),
}
FULL = 3  # a description with fewer paragraphs is a summary


def recognises(raw: bytes) -> bool:
    start = head(raw)
    return bool(ROOT.match(start, BEFORE_ROOT.match(start).end()))


def read(raw: bytes, accept_changes: bool) -> Items:
    """Yield the items with their full text, or Unreadable for one that has only a summary or cannot be read.

    A feed that is cut off or malformed is refused before its first item.
    """
    start = head(raw)
    depth = 2 if ROOT.match(start, BEFORE_ROOT.match(start).end())[1] == "rss" else 1
    of_feed = _of_feed(raw, depth)
    number = 0
    for item in safexml.children(raw, LABEL, depth):
        if item.tag not in ITEMS:
            continue
        number += 1
        try:
            yield _article(item, of_feed)
        except Unreadable as error:
            yield Unreadable(f"“{_title(item)}”: {error}", item.sourceline or 1)
    if not number:
        raise Unreadable("There is no item in the feed.")


def _of_feed(raw: bytes, depth: int) -> dict[str, str]:
    """Return the feed's own name, language and rights; this first pass also verifies that the file is complete."""
    found: dict[str, str] = {}
    for element in safexml.children(raw, LABEL, depth):
        if depth == 1:  # an Atom feed has its language on the root, and RSS 1.0 has its head in a <channel>
            found.setdefault("language", element.getparent().get(LANGUAGE) or "")
        inside = list(element) if _local(element) == "channel" else [element]
        for part in inside:
            if part.tag not in ITEMS and (name := HEAD.get(_local(part))) and not found.get(name):
                found[name] = one_line(part.text or "")
    return found


def _article(item: etree._Element, of_feed: dict[str, str]) -> Document:
    document = Document(line=item.sourceline or 1)
    entry = _entry(item)
    content = _content(item, document)
    source = entry.get("source") or {}
    fill(
        document,
        headline=_title(item),
        deck=_summary(item),
        published=entry.get("published") or entry.get("updated"),
        authors=_authors(item, entry),
        outlet=source.get("title") or of_feed.get("name"),
        outlet_id=entry.get("id"),
        url=absolute(entry.get("link") or ""),
        language=item.get(LANGUAGE) or of_feed.get("language"),
        rights=entry.get("rights") or of_feed.get("rights"),
        subjects=[tag.get("label") or tag.get("term") for tag in entry.get("tags", [])],
    )
    read_body = body.from_html(content, base=document.url)
    document.body = body.join(body.without_headline(read_body.blocks, document.headline))
    captions = [Caption(each.text, each.credit, document.line, each.address) for each in read_body.captions]
    known = {caption.address for caption in captions}
    document.captions = captions + [each for each in _media(item) if each.address not in known]
    if document.published and not entry.get("published"):
        document.notes.append(
            Note(document.line, "It gives only the date of its last change, not when it was published.")
        )
    return document


def _entry(item: etree._Element) -> feedparser.FeedParserDict:
    shell = SHELLS[item.tag] % etree.tostring(item, encoding="utf-8", with_tail=False)
    parsed = feedparser.parse(io.BytesIO(shell), sanitize_html=False, resolve_relative_uris=False)
    return parsed.entries[0] if parsed.entries else feedparser.FeedParserDict()


def _content(item: etree._Element, document: Document) -> str:
    """Return the HTML of the full text. Raises Unreadable if the item has only a summary."""
    if text := item.findtext(CONTENT):
        return text
    content = item.find(f"{ATOM}content")
    if content is not None and (text := _markup(content)).strip():
        return text
    summary = _raw_summary(item)
    if len(body.from_html(summary).blocks) >= FULL:
        document.notes.append(Note(document.line, "The text stood where a summary stands: check that it is whole."))
        return summary
    raise Unreadable("It has only a summary. Import the page itself, or a feed with full text.")


def _markup(element: etree._Element) -> str:
    """Return the HTML in an Atom text construct (RFC 4287, 3.1): escaped, inline XHTML or plain text."""
    kind = (element.get("type") or "text").lower()
    if kind == "xhtml":
        inside = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
        return re.sub(r"(</?)\w+:(?=\w)", r"\1", inside)  # <xhtml:p> becomes <p>
    if element.get("src"):
        return ""
    if "html" in kind:
        return element.text or ""
    paragraphs = re.split(r"\n\s*\n", element.text or "")
    return "".join(f"<p>{_escaped(each)}</p>" for each in paragraphs)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _title(item: etree._Element) -> str:
    title = next((child for child in item if isinstance(child.tag, str) and _local(child) == "title"), None)
    if title is None:
        return ""
    return one_line(body.plain(_markup(title) if title.tag.startswith(ATOM) else title.text or ""))


def _raw_summary(item: etree._Element) -> str:
    for child in item:
        if isinstance(child.tag, str) and not child.tag.startswith(MEDIA):
            if child.tag == f"{ATOM}summary":
                return _markup(child)
            if _local(child) == "description":
                return child.text or ""
    return ""


def _summary(item: etree._Element) -> str:
    blocks = body.from_html(_raw_summary(item)).blocks
    return blocks[0].text if len(blocks) == 1 else ""


def _authors(item: etree._Element, entry: feedparser.FeedParserDict) -> list[str]:
    """Return dc:creator, else the name in RSS's “address (name)” (feedparser may cut it), else feedparser's authors."""
    creators = [child.text for child in item.iter(CREATOR)]
    creators = creators or re.findall(r"\(([^()]+)\)\s*$", item.findtext("author") or "")
    return creators or [author.get("name") for author in entry.get("authors", [])] or [entry.get("author")]


def _media(item: etree._Element) -> list[Caption]:
    """Return pictures listed outside the text: Media RSS and enclosures."""
    found = []
    for media in item.iter(f"{MEDIA}content"):
        if "image" in (media.get("medium") or media.get("type") or "image"):
            text, credit = (_of_media(media, name) for name in ("description", "credit"))
            text = text or _of_media(media, "title")
            found.append((text, credit, media.get("url"), media.sourceline))
    for link in item.iter("enclosure", f"{ATOM}link"):
        if (link.get("type") or "").startswith("image/") and link.get("rel", "enclosure") == "enclosure":
            found.append((one_line(link.get("title") or ""), "", link.get("url") or link.get("href"), link.sourceline))
    captions = [
        Caption(text or credit, credit or credit_in(text), line or 1, absolute(address or ""))
        for text, credit, address, line in found
    ]
    return [caption for caption in captions if caption.address]


def _of_media(media: etree._Element, name: str) -> str:
    """Return a picture's own description or credit, else its group's, else the item's."""
    for element in (media, *media.iterancestors()):
        if text := one_line(element.findtext(f"{MEDIA}{name}") or ""):
            return body.plain(text)
        if element.tag in ITEMS:
            break
    return ""


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
