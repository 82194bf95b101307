"""`check_record` and the desk's page list what contradicts itself in the record, where it is and how to mend it."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from coverage.checking import contradictions, counted, gaps
from legal.models import Development
from people.duplicates import say_distinct
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    ReleaseFactory,
    SourceFactory,
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


def lacking() -> dict[str, list[str]]:
    return {check.name: [one.what for one in several] for check, several in gaps() if several}


def test_it_finds_a_release_without_a_source_unless_it_was_taken_back():
    release = ReleaseFactory(sources=[])
    release.refresh_from_db()
    assert found()["release_without_source"] == [f"“{release}” has no source, so readers do not see it."]
    release.retracted_at, release.retraction_reason = timezone.now(), "Wrong."
    release.save()
    assert found() == {}


def test_it_says_more_softly_which_role_has_no_source():
    party = PartyFactory(role="witness")
    assert found() == {}
    said = f"{party.proceeding}: how it is known that {party.who} is witness is not said."
    assert lacking()["party_without_source"] == [said]
    party.sources.add(SourceFactory())
    assert lacking() == {}


@pytest.mark.parametrize("where", ["a page of a source", "a source of its own"])
def test_it_says_more_softly_of_which_sentence_the_place_is_not_said(where):
    development = DevelopmentFactory(kind="sentenced", sentence="18 months")
    DevelopmentFactory(kind="order")
    assert list(lacking()) == ["amount_without_place"] and len(lacking()["amount_without_place"]) == 1
    if where == "a page of a source":
        development.sources.add(SourceFactory(locator="p. 4"))
    else:
        development.amount_sources.add(SourceFactory())
    assert lacking() == {}


def test_it_does_not_stop_for_what_only_lacks_a_source(capsys, desk):
    PartyFactory(role="witness")
    call_command("check_record")
    said = capsys.readouterr().out
    assert "Nothing found by" in said and "Roles without a source (1)" in said
    call_command("check_record", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["contradictions"] == [] and told["gaps"][0]["check"] == "party_without_source"
    page = desk.get("/admin/contradictions/").content.decode()
    assert "Nothing in the record contradicts itself." in page and "Roles without a source (1)" in page
    assert "Contradictions in the record" not in desk.get("/admin/").content.decode()


def test_it_counts_for_the_desk_s_home_at_most_every_ten_minutes(desk, django_assert_max_num_queries):
    assert "to look at" not in desk.get("/admin/").content.decode()
    ChargeFactory()
    assert "to look at" not in desk.get("/admin/").content.decode()
    cache.clear()  # as ten minutes do
    home = desk.get("/admin/").content.decode()
    assert "1 to look at" in home and "counted at" in home
    with django_assert_max_num_queries(0):
        assert counted().many == 1


def test_it_takes_no_pair_for_one_that_was_said_to_be_two(editor):
    one, other = PersonFactory(name="Robert Marsh"), PersonFactory(name="Bob Marsh")
    assert len(found()["duplicate_person"]) == 1
    say_distinct(one, other, by=editor)
    assert found() == {}
