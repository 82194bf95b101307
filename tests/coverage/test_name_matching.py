"""Near-matches of people are found, also shortened or misspelt; other people are not."""

import pytest

from coverage.intake.name_matching import MOST, NameMatcher, everybody, is_slip
from tests.factories import PersonFactory

PEOPLE = {1: ["Hannah Gutierrez Reed", "Hannah Gutierrez-Reed"], 2: ["Tomas Brandt"], 3: ["José Ortiz", "Ortiz"]}


@pytest.fixture
def matcher():
    return NameMatcher(PEOPLE.items())


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Hannah Gutierrez", [1]),
        ("Hannah Gutierez Reed", [1]),
        ("Reed", [1]),
        ("Tom Brandt", []),  # no nickname of Tomas
        ("T. Brandt", [2]),
        ("Thomas Brandt", [2]),
        ("Jose Ortiz", [3]),
        ("Ana Ortiz", []),  # a surname alone on record says nothing against another given name
        ("Lena Voss", []),
        ("", []),
    ],
)
def test_it_finds_those_a_name_can_mean(matcher, name, keys):
    assert matcher.to(name) == keys


def test_it_puts_the_likest_first_and_offers_only_a_few():
    many = NameMatcher([(number, [f"Ida {letter}. Kellner"]) for number, letter in enumerate("ABCDEFGHIJ")])
    assert many.to("Ida F. Kellner")[0] == 5
    assert len(many.to("Ida Kellner")) == MOST


@pytest.mark.parametrize(("name", "key"), [("JOSE ORTIZ", 3), ("Hannah Gutierrez", None), ("Ortiz", None), ("", None)])
def test_it_knows_who_bears_this_very_name(matcher, name, key):
    assert matcher.exactly(name) == key


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Ida Kelner", "Ida Kellner", True),
        ("Ida Kellner", "Ida Kellner", False),
        ("Ida Kellner", "Ina Voss", False),
        ("Ida Kellner", "Ida M. Kellner", False),
        ("Kelner", "Kellner", False),
    ],
)
def test_it_tells_a_slip_of_the_pen_from_another_name(one, other, slip):
    assert is_slip(one, other) == slip


@pytest.mark.django_db
def test_it_reads_everybody_in_two_questions(django_assert_num_queries):
    for number in range(5):
        PersonFactory(name=f"Ida Kellner {number}", description="a director").other_names.create(name=f"I. K. {number}")
    with django_assert_num_queries(2):
        people = everybody()
    known = next(iter(people.values()))
    assert str(known) == "Ida Kellner 0, a director" and known.names == ["Ida Kellner 0", "I. K. 0"]
