"""Thinning a history changes no standing, on any day and at any moment."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from dates.value import PartialDate
from legal.standing.fold import Fact, standing
from legal.standing.steps import STEPS
from legal.standing.thinning import thinned

DATES = ["2021", "2021-02", "2021-02-01", "2021-02-02", "2021-03", "2021-03-05", "2021-03-06", "2022", "2022-01-01"]
PLEAS_AND_VERDICTS = {key: ("plea" if key[0] == "pleaded" else "verdict") for key in STEPS if key[1]}


def fact(key, occurred, position, recorded, retracted=None):
    details = {PLEAS_AND_VERDICTS[key]: key[1]} if key[1] else {}
    recorded, retracted = (day and datetime(2021, day, 9, tzinfo=UTC) for day in (recorded, retracted))
    moments = {"recorded_at": recorded, "retracted_at": retracted}
    return Fact(kind=key[0], occurred=PartialDate.parse(occurred), position=position, **moments, **details)


KEYS = st.sampled_from(list(STEPS)) | st.sampled_from([("motion_filed", ""), ("order", ""), ("charged", "")])
FACTS = st.builds(
    fact, KEYS, st.sampled_from(DATES), st.integers(1, 99), st.integers(1, 12), st.none() | st.integers(1, 12)
)


@given(st.lists(FACTS, max_size=14), st.none() | st.dates(date(2020, 12, 1), date(2022, 3, 1)), st.integers(0, 12))
def test_it_changes_no_standing(facts, as_of, month):
    known_at = datetime(2021, month, 20, tzinfo=UTC) if month else None
    known = [f for f in facts if f.counts(None, known_at)]
    clocks = {"as_of": as_of, "known_at": known_at}
    assert standing(thinned(known), **clocks) == standing(facts, **clocks)


def test_it_keeps_one_of_each_kind_between_the_steps_that_move():
    steps = ["charged", "motion_filed", "order", "motion_filed", "order", "trial_began", "order", "order"]
    facts = [fact((kind, ""), "2021-02-01", place, 1) for place, kind in enumerate(steps, 1)]
    assert [f.position for f in thinned(facts)] == [1, 2, 3, 6, 7]


def test_it_keeps_a_step_that_cannot_be_there():
    facts = [fact(("motion_filed", ""), "2021-02-01", n, 1) for n in (1, 2)]
    assert standing(thinned(facts)).unclear
