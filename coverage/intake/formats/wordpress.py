"""WordPress exports (WXR): each post is an article, read one by one so that 10,000 take no more memory than one."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from lxml import etree

from coverage.intake.formats import body, safexml
from coverage.intake.formats.credits import credit_in
from coverage.intake.formats.document import Caption, Document, Items, Note, Unreadable
from coverage.intake.formats.encoding import head
from coverage.intake.formats.pictures import absolute
from coverage.intake.formats.values import fill, one_line

LABEL = "WordPress export"
DEPTH = 2  # the depth of <item> in <rss><channel>
SITE = {"title": "name", "language": "language"}
WP = re.compile(r"\{http://wordpress\.org/export/[\d.]+/\}")
EXCERPT = re.compile(r"\{http://wordpress\.org/export/[\d.]+/excerpt/\}encoded")
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
READ_WITH_A_NOTE = {"draft", "pending", "private", "future"}
SHORTCODE = re.compile(r"(?<!\[)\[(?:/?[a-z][\w-]*)(?:\s[^\]\n]*)?\]")
BARE_CODES = {"[gallery]", "[embed]", "[audio]", "[video]", "[playlist]"}  # other words in brackets are the author's
CAPTION = re.compile(r"\[(?:wp_)?caption\b([^\]]*)\](.*?)\[/(?:wp_)?caption\]", re.S)


@dataclass
class Site:
    """What a first pass over the file collects for all its posts."""

    name: str = ""
    language: str = ""
    authors: dict[str, str] = field(default_factory=dict)  # login: display name
    pictures: dict[str, tuple[str, Caption]] = field(default_factory=dict)  # attachment ID: post ID, caption


def recognises(raw: bytes) -> bool:
    return "wordpress.org/export/" in head(raw) and "<rss" in head(raw)


def read(raw: bytes, accept_changes: bool) -> Items:
    """Yield the posts, or Unreadable for one that cannot be read, and finally a note that counts nonarticles.

    A file that is cut off or malformed is refused before its first post.
    """
    site = _site(raw)
    left_out: Counter[str] = Counter()
    for item in safexml.children(raw, LABEL, DEPTH):
        if item.tag != "item":
            continue
        values = _values_of(item)
        kind, status = values.get("post_type", "post"), values.get("status", "publish")
        if kind != "post" or status in ("trash", "auto-draft", "inherit"):
            left_out[_called(kind, status)] += 1
            continue
        try:
            yield _post(item, values, site)
        except Unreadable as error:
            yield Unreadable(f"“{one_line(item.findtext('title') or '')}”: {error}", item.sourceline or 1)
    if left_out:
        listed = ", ".join(f"{count} × {name}" for name, count in sorted(left_out.items()))
        yield Note(1, f"Left out, as they are no articles: {listed}.")


def _site(raw: bytes) -> Site:
    """Return what the posts share; this first pass also verifies that the file is complete."""
    site = Site()
    for element in safexml.children(raw, LABEL, DEPTH):
        tag = WP.sub("", str(element.tag))
        if tag in SITE:
            setattr(site, SITE[tag], one_line(element.text or ""))
        elif tag == "author":
            values = _values_of(element)
            site.authors[values.get("author_login", "")] = values.get("author_display_name", "")
        elif tag == "item":
            values = _values_of(element)
            if values.get("post_type") == "attachment":
                site.pictures[values.get("post_id", "")] = (values.get("post_parent", ""), _picture(element, values))
    return site


def _values_of(element: etree._Element) -> dict[str, str]:
    """Return the wp: elements of an item or author by name."""
    named = {WP.sub("", child.tag): one_line(child.text or "") for child in element if WP.match(str(child.tag))}
    for meta in element:
        if str(meta.tag).endswith("}postmeta"):
            key, value = ((part.text or "").strip() for part in list(meta)[:2]) if len(meta) > 1 else ("", "")
            if key == "_thumbnail_id":
                named["thumbnail"] = value
    return named


def _picture(item: etree._Element, values: dict[str, str]) -> Caption:
    text = (
        _excerpt(item) or one_line(body.plain(item.findtext(CONTENT) or "")) or one_line(item.findtext("title") or "")
    )
    return Caption(text, credit_in(text), item.sourceline or 1, absolute(values.get("attachment_url", "")))


def _post(item: etree._Element, values: dict[str, str], site: Site) -> Document:
    document = Document(line=item.sourceline or 1)
    content = item.findtext(CONTENT) or ""
    # A post made of blocks (<!-- wp:… -->) marks its own paragraphs; in an older post, blank lines separate them.
    read_body = body.from_html(_captions(content), blank_lines="<!-- wp:" not in content)
    author = one_line(item.findtext(CREATOR) or "")
    fill(
        document,
        headline=body.plain(item.findtext("title") or ""),
        deck=_excerpt(item),
        authors=[site.authors.get(author) or author],
        outlet=site.name,
        outlet_id=item.findtext("guid") or "",
        url=absolute(item.findtext("link") or ""),
        language=site.language,
        subjects=[body.plain(each.text or "") for each in item.iter("category")],
        published=_published(item, values),
    )
    document.body = body.join(body.without_headline(read_body.blocks, document.headline))
    document.captions = _of_post(read_body.captions, values, site, document.line)
    document.notes += _notes(content, values, document)
    if read_body.tables:
        document.notes.append(Note(document.line, "A table: its cells are paragraphs now."))
    return document


def _published(item: etree._Element, values: dict[str, str]) -> str:
    """Return the day on the site's own clock; a draft has none yet, whatever its post_date says."""
    if values.get("status") in ("draft", "pending"):
        return ""
    date = values.get("post_date", "")
    return (date if date and not date.startswith("0000") else "") or item.findtext("pubDate") or ""


