"""What cannot have happened is refused in words: by the check, in the form, and by the database where it can."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from legal.admin.case import DevelopmentForm
from legal.models import Development
from legal.recording import misfits
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory, ProceedingFactory, SourceFactory
from tests.legal.histories import history

pytestmark = pytest.mark.django_db

# the kind of case, a history of which only the last step cannot be, and words of the refusal
IMPOSSIBLE = [
    ("criminal", "trial_began", "nothing filed"),
    ("criminal", "announced trial_began", "charges announced, not filed"),
    ("criminal", "sentenced", "nothing filed"),
    ("criminal", "charged sentenced", "It can only follow: convicted, pleaded no contest, sentenced."),
    ("criminal", "charged dismissed/with verdict:guilty", "dismissed (with prejudice)"),
    ("criminal", "charged dismissed/with trial_began", "dismissed (with prejudice)"),
    ("criminal", "charged dismissed/with pleaded:guilty", "dismissed (with prejudice)"),
    ("criminal", "charged nolle_prosequi/without verdict:guilty", "dismissed (without prejudice)"),
    ("criminal", "charged nolle_prosequi nolle_prosequi", "“dismissed” since"),
    ("criminal", "charged charged", "pending"),
    ("criminal", "charged declined", "pending"),
    ("criminal", "charged announced", "pending"),
    ("criminal", "charged verdict:not_guilty verdict:guilty", "found not guilty"),
    ("criminal", "charged verdict:not_guilty sentenced", "found not guilty"),
    ("criminal", "charged verdict:not_guilty appeal_noticed", "found not guilty"),
    ("criminal", "charged verdict:not_guilty new_trial_granted", "found not guilty"),
    ("criminal", "charged verdict:not_guilty dismissed", "found not guilty"),
    ("criminal", "charged verdict:not_guilty pleaded:guilty", "found not guilty"),
    ("criminal", "charged verdict:insanity sentenced", "by reason of insanity"),
    ("criminal", "charged trial_began verdict:hung sentenced", "pending after a hung jury"),
    ("criminal", "charged mistrial", "It can only follow: on trial, pending after a hung jury."),
    ("criminal", "charged plea_withdrawn", "pending"),
    ("criminal", "charged verdict:guilty plea_withdrawn", "needs a plea before it"),
    ("criminal", "charged pleaded:not_guilty verdict:guilty plea_withdrawn", "there is a verdict already"),
    ("criminal", "charged pleaded:guilty trial_began", "convicted"),
    ("criminal", "charged pleaded:guilty judgment_notwithstanding:not_guilty", "needs a verdict before it"),
    ("criminal", "charged released", "It can only follow: pardoned, sentenced."),
    ("criminal", "charged verdict:guilty sentence_completed", "It can only follow: sentenced."),
    ("criminal", "charged verdict:guilty sentence_revoked", "It can only follow: sentenced."),
    ("criminal", "charged verdict:guilty commuted", "It can only follow: sentenced."),
    ("criminal", "charged pardoned", "pending"),
    ("criminal", "charged expunged", "pending"),
    ("criminal", "charged unsealed", "needs a sealing before it"),
    ("criminal", "charged stay_lifted", "needs a stay before it"),
    ("criminal", "charged superseded trial_began", "replaced by another charge"),
    ("criminal", "charged abated trial_began", "ended by death"),
    ("criminal", "charged removed trial_began", "moved to another court"),
    ("criminal", "charged verdict:guilty affirmed", "needs an open appeal"),
    ("criminal", "charged verdict:guilty reversed", "needs an open appeal"),
    ("criminal", "charged verdict:guilty appeal_withdrawn", "needs an open appeal"),
    ("criminal", "charged verdict:guilty certiorari_denied", "needs an open appeal"),
    ("criminal", "charged verdict:guilty appeal_noticed affirmed reversed", "needs an open appeal"),
    ("criminal", "charged outcome_reinstated", "needs an earlier outcome"),
    ("criminal", "charged verdict:liable", "A criminal verdict"),
    ("criminal", "charged settled", "does not happen in a criminal case"),
    ("criminal", "charged summary_judgment", "does not happen in a criminal case"),
    ("criminal", "cited", "does not happen in a criminal case"),
    ("civil", "filed verdict:guilty", "Nobody is found guilty"),
    ("civil", "filed pleaded:guilty", "criminal cases only"),
    ("civil", "filed sentenced", "criminal cases only"),
    ("civil", "filed nolle_prosequi", "criminal cases only"),
    ("civil", "filed contested", "does not happen in a civil case"),
    ("civil", "judgment", "nothing filed"),
    ("civil", "filed filed", "pending"),
    ("civil", "filed satisfied", "pending"),
    ("civil", "filed settlement_approved", "It can only follow: settled."),
    ("civil", "filed settled verdict:liable", "settled"),
    ("civil", "filed verdict:not_liable settled", "found not liable"),
    ("civil", "filed judgment default_set_aside", "needs a default before it"),
    ("civil", "filed returned", "It can only follow: moved to another court."),
    ("regulatory", "contested", "nothing filed"),
    ("regulatory", "cited verdict:guilty", "Nobody is found guilty"),
    ("regulatory", "cited paid citation_vacated", "penalty paid"),
    ("regulatory", "cited citation_vacated paid", "citation vacated"),
    ("regulatory", "cited convicted", "criminal cases only"),
]


def recorded(kind, words):
    """A charge in a case of that kind with all but the last step on record, and the last one as a form has it."""
    charge = ChargeFactory(party=PartyFactory(proceeding=ProceedingFactory(kind=kind)))
    *before, last = history(words)
    for fact in before:
        DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], **details(fact))
    return charge, details(last)


def details(fact):
    names = ("kind", "occurred", "plea", "verdict", "prejudice")
    return {name: str(getattr(fact, name)) for name in names}


def form(charge, fields, instance=None, **more):
    sources = [SourceFactory().pk]
    data = {**fields, "proceeding": charge.proceeding_id, "charges": [charge.pk], "sources": sources, **more}
    return DevelopmentForm(data, instance=instance)


def test_it_lists_at_least_forty_and_each_once():
    assert len({(kind, words) for kind, words, _ in IMPOSSIBLE}) == len(IMPOSSIBLE) >= 40


@pytest.mark.parametrize(("kind", "words", "why"), IMPOSSIBLE)
def test_it_refuses_what_cannot_have_happened(kind, words, why):
    charge, last = recorded(kind, words)
    new = Development(proceeding=charge.proceeding, **last)
    new.clean_fields(exclude=["recorded_by"])
    found = misfits(new, [charge])
    assert found and why in " ".join(found)
    typed = form(charge, last)
    assert not typed.is_valid()
    assert why in str(typed.non_field_errors().as_data())


@pytest.mark.parametrize(("kind", "words", "why"), IMPOSSIBLE)
def test_it_takes_all_but_the_last_of_these(kind, words, why):
    """Else the table could refuse for another reason."""
    *before, _ = words.split()
    if before:
        charge, last = recorded(kind, " ".join(before))
        typed = form(charge, last)
        assert typed.is_valid(), typed.errors


def test_it_points_to_the_override_where_something_does_not_fit():
    charge, last = recorded("criminal", "charged sentenced")
    typed = form(charge, last)
    assert "say here, on it, why" in typed.errors["override_reason"][0]


def test_it_records_what_does_not_fit_with_a_reason_and_keeps_it():
    charge, last = recorded("criminal", "charged sentenced")
    typed = form(charge, last, override_reason="The docket shows no plea.")
    assert typed.is_valid(), typed.errors
    assert typed.save().fact.override_reason == "The docket shows no plea."
    released = Development(proceeding=charge.proceeding, kind="released", occurred="2022")
    released.clean_fields(exclude=["recorded_by"])
    assert misfits(released, [charge]) == []


@pytest.mark.parametrize(("kind", "words"), [("civil", "filed sentenced"), ("criminal", "charged verdict:liable")])
def test_it_overrides_no_word_of_another_kind_of_case(kind, words):
    charge, last = recorded(kind, words)
    assert not form(charge, last, override_reason="A reason.").is_valid()


def test_it_excuses_no_other_development_with_an_override():
    charge, last = recorded("criminal", "charged verdict:guilty sentenced dismissed")
    inserted = {**last, "occurred": "2021-01-02", "position": "1"}
    assert not form(charge, inserted, override_reason="A reason.").is_valid()


@pytest.mark.parametrize("change", [{"kind": "announced"}, {"occurred": "2022-01-01"}])
def test_it_refuses_a_change_of_what_a_later_step_rests_on(change):
    charge, last = recorded("criminal", "charged verdict:guilty sentenced")
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], **last)
    charged = charge.developments.get(kind="charged")
    same = {"kind": "charged", "occurred": "2021-01-01", "position": "40"}
    assert form(charge, same, instance=charged).is_valid()
    changed = form(charge, {**same, **change}, instance=Development.objects.get(pk=charged.pk))
    assert "cannot come here" in str(changed.non_field_errors().as_data())


@pytest.mark.parametrize(
    ("kind", "by", "words"),
    [
        ("nolle_prosequi", "court", "is done by the prosecution."),
        ("verdict", "prosecution", "is done by the agency or the court or a jury."),
        ("sentenced", "prosecution", "is done by the court or a jury."),
    ],
)
def test_it_keeps_apart_who_can_do_what(kind, by, words):
    charge, last = recorded("criminal", {"sentenced": "charged pleaded:guilty sentenced"}.get(kind, f"charged {kind}"))
    new = Development(
        proceeding=charge.proceeding, **{**last, "by": by, "verdict": "guilty" if kind == "verdict" else ""}
    )
    new.clean_fields(exclude=["recorded_by"])
    assert words in " ".join(misfits(new, [charge]))


# what the database holds by itself: the name of the constraint, and a row that a form could have missed
HELD = [
    ("development_pleaded_what", {"kind": "pleaded"}),
    ("development_verdict_which", {"kind": "verdict"}),
    ("development_verdict_which", {"kind": "judgment_notwithstanding"}),
    ("development_no_guilt_notwithstanding", {"kind": "judgment_notwithstanding", "verdict": "guilty"}),
    ("development_no_guilt_notwithstanding", {"kind": "judgment_notwithstanding", "verdict": "hung"}),
    ("development_plea_where_called_for", {"kind": "arraigned", "plea": "guilty"}),
    ("development_verdict_where_called_for", {"kind": "judgment", "verdict": "liable"}),
    ("development_verdict_where_called_for", {"kind": "mistrial", "verdict": "hung"}),
    ("development_prejudice_where_called_for", {"kind": "verdict", "verdict": "guilty", "prejudice": "with"}),
    ("development_prejudice_where_called_for", {"kind": "settled", "prejudice": "with"}),
    ("development_instrument_where_called_for", {"kind": "announced", "instrument": "indictment"}),
    ("development_sentence_where_called_for", {"kind": "verdict", "verdict": "guilty", "sentence": "A year."}),
    ("development_terms_where_called_for", {"kind": "sentenced", "terms": "$5"}),
    ("development_in_favor_of_where_called_for", {"kind": "settled", "in_favor_of": "plaintiff"}),
    ("development_ground_where_called_for", {"kind": "sentenced", "ground": "evidence"}),
    ("development_lesser_offense_where_called_for", {"kind": "charged", "lesser_offense": "trespass"}),
    (
        "development_lesser_offense_of_its_verdict",
        {"kind": "verdict", "verdict": "guilty", "lesser_offense": "trespass"},
    ),
    ("development_manner_of_its_kind", {"kind": "sentenced", "manner": "bench"}),
    ("development_manner_of_its_kind", {"kind": "trial_began", "manner": "voluntary"}),
    ("development_manner_of_its_kind", {"kind": "dismissed", "manner": "jury"}),
]


@pytest.mark.parametrize(("constraint", "row"), HELD)
def test_it_is_refused_by_the_database_too(constraint, row):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        DevelopmentFactory(**row)
    assert "development_" in str(caught.value)
    rule = next(rule for rule in Development._meta.constraints if rule.name == constraint)
    with pytest.raises(ValidationError, match=re.escape(rule.violation_error_message)):
        rule.validate(Development, Development(**row))


@pytest.mark.parametrize(("constraint", "row"), HELD)
def test_it_says_in_the_form_what_the_database_refuses(constraint, row):
    charge = ChargeFactory()
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged", occurred="2020-01-01")
    assert not form(charge, {**row, "occurred": "2021-01-01"}).is_valid()


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "verdict", "verdict": "guilty_lesser", "lesser_offense": "trespass"},
        {"kind": "pleaded", "plea": "alford", "lesser_offense": "trespass"},
        {"kind": "judgment_notwithstanding", "verdict": "not_guilty"},
        {"kind": "trial_began", "manner": "bench"},
        {"kind": "dismissed", "manner": "inactivity", "prejudice": "without", "ground": "evidence"},
        {"kind": "settled", "manner": "confidential", "terms": "not told"},
        {"kind": "judgment", "in_favor_of": "plaintiff", "terms": "$5"},
        {"kind": "sentence_revoked", "sentence": "A year."},
    ],
)
def test_it_lets_the_database_take_what_is_called_for(row):
    assert DevelopmentFactory(**row).pk
