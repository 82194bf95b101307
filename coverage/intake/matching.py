"""Match what a text says with known people, cases, charges, developments and films, but only if the match is clear."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from coverage.extraction.developments import FoundDevelopment
from coverage.extraction.releases import FoundRelease
from coverage.intake.extraction_pool import Names
from coverage.models import Film, Release
from legal.models import Charge, Development, Proceeding
from legal.vocabulary import ProceedingKind, Role
from people.models import Person
from people.names import Gazetteer


@dataclass(frozen=True)
class CaseMatch:
    """The case a found development belongs to, if that is clear; `development` is set if it is already on record."""

    proceeding: Proceeding | None = None
    charges: list[Charge] = field(default_factory=list)
    development: Development | None = None


class Known:
    """Everything that an import is matched with, read once per run."""

    @cached_property
    def people(self) -> Gazetteer:
        return Gazetteer((person.pk, person.names) for person in Person.objects.with_names())

    @cached_property
    def films(self) -> list[Film]:
        return list(Film.objects.prefetch_related("releases"))

    @cached_property
    def offenses(self) -> list[str]:
        return sorted({charge.offense for case in self.cases for charge in case.charges.all()})

    @cached_property
    def titles(self) -> list[str]:
        return [film.title for film in self.films]

    @cached_property
    def cases(self) -> list[Proceeding]:
        return list(Proceeding.objects.prefetch_related("parties", "charges__party", "developments__charges__party"))

    @property
    def names(self) -> Names:
        return Names(self.people, self.offenses, self.titles)

    def person(self, name: str | None) -> int | None:
        """Return the key of the one known person whom a name can mean."""
        return self.people.resolve(name) if name else None

    def case_for(self, found: FoundDevelopment, linked: Iterable[Proceeding]) -> CaseMatch:
        """Return the case of a found development: the one that has it on record, or the only one it can belong to."""
        linked_ids = {case.pk for case in linked}
        possible = [case for case in self.cases if _could_be_in(found, case)]
        candidates = [case for case in possible if case.pk in linked_ids] or possible
        for cases in (candidates, possible):
            recorded = [(case, development) for case in cases for development in _same(found, case)]
            if len(recorded) == 1:
                case, development = recorded[0]
                return CaseMatch(case, list(development.charges.all()), development)
        if found.kind == "event" or len(candidates) != 1:
            return CaseMatch()
        return CaseMatch(candidates[0], _charges(found, candidates[0]))

    def film_for(self, text: str, linked: list[Film]) -> Film | None:
        """Return the linked film if there is one, otherwise the only known film that the text names."""
        if len(linked) == 1:
            return linked[0]
        folded = text.casefold()
        named = [film for film in linked or self.films if film.title.casefold() in folded]
        return named[0] if len(named) == 1 else None

    @staticmethod
    def release_for(found: FoundRelease, film: Film | None) -> Release | None:
        """Return the release on record that a found one repeats."""
        if film is None:
            return None
        standing = [r for r in film.releases.all() if r.kind == found.kind and r.retracted_at is None]
        same = [r for r in standing if compatible(str(r.date), found.value)]
        return same[0] if len(same) == 1 else None


def compatible(a: str, b: str) -> bool:
    """Whether two partial dates can be the same day: One begins with the other."""
    return a.startswith(b) or b.startswith(a)


def _could_be_in(found: FoundDevelopment, case: Proceeding) -> bool:
    if found.kind == "event":
        return True
    if found.is_civil != (case.kind == ProceedingKind.CIVIL):
        return False
    roles = {Role.PLAINTIFF} if found.kind == "filed" else {Role.DEFENDANT, Role.RESPONDENT}
    person = found.person.key if found.person else None
    return any(party.person_id == person and party.role in roles for party in case.parties.all()) if person else False


def _same(found: FoundDevelopment, case: Proceeding) -> list[Development]:
    """Return the developments of a case that report the same step."""
    return [
        development
        for development in case.developments.all()
        if development.retracted_at is None
        and development.kind == found.kind
        and compatible(str(development.occurred), found.occurred)
        and all(found.details.get(name, "") in ("", getattr(development, name)) for name in ("plea", "verdict"))
        and (not found.charges or not _offenses(development) or _offenses(development) & set(found.charges))
        and _is_about(found, development)
    ]


def _is_about(found: FoundDevelopment, development: Development) -> bool:
    """Whether a development may concern the person the text names: it is false only if its charges are all against
    other people, and always true for a plaintiff's filing.
    """
    people = {charge.party.person_id for charge in development.charges.all()}
    key = found.person.key if found.person else None
    return key is None or not people or found.kind == "filed" or key in people


def _offenses(development: Development) -> set[str]:
    return {charge.offense for charge in development.charges.all()}


def _charges(found: FoundDevelopment, case: Proceeding) -> list[Charge]:
    person = found.person.key if found.person else None
    all_charges = list(case.charges.all())
    own = [c for c in all_charges if c.party.person_id == person] or all_charges
    named = [charge for charge in own if charge.offense in found.charges]
    return named or (own if len(own) == 1 else [])
