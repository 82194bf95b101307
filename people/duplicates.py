"""Likely duplicates: people on record whose names could belong to one person, unless an editor said otherwise."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, product

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from dates.value import PartialDate
from people.models import DistinctPeople, OtherName, Person
from people.names import could_be_same, tokens

Pair = tuple[Hashable, Hashable]
MOST_COMPARED = 50_000  # pairs of people, about a second's work; 5,000 people with 1,500 surnames make 8,000
MOST_AT_A_GLANCE = 5_000


@dataclass(frozen=True)
class Likely:
    """The pairs that were found, likeliest first; `is_whole` is False if there were too many to compare."""

    pairs: list[Pair]
    is_whole: bool


def likely_pairs(
    people: Iterable[tuple[Hashable, list[str]]],
    distinct: set[frozenset],
    most: int = MOST_COMPARED,
    born: Mapping[Hashable, PartialDate] | None = None,
) -> Likely:
    """The pairs of `people` (a key and the names, display name first) who could be the same person. Pure.

    Compares only people who share part of a surname, smallest groups first, and at most `most` pairs. People who were
    `born` on different days are never paired.
    """
    names = {key: _distinctive(all_names) for key, all_names in people}
    to_compare = _to_compare(names, distinct, born or {})
    alike = [pair for pair in islice(to_compare, most) if _are_alike(names, pair)]
    is_whole = next(to_compare, None) is None
    return Likely(sorted(alike, key=lambda pair: not _is_same(names, pair)), is_whole)


def _to_compare(
    names: dict[Hashable, list[str]], distinct: set[frozenset], born: Mapping[Hashable, PartialDate]
) -> Iterator[Pair]:
    for pair in _sharing_a_surname(names):
        days = [born[key] for key in pair if key in born]
        apart = len(days) == 2 and (days[0].last < days[1].first or days[1].last < days[0].first)
        if not apart and frozenset(pair) not in distinct:
            yield pair


def _are_alike(names: dict[Hashable, list[str]], pair: Pair) -> bool:
    return any(could_be_same(a, b) for a, b in product(names[pair[0]], names[pair[1]]))


def _is_same(names: dict[Hashable, list[str]], pair: Pair) -> bool:
    """Whether two people have exactly the same name."""
    return any(tokens(a) == tokens(b) for a, b in product(names[pair[0]], names[pair[1]]))


def _distinctive(names: list[str]) -> list[str]:
    """The names to compare a person by. One-word names could be anyone's, so they count only if there are no others."""
    return [name for name in names if len(tokens(name)) > 1] or names


def _sharing_a_surname(names: dict[Hashable, list[str]]) -> Iterator[Pair]:
    groups = defaultdict(dict)
    for key, all_names in names.items():
        for name in all_names:
            words = tokens(name)
            for word in words[1:] or words:
                if len(word) > 1:
                    groups[word][key] = True
    seen = set()
    for group in sorted(groups.values(), key=len):
        for pair in combinations(group, 2):
            if pair not in seen:
                seen.add(pair)
                yield pair


@dataclass(frozen=True)
class _Record:
    """Everyone's names and birth dates by key, and the pairs that editors marked as different people."""

    names: dict[int, list[str]]
    born: dict[int, PartialDate]
    distinct: set[frozenset]


def _on_record() -> _Record:
    """Load the record in three queries."""
    people = list(Person.objects.order_by("sort_name", "pk").values_list("pk", "name", "born"))
    names = {pk: [name] for pk, name, _ in people}
    for pk, name in OtherName.objects.order_by("pk").values_list("person", "name"):
        names.get(pk, []).append(name)  # someone may have been added since
    distinct = {frozenset(pair) for pair in DistinctPeople.objects.values_list("one", "other")}
    return _Record(names, {pk: born for pk, _, born in people if born}, distinct)


def likely_duplicates() -> Likely:
    """The likely duplicates among all people on record, as pairs of keys."""
    record = _on_record()
    return likely_pairs(record.names.items(), record.distinct, born=record.born)


def are_there_any() -> bool:
    """Whether a quick check finds a pair; it is limited so that the desk's home page stays fast."""
    record = _on_record()
    names = {key: _distinctive(all_names) for key, all_names in record.names.items()}
    to_compare = islice(_to_compare(names, record.distinct, record.born), MOST_AT_A_GLANCE)
    return any(_are_alike(names, pair) for pair in to_compare)


def duplicates_of(person: Person) -> list[int]:
    """The keys of people who could be the same as `person`."""
    record = _on_record()
    own = record.names.pop(person.pk, [person.name])
    found = (
        likely_pairs([(person.pk, own), other], record.distinct, born=record.born).pairs
        for other in record.names.items()
    )
    return [pair[1] for pairs in found for pair in pairs]


def say_distinct(one: Person, other: Person, *, by: AbstractBaseUser) -> DistinctPeople:
    """Record that two people are not the same."""
    found = DistinctPeople.objects.filter(Q(one=one, other=other) | Q(one=other, other=one)).first()
    return found or DistinctPeople.objects.create(one=one, other=other, by=by)
