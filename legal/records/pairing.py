"""Match the lines of a file with database rows. Pure: no Django, no database.

A file holds no database keys, so rows are recognized by their contents: first by all fields, then by fewer. A match on
a loose key counts only if no other match is possible.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
U = TypeVar("U", bound=Hashable)


@dataclass(frozen=True)
class Round(Generic[T, U]):
    """One way to match a line with a row: their keys are equal (None means no key)."""

    of_line: Callable[[T], Hashable | None]
    of_row: Callable[[U], Hashable | None]
    loose: bool = False
    unless: Callable[[T, U], bool] | None = None  # rules out a pair despite equal keys


def pair(lines: Iterable[T], rows: Iterable[U], rounds: Sequence[Round[T, U]]) -> dict[T, U]:
    """Match lines with rows, round by round; among equal keys, the first line gets the first row."""
    open_lines, open_rows = list(lines), list(rows)
    found: dict[T, U] = {}
    for one in rounds:
        by_key: dict[Hashable, list[U]] = {}
        for row in open_rows:
            by_key.setdefault(one.of_row(row), []).append(row)
        wanted: dict[Hashable, list[T]] = {}
        for line in open_lines:
            wanted.setdefault(one.of_line(line), []).append(line)
        for key, same in wanted.items():
            there = by_key.get(key, [])
            if key is None or (one.loose and (len(same), len(there)) != (1, 1)):
                continue
            pairs = zip(same, there, strict=False)
            found |= {line: row for line, row in pairs if one.unless is None or not one.unless(line, row)}
        taken = set(found.values())
        open_lines = [line for line in open_lines if line not in found]
        open_rows = [row for row in open_rows if row not in taken]
    return found
