"""Does the record still make sense once a file is written? The rules are those of the desk (`legal.recording`)."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils import timezone

from legal.models import Development, Proceeding
from legal.recording import MOVING, misfits_of_kind
from legal.records.shape import Entry, Problem
from legal.standing import Fact, problems
from legal.vocabulary import ProceedingKind

Misfits = dict[tuple[int, Fact], tuple[int, str]]  # charge and fact: the development, and the sentence


def misfits_in(case: Proceeding) -> Misfits:
    """Every development of a case that does not fit the others of its charges."""
    standing = Development.objects.filter(retracted_at__isnull=True)
    found: Misfits = {}
    for charge in case.charges.select_related("party__person", "party__organization").prefetch_related(
        Prefetch("developments", standing, to_attr="listed_developments")
    ):
        by_fact = {development.fact: development for development in charge.listed_developments}
        for fact, problem in problems(by_fact).items():
            found[charge.pk, fact] = (by_fact[fact].pk, f"{charge}: {problem}")
    return found


def problems_of_case(
    case: Proceeding, entry: Entry, lines: dict[int, Entry], moved: set[int], before: Misfits
) -> Iterator[Problem]:
    """What the file has made impossible in a case; what was wrong `before` is not held against it.

    `lines` are the entries of its developments by their keys in the database, `moved` those that are new or changed.
    """
    today = timezone.localdate()
    for development in case.developments.filter(pk__in=moved, retracted_at__isnull=True).prefetch_related("charges"):
        line = lines[development.pk].line
        for message in misfits_of_kind(case, development.fact):
            yield Problem(line, message)
        if development.kind in MOVING and case.kind != ProceedingKind.APPELLATE and not development.charges.all():
            yield Problem(line, "Say which charges it affects: this kind of development changes where a charge stands.")
        for charge in (charge for charge in development.charges.all() if charge.proceeding_id != case.pk):
            yield Problem(line, f"The charge “{charge}” belongs to another case.")
        if development.occurred.first > today:
            yield Problem(line, "This day is still to come. A date in the court's calendar is a hearing.")
    for key, (pk, message) in misfits_in(case).items():
        if key not in before:
            yield Problem(lines[pk].line if pk in lines else entry.line, message)
