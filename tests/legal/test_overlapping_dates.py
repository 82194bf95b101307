"""A month holds days, and a step known by its month may belong after one of them."""

from datetime import UTC, date, datetime

from dates.value import PartialDate
from legal.standing.fold import Fact, problems, standing
from legal.standing.steps import State
from legal.standing.wording import sentence

LATER = datetime(2025, 1, 1, tzinfo=UTC)


def fact(kind, occurred, **details):
    return Fact(kind=kind, occurred=PartialDate.parse(occurred), recorded_at=LATER, **details)


CHARGED = fact("charged", "2023-04-20")


def test_it_takes_a_month_after_a_day_in_it():
    facts = [CHARGED, fact("dismissed", "2023-04", by="court")]
    assert problems(facts) == {}
    assert standing(facts).state == State.DISMISSED


def test_it_takes_a_year_after_a_day_in_it():
    assert standing([CHARGED, fact("verdict", "2023", verdict="guilty")]).state == State.CONVICTED


def test_it_does_not_take_a_month_after_its_end():
    facts = [fact("dismissed", "2023-03", by="court"), CHARGED]
    assert list(problems(facts)) == [facts[0]]


def test_it_tells_nobody_where_a_charge_stands_when_the_facts_do_not_fit():
    facts = [fact("dismissed", "2023-05-01", by="court", prejudice="with")]
    assert standing(facts).unclear
    assert sentence(standing(facts)) == "Where it stands is being checked against the record."


def test_it_counts_a_month_that_a_later_step_needs():
    facts = [CHARGED, fact("verdict", "2024-03", verdict="guilty", by="jury"), fact("sentenced", "2024-03-15")]
    assert standing(facts, as_of=date(2024, 3, 20)).state == State.SENTENCED
    assert standing(facts, as_of=date(2024, 3, 10)).state == State.PENDING


def test_it_keeps_two_appeals_apart():
    sentenced = [CHARGED, fact("verdict", "2023-06-01", verdict="guilty"), fact("sentenced", "2023-07-01")]
    both = [
        fact("appeal_noticed", "2023-08-01", by="defendant"),
        fact("appeal_noticed", "2023-08-02", by="prosecution"),
    ]
    one_left = standing([*sentenced, *both, fact("appeal_withdrawn", "2023-09-01", by="prosecution")])
    assert one_left.on_appeal and [notice.by for notice in one_left.appeals] == ["defendant"]
    assert not standing([*sentenced, *both, fact("affirmed", "2023-09-01")]).on_appeal


def test_it_tells_the_verdict_before_the_judgment():
    facts = [
        fact("filed", "2023-01-02"),
        fact("verdict", "2023-02-03", verdict="liable", by="jury"),
        fact("judgment", "2023-03-04"),
    ]
    assert sentence(standing(facts)) == (
        "Found liable by a jury on February 3, 2023; decided by a judgment on March 4, 2023."
    )


def test_it_forgets_a_release_when_somebody_is_sentenced_again():
    facts = [CHARGED, fact("verdict", "2023-06-01", verdict="guilty"), fact("sentenced", "2023-07-01")]
    again = [*facts, fact("released", "2023-08-01"), fact("sentenced", "2023-09-01", sentence="two years")]
    assert "Released" not in sentence(standing(again))


def test_it_knows_a_charge_filed_again_by_a_plea():
    dismissed = [CHARGED, fact("dismissed", "2023-05-01", prejudice="without", by="court")]
    plea = fact("pleaded", "2023-06-01", plea="no_contest")
    assert standing(dismissed, refiled=[plea]).refiled == plea
    assert not standing(dismissed, refiled=[plea]).may_be_refiled
