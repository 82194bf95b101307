"""An editor records what one day in court brought on one page, whole or not at all."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from dates.value import PartialDate
from legal.day import Refused, Step, preview, record
from legal.models import Development, Source
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory, ProceedingFactory, SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def charges():
    """Two charges against one person, both filed."""
    party = PartyFactory()
    charges = [ChargeFactory(party=party, offense=offense) for offense in ("arson", "theft")]
    DevelopmentFactory(proceeding=party.proceeding, kind="charged", occurred="2024-01-02", charges=charges)
    return charges


@pytest.fixture
def case(charges):
    return charges[0].proceeding


@pytest.fixture
def address(case):
    return f"/admin/legal/proceeding/{case.pk}/record/"


def newest(case) -> str:
    """What the page carries to tell whether something was recorded since it was loaded."""
    return str(max(case.developments.values_list("pk", flat=True)))


@pytest.fixture
def split(case, charges):
    """A form filled in: guilty of one charge, not guilty of the other."""
    arson, theft = charges
    return {
        "kind": ["verdict"],
        f"verdict-charge_{arson.pk}": "guilty",
        f"verdict-charge_{theft.pk}": "not_guilty",
        "verdict-by": "jury",
        "occurred": "2024-03-06",
        "title": "Verdict form",
        "publisher": "District Court",
        "source_kind": "document",
        "newest": newest(case),
    }


def words(answer):
    return " ".join(answer.content.decode().split())


def test_it_records_a_split_verdict_on_one_page(admin_client, address, split, case, charges):
    assert admin_client.post(address, split).status_code == 302
    made = {development.verdict: development for development in case.developments.filter(kind="verdict")}
    assert [list(made[verdict].charges.all()) for verdict in ("guilty", "not_guilty")] == [[charges[0]], [charges[1]]]
    assert sorted(development.position for development in made.values()) == [1, 2]
    assert {development.sources.get().title for development in made.values()} == {"Verdict form"}
    assert Source.objects.filter(title="Verdict form").count() == 1
    assert all(development.recorded_by for development in made.values())
    assert "Recorded: Verdict: guilty, March 6, 2024" in words(admin_client.get(address))


def test_it_shows_what_readers_will_be_told_and_writes_nothing(admin_client, address, split, case):
    page = words(admin_client.post(address, {**split, "preview": "1"}))
    assert "Found guilty by a jury on March 6, 2024; not yet sentenced." in page
    assert "Found not guilty by a jury on March 6, 2024." in page
    assert "Until now: Charged on January 2, 2024; pending." in page
    assert not case.developments.filter(kind="verdict").exists() and not Source.objects.filter(title="Verdict form")


def test_it_records_a_plea_and_its_sentence_of_one_day(admin_client, address, case, charges):
    day = {"occurred": "2024-03-06", "source": SourceFactory(), "source_kind": "report", "newest": newest(case)}
    source = day["source"]
    case.developments.get().sources.add(source)
    day |= {"source": source.pk, "kind": ["pleaded", "sentenced"], "sentenced-sentence": "six months"}
    for charge in charges:
        day |= {f"pleaded-charge_{charge.pk}": "guilty", f"sentenced-charge_{charge.pk}": "on"}
    assert admin_client.post(address, day).status_code == 302
    assert [d.kind for d in case.developments.all()] == ["charged", "pleaded", "sentenced"]
    assert case.developments.get(kind="sentenced").sentence == "six months"


def test_it_writes_nothing_when_one_step_cannot_be(admin_client, address, split, case, charges):
    impossible = {**split, "kind": ["verdict", "sentenced"], f"sentenced-charge_{charges[1].pk}": "on"}
    answer = admin_client.post(address, impossible)
    assert answer.status_code == 422
    assert "theft" in words(answer) and "It can only follow" in words(answer)
    assert case.developments.count() == 1 and not Source.objects.filter(title="Verdict form").exists()
    assert 'value="Verdict form"' in words(answer)  # nothing typed is lost


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"occurred": "2999-01-01"}, "This day is still to come"),
        ({"occurred": ""}, "This field is required"),
        ({"occurred": "soon"}, "soon"),
        ({"title": ""}, "Choose a source of this case or name a new one"),
        ({"verdict-by": "somebody"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_it_says_what_is_wrong_beside_it(admin_client, address, split, case, change, message):
    answer = admin_client.post(address, {**split, **change})
    assert answer.status_code == 422 and message in words(answer)
    assert case.developments.count() == 1


def test_it_asks_for_the_charges_of_a_verdict(admin_client, address, split, charges):
    for charge in charges:
        split[f"verdict-charge_{charge.pk}"] = ""
    assert "Choose a plea or verdict for at least one charge." in words(admin_client.post(address, split))


def test_it_offers_first_what_can_come_next(admin_client, address):
    page = words(admin_client.get(address))
    first, _, others = page.partition("record__stage")
    assert 'value="verdict"' in first and 'value="dismissed"' in first
    assert 'value="sentenced"' not in first and 'value="sentenced"' in others


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        ((), ["pleaded", "trial_began", "verdict", "dismissed", "nolle_prosequi"]),
        (("pleaded",), ["sentenced", "dismissed", "appeal_noticed"]),
        (("pleaded", "sentenced"), ["sentenced", "appeal_noticed", "released", "sentence_completed"]),
    ],
)
def test_it_offers_the_few_likeliest_first(admin_client, address, case, charges, steps, first):
    for number, kind in enumerate(steps):
        fields = {"plea": "guilty"} if kind == "pleaded" else {"sentence": "six months"}
        DevelopmentFactory(proceeding=case, kind=kind, charges=charges, occurred=f"2024-02-0{number + 1}", **fields)
    offered, _, _ = admin_client.get(address).content.decode().partition("record__stage")
    assert re.findall(r'name="add" value="(\w+)"', offered) == first


def test_it_offers_only_what_happens_in_such_a_case(admin_client, address, case):
    case.kind = "civil"
    case.save()
    page = words(admin_client.get(address))
    assert 'value="settled"' in page and 'value="sentenced"' not in page
    assert "not_guilty" not in words(admin_client.post(address, {"add": "verdict"}))


def test_it_shows_only_the_fields_a_kind_calls_for(admin_client, address):
    page = words(admin_client.post(address, {"add": "dismissed"}))
    assert 'name="dismissed-prejudice"' in page and 'name="dismissed-sentence"' not in page


def test_it_keeps_what_was_typed_when_a_step_is_added_or_left_out(admin_client, address, split):
    page = words(admin_client.post(address, {**split, "add": "sentenced"}))
    assert 'name="sentenced-sentence"' in page and 'value="Verdict form"' in page
    assert '<option value="guilty" selected>' in page
    page = words(admin_client.post(f"{address}?remove=verdict", {**split, "kind": ["verdict", "sentenced"], "add": ""}))
    assert 'name="verdict-by"' not in page and 'name="sentenced-sentence"' in page


def test_it_takes_a_source_of_the_case_again(admin_client, address, split, case):
    source = case.developments.get().sources.get()
    assert admin_client.post(address, {**split, "source": source.pk, "title": ""}).status_code == 302
    assert set(case.developments.filter(kind="verdict").values_list("sources", flat=True)) == {source.pk}


def test_it_says_what_a_case_without_charges_needs(admin_client):
    case = ProceedingFactory()
    page = words(admin_client.get(f"/admin/legal/proceeding/{case.pk}/record/"))
    assert "No charge is on record." in page and "Add the charges to the case" in page


@pytest.mark.parametrize(
    ("permissions", "status"), [([], 403), (["view_proceeding"], 403), (["view_proceeding", "add_development"], 200)]
)
def test_it_is_for_those_who_may_record(client, address, permissions, status):
    user = User.objects.create_user("somebody", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    assert client.get(address).status_code == status


def test_it_leads_there_from_the_case(admin_client, case, address):
    assert address in words(admin_client.get(f"/admin/legal/proceeding/{case.pk}/change/"))


def test_it_refuses_a_day_whole(case, charges, editor):
    day = {"occurred": PartialDate.parse("2024-03-06"), "sources": [], "by": editor}
    with pytest.raises(Refused, match="It can only follow"):
        record(case, steps=[Step("trial_began", {}, charges), Step("sentenced", {}, charges)], **day)
    assert case.developments.count() == 1
    assert preview(case, steps=[Step("trial_began", {}, charges)], **day)[0].after.startswith("Charged")
    assert Development.objects.count() == 1
