"""Every address that a page, its data, a sitemap or a frame gives out is there."""

import re
from html import unescape
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'(?:href|src|content)="([^"]+)"|<loc>([^<]+)</loc>|"(?:@id|url|item|urlTemplate)":"([^"]+)"')
FRAMES = re.compile(r"src=&quot;(.+?)&quot;")


def links(text: str, address: str, site: str) -> set[str]:
    """The paths of our own that a text gives out; a fragment is the page's own affair."""
    found = {unescape(link) for groups in LINKS.findall(text) for link in groups if link}
    found |= {unescape(unescape(link)) for link in FRAMES.findall(text)}
    page = address.partition("?")[0]
    paths = {page + link if link.startswith("?") else link.removeprefix(site) for link in found}
    return {path.partition("#")[0] for path in paths if path.startswith("/") and not path.startswith("//")}


def test_it_leads_nowhere_that_is_not_there(client, demo, settings):
    """From the home page and from what robots are told, to the end. Files of pictures are looked up on the disk."""
    broken, seen, waiting = [], set(), ["/", "/robots.txt", "/sitemap.xml", "/sitemaps/news.xml"]
    while waiting:
        address = waiting.pop()
        if address in seen or "{" in address:
            continue
        seen.add(address)
        if address.startswith("/media/"):
            broken += [] if (Path(settings.MEDIA_ROOT) / address.removeprefix("/media/")).is_file() else [address]
            continue
        response = client.get(address)
        if response.status_code != 200:
            broken.append(f"{address}: {response.status_code}")
        elif not response.streaming and "text/css" not in response["Content-Type"]:
            waiting += links(response.content.decode(errors="replace"), address, settings.SITE_URL)
    assert broken == []
    for kind in (
        "/embed/articles/",
        "/embed/quotes/",
        "/embed/standing/",
        "/embed/timeline/",
        "/oembed/",
        "/sitemaps/",
    ):
        assert any(address.startswith(kind) for address in seen), kind
    assert {"/favicon.ico", "/apple-touch-icon.png", "/site.webmanifest", "/static/img/card.png"} <= seen
