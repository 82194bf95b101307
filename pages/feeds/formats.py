"""Write a feed as RSS 2.0, Atom 1.0 or JSON Feed 1.1. No database.

RSS by the specification and the profile of the RSS Advisory Board, with content:encoded, dc:creator, Media RSS and
atom:link; Atom by RFC 4287; WebSub's links as W3C has them. The XML comes from Django's generators.
"""

import json
from html import escape
from io import StringIO

from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed, rfc3339_date

from pages.feeds.shape import Entry, Feed

SPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}

MIME_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


class _Rss(Rss201rev2Feed):
    def latest_post_date(self):
        return self.feed["last"]

    def rss_attributes(self):
        return {**super().rss_attributes(), **SPACES}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for link in _own_links(self.feed):
            handler.addQuickElement("atom:link", None, link)

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        entry = item["entry"]
        for author in entry.authors:
            handler.addQuickElement("dc:creator", author)
        handler.addQuickElement("dc:language", entry.language)
        if entry.rights:
            handler.addQuickElement("dc:rights", entry.rights)
        handler.addQuickElement("atom:updated", rfc3339_date(entry.updated))
        handler.addQuickElement("content:encoded", entry.html)
        _add_picture(handler, entry)


class _Atom(Atom1Feed):
    def latest_post_date(self):
        return self.feed["last"]

    def root_attributes(self):
        return {**super().root_attributes(), "xmlns:media": SPACES["xmlns:media"]}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for link in _own_links(self.feed):
            handler.addQuickElement("link", "", link)

    def item_attributes(self, item):
        return {"xml:lang": item["entry"].language}

    def add_item_elements(self, handler, item):
        entry = item["entry"]
        super().add_item_elements(handler, {**item, "description": None})  # Django would call it HTML
        if entry.summary:
            handler.addQuickElement("summary", entry.summary, {"type": "text"})
        for author in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        handler.addQuickElement("content", entry.html, {"type": "html"})
        _add_picture(handler, entry)


def _own_links(feed: dict) -> list[dict[str, str]]:
    """The feed's own address, and the hub that announces its changes."""
    own = {"rel": "self", "href": feed["own_url"], "type": feed["mime_type"]}
    return [own, *([{"rel": "hub", "href": feed["hub"]}] if feed["hub"] else [])]


def _add_picture(handler, entry: Entry) -> None:
    """The lead picture with its credit, as Media RSS tells it."""
    if (picture := entry.picture) is None:
        return
    size = {"width": str(picture.width), "height": str(picture.height)}
    handler.startElement("media:content", {"url": picture.url, "type": picture.mime_type, "medium": "image", **size})
    handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
    handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")


def rss(feed: Feed) -> bytes:
    return _xml(_Rss, feed, "rss", language=feed.language)


def atom(feed: Feed) -> bytes:
    return _xml(_Atom, feed, "atom", language=feed.language, subtitle=feed.about, author_name=feed.site)


def _xml(kind: type[SyndicationFeed], feed: Feed, form: str, **details) -> bytes:
    own = {"own_url": feed.url(form), "mime_type": MIME_TYPES[form], "hub": feed.hub, "last": feed.updated}
    writer = kind(feed.title, feed.page, feed.about, feed_guid=feed.id, **own, **details)
    for entry in feed.entries:
        picture = entry.picture
        writer.add_item(
            entry.title,
            entry.url,
            escape(entry.summary, quote=False) or None,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=[entry.category] if entry.category else [],
            item_copyright=entry.rights or None,
            enclosures=[Enclosure(picture.url, str(picture.length), picture.mime_type)] if picture else None,
            entry=entry,
        )
    out = StringIO()
    writer.write(out, "utf-8")
    return out.getvalue().encode()


def json_feed(feed: Feed) -> bytes:
    item = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.url("json"),
        "description": feed.about,
        "language": feed.language,
        "authors": [{"name": feed.site}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else None,
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(_said(item), ensure_ascii=False).encode()


def _json_item(entry: Entry) -> dict:
    picture = entry.picture
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "summary": entry.summary,
        "image": picture and picture.url,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [entry.category] if entry.category else None,
        "language": entry.language,
        "_intercut": picture and {"picture_alt": picture.alt, "picture_credit": picture.credit},
    }
    return _said(item)


def _said(item: dict) -> dict:
    """Without what there is nothing to say of; a feed without entries still lists none."""
    return {name: value for name, value in item.items() if value or name == "items"}


FORMATS = {"rss": rss, "atom": atom, "json": json_feed}
