"""Editors keep the court's calendar by the court's clock; readers see what became of every date."""

import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from legal.models import Hearing
from legal.scheduling import continue_hearing
from tests.desk_forms import save
from tests.factories import DevelopmentFactory, HearingFactory, ProceedingFactory

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")
NINE = datetime(2026, 12, 2, 9, tzinfo=NEW_YORK)
ADD = "/admin/legal/hearing/add/"


@pytest.fixture
def case():
    return ProceedingFactory(court__time_zone="America/New_York")


@pytest.fixture
def fields(case):
    return {"proceeding": case.pk, "kind": "sentencing", "title": "", "state": "scheduled"}


def change(hearing) -> str:
    return f"/admin/legal/hearing/{hearing.pk}/change/"


def typed(desk, hearing) -> dict:
    """The times as the form shows them."""
    initial = desk.get(change(hearing)).context["adminform"].form.initial
    told = {}
    for name in ("starts_at", "ends_at"):
        for n, part in enumerate(initial[name] or []):
            if part is not None:
                told[f"{name}_{n}"] = str(part)
    return told


def test_it_reads_and_shows_a_hearing_by_the_court_s_clock(desk, fields):
    desk.post(ADD, {**fields, "starts_at_0": "2026-12-02", "starts_at_1": "09:00"})
    hearing = Hearing.objects.get()
    assert (hearing.title, hearing.when) == ("Sentencing", "December 2, 2026, 9:00 AM EST")
    assert typed(desk, hearing) == {"starts_at_0": "2026-12-02", "starts_at_1": "09:00:00"}
    save(desk, change(hearing), **typed(desk, hearing), place="Room 1")
    hearing.refresh_from_db()
    assert (hearing.starts_at, hearing.place, hearing.sequence) == (NINE, "Room 1", 1)


def test_it_renames_a_hearing_with_its_kind_unless_it_has_a_name_of_its_own(desk, case):
    plain = HearingFactory(proceeding=case, kind="sentencing", title="")
    named = HearingFactory(proceeding=case, kind="sentencing", title="Sentencing of the second defendant")
    for hearing in (plain, named):
        save(desk, change(hearing), **typed(desk, hearing), kind="plea")
    titles = [Hearing.objects.get(pk=hearing.pk).title for hearing in (plain, named)]
    assert titles == ["Plea hearing", "Sentencing of the second defendant"]


def test_it_takes_whole_days(desk, fields):
    days = {"starts_at_0": "2026-12-02", "ends_at_0": "2026-12-04", "is_all_day": "on"}
    desk.post(ADD, {**fields, **days})
    hearing = Hearing.objects.get()
    assert hearing.when == "December 2, 2026 to December 4, 2026"
    assert typed(desk, hearing) == {"starts_at_0": "2026-12-02", "ends_at_0": "2026-12-04"}
    save(desk, change(hearing), **days, place="Room 1")
    hearing.refresh_from_db()
    assert hearing.when == "December 2, 2026 to December 4, 2026"
    again = {"starts_at_0": "2026-12-07", "ends_at_0": "", "is_all_day": "on"}
    save(desk, change(hearing), **again)
    hearing.refresh_from_db()
    assert hearing.when == "December 7, 2026"
    assert typed(desk, hearing) == {"starts_at_0": "2026-12-07"}


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({"starts_at_0": "2026-12-02"}, "Give the time of day, or tick “all day”."),
        ({"starts_at_1": "09:00"}, "Give the day."),
        ({}, "This field is required."),
        ({"starts_at_0": "2026-12-02", "starts_at_1": "09:00", "ends_at_1": "10:00"}, "Enter the date as well."),
        ({"starts_at_0": "2026-03-08", "starts_at_1": "02:30"}, "That time does not exist that day"),
        (
            {"starts_at_0": "2026-12-02", "starts_at_1": "09:00", "ends_at_0": "2026-12-02", "ends_at_1": "08:00"},
            "It ends before it starts.",
        ),
        ({"starts_at_0": "2026-12-02", "ends_at_0": "2026-12-01", "is_all_day": "on"}, "It ends before it starts."),
        ({"starts_at_0": "2026-12-02", "starts_at_1": "09:00", "kind": ""}, "This field is required."),
    ],
)
def test_it_says_what_is_wrong_with_a_time(desk, fields, times, words):
    page = unescape(desk.post(ADD, {**fields, **times}).content.decode())
    assert words in page
    assert not Hearing.objects.exists()


