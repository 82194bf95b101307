"""What a feed is, whatever its format. Pure: no Django, no database."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

# What XML 1.0 cannot carry, in any form (2.2 Characters).
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)


def clean(text: str) -> str:
    """The text without the few characters no feed can carry; every other one stays as it is."""
    return NO_XML.sub("", text)


@dataclass(frozen=True)
class Picture:
    url: str
    mime_type: str
    length: int  # bytes; 0 when no one can tell, as the RSS Advisory Board's profile has it
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True)
class Entry:
    """One thing told. `id` never changes; `updated` only when what it says does."""

    id: str
    url: str
    title: str
    html: str  # the full text, with absolute addresses
    published: datetime
    updated: datetime
    summary: str = ""
    authors: tuple[str, ...] = ()
    language: str = "en"
    category: str = ""
    rights: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Feed:
    id: str
    title: str
    about: str
    page: str  # the address of what it is about
    path: str  # its own address without the ending: “https://example.org/films/a-film/feed”
    site: str  # who publishes it
    entries: tuple[Entry, ...]
    hub: str = ""  # a WebSub hub, or none
    language: str = "en"

    @property
    def updated(self) -> datetime:
        """When an entry last changed: not when the feed was asked for."""
        return max((entry.updated for entry in self.entries), default=NOTHING_YET)

    def url(self, form: str) -> str:
        return f"{self.path}.{form}"
