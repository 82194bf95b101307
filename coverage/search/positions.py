"""A document's place in the index: one number that sorts by date and tells which row it is.

From the top: the second it was published, then its kind (3 bits), then the row's key (27 bits). What has no date of its
own (a film, a case, a person) lies before every date. Newest first is then the index's own order, on every database.
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
SECOND = 1 << (KEY_BITS + 3)  # what a second is worth; what lies below the first one has no date
LAST = (1 << 62) - 1


def position(kind: Kind, key: int, at: datetime | None = None) -> int:
    return (int(at.timestamp() // 1) if at else 0) * SECOND + kind * KEYS + key


def row_of(position: int) -> tuple[Kind, int]:
    """The kind and the key of the row at `position`."""
    return Kind((position >> KEY_BITS) & 7), position & (KEYS - 1)


def first_of(at: datetime) -> int:
    """The lowest position of the second that `at` lies in."""
    return int(at.timestamp() // 1) * SECOND
