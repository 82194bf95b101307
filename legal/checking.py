"""Contradictions in the record: each check is a function that asks the database a fixed number of questions.

What cannot be recorded at the desk can still be there: from an import, from an older rule, or because time has passed.
Nothing is fixed here; every contradiction says what, where, and how to fix it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from legal.models import Charge, Development, Hearing, Party, Proceeding
from legal.recording import impossible
from legal.vocabulary import HearingState, ProceedingKind, Role
from people.duplicates import likely_duplicates
from people.models import Person


@dataclass(frozen=True)
class Contradiction:
    """What does not fit, the row to open, and how to fix it."""

    what: str
    where: models.Model
    mend: str

    @property
    def address(self) -> str:
        """The row's page at the desk."""
        meta = self.where._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.where.pk])


@dataclass(frozen=True)
class Check:
    name: str  # stable, for scripts
    title: str
    find: Callable[[], Iterable[Contradiction]]


def without_source() -> Iterator[Contradiction]:
    sources = Development.sources.through.objects.filter(development=OuterRef("pk"))
    for development in _standing().filter(~Exists(sources)).select_related("proceeding"):
        yield Contradiction(
            f"“{development}” in {development.proceeding} has no source, so readers do not see it.",
            development,
            "Add the source that says so, or retract it.",
        )


def impossible_steps() -> Iterator[Contradiction]:
    """Every misfit: a sentence without a conviction, a trial before a charge, a verdict after a dismissal …"""
    for charge in Charge.objects.with_histories():
        for development, problem in impossible(charge).items():
            yield Contradiction(
                f"{charge.proceeding}: {problem}",
                development,
                "Record the step that is missing, correct this one's date, or retract it.",
            )


def hearings_without_outcome() -> Iterator[Contradiction]:
    past = Hearing.objects.filter(state=HearingState.SCHEDULED, starts_at__lt=timezone.now())
    for hearing in past.select_related("proceeding__court"):
        yield Contradiction(
            f"{hearing} was to begin on {hearing.local_start:%B %-d, %Y}, and is still “scheduled”.",
            hearing,
            "Say whether it was held, continued or vacated, and record what came of it.",
        )


def two_presiding_judges() -> Iterator[Contradiction]:
    """Two judges at once in a case before one judge. Appeals have a panel."""
    judges = Party.objects.filter(role=Role.JUDGE).exclude(proceeding__kind=ProceedingKind.APPELLATE)
    by_case: dict[Proceeding, list[Party]] = defaultdict(list)
    for judge in judges.select_related("proceeding", "person", "organization"):
        by_case[judge.proceeding].append(judge)
    for case, both in ((case, pair) for case, same in by_case.items() for pair in combinations(same, 2)):
        if _at_once(*both):
            yield Contradiction(
                f"{case} has two judges at once: {both[0].who} and {both[1].who}.",
                case,
                "Say until when the one presided and since when the other, or remove the one who did not.",
            )


def _at_once(one: Party, other: Party) -> bool:
    """Whether two terms overlap by more than the day, month or year of the change."""
    first, second = sorted((one, other), key=lambda party: str(party.since or ""))
    if not first.until:
        return True
    return second.since is None or second.since.last < first.until.first


def defendants_without_charge() -> Iterator[Contradiction]:
    accused = Party.objects.filter(role=Role.DEFENDANT, proceeding__kind=ProceedingKind.CRIMINAL)
    for party in accused.filter(charges__isnull=True).select_related("proceeding", "person", "organization"):
        yield Contradiction(
            f"{party.who} is a defendant in {party.proceeding}, without a charge.",
            party.proceeding,
            "Add the charge, or correct the role.",
        )


def charges_without_developments() -> Iterator[Contradiction]:
    bare = Charge.objects.filter(~Exists(_standing().filter(charges=OuterRef("pk"))))
    for charge in bare.select_related("party__person", "party__organization", "proceeding"):
        yield Contradiction(
            f"{charge.proceeding}: {charge}: nothing has happened to this charge.",
            charge.proceeding,
            "Record how it was brought, or remove it if it was entered by mistake.",
        )


def duplicate_people() -> Iterator[Contradiction]:
    """People who could be the same, as in the desk's *Likely duplicates*."""
    pairs = likely_duplicates().pairs
    keys = {key for pair in pairs for key in pair}
    people = {person.pk: person for person in Person.objects.filter(pk__in=keys)}  # `in_bulk()` asks again and again
    for one, other in ((people[a], people[b]) for a, b in pairs if a in people and b in people):
        yield Contradiction(
            f"{one} ({one.slug}) and {other} ({other.slug}) could be one person.",
            other,
            "Under Likely duplicates, merge them or say that they are two people.",
        )


def parties_without_source() -> Iterator[Contradiction]:
    parties = Party.objects.filter(sources__isnull=True).select_related("proceeding", "person", "organization")
    for party in parties:
        yield Contradiction(
            f"{party.proceeding}: how it is known that {party.who} is {Role(party.role).label} is not said.",
            party.proceeding,
            "Add a source to the party, on the case's form.",
        )


def amounts_without_place() -> Iterator[Contradiction]:
    """A sentence or amounts without a source that gives the exact place."""
    with_amounts = _standing().exclude(sentence="", terms="")
    placed = Q(amount_sources__isnull=False) | Q(sources__locator__gt="")
    for development in with_amounts.exclude(pk__in=with_amounts.filter(placed).values("pk")).select_related(
        "proceeding"
    ):
        yield Contradiction(
            f"“{development}” in {development.proceeding}: no source says where to find its sentence or amounts.",
            development,
            "Give a source its page, paragraph or time code, or add a source of the sentence or the amounts.",
        )


def _standing() -> models.QuerySet[Development]:
    return Development.objects.filter(retracted_at__isnull=True)


CHECKS = (
    Check("impossible_step", "Steps that cannot be there", impossible_steps),
    Check("without_source", "Developments without a source", without_source),
    Check("hearing_without_outcome", "Hearings that are past and still scheduled", hearings_without_outcome),
    Check("two_judges", "Two presiding judges at once", two_presiding_judges),
    Check("defendant_without_charge", "Defendants without a charge", defendants_without_charge),
    Check("charge_without_development", "Charges to which nothing has happened", charges_without_developments),
    Check("duplicate_person", "People who could be one", duplicate_people),
)
# Not contradictions, but worth completing.
GAPS = (
    Check("party_without_source", "Roles without a source", parties_without_source),
    Check("amount_without_place", "Sentences and amounts whose place in a source is not said", amounts_without_place),
)
