"""Decide which article a file holds by the outlet's ID, its address, its characters or its place, in this order."""

import hashlib
import re
from dataclasses import dataclass
from html import unescape
from typing import ClassVar, Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST = 600
TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_|ref$|src$|share", re.I)
NAMES_AN_ARTICLE = re.compile(r"p$|page_id$|[a-z]{0,3}id$|(?:article|story|post|doc|news|item|content)_?(?:id)?$", re.I)
RUNS_A_PROGRAM = re.compile(r"(?:^|/)$|\.(?:php\d?|aspx?|jsp|cgi|cfm|pl|do)$", re.I)
SAME_PAGE = re.compile(r"(?:/amp|/index\.(?:html?|php))$", re.I)
USUAL_PORTS = (None, 80, 443)


class Row(Protocol):
    """A row of an earlier import."""

    outlet_id: str
    address: str
    text_hash: str
    place: str


@dataclass(frozen=True)
class Identity:
    """What tells an article apart from others; unknown values are empty strings."""

    FIELDS: ClassVar = ("outlet_id", "address", "text_hash", "place")  # the most reliable first

    outlet_id: str
    address: str
    text_hash: str
    place: str

    def said(self) -> dict[str, str]:
        """Return what is known about it, with the most reliable first."""
        return {name: value for name in self.FIELDS if (value := getattr(self, name))}

    def same_as(self, row: Row) -> int:
        """Return how sure it is that `row` is the same article, from 0 (it is not) to 4 (the outlet's ID says so).

        Different IDs always mean different articles, and so do different addresses if the IDs do not settle it.
        """
        strength = len(self.FIELDS)
        for name in self.FIELDS:
            ours, theirs = getattr(self, name), getattr(row, name)
            if ours and ours == theirs:
                return strength
            if ours and theirs and name in ("outlet_id", "address"):
                return 0
            strength -= 1
        return 0


def identity(*, outlet_id: str, outlet: str, url: str, text: str, place: str) -> Identity:
    """Return the identity of an article. An ID that is not an address or a URN is unique only within its outlet."""
    scoped = outlet_id if ":" in outlet_id or not outlet_id else f"{outlet}: {outlet_id}"
    return Identity(
        outlet_id=_fitting(scoped),
        address=_fitting(canonical(url)),
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        place=_fitting(place),
    )


def canonical(url: str) -> str:
    """Return an address without the parts that do not affect which page it leads to, or "" if there is none.

    This removes the scheme, “www.”, the default port, the fragment, a trailing slash and tracking parameters. Only the
    part of a query that names the article stays, unless the path is a program's, where any part of it may do so.
    """
    if not url:
        return ""
    try:
        parts = urlsplit(unescape(url.strip()))
        port = "" if parts.port in USUAL_PORTS else f":{parts.port}"
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.")
    path = SAME_PAGE.sub("", quote(unquote(parts.path), safe="/~:@!$'()*+,;=").rstrip("/"))
    any_part = bool(RUNS_A_PROGRAM.search(parts.path))
    if not path and not parts.query:
        return ""  # a site's front page is not an article, though broken pages give it as their own address
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not TRACKING.match(name) and (any_part or NAMES_AN_ARTICLE.match(name))
    )
    return f"{host}{port}{path}" + (f"?{urlencode(query)}" if query else "")


def _fitting(text: str) -> str:
    """Return `text`, or its beginning and its hash if it is too long for the column."""
    if len(text) <= LONGEST:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[: LONGEST - len(digest) - 1]}#{digest}"
