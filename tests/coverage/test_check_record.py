"""`check_record` and the desk's page list what contradicts itself in the record, where it is and how to mend it."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from coverage.checking import contradictions
from legal.models import Development
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
)

pytestmark = pytest.mark.django_db


def found() -> dict[str, list[str]]:
    return {check.name: [one.what for one in several] for check, several in contradictions() if several}


def charged(**fields):
    """A charge that has been brought, and nothing wrong with it."""
    charge = ChargeFactory(**fields)
    DevelopmentFactory(proceeding=charge.proceeding, kind="charged", occurred="2021-01-04", charges=[charge])
    return charge


def test_it_finds_nothing_in_a_sound_record(demo):
    assert found() == {}


def test_it_finds_a_sentence_without_a_conviction():
    charge = charged()
    assert found() == {}
    wrong = DevelopmentFactory(
        proceeding=charge.proceeding, kind="sentenced", occurred="2021-02-01", sentence="a fine", charges=[charge]
    )
    assert "cannot come here" in found()["impossible_step"][0]
    Development.objects.filter(pk=wrong.pk).update(retracted_at=timezone.now(), retraction_reason="A mistake.")
    assert found() == {}


def test_it_finds_a_development_without_a_source():
    development = DevelopmentFactory(sources=[])
    said = f"“Order, May 6, 2021” in {development.proceeding} has no source, so readers do not see it."
    assert found()["without_source"] == [said]
    development.sources.add(DevelopmentFactory().sources.get())
    assert found() == {}


def test_it_finds_a_hearing_that_passed_without_an_outcome():
    past = HearingFactory(starts_at=timezone.now() - timedelta(days=2))
    HearingFactory(starts_at=timezone.now() - timedelta(days=2), state="held")
    HearingFactory(starts_at=timezone.now() + timedelta(days=2))
    assert len(found()["hearing_without_outcome"]) == 1
    assert str(past) in found()["hearing_without_outcome"][0]


@pytest.mark.parametrize(
    ("first", "second", "at_once"),
    [
        ({}, {}, True),
        ({"until": "2021-05"}, {"since": "2021-05"}, False),
        ({"until": "2021-05-20"}, {"since": "2021-05-03"}, True),
        ({"since": "2021-06"}, {"until": "2021-05"}, False),
        ({"since": "2020", "until": "2021-05"}, {}, True),
    ],
)
def test_it_finds_two_judges_at_once(first, second, at_once):
    case = ProceedingFactory()
    for terms, name in ((first, "Ann Bell"), (second, "Cal Dorn")):
        PartyFactory(proceeding=case, role="judge", person=PersonFactory(name=name), **terms)
    assert ("two_judges" in found()) == at_once


def test_it_lets_an_appeal_have_a_panel():
    case = ProceedingFactory(kind="appellate")
    for name in ("Ann Bell", "Cal Dorn"):
        PartyFactory(proceeding=case, role="judge", person=PersonFactory(name=name))
    assert found() == {}


def test_it_finds_a_defendant_without_a_charge_in_a_criminal_case_only():
    PartyFactory(proceeding=ProceedingFactory(kind="civil"))
    assert found() == {}
    party = PartyFactory()
    said = f"{party.who} is a defendant in {party.proceeding}, without a charge."
    assert found()["defendant_without_charge"] == [said]


def test_it_finds_a_charge_to_which_nothing_has_happened():
    charge = ChargeFactory()
    said = f"{charge.proceeding}: {charge}: nothing has happened to this charge."
    assert found()["charge_without_development"] == [said]


@pytest.mark.parametrize(
    ("other", "born", "could_be"),
    [
        ("Bob Marsh", "1970", True),
        ("Robert J. Marsh", None, True),
        ("Robert Marsh", "1985", False),
        ("Alice Marsh", "1970", False),
        ("Robert Dale", "1970", False),
    ],
)
def test_it_finds_people_who_could_be_one(other, born, could_be):
    PersonFactory(name="Robert Marsh", born="1970")
    PersonFactory(name=other, born=born)
    assert ("duplicate_person" in found()) == could_be


def test_it_finds_an_article_that_is_older_than_what_it_reports():
    article = ArticleFactory(published=True, first_published="2021-05")
    same = DevelopmentFactory(occurred="2021-05-20", sources=[article.as_source()])
    assert found() == {}
    Development.objects.filter(pk=same.pk).update(occurred="2021-06-01")
    assert "is dated May 2021 and is the source of" in found()["article_before_event"][0]


def test_it_stops_with_1_when_it_finds_something(capsys):
    call_command("check_record")
    assert "Nothing found by" in capsys.readouterr().out
    charge = ChargeFactory()
    with pytest.raises(SystemExit) as stop:
        call_command("check_record", "--json")
    rows = json.loads(capsys.readouterr().out)["contradictions"]
    assert stop.value.code == 1
    assert rows[0]["check"] == "charge_without_development"
    assert rows[0]["where"].endswith(f"/admin/legal/proceeding/{charge.proceeding_id}/change/")
    with pytest.raises(SystemExit):
        call_command("check_record")
    assert "1 found." in capsys.readouterr().out


def test_it_shows_them_at_the_desk(desk):
    page = desk.get("/admin/contradictions/").content.decode()
    assert "Nothing in the record contradicts itself." in page
    assert "Contradictions in the record" not in desk.get("/admin/").content.decode()
    charge = ChargeFactory(offense="<theft>")
    page = desk.get("/admin/contradictions/").content.decode()
    assert f"/admin/legal/proceeding/{charge.proceeding_id}/change/" in page
    assert "&lt;theft&gt;" in page
    assert "1 to look at" in desk.get("/admin/").content.decode()


def test_it_is_not_for_everybody(client, django_user_model):
    assert client.get("/admin/contradictions/").status_code == 302
    client.force_login(django_user_model.objects.create_user("staff", is_staff=True))
    assert client.get("/admin/contradictions/").status_code == 403
