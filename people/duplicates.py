"""Likely duplicates: people on record whose names could be one person's, unless an editor has said otherwise."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from people.models import DistinctPeople, OtherName, Person
from people.names import could_be_same, tokens

Pair = tuple[Hashable, Hashable]
MOST_COMPARED = 50_000  # pairs of people: about a second; 5,000 people of 1,500 surnames make 8,000
MOST_AT_A_GLANCE = 5_000


@dataclass(frozen=True)
class Likely:
    """The pairs that were found, the likeliest first; `is_whole` unless there were too many to compare them all."""

    pairs: list[Pair]
    is_whole: bool


def likely_pairs(
    people: Iterable[tuple[Hashable, list[str]]], distinct: set[frozenset], most: int = MOST_COMPARED
) -> Likely:
    """The pairs of `people` (a key and the names, the display name first) who could be the same. Pure.

    Only people who share a word of a surname are compared, the smallest groups first, and at most `most` pairs.
    """
    names = {key: _telling(all_names) for key, all_names in people}
    to_compare = (pair for pair in _sharing_a_surname(names) if frozenset(pair) not in distinct)
    alike = [pair for pair in islice(to_compare, most) if _are_alike(names, pair)]
    is_whole = next(to_compare, None) is None
    return Likely(sorted(alike, key=lambda pair: not _is_same(names, pair)), is_whole)


def _are_alike(names: dict[Hashable, list[str]], pair: Pair) -> bool:
    return any(could_be_same(a, b) for a, b in product(names[pair[0]], names[pair[1]]))


def _is_same(names: dict[Hashable, list[str]], pair: Pair) -> bool:
    """Whether two people bear the very same name."""
    return any(tokens(a) == tokens(b) for a, b in product(names[pair[0]], names[pair[1]]))


def _telling(names: list[str]) -> list[str]:
    """The names to compare somebody by: a word alone can be anybody's, so only where there is nothing better."""
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


def _on_record() -> tuple[dict[int, list[str]], set[frozenset]]:
    """Everybody's names by key, and the pairs said to be two people, in three queries."""
    people = {pk: [name] for pk, name in Person.objects.order_by("sort_name", "pk").values_list("pk", "name")}
    for pk, name in OtherName.objects.order_by("pk").values_list("person", "name"):
        people.get(pk, []).append(name)  # somebody may have come since
    return people, {frozenset(pair) for pair in DistinctPeople.objects.values_list("one", "other")}


def likely_duplicates() -> Likely:
    """The pairs of keys among all people on record."""
    people, distinct = _on_record()
    return likely_pairs(people.items(), distinct)


def are_there_any() -> bool:
    """Whether a first look finds a pair; for the desk's home, so it never takes long."""
    people, distinct = _on_record()
    names = {key: _telling(all_names) for key, all_names in people.items()}
    to_compare = islice(_sharing_a_surname(names), MOST_AT_A_GLANCE)
    return any(frozenset(pair) not in distinct and _are_alike(names, pair) for pair in to_compare)


def duplicates_of(person: Person) -> list[int]:
    """The keys of those who could be the same as one person."""
    people, distinct = _on_record()
    own = people.pop(person.pk, [person.name])
    found = (likely_pairs([(person.pk, own), other], distinct).pairs for other in people.items())
    return [pair[1] for pairs in found for pair in pairs]


def say_distinct(one: Person, other: Person, *, by: AbstractBaseUser) -> DistinctPeople:
    """Remember that two people are not the same."""
    found = DistinctPeople.objects.filter(Q(one=one, other=other) | Q(one=other, other=one)).first()
    return found or DistinctPeople.objects.create(one=one, other=other, by=by)
