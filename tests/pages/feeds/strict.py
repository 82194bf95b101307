"""A strict reader for each format: what it gives back is what a reader's program would show; a fault fails the test.

RSS by the RSS 2.0 specification and the RSS Advisory Board's profile, Atom by RFC 4287, JSON Feed by version 1.1.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC822 = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000"
RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
TAG = r"tag:[a-z0-9.-]+,\d{4}:[a-z0-9/_-]+"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"


@dataclass(frozen=True)
class Item:
    id: str
    url: str
    title: str
    html: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    summary: str
    language: str
    picture: str


@dataclass(frozen=True)
class Feed:
    title: str
    page: str
    own: str
    hubs: tuple[str, ...]
    items: tuple[Item, ...]


def read(form: str, raw: bytes) -> Feed:
    feed = {"rss": read_rss, "atom": read_atom, "json": read_json}[form](raw)
    ids = [item.id for item in feed.items]
    assert len(set(ids)) == len(ids)
    for address in (feed.page, feed.own, *feed.hubs):
        assert_absolute(address)
    for item in feed.items:
        check_item(item)
    return feed


def check_item(item: Item) -> None:
    assert re.fullmatch(TAG, item.id), item.id
    assert item.title.strip() and item.html.strip() and item.authors and all(item.authors)
    assert item.updated >= item.published
    assert re.fullmatch(LANGUAGE, item.language)
    assert_absolute(item.url)
    for element, attribute, address, _ in lxml.html.fragment_fromstring(item.html, create_parent=True).iterlinks():
        assert attribute in ("href", "src") and element.tag in ("a", "img")
        assert_absolute(address)


def assert_absolute(address: str) -> None:
    parts = urlsplit(address)
    assert parts.scheme in ("http", "https") and parts.netloc, address
    assert not re.search(r"[\s<>\"]", address)


def read_rss(raw: bytes) -> Feed:
    root = etree.fromstring(raw)
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    channel = root[0]
    counts = Counter(child.tag for child in channel)
    assert counts.keys() <= {
        *("title", "link", "description", "language", "lastBuildDate", "item", f"{ATOM}link"),
    }
    assert all(counts[tag] == 1 for tag in ("title", "link", "description", "lastBuildDate"))
    assert re.fullmatch(RFC822, channel.findtext("lastBuildDate"))
    own, hubs = links_of(channel, "application/rss+xml")
    items = tuple(rss_item(item) for item in channel.findall("item"))
    updated = parsedate_to_datetime(channel.findtext("lastBuildDate"))
    assert updated == max((item.updated for item in items), default=updated)
    return Feed(channel.findtext("title"), channel.findtext("link"), own, hubs, items)


def rss_item(item) -> Item:
    counts = Counter(child.tag for child in item)
    once = {"title", "link", "description", "pubDate", "guid", "enclosure", "category", f"{CONTENT}encoded"}
    once |= {f"{ATOM}updated", f"{DC}language", f"{DC}rights", f"{MEDIA}content"}
    assert counts.keys() <= once | {f"{DC}creator"}
    assert all(counts[tag] == 1 for tag in counts if tag in once)
    assert item.find("guid").get("isPermaLink") == "false"
    assert re.fullmatch(RFC822, item.findtext("pubDate"))
    picture = item.find("enclosure")
    if picture is not None:
        assert set(picture.attrib) == {"url", "length", "type"} and picture.get("length").isdigit()
    return Item(
        item.findtext("guid"),
        item.findtext("link"),
        item.findtext("title"),
        item.findtext(f"{CONTENT}encoded"),
        parsedate_to_datetime(item.findtext("pubDate")),
        moment(item.findtext(f"{ATOM}updated")),
        tuple(creator.text for creator in item.findall(f"{DC}creator")),
        lxml.html.fragment_fromstring(item.findtext("description") or "", create_parent=True).text_content(),
        item.findtext(f"{DC}language"),
        media_of(item, None if picture is None else picture.get("url"), picture),
    )


def read_atom(raw: bytes) -> Feed:
    root = etree.fromstring(raw)
    assert root.tag == f"{ATOM}feed" and re.fullmatch(LANGUAGE, root.get(LANG))
    counts = Counter(child.tag.removeprefix(ATOM) for child in root)
    assert counts.keys() <= {"id", "title", "subtitle", "updated", "author", "link", "entry"}
    assert all(counts[name] == 1 for name in ("id", "title", "updated", "author"))  # RFC 4287, 4.1.1
    assert re.fullmatch(TAG, root.findtext(f"{ATOM}id"))
    own, hubs = links_of(root, "application/atom+xml")
    items = tuple(atom_entry(entry) for entry in root.findall(f"{ATOM}entry"))
    updated = moment(root.findtext(f"{ATOM}updated"))
    assert updated == max((item.updated for item in items), default=updated)
    return Feed(root.findtext(f"{ATOM}title"), alternate(root), own, hubs, items)


def atom_entry(entry) -> Item:
    counts = Counter(child.tag.removeprefix(ATOM) for child in entry)
    once = {"id", "title", "updated", "published", "summary", "content", "category", "rights", f"{MEDIA}content"}
    assert counts.keys() <= once | {"author", "link"}
    assert all(counts[name] == 1 for name in counts if name in once)
    assert {"id", "title", "updated", "published", "content"} <= counts.keys()
    assert entry.find(f"{ATOM}content").get("type") == "html"
    category = entry.find(f"{ATOM}category")
    assert category is None or category.get("term")
    for construct in ("title", "summary", "rights"):  # RFC 4287, 3.1.1
        found = entry.find(f"{ATOM}{construct}")
        assert found is None or (found.get("type", "text") == "text" and len(found) == 0)
    enclosure = next((link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "enclosure"), None)
    return Item(
        entry.findtext(f"{ATOM}id"),
        alternate(entry),
        entry.findtext(f"{ATOM}title"),
        entry.findtext(f"{ATOM}content"),
        moment(entry.findtext(f"{ATOM}published")),
        moment(entry.findtext(f"{ATOM}updated")),
        tuple(author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")),
        entry.findtext(f"{ATOM}summary") or "",
        entry.get(LANG),
        media_of(entry, None if enclosure is None else enclosure.get("href"), enclosure),
    )


def alternate(element) -> str:
    [link] = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return link.get("href")


def links_of(element, mime_type: str) -> tuple[str, tuple[str, ...]]:
    """The one rel=self, of the right type, and the hubs."""
    links = element.findall(f"{ATOM}link")
    [own] = [link for link in links if link.get("rel") == "self"]
    assert own.get("type") == mime_type
    return own.get("href"), tuple(link.get("href") for link in links if link.get("rel") == "hub")


def media_of(element, address: str | None, enclosure) -> str:
    """The picture's address; it has a credit and a type, and is the same in Media RSS as in the enclosure."""
    media = element.find(f"{MEDIA}content")
    if media is None:
        assert address is None
        return ""
    assert media.get("url") == address and media.get("type") == enclosure.get("type") and media.get("medium") == "image"
    assert media.findtext(f"{MEDIA}credit") and media.findtext(f"{MEDIA}description")
    assert_absolute(address)
    return address


def read_json(raw: bytes) -> Feed:
    feed = json.loads(raw)
    names = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "hubs", "items"}
    assert feed.keys() <= names and feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(hub.keys() == {"type", "url"} for hub in feed.get("hubs", []))
    hubs = tuple(hub["url"] for hub in feed.get("hubs", []))
    items = tuple(json_item(item) for item in feed["items"])
    return Feed(feed["title"], feed["home_page_url"], feed["feed_url"], hubs, items)


def json_item(item: dict) -> Item:
    names = {"id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified"}
    assert item.keys() <= names | {"authors", "tags", "language", "_intercut"}
    assert isinstance(item["id"], str) and all(item.values())
    assert not item.get("image") or item["_intercut"]["picture_credit"]
    return Item(
        item["id"],
        item["url"],
        item["title"],
        item["content_html"],
        moment(item["date_published"]),
        moment(item["date_modified"]),
        tuple(author["name"] for author in item["authors"]),
        item.get("summary", ""),
        item["language"],
        item.get("image", ""),
    )


def moment(text: str) -> datetime:
    assert re.fullmatch(RFC3339, text), text
    return datetime.fromisoformat(text)
