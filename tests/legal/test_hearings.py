"""Hearings: what a court sets a date for, what became of it, and the next date when it is moved."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from legal.models import Hearing
from legal.scheduling import CannotContinue, agenda, continue_hearing
from legal.vocabulary import HearingKind
from tests.factories import DevelopmentFactory, HearingFactory, ProceedingFactory

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
NINE = datetime(2026, 12, 2, 9, tzinfo=NEW_YORK)


@pytest.fixture
def case():
    return ProceedingFactory(court__time_zone="America/New_York")


def ahead(days=3):
    return timezone.now() + timedelta(days=days)


def problems(hearing) -> dict:
    try:
        hearing.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_it_takes_its_title_from_its_kind_unless_it_is_told():
    assert HearingFactory(kind="oral_argument", title="").title == "Oral argument"
    assert HearingFactory(kind="oral_argument", title="Argument on bail").title == "Argument on bail"


def test_it_asks_what_is_heard_when_the_kind_does_not_say():
    assert "Say what is heard" in problems(HearingFactory.build(kind="other", title=""))["title"][0]
    assert "title" not in problems(HearingFactory.build(kind="sentencing", title=""))


def test_it_has_a_label_for_every_kind():
    labels = [label for _, label in HearingKind.choices()]
    assert all(labels) and len(set(labels)) == len(labels)


def test_it_gives_older_hearings_the_kind_that_their_title_names():
    known, unknown = HearingFactory(title="Oral Argument"), HearingFactory(title="Mention")
    import_module("legal.migrations.0002_hearings").kind_from_title(apps, None)
    known.refresh_from_db()
    unknown.refresh_from_db()
    assert (known.kind, unknown.kind) == ("oral_argument", "other")
    kinds = import_module("legal.migrations.0002_hearings").KINDS
    assert set(kinds.values()) <= {value for value, _ in HearingKind.choices()}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "December 2, 2026, 9:00 AM EST"),
        ({"ends_at": NINE.replace(hour=11)}, "December 2, 2026, 9:00 AM EST to 11:00 AM"),
        ({"ends_at": NINE.replace(day=4, hour=17)}, "December 2, 2026, 9:00 AM EST to December 4, 2026, 5:00 PM EST"),
        ({"is_all_day": True, "starts_at": NINE.replace(hour=0)}, "December 2, 2026"),
        (
            {"is_all_day": True, "starts_at": NINE.replace(hour=0), "ends_at": NINE.replace(day=5, hour=0)},
            "December 2, 2026 to December 4, 2026",
        ),
        ({"starts_at": datetime(2026, 7, 1, 13, tzinfo=UTC)}, "July 1, 2026, 9:00 AM EDT"),
    ],
)
def test_it_says_when_by_the_court_s_clock(case, changes, words):
    hearing = HearingFactory(proceeding=case, **{"starts_at": NINE, **changes})
    assert Hearing.objects.get(pk=hearing.pk).when == words


def test_it_lasts_a_day_by_the_court_s_calendar_when_the_clocks_change(case):
    start = datetime(2026, 3, 8, tzinfo=NEW_YORK)  # a day of 23 hours
    hearing = HearingFactory(proceeding=case, starts_at=start, is_all_day=True)
    assert hearing.ends_at == datetime(2026, 3, 9, tzinfo=NEW_YORK)
    assert hearing.ends_at.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "scheduled", "outcome": True}, "Only a hearing that was held has an outcome"),
        ({"ends_at": NINE - timedelta(minutes=1)}, "It ends before it starts."),
        ({"state": "held", "starts_at": datetime(2999, 1, 1, tzinfo=UTC)}, "cannot be marked as held"),
        ({"outcome": False, "state": "held"}, "belongs to another case"),
        ({"continued_to": False, "state": "continued"}, "belongs to another case"),
        ({"continued_to": True, "state": "vacated"}, "A hearing with a later date is “continued”."),
    ],
)
def test_it_refuses_in_words_what_cannot_be(case, changes, words):
    """True stands for a row of this case, False for one of another."""
    made = {"outcome": DevelopmentFactory, "continued_to": HearingFactory}
    for name in made.keys() & changes.keys():
        changes = {**changes, name: made[name](proceeding=case if changes[name] else ProceedingFactory())}
    hearing = HearingFactory.build(proceeding=case, **{"starts_at": NINE - timedelta(days=900), **changes})
    if "ends_at" in changes:
        hearing.starts_at = NINE
    assert words in str(problems(hearing))


def test_it_lets_through_what_can_be(case):
    details = {"proceeding": case, "starts_at": NINE - timedelta(days=900)}
    held = HearingFactory.build(**details, state="held", outcome=DevelopmentFactory(proceeding=case))
    moved = HearingFactory.build(**details, state="continued", continued_to=HearingFactory(proceeding=case))
    assert (problems(held), problems(moved)) == ({}, {})


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"title": ""}, "hearing_has_a_title"),
        ({"outcome": True}, "hearing_outcome_when_held"),
        ({"ends_at": NINE - timedelta(hours=1)}, "hearing_ends_after_it_starts"),
        ({"is_all_day": True, "ends_at": None}, "hearing_all_day_ends_with_a_day"),
        ({"state": "continued", "continued_to": "itself"}, "hearing_continued_to_another"),
        ({"continued_to": True}, "hearing_continued_has_the_state"),
    ],
)
def test_it_has_a_constraint_for_what_a_form_could_miss(case, wrong, name):
    hearing = HearingFactory(proceeding=case, starts_at=NINE)
    stand_in = {"outcome": DevelopmentFactory, "continued_to": HearingFactory}
    for field in stand_in.keys() & wrong.keys():
        row = hearing if wrong[field] == "itself" else stand_in[field](proceeding=case)
        wrong = {**wrong, field: row}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Hearing.objects.filter(pk=hearing.pk).update(**wrong)


def test_it_refuses_dates_that_lead_in_a_circle(case):
    first = HearingFactory(proceeding=case, starts_at=NINE)
    second = continue_hearing(first, starts_at=NINE + timedelta(days=1))
    second.state, second.continued_to = "continued", Hearing.objects.get(pk=first.pk)
    assert "leads back to this hearing" in str(problems(second))


def test_it_makes_the_successor_in_one_step(case):
    old = HearingFactory(proceeding=case, kind="sentencing", title="", starts_at=NINE, place="Room 1")
    new = continue_hearing(old, starts_at=NINE + timedelta(days=7), place="Room 2", note="At the parties’ request.")
    old.refresh_from_db()
    assert (old.state, old.continued_to, old.note, old.sequence) == ("continued", new, "At the parties’ request.", 1)
    assert (new.state, new.kind, new.title, new.place) == ("scheduled", "sentencing", "Sentencing", "Room 2")
    assert (new.proceeding, new.sequence) == (case, 0)
    assert list(Hearing.objects.coming()) == [new]


@pytest.mark.parametrize("state", ["held", "vacated", "cancelled"])
def test_it_continues_nothing_that_is_settled(case, state):
    hearing = HearingFactory(proceeding=case, state=state)
    with pytest.raises(CannotContinue, match="Add a new hearing"):
        continue_hearing(hearing, starts_at=NINE)
    assert Hearing.objects.count() == 1


def test_it_continues_a_hearing_once(case):
    hearing = HearingFactory(proceeding=case)
    later = continue_hearing(hearing, starts_at=NINE)
    with pytest.raises(CannotContinue, match="already"):
        continue_hearing(hearing, starts_at=NINE + timedelta(days=1))
    assert continue_hearing(later, starts_at=NINE + timedelta(days=1)).continued_from == later


def test_it_does_not_continue_to_the_same_moment(case):
    with pytest.raises(CannotContinue, match="has already"):
        continue_hearing(HearingFactory(proceeding=case, starts_at=NINE), starts_at=NINE)


@pytest.mark.parametrize(
    "change", [{"place": "Room 2"}, {"starts_at": ahead(9)}, {"state": "vacated"}, {"note": "Why."}]
)
def test_it_counts_every_change_that_calendars_tell(change):
    hearing = HearingFactory(changed_at=NINE - timedelta(days=999))
    for name, value in change.items():
        setattr(hearing, name, value)
    hearing.save()
    hearing.refresh_from_db()
    assert hearing.sequence == 1 and hearing.changed_at > NINE - timedelta(days=900)


def test_it_counts_no_save_that_changes_nothing():
    hearing = HearingFactory(changed_at=NINE)
    hearing.save()
    Hearing.objects.get(pk=hearing.pk).save()
    hearing.refresh_from_db()
    assert (hearing.sequence, hearing.changed_at) == (0, NINE)


def test_it_counts_a_change_of_which_only_one_field_is_saved():
    hearing = HearingFactory()
    hearing.place = "Room 2"
    hearing.save(update_fields=["place"])
    hearing.refresh_from_db()
    assert (hearing.place, hearing.sequence) == ("Room 2", 1)


def test_it_lays_out_the_next_one_first_and_the_past_newest_first(case):
    past = [HearingFactory(proceeding=case, starts_at=ahead(-days)) for days in (9, 3)]
    vacated = HearingFactory(proceeding=case, starts_at=ahead(1), state="vacated")
    coming = [HearingFactory(proceeding=case, starts_at=ahead(days)) for days in (5, 2)]
    found = agenda(case.hearings.published().with_what_followed())
    assert (found.next, found.coming, found.past) == (coming[1], coming[:1], [vacated, past[1], past[0]])
    assert not agenda([])


def test_it_is_still_to_come_until_it_ends(case):
    trial = HearingFactory(proceeding=case, starts_at=ahead(-2), ends_at=ahead(2))
    today = HearingFactory(
        proceeding=case, is_all_day=True,
        starts_at=timezone.now().astimezone(NEW_YORK).replace(hour=0, minute=0, second=0, microsecond=0),
    )  # fmt: skip
    HearingFactory(proceeding=case, starts_at=ahead(-1))
    assert list(Hearing.objects.coming()) == [trial, today]
    assert agenda(case.hearings.all()).next == trial


MORNING = datetime(2026, 12, 3, tzinfo=NEW_YORK)  # the midnight after NINE's day, in New York


@pytest.mark.parametrize(
    ("changes", "listed"),
    [
        ({}, True),
        ({"state": "held"}, True),
        ({"state": "held", "note": "Taken under advisement."}, False),
        ({"state": "held", "outcome": {}}, False),
        ({"state": "held", "outcome": {"retracted_at": NINE, "retraction_reason": "Wrong."}}, True),
        ({"state": "vacated"}, False),
        ({"state": "continued"}, False),
        ({"state": "cancelled"}, False),
        ({"ends_at": MORNING + timedelta(hours=9)}, False),
    ],
)
def test_it_lists_the_next_morning_what_nobody_has_told_the_outcome_of(case, time_machine_at, changes, listed):
    if "outcome" in changes:
        changes = {**changes, "outcome": DevelopmentFactory(proceeding=case, **changes["outcome"])}
    hearing = HearingFactory(proceeding=case, starts_at=NINE, **changes)
    with time_machine_at(MORNING + timedelta(seconds=1)):
        assert list(Hearing.objects.without_outcome()) == ([hearing] if listed else [])
    with time_machine_at(MORNING - timedelta(seconds=1)):
        assert not Hearing.objects.without_outcome().exists()


def test_it_waits_for_each_court_s_own_morning(case, time_machine_at):
    west = ProceedingFactory(court__time_zone="America/Los_Angeles")
    HearingFactory(proceeding=west, starts_at=NINE)
    eastern = HearingFactory(proceeding=case, starts_at=NINE)
    whole = HearingFactory(proceeding=case, starts_at=NINE.replace(hour=0), is_all_day=True)
    with time_machine_at(MORNING):
        assert list(Hearing.objects.without_outcome()) == [whole, eastern]
    with time_machine_at(MORNING + timedelta(hours=3)):
        assert Hearing.objects.without_outcome().count() == 3
