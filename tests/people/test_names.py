import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import Gazetteer, could_be_same, sort_name, tokens

NAMES = st.one_of(st.text(max_size=40), st.sampled_from(["Ann Lee", "A. Lee", "Lee", "Dr. Ann B. Lee Jr.", "Lee, Ann"]))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Judge José Ortiz-Vega Jr.", ("jose", "ortiz", "vega")),
        ("Mr. O’Dell", ("odell",)),
        ("Lt. Gov. Dana Frye III", ("dana", "frye")),
        ("Frye, Dana", ("dana", "frye")),
        ("Frye, Jr.", ("frye",)),
        ("Judge", ("judge",)),
        ("", ()),
    ],
)
def test_tokens_it_keeps_the_words_that_tell_people_apart(name, words):
    assert tokens(name) == words


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Inez Calder-Voss", "Inez Calder Voss"),
        ("Inez Calder-Voss", "Calder Voss"),
        ("Inez Calder-Voss", "Inez Calder"),
        ("Inez Calder-Voss", "Calder"),
        ("Inez Calder-Voss", "Voss"),
        ("Dave Pruitt", "David Pruitt"),
        ("Alexander Rae Pruitt III", "Alec Pruitt"),
        ("Kari T. Lindqvist", "Kari Lindqvist"),
        ("Kari T. Lindqvist", "Kari Tove Lindqvist"),
        ("K. Lindqvist", "Kari Lindqvist"),
        ("Judge Lindqvist", "Kari Lindqvist"),
        ("José Muñoz", "Jose Munoz"),
        ("Lindqvist, Kari", "Kari Lindqvist"),
    ],
)
def test_it_says_that_two_forms_can_be_one_person(a, b):
    assert could_be_same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Theo Voss", "Inez Calder Voss"),
        ("Inez Calder", "Ivy Calder"),
        ("Kari T. Lindqvist", "Kari S. Lindqvist"),
        ("Kari Lindqvist", "Kari Pruitt"),
        ("Sam Pruitt Jr.", "Sam Pruitt Sr."),
        ("Pruitt", "Lindqvist"),
        ("", "Pruitt"),
    ],
)
def test_it_says_that_two_names_cannot_be_one_person(a, b):
    assert not could_be_same(a, b)


@given(NAMES, NAMES)
def test_it_compares_any_two_texts_alike_both_ways(a, b):
    assert could_be_same(a, b) == could_be_same(b, a)


@given(NAMES)
def test_it_takes_every_name_for_its_own(name):
    assert could_be_same(name, name)


@given(st.text())
def test_it_never_raises_on_any_text(text):
    tokens(text)
    sort_name(text)
    Gazetteer([(1, [text]), (2, ["Ann Lee", text])]).resolve(text)


@pytest.mark.parametrize(
    ("name", "sorted_name"),
    [
        ("Alec Pruitt", "Pruitt, Alec"),
        ("Alexander Rae Pruitt III", "Pruitt III, Alexander Rae"),
        ("Maria de la Fuente", "de la Fuente, Maria"),
        ("Judge Nils van der Berg", "van der Berg, Nils"),
        ("Pruitt", "Pruitt"),
        ("", ""),
    ],
)
def test_it_sorts_by_surname(name, sorted_name):
    assert sort_name(name) == sorted_name


PEOPLE = Gazetteer(
    [
        (1, ["Inez Calder Voss", "Inez Calder"]),
        (2, ["Theo Voss"]),
        (3, ["Kari Lindqvist", "Calder"]),
        (4, ["Inez Pruitt"]),
    ]
)


@pytest.mark.parametrize(
    ("mention", "key"),
    [
        ("Inez Calder-Voss", 1),
        ("Lindqvist", 3),
        ("Judge Lindqvist", 3),
        ("Calder", 3),  # an exact name wins over a part of another's
        ("Voss", None),
        ("Inez", None),
        ("Ivy Calder", None),
        ("Nobody Known", None),
        ("", None),
    ],
)
def test_the_gazetteer_it_names_only_whom_a_mention_must_mean(mention, key):
    assert PEOPLE.resolve(mention) == key


def test_the_gazetteer_it_shows_the_display_name():
    assert PEOPLE.display(1) == "Inez Calder Voss"


def test_the_gazetteer_it_finds_the_longest_known_name_at_a_word():
    words = "when inez calder voss spoke".split()
    assert PEOPLE.longest_at(words, 1) == 3
    assert PEOPLE.longest_at(words, 2) == 0
