"""IPTC ninjs, versions 2 and 3: news items as JSON. https://iptc.org/standards/ninjs/

Version 3 writes version 2's names in camel case (pubstatus, pubStatus), so both are read in lowercase.
"""

import json
import re
from typing import Any

from coverage import richtext
from coverage.intake.formats import body, plain
from coverage.intake.formats.credits import credit_in
from coverage.intake.formats.document import Caption, Document, Items, Note, Unreadable
from coverage.intake.formats.encoding import decode, head
from coverage.intake.formats.pictures import absolute
from coverage.intake.formats.values import fill, one_line

OF_VERSION_1 = re.compile(r"^(?:headline|byline|body_\w+|headline_\w+|description_\w+|body|description)$")
NO_ARTICLES = {"picture", "graphic", "video", "audio"}
HTML = {"text/html", "application/xhtml+xml"}
TEXTS = ["text/html", "application/xhtml+xml", "text/plain", ""]  # possible types of a body, the best first
ROLES = {  # which of several is meant; next comes one without a role, then the first
    "headlines": ("main", "headline"),
    "bodies": ("main", "body", "richtext"),
    "descriptions": ("summary", "deck", "abstract", "standfirst", "lead", "caption"),
    "infosources": ("originator", "provider", "source", "publisher"),
}
OF_AUTHORS = {"author", "creator", "contributor", "byline"}
OF_ADDRESS = re.compile(r"url|canonical|web|link|page", re.I)
NAME = re.compile(r"[^\W\d_][\w’'.-]*(?: [\w’'.-]+){1,3}$")


def recognises(raw: bytes) -> bool:
    return bool(re.match(r"\s*(?:\{\s*[\"}]|\[\s*(?:\{\s*[\"}]|\]\s*$|\"[^\"\n]*\"\s*[,\]]|\[\s*[\d\"\[]))", head(raw)))


def read(raw: bytes, accept_changes: bool) -> Items:
    """Yield the items of one object, a list or one object per line, or Unreadable for one that is not an article."""
    text, notes = decode(raw)
    try:
        found = _parse(text)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data") or text.count("\n") == 0:
            raise _broken(error) from error
        yield from notes
        yield from _read_lines(text)
        return
    if isinstance(found, dict):
        document = _article(found, 1)
        document.notes += notes
        yield document
        return
    yield from notes
    if not isinstance(found, list) or not found:
        raise Unreadable("There is no news item in this JSON.")
    for number, item in enumerate(found, start=1):
        try:
            yield _article(item, 1)
        except Unreadable as error:
            yield Unreadable(f"Item {number} of the list: {error}")


def _read_lines(text: str) -> Items:
    for line, part in enumerate(text.split("\n"), start=1):
        if not part.strip():
            continue
        try:
            yield _article(_parse(part), line)
        except json.JSONDecodeError as error:
            yield _broken(error, line)
        except Unreadable as error:
            yield Unreadable(str(error), line)