def test_it_takes_a_time_that_the_site_s_clocks_skip_and_the_court_s_do_not(desk):
    case = ProceedingFactory(court__time_zone="America/Phoenix")
    desk.post(
        ADD,
        {"proceeding": case.pk, "kind": "status", "state": "scheduled"}
        | {"starts_at_0": "2026-03-08", "starts_at_1": "02:30"},
    )
    assert Hearing.objects.get().when == "March 8, 2026, 2:30 AM MST"


def test_it_adds_a_hearing_on_the_case_s_form(desk, case):
    prefix = "hearings-0-"
    inline = {f"{prefix}kind": "plea", f"{prefix}starts_at_0": "2026-12-02", f"{prefix}state": "scheduled"}
    page = save(
        desk,
        f"/admin/legal/proceeding/{case.pk}/change/",
        **{"hearings-TOTAL_FORMS": 1, **inline, f"{prefix}is_all_day": "on"},
    )
    assert page.status_code == 302, page.context["errors"]
    assert (Hearing.objects.get().title, Hearing.objects.get().when) == ("Plea hearing", "December 2, 2026")


def test_it_keeps_the_hearings_when_the_case_s_form_is_saved_again(desk, case):
    hearing = HearingFactory(proceeding=case, starts_at=NINE)
    whole = HearingFactory(proceeding=case, starts_at=NINE.replace(hour=0), is_all_day=True)
    times = {}
    for n, row in enumerate([whole, hearing]):
        times |= {f"hearings-{n}-{name}": value for name, value in typed(desk, row).items()}
    page = save(desk, f"/admin/legal/proceeding/{case.pk}/change/", **times)
    assert page.status_code == 302, page.context["errors"]
    for row in (hearing, whole):
        before = (row.starts_at, row.ends_at, row.sequence)
        row.refresh_from_db()
        assert (row.starts_at, row.ends_at, row.sequence) == before


def test_it_offers_as_outcome_what_happened_in_the_case(desk, case):
    mine, other = DevelopmentFactory(proceeding=case), DevelopmentFactory()
    retracted = DevelopmentFactory(proceeding=case, retracted_at=timezone.now(), retraction_reason="Wrong.")
    hearing = HearingFactory(proceeding=case)
    offered = desk.get(change(hearing)).context["adminform"].form.fields["outcome"].queryset
    assert mine in offered and other not in offered and retracted not in offered
    refused = save(desk, change(hearing), **typed(desk, hearing), outcome=mine.pk)
    assert "Only a hearing that was held has an outcome" in refused.content.decode()
    assert "Select a valid choice" in save(desk, change(hearing), state="held", outcome=other.pk).content.decode()
    save(desk, change(hearing), **typed(desk, hearing), state="held", outcome=mine.pk)
    hearing.refresh_from_db()
    assert hearing.outcome == mine


def test_it_continues_to_another_date(desk, case):
    hearing = HearingFactory(proceeding=case, kind="sentencing", title="Sentencing", starts_at=NINE, place="Room 1")
    address = f"/admin/legal/hearing/{hearing.pk}/continue/"
    assert address in desk.get(change(hearing)).content.decode()
    page = desk.get(address).content.decode()
    assert "December 2, 2026, 9:00 AM EST" in page and 'value="Room 1"' in page
    assert Hearing.objects.count() == 1
    answer = desk.post(
        address, {"starts_at_0": "2026-12-09", "starts_at_1": "13:30", "place": "Room 2", "note": "Why."}
    )
    hearing.refresh_from_db()
    later = hearing.continued_to
    assert answer.headers["Location"] == change(later)
    assert (hearing.state, hearing.note, hearing.place) == ("continued", "Why.", "Room 1")
    assert (later.when, later.place, later.kind) == ("December 9, 2026, 1:30 PM EST", "Room 2", "sentencing")
    assert {entry.object_id for entry in LogEntry.objects.all()} == {str(hearing.pk), str(later.pk)}


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({}, "This field is required."),
        ({"starts_at_0": "2026-12-09"}, "Give the time of day, or tick “all day”."),
        ({"starts_at_0": "2026-12-02", "starts_at_1": "09:00"}, "That is the date it has already."),
        ({"starts_at_0": "2026-12-09", "ends_at_0": "2026-12-08", "is_all_day": "on"}, "It ends before it starts."),
    ],
)
def test_it_says_why_it_does_not_continue(desk, case, times, words):
    hearing = HearingFactory(proceeding=case, starts_at=NINE)
    assert words in desk.post(f"/admin/legal/hearing/{hearing.pk}/continue/", times).content.decode()
    hearing.refresh_from_db()
    assert (hearing.state, Hearing.objects.count()) == ("scheduled", 1)


