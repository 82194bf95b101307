"""Word (.docx) files: mammoth identifies each paragraph by its style; its HTML is read like any other."""

import io
from collections.abc import Iterator
from dataclasses import replace

import mammoth
from lxml import etree

from coverage.intake.formats import body, wordzip
from coverage.intake.formats.document import Document, Items, Note, Unreadable
from coverage.intake.formats.values import fill, one_line

STYLES = """
p[style-name='Title'] => h6.title:fresh
p[style-name='Subtitle'] => h6.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='heading 4'] => h4:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='Heading 3'] => h4:fresh
p[style-name='Heading 4'] => h4:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
"""
W = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
CHANGES = {"ins": "added", "del": "deleted", "moveFrom": "moved away", "moveTo": "moved here"}
CELLS = {"cellIns": "table cell added", "cellDel": "table cell deleted", "cellMerge": "table cells merged"}
WITH_TEXT = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
CORE = {  # properties in docProps/core.xml
    "headline": "{http://purl.org/dc/elements/1.1/}title",
    "authors": "{http://purl.org/dc/elements/1.1/}creator",
    "language": "{http://purl.org/dc/elements/1.1/}language",
    "subjects": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords",
}
CREATED = "{http://purl.org/dc/terms/}created"
MOST_SHOWN = 20

recognises = wordzip.recognises


def read(raw: bytes, accept_changes: bool) -> Items:
    """Yield the one article in a Word file. Raises Unreadable with the text of any tracked changes or comments."""
    parts = wordzip.parts(raw)
    document = Document()
    if changes := list(_changes(parts)):
        if not accept_changes:
            raise Unreadable(_refusal(changes))
        document.notes.append(Note(1, f"Accepted without a look: {_listed(changes)}."))
    converted = mammoth.convert_to_html(
        io.BytesIO(raw),
        style_map=STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
    )
    root = body.parse(converted.value or "<p></p>")
    _read_head(document, root, parts)
    _read_footnotes(document, root)
    read_body = body.read(root)
    document.body = body.join(body.without_headline(read_body.blocks, document.headline))
    document.captions = [replace(caption, line=1) for caption in read_body.captions]
    document.notes += [Note(1, "A table: its cells are paragraphs now.") for _ in read_body.tables]
    if pictures := len(list(root.iter("img"))):
        document.notes.append(Note(1, f"Pictures in the file that are not imported: {pictures}. Add them at the desk."))
    yield document


def _read_head(document: Document, root: etree._Element, parts: dict[str, etree._Element]) -> None:
    """Read the headline and deck by their styles and the rest from the file's properties."""
    for name, style in (("headline", "title"), ("deck", "subtitle")):
        for element in [each for each in root.iter("h6") if each.get("class") == style]:
            fill(document, **{name: "".join(element.itertext())})
            if getattr(document, name) == one_line("".join(element.itertext())):
                element.drop_tree()
    first = next(root.iter("p", "h2", "h3"), None)
    if first is not None and first.tag == "h2":  # without a title style, a first heading is the headline
        fill(document, headline="".join(first.itertext()))
    core = parts.get("docProps/core.xml")
    if core is None:
        return
    properties = {name: one_line(core.findtext(tag) or "") for name, tag in CORE.items()}
    if properties["headline"] and not document.headline:
        document.notes.append(Note(1, "The headline is the title in the file's properties, not in its text: check it."))
    properties["subjects"] = [word.strip() for word in properties["subjects"].replace(";", ",").split(",")]
    properties["authors"] = [name.strip() for name in properties["authors"].split(";")]
    fill(document, **properties)
    if created := one_line(core.findtext(CREATED) or ""):
        document.notes.append(Note(1, f"The file was made on {created[:10]}; that is not when it was published."))


def _read_footnotes(document: Document, root: etree._Element) -> None:
    """Keep the footnotes at the end of the text, without the marks and arrows that mammoth adds."""
    for link in list(root.iter("a")):
        target = link.get("href") or ""
        if target.startswith(("#footnote", "#endnote")):
            mark = link.getparent() if link.getparent().tag == "sup" else link
            mark.drop_tree()
    for item in root.iter("li"):
        if (item.get("id") or "").startswith(("footnote-", "endnote-")):
            words = one_line("".join(item.itertext()))
            document.notes.append(Note(1, f"A footnote stands at the end of the text now: “{_first_words(words)}”"))


def _changes(parts: dict[str, etree._Element]) -> Iterator[tuple[str, str, str]]:
    """Return (kind, author, text) for every tracked change and comment."""
    for name in WITH_TEXT:
        for element in parts[name].iter() if name in parts else ():
            kind = _kind(element)
            if kind:
                author = next((one_line(element.get(f"{{{space}}}author") or "") for space in W), "")
                yield kind, author or "somebody", _text(element)


def _kind(element: etree._Element) -> str:
    space, _, tag = str(element.tag)[1:].partition("}")
    if space not in W:
        return ""
    return {**CHANGES, **CELLS, "comment": "comment"}.get(tag, "")


def _text(element: etree._Element) -> str:
    words = "".join(part.text or "" for part in element.iter() if str(part.tag).endswith(("}t", "}delText")))
    return one_line(words)


def _refusal(changes: list[tuple[str, str, str]]) -> str:
    return (
        f"The file has tracked changes or comments: {_listed(changes)}. "
        "Accept or reject them in Word, or give --accept-changes."
    )


def _listed(changes: list[tuple[str, str, str]]) -> str:
    shown = [f"{kind} by {author}: {_quoted(text)}" for kind, author, text in changes[:MOST_SHOWN]]
    more = [f"and {len(changes) - MOST_SHOWN} more"] if changes[MOST_SHOWN:] else []
    return "; ".join(shown + more)


def _quoted(text: str) -> str:
    return f"“{_first_words(text)}”" if text else "a paragraph's end"


def _first_words(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + "…"
