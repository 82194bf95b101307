"""Where charges stand, from the database: for a page and its clocks, and for lists filtered by standing.

No stored copy of a standing is kept (docs/decisions/0017). A query excludes cases whose record cannot lead to a
standing; of the rest, a page folds as many as it scans.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from dates.clocks import NOW, Clocks
from legal.models import Charge, Development, Party, Proceeding
from legal.models.history import folded, read_history
from legal.standing.explaining import rank
from legal.standing.fold import Ahead, Standing
from legal.standing.states import State
from legal.standing.steps import STEPS
from legal.standing.summary import Line, summary
from legal.standing.thinning import moves
from web.models import asked_for


@dataclass(frozen=True)
class ChargeStanding:
    """A charge and where it stands for the clocks that were asked for."""

    charge: Charge
    standing: Standing
    rests_on_retracted: bool = False  # in a view of the past: it rests on a fact that was retracted since


def standing_of(charge: Charge, clocks: Clocks | None = None) -> Standing:
    """Where a charge stands, today or at the past that `clocks` selects."""
    clocks = clocks or NOW
    return charge.standing(as_of=clocks.as_of, known_at=clocks.known_at)


def standings_of(charges: Iterable[Charge], clocks: Clocks | None = None) -> list[ChargeStanding]:
    """Where each charge stands: acquittals first, then ended charges, then the rest in their order. Charges with
    nothing on record at a past moment are left out, because we do not keep when a charge was entered.
    """
    clocks = clocks or NOW
    stands = [ChargeStanding(charge, standing_of(charge, clocks), _retracted(charge, clocks)) for charge in charges]
    if clocks.known_at:
        stands = [stand for stand in stands if stand.charge.history.facts]
    return sorted(stands, key=lambda stand: rank(stand.standing))


def next_hearing(stands: Iterable[ChargeStanding]) -> Ahead | None:
    """The next hearing of a case, if it can concern one of these charges; shown once for all of them."""
    return next((stand.standing.next_hearing for stand in stands if stand.standing.next_hearing), None)


@dataclass(frozen=True)
class PartyView:
    """Someone's part in a case: their own charges, or all charges of the case if none is theirs."""

    party: Party
    stands: list[ChargeStanding]
    is_own: bool


def parties_by_outcome(parties: Iterable[Party], clocks: Clocks | None = None) -> list[PartyView]:
    """A person's parts in cases: their own charges first, and among these acquittals and ended charges first."""
    state = [_party_view(party, clocks) for party in parties]
    return sorted(state, key=lambda row: (not row.is_own, min((rank(s.standing) for s in row.stands), default=9)))


def _party_view(party: Party, clocks: Clocks | None) -> PartyView:
    charges = asked_for(party.proceeding, "listed_charges", "Party.objects.with_standings()")
    own = [charge for charge in charges if charge.party_id == party.pk]
    return PartyView(party, standings_of(own or charges, clocks), bool(own))


def _retracted(charge: Charge, clocks: Clocks) -> bool:
    moving = [fact for fact in charge.history.facts if fact.retracted_at and moves(fact)]
    return any(fact.counts(clocks.as_of, clocks.known_at) for fact in moving)


def summary_of(rows: Iterable[Party | Proceeding], clocks: Clocks | None = None) -> list[Line]:
    """The charges of a person's parties, or of several cases, in few lines; none is lost. Needs `with_standings()`."""
    return summary((_named(stand.charge, row), stand.standing) for row in rows for stand in _stands_of(row, clocks))


def _stands_of(row: Party | Proceeding, clocks: Clocks | None) -> list[ChargeStanding]:
    """For a party, the charges against it; for a case, all charges."""
    if isinstance(row, Party):
        charges = asked_for(row.proceeding, "listed_charges", "Party.objects.with_standings()")
        own = [charge for charge in charges if charge.party_id == row.pk]
        return standings_of(own, clocks)
    return standings_of(asked_for(row, "listed_charges", "Proceeding.objects.with_standings()"), clocks)


def _named(charge: Charge, row: Party | Proceeding) -> str:
    """The charge with its case, because it may have been refiled in another one; on a person's page, who is clear."""
    return f"{charge.offense}, {row.proceeding.title}" if isinstance(row, Party) else f"{charge.name}, {row.title}"


UNCLEAR, SEALED = "unclear", "sealed"  # told instead of a state
SHOWN_STATES = [*State.choices(), (SEALED, "sealed"), (UNCLEAR, "being checked")]


def shown_state(stands: Standing) -> str:
    """The state that readers see. For a sealed or unclear charge, only that it is sealed or unclear."""
    if stands.unclear:
        return UNCLEAR
    return SEALED if stands.sealed and stands.state != State.EXPUNGED else stands.state.value


def may_stand(cases: QuerySet, state: str) -> QuerySet:
    """The `cases` with a charge whose record has a step to `state`. No other case can be in that state."""
    charges = Charge.objects.filter(proceeding=OuterRef("pk"))
    if state == State.NONE:
        return cases.filter(Exists(charges))
    facts = Development.objects.published().filter(charges__proceeding=OuterRef("pk"))
    if state != UNCLEAR:
        leading = Q(pk__in=[])
        for (kind, which), step in STEPS.items():
            if (step.fills == "sealed") if state == SEALED else step.to == state:
                leading |= Q(kind=kind) & (Q(plea=which) | Q(verdict=which))
        facts = facts.filter(leading)
    return cases.filter(Exists(facts.order_by()))


def cases_standing(state: str, cases: Iterable[int]) -> set[int]:
    """The keys among `cases` of those with a charge in `state` today. One query."""
    charges = Charge.objects.filter(proceeding__in=list(cases)).with_history(Development.objects.published())
    histories = charges.order_by().values_list("proceeding", "history_text")
    return {case for case, text in histories if shown_state(folded(read_history(text))) == state}
