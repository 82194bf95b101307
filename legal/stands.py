"""Where charges stand, told for a page: for the clocks it is asked for, and in the order readers meet them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dates.clocks import NOW, Clocks
from legal.explaining import rank
from legal.models import Charge, Party, Proceeding
from legal.standing import Ahead, Standing
from legal.summary import Line, summary
from legal.thinning import moves


@dataclass(frozen=True)
class Stand:
    """A charge and where it stands for the clocks that were asked for."""

    charge: Charge
    standing: Standing
    rests_on_retracted: bool = False  # in a view of the past: on a fact that was taken back since


def standing_of(charge: Charge, clocks: Clocks | None = None) -> Standing:
    """Where a charge stands, today or for the past that `clocks` asks for."""
    clocks = clocks or NOW
    return charge.standing(as_of=clocks.as_of, known_at=clocks.known_at)


def standings_of(charges: Iterable[Charge], clocks: Clocks | None = None) -> list[Stand]:
    """Where each charge stands: acquittals first, then what ended, then the rest in the order they are kept.

    What nobody had recorded at a past moment of our clock is left out: when a charge itself was entered is not kept.
    """
    clocks = clocks or NOW
    stands = [Stand(charge, standing_of(charge, clocks), _retracted(charge, clocks)) for charge in charges]
    if clocks.known_at:
        stands = [stand for stand in stands if stand.charge.history.facts]
    return sorted(stands, key=lambda stand: rank(stand.standing))


def next_hearing(stands: Iterable[Stand]) -> Ahead | None:
    """The next hearing of a case, where it can be about one of these charges of it; told once for all of them."""
    return next((stand.standing.next_hearing for stand in stands if stand.standing.next_hearing), None)


@dataclass(frozen=True)
class PartyTold:
    """Somebody's part in a case: where their own charges stand, or where the case stands if none is theirs."""

    party: Party
    stands: list[Stand]
    is_own: bool


def parties_by_outcome(parties: Iterable[Party], clocks: Clocks | None = None) -> list[PartyTold]:
    """A person's parts in cases: their own charges first, and of those the acquittals and what ended for good."""
    told = [_party_told(party, clocks) for party in parties]
    return sorted(told, key=lambda row: (not row.is_own, min((rank(s.standing) for s in row.stands), default=9)))


def _party_told(party: Party, clocks: Clocks | None) -> PartyTold:
    charges = party.proceeding.listed_charges
    own = [charge for charge in charges if charge.party_id == party.pk]
    return PartyTold(party, standings_of(own or charges, clocks), bool(own))


def _retracted(charge: Charge, clocks: Clocks) -> bool:
    moving = [fact for fact in charge.history.facts if fact.retracted_at and moves(fact)]
    return any(fact.counts(clocks.as_of, clocks.known_at) for fact in moving)


def summary_of(rows: Iterable[Party | Proceeding], clocks: Clocks | None = None) -> list[Line]:
    """The charges of a person's parties, or of several cases, in few lines; none is lost. Needs `with_standings()`."""
    return summary((_named(stand.charge, row), stand.standing) for row in rows for stand in _stands_of(row, clocks))


def _stands_of(row: Party | Proceeding, clocks: Clocks | None) -> list[Stand]:
    """Of a party the charges against it, of a case all of them."""
    if isinstance(row, Party):
        own = [charge for charge in row.proceeding.listed_charges if charge.party_id == row.pk]
        return standings_of(own, clocks)
    return standings_of(row.listed_charges, clocks)


def _named(charge: Charge, row: Party | Proceeding) -> str:
    """With the case, since one may have been filed again in another; on a person's page it is plain who."""
    return f"{charge.offense}, {row.proceeding.title}" if isinstance(row, Party) else f"{charge.name}, {row.title}"
