"""Hard cases, and the demo's: every charge stands where it should on every day, and goes through a file unchanged."""

import pytest
from django.db import transaction

from legal.models import Proceeding
from legal.records.exporting import export
from legal.standing.fold import problems, standing
from tests.legal.expected_standings import EXPECTED
from tests.legal.record_files import CASES, DEMO, bring_in, bring_in_text, changes, charges, on, told, turning_days

pytestmark = pytest.mark.django_db
FILES = {path.stem: path for path in [*sorted(CASES.glob("*.yaml")), DEMO]}


@pytest.fixture(params=FILES)
def name(request) -> str:
    return request.param


def test_it_knows_of_every_file_what_to_expect():
    assert set(EXPECTED) == set(FILES)


def test_it_stands_where_it_should_on_every_day(name):
    bring_in(FILES[name])
    assert {charge: changes(row) for charge, row in charges().items()} == EXPECTED[name]


def test_it_is_a_history_that_can_be(name):
    bring_in(FILES[name])
    for charge in charges().values():
        assert problems(charge.history.facts, [other.history.facts for other in charge.alternatives]) == {}


@pytest.mark.parametrize("name", [path.stem for path in CASES.glob("*.yaml")], indirect=True)
def test_it_matters_when_any_development_that_moves_a_charge_is_dropped(name):
    """Without it, the table above fails on some day; `test_demo_record` says the same of the demo's, step by step."""
    bring_in(FILES[name])
    days = turning_days()
    for charge, row in charges().items():
        facts, beside = row.history.facts, [other.history.facts for other in row.alternatives]
        whole = [told(standing(facts, alternatives=beside, as_of=day)) for day in days]
        for fact in facts:
            if fact.kind in ALONG_THE_WAY:
                continue
            rest = [other for other in facts if other is not fact]
            assert [told(standing(rest, alternatives=beside, as_of=day)) for day in days] != whole, (
                f"{charge}: {fact.kind}"
            )


ALONG_THE_WAY = {"answered", "contested", "enhancement_withdrawn", "motion_filed", "motion_denied", "order", "served"}


def everywhere() -> dict[str, list[str]]:
    """Where every charge stands on each day that could be another than the one before, in full."""
    days = turning_days()
    return {name: on(charge, days) for name, charge in charges().items()}


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_it_goes_through_a_file_into_an_empty_database_unchanged(name, form):
    with transaction.atomic():
        bring_in(FILES[name])
        text, before = export(Proceeding.objects.all(), with_links=True).dump(form), everywhere()
        transaction.set_rollback(True)
    assert not Proceeding.objects.exists()
    outcome = bring_in_text(text, is_json=form == "json")
    assert outcome.problems == []
    assert everywhere() == before
    assert export(Proceeding.objects.all(), with_links=True).dump(form) == text


def test_it_changes_nothing_when_its_own_export_comes_back(name):
    bring_in(FILES[name])
    text = export(Proceeding.objects.all()).dump("yaml")
    outcome = bring_in_text(text)
    assert (outcome.problems, outcome.only_here) == ([], [])
    assert {one.action for one in outcome.written} == {"unchanged"}
