"""Check that the record still makes sense after a file is written, by the desk's rules (`legal.recording`)."""

from collections.abc import Iterator

from legal.models import Charge, Development, Proceeding
from legal.recording import impossible, misfits_alone, problem_of_day
from legal.records.shape import Entry, Problem
from legal.standing.fold import Fact

Misfits = dict[tuple[int, Fact], tuple[int, str]]  # (charge, fact): (development, sentence)


def misfits_in(case: Proceeding) -> Misfits:
    """Every development of a case that contradicts the other developments of its charges."""
    return {
        (charge.pk, development.fact): (development.pk, sentence)
        for charge in Charge.objects.filter(proceeding=case).with_histories()  # read fresh, because this runs twice
        for development, sentence in impossible(charge).items()
    }


def problems_of_case(
    case: Proceeding, entry: Entry, lines: dict[int, Entry], moved: set[int], before: Misfits
) -> Iterator[Problem]:
    """The contradictions that the file caused in a case; those that existed `before` are not reported.

    `lines` maps database keys of the case's developments to their entries; `moved` are the new or changed ones.
    """
    written = Development.objects.filter(proceeding=case, pk__in=moved, retracted_at__isnull=True)
    for development in written.select_related("proceeding").prefetch_related("charges"):
        found = [*misfits_alone(development, development.charges.all()), problem_of_day(development.occurred)]
        yield from (Problem(lines[development.pk].line, message) for message in found if message)
    for key, (pk, message) in misfits_in(case).items():
        if key not in before:
            yield Problem(lines[pk].line if pk in lines else entry.line, message)
