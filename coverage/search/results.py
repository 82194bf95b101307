"""What a reader sees of a search result: its title and an excerpt of its text, with the search words marked."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from coverage.search import snippets
from coverage.search.rows import Row
from web.addresses import path_to

URLS: dict[str, Callable[[Row], str]] = {
    "article": lambda row: path_to("article", row.slug),
    "quote": lambda row: path_to("quote", row.key),
    "film": lambda row: path_to("film", row.slug),
    "case": lambda row: path_to("case", row.slug),
    "person": lambda row: path_to("person", row.slug),
}
NAMES = 3  # other names of a person that are shown


@dataclass(frozen=True)
class Result:
    row: Row
    title: SafeString
    parts: list[SafeString]

    @property
    def kind(self) -> str:
        return self.row.what

    @property
    def url(self) -> str:
        return URLS[self.row.what](self.row)


def results(rows: Iterable[Row], around: dict[str, list[Row]], found: re.Pattern[str]) -> list[Result]:
    """The rows as a list shows them; `around` is what `rows_with_surroundings` returned with them."""
    spans, names = _spans(around["span"]), _names(around["name"])
    return [Result(row, _marked(row.title, found), _parts(row, found, spans, names)) for row in rows]


def _spans(rows: list[Row]) -> dict[int, list[tuple[int, int]]]:
    """The spans of the quotes in each article."""
    found = defaultdict(list)
    for row in rows:
        found[row.of] += [(span["start"], span["end"]) for span in json.loads(row.text)]
    return found


def _names(rows: list[Row]) -> dict[int, list[str]]:
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.key):
        found[row.of].append(row.title)
    return found


def _parts(row: Row, found: re.Pattern[str], spans, names) -> list[SafeString]:
    if row.what == "quote":  # its words in full
        return [_marked(span["exact"], found) for span in json.loads(row.text)]
    if row.what == "person":
        other = [name for name in names[row.key] if found.search(name)][:NAMES]
        also = [format_html("Also: {}", name) for name in (_marked(name, found) for name in other)]
        return [_marked(row.text, found), *also] if row.text else also
    if row.what == "article":
        return [_part(row.text, found, spans[row.key]) or _marked(row.more, found)]
    return [_part(row.text, found) or _part(row.more, found) or _marked(row.text, found)]


def _part(text: str, found: re.Pattern[str], quotes: Iterable[tuple[int, int]] = ()) -> SafeString | None:
    shown = snippets.snippet(text, found, quotes)
    if shown is None:
        return None
    start, end = "… " if shown.starts_late else "", " …" if shown.ends_early else ""
    return format_html("{}{}{}", start, _html(shown.pieces), end)


def _marked(text: str, found: re.Pattern[str]) -> SafeString:
    return _html(snippets.pieces(text, found))


def _html(pieces: list[snippets.Piece]) -> SafeString:
    shown = (f"<mark>{escape(piece.text)}</mark>" if piece.is_found else escape(piece.text) for piece in pieces)
    return SafeString("".join(shown))  # every character of a row has been escaped
