"""Does the record still make sense once a file is written? The rules are those of the desk (`legal.recording`)."""

from collections.abc import Iterator

from legal.models import Charge, Development, Proceeding
from legal.recording import impossible, misfits_alone, problem_of_day
from legal.records.shape import Entry, Problem
from legal.standing.fold import Fact

Misfits = dict[tuple[int, Fact], tuple[int, str]]  # charge and fact: the development, and the sentence


def misfits_in(case: Proceeding) -> Misfits:
    """Every development of a case that does not fit the others of its charges."""
    return {
        (charge.pk, development.fact): (development.pk, sentence)
        for charge in Charge.objects.filter(proceeding=case).with_histories()  # read again: it is asked twice
        for development, sentence in impossible(charge).items()
    }


def problems_of_case(
    case: Proceeding, entry: Entry, lines: dict[int, Entry], moved: set[int], before: Misfits
) -> Iterator[Problem]:
    """What the file has made impossible in a case; what was wrong `before` is not held against it.

    `lines` are the entries of its developments by their keys in the database, `moved` those that are new or changed.
    """
    written = Development.objects.filter(proceeding=case, pk__in=moved, retracted_at__isnull=True)
    for development in written.select_related("proceeding").prefetch_related("charges"):
        found = [*misfits_alone(development, development.charges.all()), problem_of_day(development.occurred)]
        yield from (Problem(lines[development.pk].line, message) for message in found if message)
    for key, (pk, message) in misfits_in(case).items():
        if key not in before:
            yield Problem(lines[pk].line if pk in lines else entry.line, message)
