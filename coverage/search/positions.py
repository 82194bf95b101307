"""A document's place in the index: one number that sorts by date and identifies the row.

From the high bits down: the second it was published, its kind (3 bits) and the row's key (27 bits). Documents without a
date (films, cases, people) sort before every date. The index is thus in date order on every database.
"""

from datetime import datetime
from enum import IntEnum


class Kind(IntEnum):
    ARTICLE = 1
    QUOTE = 2
    FILM = 3
    CASE = 4
    PERSON = 5


KEY_BITS = 27
KEYS = 1 << KEY_BITS
SECOND = 1 << (KEY_BITS + 3)  # the size of one second; positions below the first second have no date
LAST = (1 << 62) - 1


def position(kind: Kind, key: int, at: datetime | None = None) -> int:
    return (int(at.timestamp() // 1) if at else 0) * SECOND + kind * KEYS + key


def row_of(position: int) -> tuple[Kind, int]:
    """The kind and the key of the row at `position`."""
    return Kind((position >> KEY_BITS) & 7), position & (KEYS - 1)


def first_of(at: datetime) -> int:
    """The lowest position in the second that contains `at`."""
    return int(at.timestamp() // 1) * SECOND
