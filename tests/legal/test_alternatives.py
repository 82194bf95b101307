"""Of alternatives only one can stand: a finding on one closes the others until it is undone; an acquittal does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.models import Charge, Development, Proceeding
from legal.recording import misfits
from legal.standing.fold import problems, standing
from legal.standing.states import State
from legal.standing.wording import sentence, short
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory
from tests.legal.histories import DAYS, FACTS, MOMENTS, START, fact_of, histories, history

OPEN = history("charged")


def beside(words, own="charged", **options):
    """Where a charge stands whose alternative has the history `words`."""
    return standing(history(own), alternatives=[history(words)], **options)


@pytest.mark.parametrize(
    "words",
    [
        "charged verdict:guilty",
        "charged verdict:guilty_lesser",
        "charged verdict:guilty sentenced",
        "charged verdict:guilty sentenced appeal_noticed",
        "charged verdict:guilty sentenced pardoned",
        "charged pleaded:guilty sentenced",
        "charged pleaded:no_contest convicted",
        "filed verdict:liable",
        "filed default default_judgment",
        "cited citation_affirmed",
        "cited citation_affirmed paid",
    ],
)
def test_it_is_not_reached_once_its_alternative_was_found(words):
    found = beside(words)
    assert (found.state, found.is_open, found.is_final, found.may_be_refiled) == (
        State.NOT_REACHED,
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    "words",
    [
        "charged",
        "charged verdict:not_guilty",
        "charged verdict:insanity",
        "charged verdict:hung",
        "charged dismissed/with",
        "charged pleaded:guilty",
        "charged pleaded:no_contest",
        "charged verdict:guilty dismissed",
        "charged verdict:guilty new_trial_granted",
        "charged verdict:guilty sentenced appeal_noticed reversed",
        "charged verdict:guilty sentenced abated",
        "charged verdict:guilty judgment_notwithstanding:not_guilty",
        "filed verdict:not_liable judgment",
        "filed judgment",
        "filed settled",
        "cited citation_affirmed citation_vacated",
        "verdict:guilty",
    ],
)
def test_it_stays_open_while_nothing_was_found_on_its_alternative(words):
    assert beside(words) == standing(OPEN)


@pytest.mark.parametrize(
    "own",
    [
        "charged verdict:not_guilty",
        "charged verdict:guilty",
        "charged verdict:hung",
        "charged dismissed/without",
        "charged pleaded:guilty",
        "announced",
    ],
)
def test_it_keeps_what_was_recorded_of_it_itself(own):
    assert beside("charged verdict:guilty", own).state == standing(history(own)).state


def test_it_depends_on_whom_a_judgment_is_for():
    for side, state in (("plaintiff", "not_reached"), ("defendant", "pending"), ("both", "pending"), ("", "pending")):
        decided = [*history("filed"), fact_of("judgment", "", 1, in_favor_of=side)]
        assert standing(history("filed"), alternatives=[decided]).state == state


def test_it_says_so_in_words():
    found = beside("charged trial_began verdict:guilty")
    when = found.since.reader
    assert sentence(found) == f"Not reached: its alternative was decided on {when}."
    assert short(found) == f"Not reached beside its alternative, {when}"
    assert found.own.state == State.PENDING


def test_it_is_on_trial_no_more_once_the_trial_ended_with_a_verdict_on_its_alternative():
    both = "charged trial_began"
    reversed_ = history(f"{both} verdict:guilty sentenced appeal_noticed reversed")
    found = standing(history(both), alternatives=[reversed_])
    assert (found.state, found.since) == (State.PENDING, reversed_[2].occurred)
    again = [*history(both), fact_of("trial_began", "", 9)]
    assert list(problems(again)) == again[-1:]
    assert problems(again, [reversed_]) == {}
    assert standing(again, alternatives=[reversed_]).state == State.ON_TRIAL


@given(st.lists(histories() | FACTS, max_size=2), histories() | FACTS, st.none() | DAYS, st.none() | MOMENTS)
def test_it_has_a_standing_beside_any_alternatives(others, facts, as_of, known_at):
    found = standing(facts, alternatives=others, as_of=as_of, known_at=known_at)
    assert sentence(found) and short(found)
    assert found == standing(facts, alternatives=others[::-1], as_of=as_of, known_at=known_at)


@given(histories(), histories(), MOMENTS)
def test_it_was_not_closed_by_what_was_recorded_later(facts, other, known_at):
    assert standing(facts, alternatives=[[f for f in other if f.recorded_at <= known_at]], known_at=known_at) == (
        standing(facts, alternatives=[other], known_at=known_at)
    )


# on record


@pytest.fixture
def pair(db):
    """Two alternatives of one count and a charge of no group, on trial."""
    party = PartyFactory()
    charges = [ChargeFactory(party=party, offense=name, alternative_group=group) for name, group in PAIR]
    for kind, day in (("charged", "2021-01-04"), ("trial_began", "2021-03-01")):
        DevelopmentFactory(proceeding=party.proceeding, kind=kind, occurred=day, charges=charges)
    return charges


PAIR = [("murder with intent", "A"), ("murder in a robbery", "A"), ("theft", "")]


def verdict(charge, which="guilty", day="2021-03-09"):
    return DevelopmentFactory(
        proceeding=charge.proceeding, kind="verdict", verdict=which, occurred=day, charges=[charge]
    )


def states(case, **asked):
    charges = Proceeding.objects.with_standings().get(pk=case.pk).listed_charges
    return [charge.standing(**asked).state for charge in charges]


def test_it_closes_the_other_of_the_group_only(pair):
    verdict(pair[0])
    assert states(pair[0].proceeding) == ["convicted", "not_reached", "on_trial"]
    assert states(pair[0].proceeding, as_of=date(2021, 3, 8)) == ["on_trial"] * 3
    alone = {charge.pk: charge.standing().state for charge in Charge.objects.with_standings()}
    assert [alone[charge.pk] for charge in pair] == ["convicted", "not_reached", "on_trial"]


def test_it_takes_no_letter_of_another_party_for_the_group(pair):
    other = PartyFactory(proceeding=pair[0].proceeding)
    same_letter = ChargeFactory(party=other, alternative_group="A")
    DevelopmentFactory(proceeding=other.proceeding, kind="charged", occurred="2021-01-04", charges=[same_letter])
    verdict(pair[0])
    assert states(pair[0].proceeding)[-1] == "pending"


def test_it_closes_a_lesser_included_offense_but_not_the_greater_one(pair):
    lesser = ChargeFactory(party=pair[2].party, offense="taking", relation="lesser_of", related_to=pair[2])
    DevelopmentFactory(proceeding=lesser.proceeding, kind="charged", occurred="2021-01-04", charges=[lesser])
    guilty = verdict(pair[2])
    assert states(lesser.proceeding)[2:] == ["convicted", "not_reached"]
    guilty.charges.set([lesser])
    assert states(lesser.proceeding)[2:] == ["on_trial", "convicted"]


def test_it_tells_readers_on_every_page_the_same(pair, client):
    verdict(pair[0])
    said = "Not reached: its alternative was decided on March 9, 2021."
    for address in (pair[0].proceeding.get_absolute_url(), "/cases/", pair[0].party.person.get_absolute_url()):
        assert client.get(address).content.decode().count(said) == 1, address


def test_it_tells_of_a_charge_filed_again_in_the_alternative_what_its_own_page_tells(pair, client):
    """The page of the case where it was dismissed, and that of the case where it was filed again."""
    first = ChargeFactory(party=PartyFactory(person=pair[1].party.person), offense="murder")
    for kind, day in (("charged", "2020-01-06"), ("dismissed", "2020-05-04")):
        DevelopmentFactory(proceeding=first.proceeding, kind=kind, occurred=day, charges=[first])
    Charge.objects.filter(pk=pair[1].pk).update(refiles=first)
    verdict(pair[0])
    for address in (first.proceeding.get_absolute_url(), pair[1].proceeding.get_absolute_url(), "/cases/"):
        assert "Not reached: its alternative was decided on March 9, 2021." in client.get(address).content.decode()


def test_it_checks_the_other_one_when_a_finding_is_taken_back(pair):
    """A second trial of both rests on the verdict that ended the first."""
    guilty = verdict(pair[0])
    case = pair[0].proceeding
    details = {"proceeding": case, "charges": [pair[0]]}
    DevelopmentFactory(**details, kind="new_trial_granted", occurred="2021-04-01")
    DevelopmentFactory(proceeding=case, kind="trial_began", occurred="2021-09-01", charges=pair[:2])
    guilty = Development.objects.get(pk=guilty.pk)
    assert misfits(guilty, [pair[0]]) == []
    guilty.retracted_at = START
    found = misfits(guilty, [pair[0]])
    assert any(str(pair[1]) in problem and "“trial began”" in problem for problem in found)


def test_it_previews_what_becomes_of_the_other_one(pair, desk):
    case = pair[0].proceeding
    address = f"/admin/legal/proceeding/{case.pk}/record/"
    said = {
        "kind": "verdict",
        f"verdict-charge_{pair[0].pk}": "guilty",
        "occurred": "2021-03-09",
        "title": "Verdict form",
        "source_kind": "document",
        "preview": "1",
    }
    page = desk.post(address, said).content.decode()
    assert "Not reached: its alternative was decided on March 9, 2021." in page
    assert not Development.objects.filter(kind="verdict").exists()


def test_it_offers_first_what_can_follow_for_it_itself(pair, desk):
    verdict(pair[0])
    page = desk.get(f"/admin/legal/proceeding/{pair[0].proceeding_id}/record/").content.decode()
    offered = page[page.index("What happened?") : page.index("record__stage")]
    assert 'value="dismissed"' in offered and 'value="sentenced"' in offered
