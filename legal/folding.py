"""Which cases have a charge that stands somewhere today: folded when a list asks, from the facts readers may see.

No stored copy of a standing is kept for this (docs/decisions/0017). A query leaves out the cases whose record cannot
lead there; of the rest, as many as a page looks through are folded.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from legal.models import Charge, Development
from legal.models.development import FACT_DETAILS
from legal.standing import Fact, Standing, standing
from legal.states import State
from legal.steps import STEPS
from legal.thinning import thinned

UNCLEAR, SEALED = "unclear", "sealed"  # told instead of a state
TOLD = [*State.choices(), (SEALED, "sealed"), (UNCLEAR, "being checked")]
FACT = ("kind", "occurred", "position", "recorded_at", "retracted_at", *FACT_DETAILS)


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
    """The keys among `cases` of those with a charge that stands where `told` says today. Two queries."""
    charges = dict(Charge.objects.filter(proceeding__in=list(cases)).values_list("pk", "proceeding"))
    facts = _facts_of(charges)
    return {case for charge, case in charges.items() if told_state(standing(thinned(facts[charge]))) == told}


def _facts_of(charges: Iterable[int]) -> dict[int, list[Fact]]:
    """The public facts of each charge, row by row: a model for each would cost a page more."""
    zone = timezone.get_current_timezone()
    facts: dict[int, list[Fact]] = defaultdict(list)
    rows = Development.objects.published().filter(charges__in=list(charges)).order_by()
    for charge, *values in rows.values_list("charges", *FACT):
        fact = dict(zip(FACT, values, strict=True))
        facts[charge].append(Fact(**{**fact, "recorded_at": fact["recorded_at"].astimezone(zone)}))
    return facts
