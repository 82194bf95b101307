"""Likely duplicates: who can be on record twice, found quickly, with what an editor has said about it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import duplicates
from people.duplicates import are_there_any, duplicates_of, likely_duplicates, likely_pairs, say_distinct
from people.models import DistinctPeople, OtherName
from people.names import could_be_same
from tests.factories import PersonFactory

GIVEN = st.sampled_from(["Ann", "A.", "Bill", "William", "Dave", "David", "Ruth Ida", "Ruth I."])
SURNAME = st.sampled_from(["Calder", "Calder Voss", "Calder-Voss", "Voss", "Muñoz", "Munoz Jr."])
NAMES = st.lists(st.builds(lambda given, surname: f"{given} {surname}", GIVEN, SURNAME), max_size=8)


@given(NAMES)
def test_it_finds_every_pair_that_comparing_all_would_find(names):
    people = list(enumerate(names))
    found = likely_pairs([(key, [name]) for key, name in people], set())
    every = {frozenset((a, b)) for (a, one), (b, other) in combinations(people, 2) if could_be_same(one, other)}
    assert {frozenset(pair) for pair in found.pairs} == every
    assert len(found.pairs) == len(every)
    assert found.is_whole


def test_it_compares_by_full_names_where_there_are_some():
    people = [(1, ["Inez Calder", "Calder"]), (2, ["Theo Calder"]), (3, ["Calder"])]
    assert {frozenset(pair) for pair in likely_pairs(people, set()).pairs} == {frozenset({1, 3}), frozenset({2, 3})}


def test_it_puts_the_very_same_name_first():
    people = [(1, ["A. Calder"]), (2, ["Ann Calder"]), (3, ["Ann Calder"])]
    assert set(likely_pairs(people, set()).pairs[0]) == {2, 3}


def test_it_says_when_there_were_too_many_to_compare():
    names = [f"{chr(65 + n)}da Lindqvist" for n in range(20)]
    few = likely_pairs([(name, [name]) for name in [*names, "Bill Hale", "William Hale"]], set(), most=3)
    assert not few.is_whole
    assert few.pairs == [("Bill Hale", "William Hale")], "the rarer surname comes first"


@pytest.mark.django_db
def test_it_finds_them_on_record_by_any_of_their_names(editor):
    mary, other, nobody = (PersonFactory(name=name) for name in ("Mary Ash", "Mary Birch", "Sven Oak"))
    OtherName.objects.create(person=other, name="Mary Ash", kind="former")
    assert [set(pair) for pair in likely_duplicates().pairs] == [{mary.pk, other.pk}]
    assert are_there_any()
    assert duplicates_of(mary) == [other.pk]
    assert duplicates_of(nobody) == []


@pytest.mark.django_db
def test_it_remembers_that_two_are_not_the_same(editor):
    one, other = PersonFactory(name="Mary Ash"), PersonFactory(name="M. Ash")
    note = say_distinct(one, other, by=editor)
    assert say_distinct(other, one, by=editor) == note
    assert (likely_duplicates().pairs, are_there_any(), duplicates_of(one)) == ([], False, [])
    DistinctPeople.objects.all().delete()
    assert are_there_any()


@pytest.mark.django_db
def test_it_never_looks_long_for_the_desk_s_home(monkeypatch):
    PersonFactory(name="Ann Ash"), PersonFactory(name="Mary Ash"), PersonFactory(name="M. Ash")
    monkeypatch.setattr(duplicates, "MOST_AT_A_GLANCE", 1)
    assert not are_there_any()
