"""Charges hang together: enhancement, lesser offense, replaced, amended, moved; both pages say so."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from legal.models import Charge
from legal.vocabulary import ChargeRelation
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory, ProceedingFactory

pytestmark = pytest.mark.django_db


def related(relation, *, elsewhere=False, **more):
    """A charge, and another one that hangs together with it, of the same defendant here or in another case."""
    first = ChargeFactory(offense="burglary")
    party = PartyFactory(person=first.party.person) if elsewhere else first.party
    return first, ChargeFactory(party=party, offense="trespass", relation=relation, related_to=first, **more)


@pytest.mark.parametrize("relation", ChargeRelation)
def test_it_is_told_of_both_charges(client, relation):
    first, second = related(relation, elsewhere=not relation.is_in_one_case)
    second.full_clean()
    words = client.get(second.proceeding.get_absolute_url()).content.decode()
    assert relation.label.lower() in words.lower() and "burglary" in words
    back = client.get(first.proceeding.get_absolute_url()).content.decode()
    assert relation.reverse_label.lower() in back.lower() and "trespass" in back


def test_it_tells_nothing_of_a_charge_in_a_case_that_is_not_public(client):
    first, second = related("supersedes", elsewhere=True)
    first.proceeding.__class__.objects.filter(pk=first.proceeding_id).update(is_public=False)
    assert "burglary" not in client.get(second.proceeding.get_absolute_url()).content.decode()
    first.proceeding.__class__.objects.filter(pk=first.proceeding_id).update(is_public=True)
    second.proceeding.__class__.objects.filter(pk=second.proceeding_id).update(is_public=False)
    assert "trespass" not in client.get(first.proceeding.get_absolute_url()).content.decode()


@pytest.mark.parametrize("fields", [{"relation": "supersedes"}, {"relation": ""}])
def test_it_says_both_how_and_with_which(fields):
    first = ChargeFactory()
    row = {**fields, "related_to": None if fields["relation"] else first}
    with pytest.raises(IntegrityError, match="charge_relation_names_another"), transaction.atomic():
        ChargeFactory(**row)


def test_it_is_never_related_to_itself():
    charge = ChargeFactory()
    with pytest.raises(IntegrityError, match="charge_is_related_to_another"), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(related_to=charge, relation="supersedes")


def test_it_is_against_the_same_party():
    charge = ChargeFactory(relation="supersedes", related_to=ChargeFactory())
    with pytest.raises(ValidationError, match="against somebody else"):
        charge.full_clean()


@pytest.mark.parametrize(
    ("relation", "elsewhere", "words"),
    [("enhancement_of", True, "a charge of this case"), ("moved_from", False, "comes from another case")],
)
def test_it_is_in_the_case_where_it_can_be(relation, elsewhere, words):
    _, charge = related(relation, elsewhere=elsewhere)
    with pytest.raises(ValidationError, match=words):
        charge.full_clean()


def test_it_is_entered_once():
    first, second = related("amended_from")
    first.relation, first.related_to = "supersedes", second
    with pytest.raises(ValidationError, match="already linked"):
        first.full_clean()


def test_it_sums_up_a_case_of_several_charges_without_losing_one(client):
    party = PartyFactory(proceeding=ProceedingFactory())
    for offense, verdict in (("burglary", "guilty"), ("arson", "not_guilty")):
        charge = ChargeFactory(party=party, offense=offense)
        for day, kind in enumerate(("charged", "verdict"), start=1):
            DevelopmentFactory(
                proceeding=party.proceeding,
                charges=[charge],
                kind=kind,
                occurred=f"2021-01-0{day}",
                verdict=verdict if kind == "verdict" else "",
            )
    page = client.get(party.proceeding.get_absolute_url()).content.decode()
    assert f"<strong>Found not guilty, January 2, 2021</strong>: {party.person}, arson" in page
    assert page.index("Found not guilty, January 2, 2021<") < page.index("Found guilty, January 2, 2021<")


def test_it_explains_the_kinds_at_the_desk(admin_client):
    page = admin_client.get(reverse("admin:legal_development_add")).content.decode()
    assert '<optgroup label="Trial and verdict">' in page
    assert 'title="Prosecutors give the charge up; a court need not decide. It can say: prejudice, why."' in page
    assert f'href="{reverse("glossary")}"' in page
    charged = DevelopmentFactory(kind="mistrial")
    form = admin_client.get(reverse("admin:legal_development_change", args=[charged.pk])).content.decode()
    assert 'aria-live="polite">The trial ends without a verdict; it may be held again. It can say: why.</span>' in form
