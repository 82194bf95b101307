"""Which cases have a charge that stands somewhere today: folded when a list asks, from the facts readers may see.

No stored copy of a standing is kept for this (docs/decisions/0017). A query leaves out the cases whose record cannot
lead there; of the rest, as many as a page looks through are folded.
"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from legal.models import Charge, Development
from legal.models.history import folded, read_history
from legal.standing import Standing
from legal.states import State
from legal.steps import STEPS

UNCLEAR, SEALED = "unclear", "sealed"  # told instead of a state
TOLD = [*State.choices(), (SEALED, "sealed"), (UNCLEAR, "being checked")]


def told_state(stands: Standing) -> str:
    """Where readers are told that a charge stands: of what is sealed or unclear, only that (`legal/wording.py`)."""
    if stands.unclear:
        return UNCLEAR
    return SEALED if stands.sealed and stands.state != State.EXPUNGED else stands.state.value


def may_stand(cases: QuerySet, told: str) -> QuerySet:
    """The `cases` that have a charge on whose record is a step to where `told` says; others cannot stand there."""
    charges = Charge.objects.filter(proceeding=OuterRef("pk"))
    if told == State.NONE:
        return cases.filter(Exists(charges))
    facts = Development.objects.published().filter(charges__proceeding=OuterRef("pk"))
    if told != UNCLEAR:
        leading = Q(pk__in=[])
        for (kind, which), step in STEPS.items():
            if (step.fills == "sealed") if told == SEALED else step.to == told:
                leading |= Q(kind=kind) & (Q(plea=which) | Q(verdict=which))
        facts = facts.filter(leading)
    return cases.filter(Exists(facts.order_by()))


def cases_standing(told: str, cases: Iterable[int]) -> set[int]:
    """The keys among `cases` of those with a charge that stands where `told` says today. One query."""
    charges = Charge.objects.filter(proceeding__in=list(cases)).with_history(Development.objects.published())
    told_of = charges.order_by().values_list("proceeding", "history_text")
    return {case for case, text in told_of if told_state(folded(read_history(text))) == told}