def _parse(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=float)
    except RecursionError as error:
        raise Unreadable("The JSON is nested too deeply: no news item is.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object with lowercase names. Raises Unreadable for a duplicate name, as one value would be lost."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name.lower() in found:
            raise Unreadable(f"An object has “{name[:40]}” twice, so it is unclear which one is meant.")
        found[name.lower()] = value
    return found


def _no_number(name: str) -> None:
    raise Unreadable(f"{name} is not JSON. Write a number or null.")


def _broken(error: json.JSONDecodeError, line: int = 0) -> Unreadable:
    line = line or error.lineno
    return Unreadable(f"The JSON is broken: {error.msg} (line {line}, column {error.colno}).", line)


def _article(item: Any, line: int) -> Document:
    _refuse(item)
    document = Document(line=line)
    fill(
        document,
        headline=_value(item, "headlines") or one_line(item.get("title")),
        deck=_value(item, "descriptions"),
        authors=_authors(item),
        outlet=_best(item, "infosources").get("name") or item.get("copyrightholder"),
        outlet_id=item.get("uri"),
        url=_address(item),
        language=item.get("language"),
        rights=item.get("copyrightnotice") or item.get("usageterms") or item.get("copyrightholder"),
        subjects=[subject.get("name") for subject in _objects(item, "subjects")],
        # The first version's date is the publication date. The content may be older, and this version is newer.
        published=item.get("firstcreated") or item.get("contentcreated") or item.get("versioncreated"),
    )
    document.captions = _pictures(item, line)
    _read_body(document, item)
    document.notes += [Note(line, message) for message in _messages(item)]
    return document


def _refuse(item: Any) -> None:
    """Raise Unreadable for JSON that is not ninjs 2 or 3, and for an item that is not an article or is canceled."""
    if not isinstance(item, dict):
        raise Unreadable("This JSON is a list of other things, not of ninjs news items.")
    standard = item.get("standard") if isinstance(item.get("standard"), dict) else {}
    if "bodies" not in item and "headlines" not in item:
        if str(standard.get("version", "")).startswith("1") or (any(map(OF_VERSION_1.match, item)) and "uri" in item):
            raise Unreadable("This is ninjs 1. Export it as ninjs 2 or 3, with “headlines” and “bodies”.")
        if item.get("type") not in NO_ARTICLES:
            raise Unreadable("This JSON is no ninjs news item: it has neither “headlines” nor “bodies”.")
    if not one_line(item.get("uri")):
        raise Unreadable("It has no “uri”, the one thing that every ninjs item must have.")
    if item.get("type") in NO_ARTICLES:
        raise Unreadable(f"It is no article: its type is “{item['type']}”.")
    if item.get("pubstatus") == "canceled":
        raise Unreadable("Its outlet canceled it (pubstatus “canceled”), so it must not be used.")


def _messages(item: dict[str, Any]) -> list[str]:
    found = []
    if item.get("pubstatus") == "withheld":
        found.append("Its outlet withholds it for now (pubstatus “withheld”): ask before it is published.")
    if until := one_line(item.get("embargoed") or item.get("embargoeduntil")):
        found.append(f"It is embargoed until {until}.")
    if item.get("representationtype") == "partial":
        found.append("It is only a part of the item, as its outlet says (representationtype “partial”).")
    if not item.get("firstcreated") and item.get("versioncreated") and not item.get("contentcreated"):
        found.append("It gives only the date of this version, not when it was first published.")
    if others := [each for each in _objects(item, "associations") if each.get("bodies")]:
        found.append(f"Texts that come with it and are not imported: {len(others)}.")
    if note := one_line(item.get("ednote")):
        found.append(f"A note from its outlet's desk: “{note}”")
    return found


def _read_body(document: Document, item: dict[str, Any]) -> None:
    bodies = [each for each in _objects(item, "bodies") if isinstance(each.get("value"), str)]
    kinds = [_kind(each) for each in bodies]
    kind = next((kind for kind in TEXTS if kind in kinds), None)
    if kind is None:
        named = ", ".join(kinds) or "none"
        raise Unreadable(f"It has no body of HTML or plain text (it has: {named}).")
    fitting = [each for each in bodies if _kind(each) == kind]
    value = _of_role(fitting, ROLES["bodies"])["value"]
    if kind in HTML or (not kind and re.match(r"\s*<\w", value)):
        read_body = body.from_html(value, base=document.url)
        document.body = body.join(body.without_headline(read_body.blocks, document.headline))
        found = [Caption(each.text, each.credit, document.line, each.address) for each in read_body.captions]
        known = {caption.address for caption in document.captions}
        document.captions += [caption for caption in found if caption.address not in known or not caption.address]
    else:
        document.body = richtext.from_blocks(("p", part) for _, part in plain.parts_of(value.replace("\r\n", "\n")))


def _kind(text: dict[str, Any]) -> str:
    return one_line(text.get("contenttype")).partition(";")[0].lower()


def _value(item: dict[str, Any], name: str) -> str:
    value = _best(item, name).get("value")
    return body.plain(value) if isinstance(value, str) else ""


def _best(item: dict[str, Any], name: str) -> dict[str, Any]:
    return _of_role(_objects(item, name), ROLES[name])


def _of_role(found: list[dict[str, Any]], roles: tuple[str, ...]) -> dict[str, Any]:
    by_role = {one_line(each.get("role")).lower().rpartition("/")[2]: each for each in reversed(found)}
    return next((by_role[role] for role in (*roles, "") if role in by_role), found[0] if found else {})


def _objects(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = item.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _authors(item: dict[str, Any]) -> list[str]:
    """Return “By Mo Vale and Ada Renn” as two names if every part looks like a name, otherwise as it is written."""
    by = re.sub(r"^by\s+", "", one_line(item.get("by")), flags=re.I)
    names = [name for name in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s*;\s*", by) if name]
    if by:
        return names if all(NAME.match(name) for name in names) else [by]
    people = _objects(item, "people") + _objects(item, "contributors")
    return [
        one_line(each.get("name")) for each in people if one_line(each.get("rel") or each.get("role")) in OF_AUTHORS
    ]


def _address(item: dict[str, Any]) -> str:
    addresses = [
        each.get("value") for each in _objects(item, "altids") if OF_ADDRESS.search(one_line(each.get("role")))
    ]
    addresses += [each.get("href") for each in _objects(item, "links")]
    addresses += [each.get("href") for each in _objects(item, "renditions") if _kind(each) == "text/html"]
    return next((absolute(each) for each in addresses if isinstance(each, str) and absolute(each)), "")


def _pictures(item: dict[str, Any], line: int) -> list[Caption]:
    """Return the associated pictures, once each at the largest size, and the item's own renditions that are images."""
    own = {"renditions": [each for each in _objects(item, "renditions") if _kind(each).startswith("image/")]}
    associated = [each for each in _objects(item, "associations") if each.get("type") in ("picture", "graphic")]
    captions = []
    for picture in [*associated, own]:
        text = _value(picture, "descriptions") or _value(picture, "headlines")
        credit = one_line(picture.get("by") or picture.get("copyrightholder")) or credit_in(text)
        sizes = [each for each in _objects(picture, "renditions") if isinstance(each.get("href"), str)]
        largest = max(sizes, key=lambda each: each["width"] if isinstance(each.get("width"), float) else 0, default={})
        address = absolute(largest.get("href", ""))
        if text or credit or address:
            captions.append(Caption(one_line(text) or credit, credit, line, address))
    return captions