def _of_post(found: list[Caption], values: dict[str, str], site: Site, line: int) -> list[Caption]:
    """Return the pictures in the text, then the featured one and those uploaded to the post, without duplicates."""
    captions = [replace(caption, line=line) for caption in found]
    featured = site.pictures.get(values.get("thumbnail", ""))
    own = [picture for parent, picture in site.pictures.values() if parent and parent == values.get("post_id")]
    seen = {_file(caption.address) for caption in captions}
    for picture in ([featured[1]] if featured else []) + own:
        if picture.address and _file(picture.address) not in seen:
            seen.add(_file(picture.address))
            captions.append(picture)
    return captions


def _file(address: str) -> str:
    """Return an address without the size that WordPress appends to its name: shaft-640x480.jpg becomes shaft.jpg."""
    return re.sub(r"-\d+x\d+(?=\.\w+$)", "", address)


def _notes(content: str, values: dict[str, str], document: Document) -> list[Note]:
    notes, status = [], values.get("status", "publish")
    if status in READ_WITH_A_NOTE:
        notes.append(Note(document.line, f"On the site this post is not public: its status is “{status}”."))
    if values.get("post_password"):
        notes.append(Note(document.line, "On the site this post is locked with a password."))
    codes = dict.fromkeys(SHORTCODE.findall(re.sub(r"<!--.*?-->|<[^>]*>", "", CAPTION.sub("", content), flags=re.S)))
    codes = [code for code in codes if "=" in code or "/" in code or code in BARE_CODES]
    if codes:
        shown = ", ".join(codes[:5])
        notes.append(Note(document.line, f"WordPress's own codes stand in the text as they are: {shown}."))
    return notes


def _captions(content: str) -> str:
    """Turn [caption] codes into figures: the image, then the words after it."""

    def figure(found: re.Match) -> str:
        inside = found[2]
        image = re.search(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", inside)
        attribute = re.search(r'caption="([^"]*)"', found[1])
        words = (inside[image.end() :] if image else inside).strip() or (attribute[1] if attribute else "")
        return f"\n\n<figure>{image[0] if image else ''}<figcaption>{words}</figcaption></figure>\n\n"

    return CAPTION.sub(figure, content)


def _excerpt(item: etree._Element) -> str:
    found = next((child.text or "" for child in item if EXCERPT.match(str(child.tag))), "")
    return one_line(body.plain(found))


def _called(kind: str, status: str) -> str:
    return f"{kind.replace('_', ' ')} in the trash" if status == "trash" else kind.replace("_", " ")