def test_it_offers_no_later_date_for_what_is_settled(desk, case):
    hearing = HearingFactory(proceeding=case, state="vacated")
    address = f"/admin/legal/hearing/{hearing.pk}/continue/"
    assert address not in desk.get(change(hearing)).content.decode()
    answer = desk.post(address, {"starts_at_0": "2026-12-09", "starts_at_1": "13:30"}, follow=True)
    assert "It is vacated. Add a new hearing to the case instead." in answer.content.decode()
    assert Hearing.objects.count() == 1


def test_it_continues_only_for_those_who_may(client, case):
    hearing = HearingFactory(proceeding=case, starts_at=NINE)
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_hearing"))
    client.force_login(reader)
    address = f"/admin/legal/hearing/{hearing.pk}/continue/"
    assert client.post(address, {"starts_at_0": "2026-12-09", "starts_at_1": "13:30"}).status_code == 403
    assert address not in client.get(change(hearing)).content.decode()
    assert Hearing.objects.count() == 1


def test_it_lists_on_the_home_what_has_passed_without_an_outcome(desk, case, time_machine_at):
    passed = HearingFactory(proceeding=case, starts_at=NINE, title="Motion hearing")
    words = "Hearings that have passed without an outcome"
    with time_machine_at(NINE + timedelta(hours=14)):  # 11 PM at the court
        desk.force_login(User.objects.get(username="desk"))
        assert words not in desk.get("/admin/").content.decode()
    with time_machine_at(NINE + timedelta(hours=16)):
        home = desk.get("/admin/").content.decode()
        assert words in home and change(passed) in home
        listed = desk.get("/admin/legal/hearing/?passed=without-outcome")
        assert list(listed.context["cl"].result_list) == [passed]
        save(desk, change(passed), **typed(desk, passed), state="vacated")
        assert words not in desk.get("/admin/").content.decode()
        assert not desk.get("/admin/legal/hearing/?passed=without-outcome").context["cl"].result_list


@pytest.fixture
def read(client):
    return lambda address: re.sub(r"\s+", " ", client.get(address).content.decode())


def test_it_shows_readers_the_next_hearing_first(read, case):
    soon = timezone.now() + timedelta(days=2)
    past = HearingFactory(proceeding=case, starts_at=timezone.now() - timedelta(days=2), title="Arraignment")
    HearingFactory(proceeding=case, starts_at=soon + timedelta(days=1), title="Plea hearing")
    following = HearingFactory(proceeding=case, starts_at=soon, title="Motion hearing")
    page = read(case.get_absolute_url()).partition("<main")[2]
    assert page.index("<strong>Next:</strong> Motion hearing") < page.index("Plea hearing") < page.index("Arraignment")
    assert page.count("<strong>Next:</strong>") == 1
    assert "(scheduled for this date; what came of it is not recorded yet)" in page
    assert f'id="hearing-{past.pk}"' in page
    home = read("/")
    assert f'href="{following.get_absolute_url()}">{case.title}</a>' in home and "Motion hearing" in home


def test_it_shows_readers_what_became_of_a_hearing(read, case):
    outcome = DevelopmentFactory(proceeding=case, kind="motion_denied")
    HearingFactory(proceeding=case, state="held", outcome=outcome, note="From the bench.")
    moved = HearingFactory(proceeding=case, starts_at=NINE)
    later = continue_hearing(moved, starts_at=NINE + timedelta(days=7))
    page = read(case.get_absolute_url())
    assert f'Outcome: <a href="{case.get_absolute_url()}#development-{outcome.pk}">Motion denied</a>' in page
    assert f'id="development-{outcome.pk}"' in page and "From the bench." in page
    assert f'(continued to <a href="#hearing-{later.pk}">December 9, 2026, 9:00 AM EST</a>)' in page


def test_it_says_when_there_is_no_hearing(read, case):
    assert "No hearing is on the calendar." in read(case.get_absolute_url())
    assert "No hearing is on the calendar." in read("/")
    HearingFactory(proceeding=case)
    assert "No hearing is ahead." in read(case.get_absolute_url())


def test_it_folds_away_all_but_the_newest_of_the_past(read, case):
    for days in range(8):
        HearingFactory(proceeding=case, starts_at=NINE - timedelta(days=900 + days), title=f"Day {days}")
    page = read(case.get_absolute_url()).partition("<main")[2]
    assert page.index("Day 4") < page.index("<summary>3 earlier</summary>") < page.index("Day 5")
