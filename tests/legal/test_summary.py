"""Many charges in few lines: none is lost, and a split verdict stays split."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from legal.standing.fold import standing
from legal.standing.summary import summary
from legal.standing.wording import short
from tests.legal.histories import FACTS, histories, history

CHARGES = st.lists(st.tuples(st.sampled_from("ABC"), (histories() | FACTS).map(standing)), max_size=6)


@given(CHARGES)
def test_it_loses_no_charge(charges):
    lines = summary(charges)
    assert Counter(name for line in lines for name in line.charges) == Counter(name for name, _ in charges)
    assert Counter((line.words, name) for line in lines for name in line.charges) == Counter(
        (short(found), name) for name, found in charges
    )


@given(CHARGES)
def test_it_has_no_line_twice(charges):
    words = [line.words for line in summary(charges)]
    assert len(set(words)) == len(words)


def test_it_keeps_a_split_verdict_split_and_leads_with_what_ended():
    lines = summary(
        [
            ("manslaughter", standing(history("charged verdict:guilty"))),
            ("theft", standing(history("charged verdict:guilty"))),
            ("tampering", standing(history("charged verdict:not_guilty"))),
        ]
    )
    assert [str(line) for line in lines] == [
        "Found not guilty, January 2, 2021: tampering",
        "Found guilty, January 2, 2021: manslaughter, theft",
    ]


def test_it_says_nothing_of_nothing():
    assert summary([]) == []
