"""When a case is due to be checked against the court's docket.

The rule is data. A docket is checked at the interval that the case sets, and around each hearing:
a week before (has it been moved?), the day before (will it be held?) and the day after (what came of it?).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

CHECK_EVERY = [
    (7, "every week"),
    (14, "every two weeks"),
    (30, "every month"),
    (90, "every three months: nothing is pending"),
    (0, "only around hearings: the case is closed"),
]
AROUND_HEARING = (-7, -1, 1)  # days before (−) and after a hearing
FURTHEST, LATEST = -min(AROUND_HEARING), max(AROUND_HEARING)


def next_check(checked_on: date | None, every: int, hearings: Iterable[date] = ()) -> date | None:
    """The day of the next check; None for never, and `date.min` if the docket was never checked."""
    if checked_on is None:
        return date.min
    days = [hearing + timedelta(days=days) for hearing in hearings for days in AROUND_HEARING]
    days = [day for day in days if day > checked_on] + ([checked_on + timedelta(days=every)] if every else [])
    return min(days, default=None)


def due_by_interval(today: date) -> Q:
    """The cases that are due by their own interval, for a filter on Proceeding."""
    due = Q(checked_on__isnull=True)
    for days, _ in CHECK_EVERY:
        if days:
            due |= Q(check_every=days, checked_on__lte=today - timedelta(days=days))
    return due
