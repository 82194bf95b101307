"""Reads a page's head as a machine does."""

import json
import re
from html.parser import HTMLParser


class Head(HTMLParser):
    """The title, the metas by name or property, the links by their relation, and the data."""

    def __init__(self, html: str):
        super().__init__()
        self.title, self.metas, self.links, self.data = "", {}, [], []
        self.inside = ""
        self.feed(html.partition("</head>")[0])

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.inside = "data" if attributes.get("type") == "application/ld+json" else tag
        if tag == "meta":
            self.metas.setdefault(attributes.get("name") or attributes.get("property"), attributes.get("content"))
        elif tag == "link":
            self.links.append(attributes)

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data
        elif self.inside == "data":
            self.data.append(json.loads(data))

    def link(self, rel: str) -> str | None:
        return next((link["href"] for link in self.links if link["rel"] == rel), None)


def graph(html: str) -> list[dict]:
    """The top-level objects in a page's linked data, which is a single block."""
    blocks = Head(html).data
    assert len(blocks) == 1
    return blocks[0]["@graph"]


def nodes(html: str, *kinds: str) -> list[dict]:
    """The objects of some types in a page's linked data, at any depth."""
    return [node for node in _all(graph(html)) if node.get("@type") in kinds]


def _all(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _all(one)


def scripts(html: str) -> list[str]:
    return re.findall(r"<script\b[^>]*>", html)
