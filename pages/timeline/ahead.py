"""Upcoming hearings on the timeline, and the page on which a permalink's entry begins."""

import re
from functools import partial
from typing import Any

from django.db.models import QuerySet

from dates.clocks import NOW, Clocks, end_of, start_of
from dates.value import PartialDate
from legal.models import Hearing
from pages.timeline.entries import LANES, RANK, After, Entry, Key, Selection, entries, merged, questions
from web.asking import Prepared, ask

AHEAD = 20  # the most upcoming hearings shown; the calendars have all of them
PAGE = 60  # entries of the timeline's page
LAST_POSITION = 2**15 - 1  # the largest value of a development's column


def with_ahead(selection: Selection, *, limit: int, after: Key | None = None) -> tuple[list[Entry], Key | None]:
    """`entries()`, and on its first page the hearings still to come, in their places on the line of the record."""
    return _joined(ask(**_questions(selection, limit, after and After.of(after))), selection, limit)


def timeline_page(selection: Selection, after: Key | None = None) -> tuple[list[Entry], Key | None]:
    """`with_ahead()` for a page. For the whole timeline, the SQL is built once (decision 0020)."""
    if selection != Selection():
        return with_ahead(selection, limit=PAGE, after=after)
    if after is None:
        return _joined(FIRST(), selection, PAGE)
    parts = After.of(after)._asdict()
    rank = parts.pop("rank")
    if rank == RANK["article"]:
        del parts["place"]  # which is the moment
    if rank == RANK["record"]:
        parts["place"] = min(parts["place"], LAST_POSITION)
    return _joined(LATER[rank](**parts), selection, PAGE)


def _questions(selection: Selection, limit: int, after: After | None = None) -> dict[str, QuerySet]:
    lines = questions(selection, limit=limit, after=after)
    return lines if after else {**lines, "hearings": _hearings(selection)[:AHEAD]}


def _after_rank(rank: int, **parts: Any) -> dict[str, QuerySet]:
    return _questions(Selection(), PAGE, After(**{"place": 0, **parts, "rank": rank}))


FIRST = Prepared(lambda: _questions(Selection(), PAGE))
LATER = [Prepared(partial(_after_rank, rank)) for rank in RANK.values()]


def _joined(rows: dict[str, list], selection: Selection, limit: int) -> tuple[list[Entry], Key | None]:
    found, following = merged(rows, selection, limit=limit)
    ahead = [hearing_entry(hearing) for hearing in rows.get("hearings", ())]
    coming = [entry for entry in ahead if following is None or entry.key > following]
    return sorted([*coming, *found], key=lambda entry: entry.key, reverse=True), following


def key_before(anchor: str, clocks: Clocks = NOW) -> Key | None:
    """The paging key that makes a page start with this permalink's entry; None if readers may not see it."""
    lane, _, number = anchor.partition("-")
    if lane not in LANES or not re.fullmatch(r"[0-9]{1,18}", number):
        return None
    found, _ = entries(Selection(lane=lane, only=int(number), clocks=clocks), limit=1)
    return (*found[0].key[:3], found[0].pk + 1) if found else None


def _hearings(selection: Selection) -> QuerySet:
    """The hearings of the selection that are still to come; none in a view of the past."""
    if selection.clocks or selection.lane not in ("", "record"):
        return Hearing.objects.none()
    hearings = Hearing.objects.published().coming().select_related("proceeding__court")
    if selection.films is not None:
        hearings = hearings.filter(proceeding__films__in=selection.films).distinct()
    if selection.proceedings is not None:
        hearings = hearings.filter(proceeding__in=selection.proceedings)
    if selection.person is not None:
        hearings = hearings.filter(proceeding__in=selection.person.parties.values("proceeding"))
    if selection.start:
        hearings = hearings.filter(starts_at__gte=start_of(selection.start.first))
    if selection.end:
        hearings = hearings.filter(starts_at__lte=end_of(selection.end.last))
    return hearings


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
