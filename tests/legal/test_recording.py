"""A development is refused, in a sentence, when it cannot have happened."""

import pytest

from dates.value import PartialDate
from legal.models import Development
from legal.recording import misfits, next_position
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory, ProceedingFactory

pytestmark = pytest.mark.django_db


def record(charge, kind, occurred, **details):
    return DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind=kind, occurred=occurred, **details)


def reasons(charge, kind, occurred, **details):
    new = Development(proceeding=charge.proceeding, kind=kind, occurred=PartialDate.parse(occurred), **details)
    return " ".join(misfits(new, [charge]))


def test_it_takes_what_follows():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01", instrument="information")
    assert reasons(charge, "pleaded", "2021-02", plea="not_guilty") == ""


def test_it_refuses_a_trial_before_a_charge():
    assert "“trial began” (January 2021) cannot come here" in reasons(ChargeFactory(), "trial_began", "2021-01")


def test_it_refuses_a_sentence_without_a_conviction():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01")
    assert "It can only follow: convicted, pleaded no contest, sentenced." in reasons(charge, "sentenced", "2021-02-01")


def test_it_refuses_a_verdict_after_a_dismissal_with_prejudice():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01")
    record(charge, "dismissed", "2021-02-01", prejudice="with", by="court")
    found = reasons(charge, "verdict", "2021-03-01", verdict="guilty")
    assert "“dismissed (with prejudice)” since February 1, 2021" in found


def test_it_refuses_an_appeal_s_end_without_an_appeal():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01")
    record(charge, "dismissed", "2021-02-01", prejudice="with", by="court")
    assert "needs an open appeal" in reasons(charge, "appeal_withdrawn", "2021-03-01")


def test_it_looks_at_what_an_inserted_development_makes_impossible_later():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01")
    record(charge, "verdict", "2021-06-01", verdict="guilty", by="jury")
    assert "“verdict” (June 1, 2021) cannot come here" in reasons(charge, "dismissed", "2021-05-01", by="court")


def test_it_holds_nothing_against_a_development_that_was_wrong_before():
    charge = ChargeFactory()
    record(charge, "sentenced", "2021-01-01")
    assert reasons(charge, "charged", "2020-01-01") == ""


def test_it_does_not_count_what_was_retracted():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01")
    wrong = record(charge, "dismissed", "2021-02-01", by="court")
    Development.objects.filter(pk=wrong.pk).update(retracted_at=wrong.recorded_at, retraction_reason="Another case.")
    assert reasons(charge, "trial_began", "2021-03-01") == ""


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("verdict", {"verdict": "guilty"}, "Nobody is found guilty in a civil"),
        ("sentenced", {}, "happens in criminal cases only"),
        ("pleaded", {"plea": "no_contest"}, "happens in criminal cases only"),
    ],
)
def test_it_keeps_criminal_words_out_of_a_civil_case(kind, details, words):
    charge = ChargeFactory(party=PartyFactory(proceeding=ProceedingFactory(kind="civil")))
    record(charge, "filed", "2021-01-01")
    assert words in reasons(charge, kind, "2021-02-01", **details)


def test_it_keeps_civil_words_out_of_a_criminal_case():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01")
    assert "guilty or not guilty" in reasons(charge, "verdict", "2021-02-01", verdict="liable")
    assert "does not happen in a criminal case" in reasons(charge, "settled", "2021-02-01")


def test_it_refuses_a_step_that_names_no_charge():
    new = Development(proceeding=ProceedingFactory(), kind="sentenced", occurred=PartialDate.parse("2021"))
    assert "Say which charges it affects" in " ".join(misfits(new, []))


def test_it_lets_an_event_name_no_charge():
    assert (
        misfits(Development(proceeding=ProceedingFactory(), kind="event", occurred=PartialDate.parse("2021")), []) == []
    )


def test_it_refuses_to_retract_what_a_later_step_rests_on():
    charge = ChargeFactory()
    charged = record(charge, "charged", "2021-01-01")
    record(charge, "verdict", "2021-06-01", verdict="guilty", by="jury")
    charged.retracted_at = charged.recorded_at
    assert "“verdict” (June 1, 2021) cannot come here" in " ".join(misfits(charged, [charge]))


def test_it_refuses_to_take_a_charge_from_what_a_later_step_rests_on():
    charge = ChargeFactory()
    charged = record(charge, "charged", "2021-01-01")
    record(charge, "verdict", "2021-06-01", verdict="guilty", by="jury")
    other = ChargeFactory(party=charge.party)
    assert "cannot come here" in " ".join(misfits(charged, [other]))


def test_it_refuses_the_charge_of_another_case():
    charge = ChargeFactory()
    new = Development(proceeding=ProceedingFactory(), kind="charged", occurred=PartialDate.parse("2021"))
    assert "belongs to another case" in " ".join(misfits(new, [charge]))


def test_it_puts_a_new_development_after_the_others_of_its_date():
    charge = ChargeFactory()
    record(charge, "charged", "2021-01-01", position=4)
    assert next_position(charge.proceeding, PartialDate.parse("2021-01-01")) == 5
    assert next_position(charge.proceeding, PartialDate.parse("2021-01-02")) == 1
