"""The order of developments within a day. Pure: no Django, no database."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Set
from typing import TypeVar

from dates.value import PartialDate

T = TypeVar("T", bound=Hashable)


def places(
    given: Mapping[T, tuple[PartialDate, int | None]], taken: Set[tuple[PartialDate, int]] = frozenset()
) -> dict[T, int]:
    """The position of each item in its day, in the given order: explicit ones are kept, the rest fill the gaps."""
    full = defaultdict(set)
    for day, place in [*taken, *given.values()]:
        if place is not None:
            full[day].add(place)
    last: dict[PartialDate, int] = defaultdict(int)
    found = {}
    for one, (day, place) in given.items():
        if place is None:
            place = last[day] + 1
            while place in full[day]:
                place += 1
            full[day].add(place)
        last[day] = place
        found[one] = place
    return found
