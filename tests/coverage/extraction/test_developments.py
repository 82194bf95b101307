"""Sentences that report a dated step of a case become proposals."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.extraction.dates import FoundDate
from coverage.extraction.developments import find_developments, without_repeats
from coverage.extraction.people import FoundPerson
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Plea, Prejudice, Verdict
from tests.coverage.extraction.cases import find, one, steps

BY_STATE = {"by": "prosecution"}
INDICTED = {"instrument": "indictment", "by": "grand_jury"}
PLEA_NOT_GUILTY = {"plea": "not_guilty", "by": "defendant"}
TWO_YEARS = {"by": "court", "sentence": "two years"}


@pytest.mark.parametrize(
    ("text", "kind", "details"),
    [
        ("In May 2023, prosecutors dropped the charges against Ottilie Lund.", "nolle_prosequi", BY_STATE),
        ("Prosecutors dismissed the case in May 2023.", "nolle_prosequi", BY_STATE),
        ("In May 2023, a judge threw out the indictment.", "dismissed", {"by": "court"}),
        ("Judge Petra Varga dismissed the charge in May 2023.", "dismissed", {"by": "court"}),
        ("The case against Ottilie Lund was dismissed in May 2023.", "dismissed", {}),
        ("In May 2023, the district attorney announced charges against Ottilie Lund.", "announced", BY_STATE),
        ("In May 2023, prosecutors announced they would charge Ottilie Lund.", "announced", BY_STATE),
        ("Ottilie Lund was charged with fraud in May 2023.", "charged", {}),
        ("Ottilie Lund was indicted in May 2023.", "charged", INDICTED),
        ("A grand jury indicted Ottilie Lund in May 2023.", "charged", INDICTED),
        ("Ottilie Lund pleaded not guilty in May 2023.", "pleaded", {"plea": "not_guilty", "by": "defendant"}),
        ("Ottilie Lund pleaded guilty in May 2023.", "pleaded", {"plea": "guilty", "by": "defendant"}),
        ("Ottilie Lund pleaded no contest in May 2023.", "pleaded", {"plea": "no_contest", "by": "defendant"}),
        ("Ottilie Lund went on trial in May 2023.", "trial_began", {}),
        ("The trial of Ottilie Lund began in May 2023.", "trial_began", {}),
        ("A mistrial was declared in May 2023.", "mistrial", {"by": "court"}),
        ("Ottilie Lund was convicted in May 2023.", "verdict", {"verdict": "guilty"}),
        ("Ottilie Lund was found guilty of fraud in May 2023.", "verdict", {"verdict": "guilty"}),
        ("A jury found Ottilie Lund guilty in May 2023.", "verdict", {"verdict": "guilty", "by": "jury"}),
        ("A jury convicted Ottilie Lund of fraud in May 2023.", "verdict", {"verdict": "guilty", "by": "jury"}),
        ("Ottilie Lund was acquitted in May 2023.", "verdict", {"verdict": "not_guilty"}),
        ("Ottilie Lund was found not guilty in May 2023.", "verdict", {"verdict": "not_guilty"}),
        ("A jury acquitted Ottilie Lund in May 2023.", "verdict", {"verdict": "not_guilty"}),
        ("A jury found Ottilie Lund not guilty in May 2023.", "verdict", {"verdict": "not_guilty", "by": "jury"}),
        ("A judge found Ottilie Lund guilty in May 2023.", "verdict", {"verdict": "guilty"}),
        ("The state dismissed the charges in May 2023.", "nolle_prosequi", BY_STATE),
        ("The charges were dropped by prosecutors in May 2023.", "nolle_prosequi", BY_STATE),
        ("Ottilie Lund was found liable in May 2023.", "verdict", {"verdict": "liable"}),
        ("A jury found Ottilie Lund liable in May 2023.", "verdict", {"verdict": "liable", "by": "jury"}),
        ("Ottilie Lund was found not liable in May 2023.", "verdict", {"verdict": "not_liable"}),
        ("A jury found Ottilie Lund not liable in May 2023.", "verdict", {"verdict": "not_liable", "by": "jury"}),
        ("A judge found that Ottilie Lund was not liable in May 2023.", "verdict", {"verdict": "not_liable"}),
        ("Prosecutors charged Ottilie Lund with fraud in May 2023.", "charged", {}),
        ("Ottilie Lund had been charged with fraud in May 2023.", "charged", {}),
        ("Ottilie Lund was arraigned in May 2023.", "arraigned", {}),
        ("Ottilie Lund entered a plea of not guilty in May 2023.", "pleaded", PLEA_NOT_GUILTY),
        ("Ottilie Lund was released from a state prison in May 2023.", "released", {}),
        ("The lawsuit was settled in May 2023.", "settled", {}),
        ("Ottilie Lund was sentenced to two years for fraud in May 2023.", "sentenced", TWO_YEARS),
        ("In May 2023, Ottilie Lund received a sentence of two years.", "sentenced", TWO_YEARS),
        ("Ottilie Lund was released from prison in May 2023.", "released", {}),
        ("Ottilie Lund was freed on parole in May 2023.", "released", {}),
        ("Ottilie Lund sued the studio in May 2023.", "filed", {"by": "plaintiff"}),
        ("Ottilie Lund filed a civil lawsuit in May 2023.", "filed", {"by": "plaintiff"}),
        ("The state withdrew its appeal in May 2023.", "appeal_withdrawn", {}),
        ("Ottilie Lund filed a notice of appeal in May 2023.", "appeal_noticed", {}),
        ("The state appealed in May 2023.", "appeal_noticed", {}),
        ("Ottilie Lund settled her lawsuit in May 2023.", "settled", {}),
        ("Ottilie Lund was fatally shot in May 2023.", "event", {}),
    ],
)  # fmt: skip
def test_it_proposes_a_step(text, kind, details):
    found = one(text)
    assert (found.kind, found.occurred, found.details) == (kind, "2023-05", details)


def test_it_proposes_several_steps_of_one_sentence():
    text = "Ottilie Lund was charged with fraud in June 2022 and pleaded guilty in May 2023."
    assert steps(text) == [("charged", "2022-06"), ("pleaded", "2023-05")]


def test_it_gives_the_steps_in_the_order_of_the_text():
    text = "Ottilie Lund was convicted in May 2023 and was freed on parole in July 2023; the trial began in April 2023."
    assert [kind for kind, _ in steps(text)] == ["verdict", "released", "trial_began"]


def test_it_keeps_the_two_pleas_of_one_sentence_apart():
    text = "Ottilie Lund pleaded guilty on May 2, 2023, and Ramiro Ortega pleaded not guilty on May 9, 2023."
    found = [(f.occurred[-2:], f.person.key, f.details["plea"]) for f in find(text)]
    assert found == [("02", "lund", "guilty"), ("09", "ortega", "not_guilty")]


@pytest.mark.parametrize(
    "text",
    [
        "The horse ran along the river on May 2, 2023.", "Police found a box of coins on May 2, 2023.",
        "Ramiro Ortega found the letter of his aunt on May 2, 2023.",
        "Ramiro Ortega released a statement on May 2, 2023.", "The dust settled on May 2, 2023.",
        "She charged her telephone on May 2, 2023.", "Ottilie Lund was charged with fraud.",
    ],
)  # fmt: skip
def test_it_proposes_nothing_without_a_step_and_its_date(text):
    assert find(text) == []


def test_it_takes_the_date_from_the_sentence_before():
    text = "The court met on May 2, 2023. Ottilie Lund pleaded guilty."
    found = one(text)
    assert (found.occurred, found.confidence) == ("2023-05-02", "low")
    assert [text[slice(*span)] for span in found.spans] == [
        "The court met on May 2, 2023.",
        "Ottilie Lund pleaded guilty.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The court met on May 2, 2023.\n\nOttilie Lund pleaded guilty.",
        "The court met on May 2, 2023. It was cold. Ottilie Lund pleaded guilty.",
        "Ottilie Lund pleaded guilty. The court met again on May 2, 2023.",
        "“The court met on May 2, 2023.” Ottilie Lund pleaded guilty.",
    ],
)
def test_it_takes_no_date_from_further_away(text):
    assert find(text) == []


def test_it_takes_no_date_of_another_clause_that_stands_nearer():
    text = "On May 2, 2023, the armorer Ottilie Lund was indicted, and in June 2024 the mill burned."
    assert steps(text) == [("charged", "2023-05-02")]


def test_it_prefers_the_date_of_the_sentence_itself():
    assert steps("The court met on May 2, 2023. Ottilie Lund was indicted in June 2023.") == [("charged", "2023-06")]


def test_it_takes_the_nearest_of_several_dates():
    text = "After a fire in June 2019 that closed the mill, Ottilie Lund was charged with fraud in May 2023."
    assert steps(text) == [("charged", "2023-05")]


@pytest.mark.parametrize(
    ("words", "occurred"),
    [("in 2023", "2023"), ("in May 2023", "2023-05"), ("on May 2, 2023", "2023-05-02"), ("last month", "2024-02")],
)
def test_it_dates_no_more_precisely_than_the_text(words, occurred):
    assert steps(f"Ottilie Lund was charged with fraud {words}.") == [("charged", occurred)]


def test_it_points_at_the_words_of_the_date():
    text = "Ottilie Lund was charged with fraud on May 2, 2023."
    assert text[slice(*one(text).date)] == "May 2, 2023"


@pytest.mark.parametrize(
    ("words", "prejudice"),
    [
        ("A judge dismissed the case with prejudice on May 2, 2023.", "with"),
        ("A judge dismissed the case without prejudice on May 2, 2023.", "without"),
        ("On May 2, 2023, a judge dismissed the case without the possibility of a retrial.", "with"),
        ("Prosecutors dropped the charges without prejudice on May 2, 2023.", "without"),
        ("A judge dismissed the case on May 2, 2023.", None),
    ],
)
def test_it_tells_with_prejudice_from_without(words, prejudice):
    assert one(words).details.get("prejudice") == prejudice


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("sentenced to 18 months in jail on May 2, 2023", "18 months in jail"),
        ("sentenced to 18 months in jail in May 2023", "18 months in jail"),
        ("sentenced to probation, a judge said on May 2, 2023", "probation"),
        ("sentenced to five years in prison for fraud on May 2, 2023", "five years in prison"),
        ("sentenced to life in prison by Judge Petra Varga on May 2, 2023", "life in prison"),
    ],
)
def test_it_keeps_the_sentence_and_nothing_else(words, sentence):
    assert one(f"Ottilie Lund was {words}.").details["sentence"] == sentence


@pytest.mark.parametrize(
    ("words", "charges"),
    [
        ("involuntary manslaughter", ("involuntary manslaughter",)), ("manslaughter", ("manslaughter",)),
        ("wire fraud and perjury", ("wire fraud", "perjury")), ("fraud and wire fraud", ("fraud", "wire fraud")),
        ("Tampering With Evidence", ("tampering with evidence",)), ("horse theft", ("horse theft",)),
        ("theft", ("theft",)), ("something fraudulent", ()), ("being a murderer", ()),
    ],
)  # fmt: skip
def test_it_names_the_charges_by_their_longest_names(words, charges):
    found = one(f"Ottilie Lund was charged with {words} on May 2, 2023.", offenses=["horse theft"])
    assert found.charges == charges


@pytest.mark.parametrize(
    ("text", "is_civil"),
    [
        ("Ottilie Lund sued the studio on May 2, 2023.", True),
        ("Ottilie Lund settled her lawsuit on May 2, 2023.", True),
        ("Ottilie Lund was found liable on May 2, 2023.", True),
        ("Ottilie Lund pleaded guilty on May 2, 2023.", False),
        ("Ottilie Lund was acquitted in a civil courtroom on May 2, 2023.", False),
    ],
)
def test_it_tells_a_civil_step_from_a_criminal_one(text, is_civil):
    assert one(text).is_civil is is_civil


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ottilie Lund was charged with fraud on May 2, 2023.", "Ottilie Lund"),
        ("A jury convicted Ottilie Lund of fraud on May 2, 2023.", "Ottilie Lund"),
        ("Petra Varga dismissed the case against Ottilie Lund on May 2, 2023.", "Ottilie Lund"),
        ("Ramiro Ortega met Ottilie Lund. She pleaded guilty on May 2, 2023.", None),
        ("Ottilie Lund was sued by Ramiro Ortega on May 2, 2023.", "Ramiro Ortega"),
        ("Ottilie Lund sued Ramiro Ortega on May 2, 2023.", "Ottilie Lund"),
        ("Ottilie Lund, who knew Ramiro Ortega, was acquitted on May 2, 2023.", "Ottilie Lund"),
        ("Ottilie Lund, 44, was acquitted on May 2, 2023.", "Ottilie Lund"),
        ("Somebody was charged with fraud on May 2, 2023.", None),
    ],
)
def test_it_says_whom_a_step_is_about(text, name):
    found = one(text)
    assert (found.person and found.person.name) == name


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("Ottilie Lund pleaded guilty on May 2, 2023.", "high"), ("She pleaded guilty on May 2, 2023.", "low"),
        ("It was May 2, 2023. Ottilie Lund pleaded guilty.", "low"),
        ("Ottilie Lund said that Galloway pleaded guilty on May 2, 2023.", "low"),
        ("Ottilie Lund, who knew Ramiro Ortega, was acquitted on May 2, 2023.", "low"),
        ("Ramiro Ortega saw how Ottilie Lund pleaded guilty on May 2, 2023.", "high"),
        ("In a civil suit, Ottilie Lund was acquitted on May 2, 2023.", "low"),
    ],
)  # fmt: skip
def test_it_is_sure_only_of_a_named_person_and_a_date_in_one_sentence(text, confidence):
    assert one(text).confidence == confidence


def test_it_proposes_a_repeated_step_once():
    text = "Ottilie Lund pleaded guilty on May 2, 2023. As reported, Ottilie Lund pleaded guilty on May 2, 2023."
    assert len(find(text)) == 2
    assert without_repeats(find(text)) == find(text)[:1]


def test_it_keeps_the_same_step_of_another_person_or_day():
    text = "Ottilie Lund was indicted in May 2023. Ramiro Ortega was indicted in May 2023. He was indicted in June."
    assert len(without_repeats(find(text))) == 3


CHUNKS = ["Ottilie Lund ", "She ", "found ",
          "was charged with ", "pleaded guilty ", "dismissed the case ", "guilty of ",
          "fraud ", "on May 2, 2023", "in May ", "last month", ". ", "? ", "“", "”", '"', ", ", "\n\n", "against ",
          "was sentenced to ", "with prejudice ", "would ", "’", "\u00a0", "é", "𝒳"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(CHUNKS) | st.text(max_size=6), max_size=40).map("".join)
VALUES = {"plea": Plea, "verdict": Verdict, "prejudice": Prejudice, "instrument": Instrument, "by": Actor}


@given(TEXTS)
def test_it_points_into_the_text(text):
    for found in find(text):
        for start, end in (*found.spans, found.date):
            assert 0 <= start < end <= len(text)
        assert any(start <= found.date[0] and found.date[1] <= end for start, end in found.spans)
        assert found.spans == tuple(sorted(found.spans))


@given(TEXTS)
def test_it_uses_the_law_s_own_words(text):
    for found in find(text):
        DevelopmentKind(found.kind)
        for name, value in found.details.items():
            assert value
            if name != "sentence":
                VALUES[name](value)
        assert found.details.get("sentence", "") in text


def test_it_reads_a_long_text():
    paragraph = (
        "Ottilie Lund was charged with wire fraud on May 2, 2023. “It was over,” Ramiro Ortega said in June 2023. "
        "A judge dismissed the case against Ramiro Ortega without prejudice.\n\n"
    )
    text = paragraph * (200_000 // len(paragraph))
    assert len(find(text)) == 2 * text.count("\n\n")


@pytest.mark.parametrize(
    "chunk",
    [
        "found ", "was sentenced to ", "charges against ", "trial of ", "the state ", "was charged with it and ",
        "filed a ",
    ],
)  # fmt: skip
def test_it_reads_a_long_text_without_an_end(chunk):
    text = chunk * (200_000 // len(chunk))
    assert find_developments(text, dates=[], people=[], quoted=[]) == []


def test_it_reads_a_long_sentence_full_of_steps():
    step = "Ottilie Lund was charged with fraud in May 2023 and "
    text = step * (100_000 // len(step))
    dates = [FoundDate(m.start(), m.end(), m.group(), "2023-05") for m in re.finditer("May 2023", text)]
    lund = FoundPerson("Ottilie Lund", "lund", tuple(m.span() for m in re.finditer("Ottilie Lund", text)))
    assert len(find_developments(text, dates=dates, people=[lund], quoted=[])) == 1
