"""What a web page says about its article: JSON-LD first, then Open Graph and other meta tags, then a guess."""

import json
import re
from collections.abc import Iterator
from html import unescape

import trafilatura
from lxml import etree

from coverage.intake.formats.document import Document, Note
from coverage.intake.formats.pictures import absolute
from coverage.intake.formats.values import fill, lines, one_line

ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting)$")  # schema.org's article types
METAS = {  # most trusted first
    "headline": ["og:title", "twitter:title", "dc.title", "dcterms.title"],
    "deck": ["og:description", "description", "twitter:description", "dc.description"],
    "published": [
        "article:published_time",
        "og:article:published_time",
        "date",
        "dc.date",
        "dcterms.created",
        "pubdate",
    ],
    "authors": ["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"],
    "outlet": ["og:site_name", "application-name", "dc.publisher"],
    "url": ["og:url", "twitter:url"],
    "language": ["og:locale", "dc.language", "content-language"],
    "rights": ["copyright", "dc.rights", "dcterms.rights"],
    "subjects": ["article:section", "article:tag", "news_keywords", "keywords"],
}
GUESSED = {"headline": "title", "published": "date", "outlet": "sitename", "url": "url"}


def fill_from_page(document: Document, root: etree._Element, text: str) -> None:
    """Fill in what the page says; a date or headline that was only guessed gets a note."""
    metas = _metas(root)
    canonical = next((link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical"), "")
    canonical = absolute(canonical)
    fill(document, **_from_json(root, canonical or absolute(next(iter(metas.get("og:url", [])), ""))))
    fill(document, url=canonical, language=root.get("lang") or "")
    fill(document, **_from_metas(metas))
    saved = re.search(r"<!-- saved from url=\(\d+\)(\S+) -->", text[:5000])
    fill(document, url=absolute(saved[1]) if saved else "")
    document.language = document.language.replace("_", "-")
    if not (document.headline and document.published and document.outlet):
        _guess(document, root)


def _from_json(root: etree._Element, address: str) -> dict[str, object]:
    """Return what the page's JSON-LD says about the article with the page's own address, or else the first article."""
    nodes = list(_nodes(root))
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(ARTICLE.search(kind) for kind in lines(_list(node.get("@type"))))]
    if not articles:
        return {}
    of_page = [node for node in articles if address and address in (_address(node), node.get("@id"))]
    node = (of_page or [each for each in articles if each.get("headline")] or articles)[0]

    def named(key: str) -> list[str]:
        found = (known.get(each.get("@id"), each) if isinstance(each, dict) else each for each in _list(node.get(key)))
        return [_words(each.get("name") if isinstance(each, dict) else each) for each in found]

    rights = [node.get("copyrightNotice"), *named("copyrightHolder"), node.get("license")]
    return {
        "headline": _words(node.get("headline") or node.get("name")),
        "deck": _words(node.get("description")),
        "published": one_line(node.get("datePublished")),
        "authors": [name for name in named("author") or named("creator") if not name.startswith("http")],
        "outlet": next(iter(lines(named("publisher"))), ""),
        "url": _address(node),
        "language": next(iter(lines(_list(node.get("inLanguage")))), ""),
        "rights": next(iter(lines(rights)), ""),
        "subjects": [*_list(node.get("articleSection")), *_keywords(node.get("keywords"))],
    }


def _nodes(root: etree._Element) -> Iterator[dict]:
    """Yield every object in the page's JSON-LD, whether it is alone, in a list or in a @graph."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue  # the page says the same elsewhere, or a note tells an editor that it is missing
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, list):
                waiting = [*node, *waiting]
            elif isinstance(node, dict):
                yield node
                waiting = [*_list(node.get("@graph")), *waiting]


def _address(node: dict) -> str:
    page = node.get("mainEntityOfPage")
    found = [node.get("url"), page.get("@id") if isinstance(page, dict) else page]
    return next((absolute(each) for each in found if isinstance(each, str) and absolute(each)), "")


def _keywords(value: object) -> list[str]:
    return [word for each in _list(value) for word in lines(str(each).split(",") if isinstance(each, str) else [])]


def _list(value: object) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _words(value: object) -> str:
    """Unescape text, because many pages write “&#8217;” in their JSON, where it is not HTML."""
    return unescape(one_line(value))


def _metas(root: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or meta.get("itemprop") or ""
        if content := one_line(meta.get("content") or ""):
            found.setdefault(name.lower(), []).append(content)
    return found


def _from_metas(metas: dict[str, list[str]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, keys in METAS.items():
        values = [value for key in keys for value in metas.get(key, [])]
        if name == "authors":  # some pages give the address of an author's page
            found[name] = next(([v for v in metas[key] if "://" not in v] for key in keys if key in metas), [])
        elif name == "subjects":
            found[name] = [word for value in values for word in _keywords(value)]
        elif name == "url":
            found[name] = next((absolute(value) for value in values if absolute(value)), "")
        else:
            found[name] = next(iter(values), "")
    return found


def _guess(document: Document, root: etree._Element) -> None:
    headings = [one_line("".join(heading.itertext())) for heading in root.iter("h1")]
    if len(headings) == 1:
        fill(document, headline=headings[0])
    within = {one_line("".join(heading.itertext())) for heading in root.iter("h2", "h3")}  # headings of sections
    found = trafilatura.extract_metadata(root, extensive=False)
    for name, attribute in GUESSED.items():
        value = getattr(found, attribute, None)
        if getattr(document, name) or not value or value in within:
            continue
        fill(document, **{name: value})
        if name in ("headline", "published"):
            what = "headline" if name == "headline" else "publication date"
            document.notes.append(
                Note(1, f"The page does not tell its {what}: “{one_line(value)}” is a guess. Check it.")
            )
