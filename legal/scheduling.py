"""The court calendar: move a hearing to another date, and arrange a case's hearings for readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from legal.models import Hearing
from legal.vocabulary import HearingState


class CannotContinue(ValueError):
    """Why a hearing cannot be continued, in a sentence for editors."""


CONTINUABLE = {HearingState.SCHEDULED, HearingState.CONTINUED}


def why_not_continue(hearing: Hearing) -> str:
    """Why `hearing` cannot be moved to a later date; "" if it can."""
    if hearing.continued_to_id:
        return "It has been continued already: continue the hearing that it was continued to."
    if hearing.state not in CONTINUABLE:
        return f"It is {HearingState(hearing.state).label}. Add a new hearing to the case instead."
    return ""


@transaction.atomic
def continue_hearing(
    hearing: Hearing,
    *,
    starts_at: datetime,
    ends_at: datetime | None = None,
    is_all_day: bool = False,
    place: str = "",
    note: str = "",
) -> Hearing:
    """Schedule the hearing for another date, mark the old one “continued”, link the two and return the new one.

    `note` explains the change to readers, on the old hearing. Raises CannotContinue with the reason.
    """
    held = Hearing.objects.select_for_update().select_related("proceeding__court").get(pk=hearing.pk)
    if reason := why_not_continue(held):
        raise CannotContinue(reason)
    if starts_at == held.starts_at:
        raise CannotContinue("That is the date it has already.")
    later = Hearing.objects.create(
        proceeding=held.proceeding,
        kind=held.kind,
        title=held.title,
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day=is_all_day,
        place=place,
    )
    held.state, held.continued_to, held.note = HearingState.CONTINUED, later, note or held.note
    held.save()
    return later


@dataclass(frozen=True)
class Agenda:
    """A case's hearings for readers: the next one, other upcoming ones, then past ones, newest first."""

    next: Hearing | None
    coming: list[Hearing]
    past: list[Hearing]

    def __bool__(self) -> bool:
        return bool(self.next or self.past)


def agenda(hearings: Iterable[Hearing]) -> Agenda:
    rows = sorted(hearings, key=lambda hearing: (hearing.starts_at, hearing.pk))
    coming = [hearing for hearing in rows if hearing.is_coming]
    past = [hearing for hearing in rows if not hearing.is_coming]
    return Agenda(next=coming[0] if coming else None, coming=coming[1:], past=past[::-1])
