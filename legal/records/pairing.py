"""Which row a line of a file is. Pure: no Django, no database.

Rows of a record have no key of their own in a file, so they are known again by what they say: first by everything,
then by less. A pair found by a loose key is taken only where it is the only one that it can be.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)
U = TypeVar("U", bound=Hashable)


@dataclass(frozen=True)
class Round(Generic[T, U]):
    """One way to tell that a line and a row are the same: their keys are equal (None: no key)."""

    of_line: Callable[[T], Hashable | None]
    of_row: Callable[[U], Hashable | None]
    loose: bool = False
    unless: Callable[[T, U], bool] | None = None  # what speaks against a pair all the same


def pair(lines: Iterable[T], rows: Iterable[U], rounds: Sequence[Round[T, U]]) -> dict[T, U]:
    """Each line with its row, round by round; of equals, the first line has the first row."""
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
