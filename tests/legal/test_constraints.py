"""The database refuses what a form could miss; each rule has a name."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from legal.models import Charge, Development, Party, ProceedingLink, Source
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory, ProceedingFactory

pytestmark = pytest.mark.django_db


def refuses(constraint, write):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)


def test_it_refuses_a_party_that_is_nobody():
    refuses(
        "party_is_a_person_or_an_organization",
        lambda: Party.objects.create(proceeding=ProceedingFactory(), role="judge"),
    )


def test_it_refuses_the_same_party_twice_in_a_role():
    party = PartyFactory()
    refuses("party_person_once_a_role", lambda: PartyFactory(proceeding=party.proceeding, person=party.person))


def test_it_refuses_two_developments_in_one_place_of_a_day():
    first = DevelopmentFactory(position=1)
    refuses("development_position_once_a_date", lambda: DevelopmentFactory(proceeding=first.proceeding, position=1))


def test_it_refuses_a_retraction_without_a_reason():
    row = DevelopmentFactory()
    rows = Development.objects.filter(pk=row.pk)
    refuses("development_retracted_with_a_reason", lambda: rows.update(retracted_at=row.recorded_at))


@pytest.mark.parametrize(
    ("kind", "name"), [("pleaded", "development_pleaded_what"), ("verdict", "development_verdict_which")]
)
def test_it_refuses_a_plea_or_a_verdict_without_saying_which(kind, name):
    refuses(name, lambda: DevelopmentFactory(kind=kind))


@pytest.mark.parametrize("text", ["yesterday", "2021-13", "2021-1", "21", "2021-02-32"])
def test_it_refuses_what_is_no_partial_date(text):
    Source.objects.create(title="A")
    write = "UPDATE legal_source SET date = %s"
    refuses("source_date_is_a_partial_date", lambda: connection.cursor().execute(write, [text]))


def test_it_writes_no_day_that_no_calendar_has():
    rows = Source.objects.filter(pk=Source.objects.create(title="A").pk)
    with pytest.raises(ValidationError, match="not in the calendar"):
        rows.update(date="2021-02-30")


def test_it_refuses_a_link_of_a_case_to_itself():
    case = ProceedingFactory()
    refuses(
        "proceeding_link_is_to_another",
        lambda: ProceedingLink.objects.create(kind="appeal_of", from_proceeding=case, to_proceeding=case),
    )


def test_it_refuses_a_charge_that_refiles_itself():
    charge = ChargeFactory()
    refuses("charge_refiles_another", lambda: Charge.objects.filter(pk=charge.pk).update(refiles=charge))
