import pytest

from coverage.extraction.people import find_people
from people.names import Gazetteer


def found(text, known=None):
    return [(p.name, [text[s:e] for s, e in p.mentions]) for p in find_people(text, known)]


def names(text, known=None):
    return [person.name for person in find_people(text, known)]


def test_it_finds_the_full_name_and_then_the_surname():
    text = "Director Imogen Szabo arrived. Szabo’s film opens soon. Mr. Ashworth did not see Szabo."
    assert found(text) == [("Imogen Szabo", ["Imogen Szabo", "Szabo", "Szabo"]), ("Ashworth", ["Ashworth"])]


def test_it_leaves_titles_out_of_the_mention():
    assert found("Judge Nils Andersen ruled.") == [("Nils Andersen", ["Nils Andersen"])]
    assert found("Special Prosecutor Dorian Applegate sat.") == [("Dorian Applegate", ["Dorian Applegate"])]


def test_it_takes_the_fullest_form_for_the_name():
    text = "Inez Calder was on set. Inez Calder-Voss, the armorer, left. Calder Voss wept."
    assert found(text) == [("Inez Calder-Voss", ["Inez Calder", "Inez Calder-Voss", "Calder Voss"])]


def test_it_stops_at_the_surname():
    assert names("The Imogen Szabo Western film opened. Szabo was there.") == ["Imogen Szabo"]


@pytest.mark.parametrize(
    "text",
    [
        "The shoot in Santa Rosa, New Mexico, was stopped.",
        "Larkspur Pictures said it was proud. Concord Street Studio agreed.",
        "Her films include Circle of Stones and An Account of Our House.",
        "Low Water Documentary Background",
        "The Superior Court of Mesa County sat on Monday in March.",
        "THE TRIAL OF A TOWN",
        "Prosecutors Said Nothing",
    ],
)
def test_it_invents_nobody(text):
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“No,” said Zorvan Quillfeather, a miller.",
        "Armorer Zorvan Quillfeather left.",
        "Zorvan Quillfeather, 44, was cleared. Quillfeather wept.",
    ],
)
def test_it_finds_a_stranger_with_evidence(text):
    assert names(text) == ["Zorvan Quillfeather"]


def test_it_finds_known_people_without_evidence():
    known = Gazetteer([("k", ["Zorvan Quillfeather", "Big Zor"])])
    [person] = find_people("The mill of Zorvan Quillfeather burned. Big Zor left. Quillfeather stayed.", known)
    assert (person.name, person.key, len(person.mentions)) == ("Zorvan Quillfeather", "k", 3)


def test_it_tells_a_couple_apart_by_their_titles():
    text = "Martha Szabo spoke. Mr. Szabo wept. Ms. Szabo left with Mr. Szabo."
    assert found(text) == [("Martha Szabo", ["Martha Szabo", "Szabo"])]


def test_it_takes_no_couple_for_one_person_whose_name_tells_nothing():
    text = "Their son, Zorvan Quillfeather, died. Mr. Quillfeather spoke. Ms. Quillfeather wept."
    assert [len(mentions) for _, mentions in found(text)] == [1]


def test_it_finds_a_stranger_between_a_role_and_a_comma():
    assert names("The clerk, Zorvan Quillfeather, told nobody.") == ["Zorvan Quillfeather"]


def test_it_leaves_a_surname_that_two_people_bear_alone():
    text = "Imogen Szabo met Gideon Szabo. Szabo left."
    assert [len(person.mentions) for person in find_people(text)] == [1, 1]
