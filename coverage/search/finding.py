"""Search, spelling help and suggestions: what the index proposes, checked at the gate, with the matches marked."""

import math
from dataclasses import dataclass, field

from django.http import Http404
from django.utils import timezone

from coverage.search.index import index_of
from coverage.search.positions import LAST
from coverage.search.query import LONGEST, Query, Scope, pattern, words
from coverage.search.results import Result, results
from coverage.search.rows import Row, rows_at, rows_with_surroundings
from coverage.search.spelling import alike, first_letters

SIZE = 20
RANKED = 1000  # newest matches that are ranked by how well they fit; ranking every match would take a second
NEAR = 300  # pages whose titles are compared with the typed text
SUGGESTED = 8


@dataclass(frozen=True)
class Found:
    results: list[Result] = field(default_factory=list)
    after: str = ""  # where the next page begins; "" on the last page
    films: dict[str, str] = field(default_factory=dict)  # films of the articles found: titles by address
    cases: dict[str, str] = field(default_factory=dict)


def find(query: Query, scope: Scope, *, newest: bool, after: str = "") -> Found:
    """Return one page of results. Raises Http404 for an `after` value that no page of ours issued."""
    if not query:
        return Found()
    index, scope = index_of(), scope.ending(timezone.now())
    page = _newest if newest else _ranked
    positions, following = page(index, query, scope, after)
    rows, around = rows_with_surroundings(positions)
    shown = results((rows[at] for at in positions if at in rows), around, pattern(query.wanted))
    films, cases = ({row.slug: row.title for row in around[what]} for what in ("film of", "case of"))
    return Found(shown, following, films, cases)


def _newest(index, query: Query, scope: Scope, after: str) -> tuple[list[int], str]:
    found = index.newest(query, scope.before(_number(after)) if after else scope, SIZE + 1)
    return found[:SIZE], str(found[SIZE - 1]) if len(found) > SIZE else ""


def _ranked(index, query: Query, scope: Scope, after: str) -> tuple[list[int], str]:
    """Pages of people, cases and films whose names match come first, then the best matches."""
    found = sorted(index.ranked(query, scope, RANKED), reverse=True)
    if after:
        last = _place(after)
        found = [place for place in found if place < last]
    page = found[:SIZE]
    return [at for *_, at in page], _place_text(page[-1]) if len(found) > SIZE else ""


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text[:20]) > LAST:
        raise Http404("No such page.")
    return int(text)


def _place_text(place: tuple[bool, float, int]) -> str:
    named, score, position = place
    return f"{int(named)}_{score!r}_{position}"


def _place(text: str) -> tuple[bool, float, int]:
    try:
        named, score, position = text.split("_")
        place = (named == "1", float(score), _number(position))
    except ValueError as error:
        raise Http404("No such page.") from error
    if not math.isfinite(place[1]):
        raise Http404("No such page.")
    return place


# Misspelled names, and names typed in part.


def did_you_mean(query: Query) -> list[str]:
    """Names of public people, films and cases that match what was typed, apart from typos; closest first."""
    typed = tuple(word for term in query.wanted for word in term.words)
    begun = first_letters(typed)
    if not begun:
        return []
    rows = rows_at(index_of().near(begun, NEAR))
    return alike(typed, [row.title for row in rows.values()])


def suggest(text: str) -> list[Row]:
    """Public pages whose titles have words that begin with what was typed: people, cases and films come first."""
    begun = words(text[:LONGEST])[:6]
    if sum(map(len, begun)) < 2:
        return []
    positions = index_of().beginning(begun, Scope().ending(timezone.now()).end, (30, 5))
    rows = rows_at(positions)
    found = [rows[at] for at in positions if at in rows]
    typed = " ".join(begun)
    found.sort(key=lambda row: (row.what == "article", not " ".join(words(row.title)).startswith(typed)))
    return found[:SUGGESTED]
