import pytest

from coverage.extraction.quotes import find_quotes
from people.names import Gazetteer


def persons(text, people=None):
    return [quote.person for quote in find_quotes(text, people)]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Director Imogen Szabo spoke. “It is done,” Szabo said.", "Imogen Szabo"),
        ("Imogen Szabo stood up. “It is done,” she said.", "Imogen Szabo"),
        ("Judge Imogen Szabo sat down. “It is done,” the judge said.", "Imogen Szabo"),
        ("“It is done,” special prosecutor Imogen Szabo said.", "Imogen Szabo"),
        ("“It is done,” said Imogen Szabo of Tulsa.", "Imogen Szabo"),
        ("“It is done,” the mill’s spokeswoman, Imogen Szabo, said.", "Imogen Szabo"),
        ("“It is done,” said her lawyer, Mr. Zorvan Quillfeather.", "Zorvan Quillfeather"),
        ("“It is done,” the clerk, Zorvan Quillfeather, told the court.", "Zorvan Quillfeather"),
    ],
)
def test_it_resolves_a_surname_a_pronoun_and_a_nominal(text, person):
    assert persons(text) == [person]


@pytest.mark.parametrize(
    "text",
    [
        "“It is done,” the complaint says.",
        "Director Imogen Szabo spoke. “It is done,” the release said.",
        "Imogen Szabo spoke. “It is done,” a lawyer for Imogen Szabo said.",
        "Imogen Szabo spoke. “It is done,” Imogen Szabo’s lawyer said.",
        "Judge Imogen Szabo met Judge Helen Strand. “It is done,” the judge said.",
        "Gideon Ashworth left. “It is done,” she said.",
        "“It is done,” said the clerk, Imogen Szabo’s brother.",
        "“It is done,” said her lawyer, Imogen Szabo and a clerk at her side.",
        "“Imogen Szabo is a liar,” she said.",
        "Imogen Szabo spoke.\n\nOne.\n\nTwo.\n\nThree.\n\n“It is done,” she said.",
    ],
)
def test_it_names_nobody_rather_than_the_wrong_one(text):
    assert persons(text) == [None]


def test_it_uses_the_known_name():
    known = Gazetteer([(7, ["Imogen Szabo", "Imogen Kertész"])])
    assert persons("“It is done,” Imogen Kertész said.", known) == ["Imogen Szabo"]


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("“It is done,” Imogen Szabo said.", "high"),
        ("Imogen Szabo said, “It is done.”", "high"),
        ("“It is done,” the complaint says.", "high"),
        ("“It is done,” Imogen Szabo said, according to the Ledger.", "low"),
        ("Imogen Szabo felt that the case was “done.”", "low"),
        ("Imogen Szabo met Helen Strand. “It is done,” she said.", "low"),
        ("“It is done,” they said.", "low"),
        ("A voice that said, “It is done.”", "low"),
        ("Helen Strand said that Imogen Szabo had told her, “It is done.”", "low"),
        ("“It is done,” Imogen Szabo told the sheriff, Helen Strand testified.", "low"),
        ("“It is done,” Imogen Szabo told the sheriff, and Helen Strand left.", "high"),
    ],
)
def test_it_is_sure_only_where_the_words_leave_no_doubt(text, confidence):
    assert [quote.confidence for quote in find_quotes(text)] == [confidence]
