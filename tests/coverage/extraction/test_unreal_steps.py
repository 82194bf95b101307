"""What is denied, supposed, claimed, asked, foretold or quoted is no step of a case."""

import pytest

from tests.coverage.extraction.cases import find, steps


@pytest.mark.parametrize(
    "text",
    [
        "On May 2, 2023 the state never dismissed the case.",
        "Ottilie Lund has not pleaded guilty as of May 2, 2023.",
        "Ottilie Lund hasn’t pleaded guilty as of May 2, 2023.",
        "Ottilie Lund hadn't pleaded guilty on May 2, 2023.",
        "By May 2, 2023, neither Ottilie Lund nor the state had appealed.",
        "The clerk denied that Ottilie Lund was charged with fraud on May 2, 2023.",
        "A judge denied a motion for a mistrial on May 2, 2023.",
        "Ottilie Lund was not found liable on May 2, 2023.",
        "On May 2, 2023, a jury found nobody liable.",
        "Ottilie Lund avoided a mistrial on May 2, 2023.",
    ],
)
def test_it_proposes_nothing_that_is_denied(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "If Ottilie Lund was charged with fraud on May 2, 2023, nobody saw the paper.",
        "It is unclear whether Ottilie Lund was indicted on May 2, 2023.",
        "Unless Ottilie Lund pleaded guilty by May 2, 2023, the offer was to lapse.",
        "Ottilie Lund might have pleaded guilty on May 2, 2023.", "The state could have appealed on May 2, 2023.",
        "If a jury found Ottilie Lund liable on May 2, 2023, nobody saw it.",
        "Ottilie Lund claimed that she was acquitted on May 2, 2023.",
        "The filing alleges that Ottilie Lund was convicted on May 2, 2023.",
        "Ottilie Lund hoped to be acquitted on May 2, 2023.", "Ottilie Lund was falsely charged in May 2023.",
        "The defense asked for a mistrial on May 2, 2023.", "The defense moved for a mistrial on May 2, 2023.",
    ],
)  # fmt: skip
def test_it_proposes_nothing_that_is_supposed(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The trial opened. So Ottilie Lund was charged with fraud on May 2, 2023?",
        "“Ottilie Lund pleaded guilty on May 2, 2023?”",
    ],
)
def test_it_proposes_nothing_that_is_asked(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "By May 2, 2025 Ottilie Lund will have pleaded guilty.",
        "The state is expected to have appealed by May 2, 2025.",
        "It is likely to have settled the case by May 2, 2025.",
    ],
)
def test_it_proposes_nothing_that_is_foretold(text):
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“Ottilie Lund was charged with fraud on May 2, 2023,” Ramiro Ortega said.",
        "On May 2, 2023, Ramiro Ortega said that she “pleaded guilty to all of it.”",
        "Ottilie Lund was charged with fraud, and Ramiro Ortega said it was “on May 2, 2023, at noon.”",
    ],
)
def test_it_proposes_nothing_from_inside_quotation_marks(text):
    assert find(text) == []


def test_it_proposes_what_stands_beside_a_quotation():
    text = "“It is over,” Ramiro Ortega said after Ottilie Lund was convicted on May 2, 2023."
    assert steps(text) == [("verdict", "2023-05-02")]


@pytest.mark.parametrize(
    "text",
    [
        "In May 2023 Ottilie Lund was charged with fraud.", "In 2023 Will Ortega was charged with fraud.",
        "Ottilie Lund did not speak, and she was charged with fraud in May 2023.",
        "The plea was not accepted; Ottilie Lund was convicted in May 2023.",
    ],
)  # fmt: skip
def test_it_takes_no_other_word_for_a_denial(text):
    assert len(find(text)) == 1
