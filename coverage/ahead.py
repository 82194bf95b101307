"""What is ahead on the timeline, and where its pages begin: the next hearings, and the entry of a permalink."""

import re
from datetime import time

from coverage.timeline import LANES, Entry, Key, Selection, entries, moment
from legal.models import Hearing
from people.clocks import NOW, Clocks
from people.dates import PartialDate

AHEAD = 20  # hearings still to come that are told; the calendars hold all of them


def with_ahead(selection: Selection, *, limit: int, after: Key | None = None) -> tuple[list[Entry], Key | None]:
    """`entries()`, and on its first page the hearings still to come, in their places on the line of the record."""
    found, following = entries(selection, limit=limit, after=after)
    if after:
        return found, following
    coming = [entry for entry in _hearings_ahead(selection) if following is None or entry.key > following]
    return sorted([*coming, *found], key=lambda entry: entry.key, reverse=True), following


def key_before(anchor: str, clocks: Clocks = NOW) -> Key | None:
    """The key after which a page begins with the entry of this permalink; None where readers may not see it."""
    lane, _, number = anchor.partition("-")
    if lane not in LANES or not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    found, _ = entries(Selection(lane=lane, only=int(number), clocks=clocks), limit=1)
    return (*found[0].key[:3], found[0].pk + 1) if found else None


def _hearings_ahead(selection: Selection) -> list[Entry]:
    """The next hearings of the selection; none in a view of the past."""
    if selection.clocks or selection.lane not in ("", "record"):
        return []
    hearings = Hearing.objects.published().coming().select_related("proceeding__court")
    if selection.films is not None:
        hearings = hearings.filter(proceeding__films__in=selection.films).distinct()
    if selection.proceedings is not None:
        hearings = hearings.filter(proceeding__in=selection.proceedings)
    if selection.person is not None:
        hearings = hearings.filter(proceeding__in=selection.person.parties.values("proceeding"))
    if selection.start:
        hearings = hearings.filter(starts_at__gte=moment(selection.start.first))
    if selection.end:
        hearings = hearings.filter(starts_at__lte=moment(selection.end.last, time.max))
    return [hearing_entry(hearing) for hearing in hearings[:AHEAD]]


def hearing_entry(hearing: Hearing) -> Entry:
    """A hearing that is still to come; needs its case and court."""
    return Entry(
        lane="record",
        date=PartialDate.of(hearing.local_start.date()),
        title=hearing.title,
        url=hearing.get_absolute_url(),
        place=hearing.pk,
        pk=hearing.pk,
        note=", ".join(filter(None, [hearing.when, hearing.place])),
        about=hearing.proceeding.title,
        is_hearing=True,
    )
