"""A standing carries the next hearing of its case, where that can be about it; readers see it wherever it is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from legal.models import Hearing
from legal.standing.fold import Ahead, standing
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
)
from tests.legal.histories import history

AHEAD = Ahead(title="Sentencing", when="May 6, 2031, 9:00 AM MDT", starts_at=datetime(2031, 5, 6, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    "words",
    [
        "announced",
        "charged",
        "charged trial_began",
        "charged verdict:guilty",
        "charged verdict:guilty sentenced",
        "charged dismissed/with appeal_noticed",
        "filed settled",
    ],
)
def test_it_is_carried_while_it_can_be_about_the_charge(words):
    assert standing(history(words), next_hearing=AHEAD).next_hearing == AHEAD


@pytest.mark.parametrize(
    "words",
    [
        "charged verdict:not_guilty",
        "charged dismissed/with",
        "charged dismissed/without",
        "filed removed",
        "charged superseded",
        "charged verdict:guilty pardoned",
        "charged sealed",
        "verdict:guilty",
    ],
)
def test_it_is_not_carried_by_what_has_ended_or_is_not_told(words):
    assert standing(history(words), next_hearing=AHEAD).next_hearing is None


def test_it_is_not_carried_by_a_charge_whose_alternative_was_found():
    found = standing(history("charged"), alternatives=[history("charged verdict:guilty")], next_hearing=AHEAD)
    assert found.next_hearing is None


def test_it_is_not_carried_on_a_past_day():
    facts, later = history("charged"), AHEAD.starts_at
    assert standing(facts, next_hearing=AHEAD, as_of=later.date()).next_hearing is None
    assert standing(facts, next_hearing=AHEAD, known_at=later).next_hearing is None


@pytest.fixture
def world(db):
    """A case with one open charge and one acquittal, of a person, in a film and an article; two hearings ahead."""
    party = PartyFactory()
    case = party.proceeding
    DevelopmentFactory(
        proceeding=case, kind="charged", occurred="2021-01-04", charges=[ChargeFactory(party=party, offense="arson")]
    )
    for days, title in ((9, "Trial setting"), (3, "Plea hearing"), (-3, "Arraignment")):
        HearingFactory(proceeding=case, title=title, starts_at=timezone.now() + timedelta(days=days))
    film, article = FilmFactory(), ArticleFactory(published=True)
    film.proceedings.add(case)
    article.proceedings.add(case)
    addresses = [
        *(row.get_absolute_url() for row in (case, film, article, party.person)),
        reverse("cases"),
    ]
    return case, addresses


def test_it_is_told_on_every_page_that_tells_where_the_case_stands(world, client):
    _, addresses = world
    ahead = Hearing.objects.get(title="Plea hearing")
    said = f'Next in court: <a href="{ahead.get_absolute_url()}">Plea hearing</a>'
    for address in addresses:
        page = client.get(address).content.decode()
        assert page.count("Next in court:") == 1 and said in page and ahead.when in page, address


@pytest.mark.parametrize("state", ["vacated", "cancelled"])
def test_it_passes_over_a_hearing_that_will_not_be_held(world, client, state):
    _, addresses = world
    Hearing.objects.filter(title="Plea hearing").update(state=state)
    for address in addresses:
        assert ">Trial setting</a>" in client.get(address).content.decode(), address


def test_it_is_not_told_on_a_page_of_the_past(world, client):
    _, addresses = world
    for address in (*addresses[:2], addresses[3]):
        assert "Next in court:" not in client.get(f"{address}?as_of={timezone.localdate()}").content.decode()


def test_it_is_not_told_of_a_case_in_which_everything_has_ended(world, client):
    case, addresses = world
    verdict = {"kind": "verdict", "verdict": "not_guilty", "occurred": "2021-05-03"}
    DevelopmentFactory(proceeding=case, charges=case.charges.all(), **verdict)
    for address in addresses:
        assert "Next in court:" not in client.get(address).content.decode(), address
