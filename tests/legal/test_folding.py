"""Cases by where a charge stands today: the filter finds those that the fold says, and no others."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage.models import Article
from legal.models import Charge, Development, Proceeding
from legal.standing.steps import STEPS
from legal.standings import SHOWN_STATES, shown_state
from legal.vocabulary import DevelopmentKind
from pages.cases.filters import CaseFilter
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    CourtFactory,
    DevelopmentFactory,
    PartyFactory,
    ProceedingFactory,
    SourceFactory,
)
from web.asking import Listing

pytestmark = pytest.mark.django_db


def found(told: str) -> set[Proceeding]:
    """Every case that the filter lets through, page by page."""
    filters = CaseFilter({"standing": told}, Proceeding.objects.published())
    assert filters.is_valid()
    return set(Listing(key=("caption", "pk")).every_row(filters.qs, row_filter=filters.row_filter))


def derived(told: str) -> set[Proceeding]:
    """The same from the standings that pages show."""
    cases = Proceeding.objects.published().with_standings()
    return {case for case in cases if any(shown_state(charge.standing()) == told for charge in case.listed_charges)}


def charge_with(*steps, case=None, **kept) -> Charge:
    party = PartyFactory(proceeding=case) if case else PartyFactory()
    charge = ChargeFactory(party=party)
    for day, details in enumerate(steps, start=1):
        details = details if isinstance(details, dict) else {"kind": details}
        DevelopmentFactory(
            proceeding=charge.proceeding, charges=[charge], occurred=f"2021-05-{day:02}", **details, **kept
        )
    return charge


GUILTY = {"kind": "verdict", "verdict": "guilty"}


def test_it_finds_a_case_by_each_of_its_charges():
    case = ProceedingFactory()
    charge_with("charged", case=case)
    charge_with("charged", {"kind": "dismissed", "by": "court"}, case=case)
    assert found("pending") == found("dismissed") == {case}
    assert found("convicted") == set()


def test_it_finds_a_case_no_longer_where_it_stood_before():
    case = charge_with("charged", GUILTY, {"kind": "sentenced", "sentence": "a fine"}).proceeding
    assert found("sentenced") == {case}
    assert found("convicted") == found("pending") == set()


def test_it_finds_a_charge_to_which_nothing_has_happened():
    case = charge_with().proceeding
    assert found("none") == {case}
    ProceedingFactory()  # without a charge
    assert found("none") == {case}


def test_it_tells_nothing_more_of_what_is_sealed_or_unclear():
    sealed = charge_with("charged", GUILTY, {"kind": "sentenced", "sentence": "a fine"}, "sealed").proceeding
    unclear = charge_with({"kind": "sentenced", "sentence": "a fine"}).proceeding
    assert found("sealed") == {sealed}
    assert found("unclear") == {unclear}
    assert found("sentenced") == found("convicted") == set()


def test_it_follows_what_readers_may_see_at_once():
    """No copy can be stale: a source that comes out, a retraction, and rows changed past every `save()`."""
    article = ArticleFactory(state="published", published_at=timezone.now() + timedelta(hours=1))
    charge = charge_with("charged", sources=[article.as_source()])
    case = charge.proceeding
    assert (found("none"), found("pending")) == ({case}, set())
    Article.objects.filter(pk=article.pk).update(published_at=timezone.now())
    assert (found("none"), found("pending")) == (set(), {case})
    Development.objects.update(retracted_at=timezone.now(), retraction_reason="Wrong.")
    assert (found("none"), found("pending")) == ({case}, set())
    made = Development.objects.bulk_create(
        [Development(proceeding=case, kind="dismissed", occurred="2022", position=9, by="court")]
    )
    made[0].charges.set([charge])
    made[0].sources.set([SourceFactory()])
    Development.objects.filter(pk=made[0].pk).update(kind="charged", by="")
    assert (found("none"), found("pending")) == (set(), {case})


def test_it_finds_the_same_as_the_pages_in_the_demo_record(demo):
    for told, _ in SHOWN_STATES:
        assert found(told) == derived(told), told


def test_it_finds_matches_beyond_the_rows_that_one_page_looks_through(monkeypatch):
    monkeypatch.setattr("web.asking._listing.SCAN", 5)
    cases = [charge_with("charged").proceeding for _ in range(12)]
    for case in cases[1:-1]:
        DevelopmentFactory(
            proceeding=case, charges=[case.charges.get()], kind="dismissed", by="court", occurred="2021-06-01"
        )
    assert found("pending") == {cases[0], cases[-1]}


@pytest.mark.slow
@pytest.mark.postgresql_only  # hundreds of queries; the cases above ask both databases
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.sampled_from(list(STEPS)), max_size=5), min_size=1, max_size=4))
def test_it_finds_the_same_as_the_fold_for_any_record(histories):
    """Any steps in any order, most of which cannot follow each other, written past every `save()`."""
    court = CourtFactory()
    for history in histories:
        charge = charge_with(case=ProceedingFactory(court=court))
        for place, (kind, which) in enumerate(history, start=1):
            plea = which if kind == DevelopmentKind.PLEADED else ""
            development = Development(
                proceeding=charge.proceeding, kind=kind, plea=plea, verdict="" if plea else which, occurred="2021"
            )
            development.position = place
            Development.objects.bulk_create([development])
            development.charges.set([charge])
            development.sources.set([SourceFactory()])
    for told, _ in SHOWN_STATES:
        assert found(told) == derived(told), told
