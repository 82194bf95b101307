"""Cases are checked against the court's docket: by their own interval, and around each hearing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from legal.docket import next_check
from legal.models import Proceeding
from tests.desk_forms import save
from tests.factories import HearingFactory, ProceedingFactory

CHECKED = date(2024, 3, 1)
NOON = datetime(2024, 3, 6, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "hearings", "due"),
    [
        (14, [], date(2024, 3, 15)),
        (0, [], None),
        (14, [date(2024, 2, 29)], date(2024, 3, 15)),  # the day after it was the day it was checked
        (14, [date(2024, 3, 1)], date(2024, 3, 2)),  # checked in the morning: what came of it?
        (0, [date(2024, 3, 20)], date(2024, 3, 13)),
        (30, [date(2024, 3, 5)], date(2024, 3, 4)),
        (7, [date(2024, 6, 1)], date(2024, 3, 8)),
    ],
)
def test_it_is_due_by_the_interval_and_around_hearings(every, hearings, due):
    assert next_check(CHECKED, every, hearings) == due


def test_it_is_due_at_once_where_nobody_has_looked():
    assert next_check(None, 0) == date.min


@pytest.fixture
def on_march_6(time_machine_at, db):
    with time_machine_at(NOON):
        yield


def case(**details):
    return ProceedingFactory(**details)


def due():
    return list(Proceeding.objects.due_for_check(timezone.localdate()))


@pytest.mark.parametrize(
    ("details", "hearing", "expected"),
    [
        ({}, None, True),
        ({"checked_on": "2024-02-21"}, None, True),
        ({"checked_on": "2024-02-22"}, None, False),
        ({"checked_on": "2024-02-22", "check_every": 7}, None, True),
        ({"checked_on": "2020-01-01", "check_every": 0}, None, False),
        ({"checked_on": "2024-03-05", "check_every": 90}, ("2024-03-12T19:00Z", "scheduled"), False),
        ({"checked_on": "2024-03-05", "check_every": 90}, ("2024-03-13T19:00Z", "scheduled"), True),
        ({"checked_on": "2024-03-05", "check_every": 90}, ("2024-03-13T19:00Z", "vacated"), False),
        ({"checked_on": "2024-03-05", "check_every": 90}, ("2024-03-05T19:00Z", "held"), True),
        ({"checked_on": "2024-03-06", "check_every": 90}, ("2024-03-05T19:00Z", "held"), False),
        ({"checked_on": "2020-01-01", "check_every": 0}, ("2020-06-05T19:00Z", "held"), True),
    ],
)
def test_it_lists_what_is_due(on_march_6, details, hearing, expected):
    checked = case(**details)
    if hearing:
        HearingFactory(proceeding=checked, starts_at=hearing[0], state=hearing[1])
        HearingFactory(proceeding=checked, starts_at="2024-12-01T19:00Z", state="scheduled")
    checked = Proceeding.objects.get()
    assert (due() == [checked]) == expected
    assert checked.is_due_for_check == expected


def test_it_lists_the_longest_unchecked_first(on_march_6):
    cases = [case(checked_on=day) for day in ("2024-02-01", None, "2024-01-01")]
    assert due() == [cases[1], cases[2], cases[0]]


def test_it_tells_readers_in_words(on_march_6, client):
    checked = case()
    address = checked.get_absolute_url()
    assert "Not yet checked against the docket." in client.get(address).content.decode()
    Proceeding.objects.update(checked_on="2024-03-06")
    page = client.get(address).content.decode()
    assert "March 6, 2024</time>." in page and "due to be" not in page
    Proceeding.objects.update(checked_on="2024-01-06")
    assert "January 6, 2024</time> and due to be checked again." in client.get(address).content.decode()
    assert "checked against" not in client.get(f"{address}?as_of=2024-02-02").content.decode()


def test_it_is_marked_from_the_list(on_march_6, desk, editor):
    cases = [case(), case()]
    data = {"action": "checked_today", "_selected_action": [c.pk for c in cases]}
    page = desk.post(reverse("admin:legal_proceeding_changelist"), data, follow=True)
    assert "Checked against the docket today: 2." in page.content.decode()
    assert [(c.checked_on, c.checked_by) for c in Proceeding.objects.all()] == [(date(2024, 3, 6), editor)] * 2


def test_it_is_marked_with_the_form_s_button(on_march_6, desk, editor):
    checked = case()
    address = reverse("admin:legal_proceeding_change", args=[checked.pk])
    assert 'name="_checked"' in desk.get(address).content.decode()
    assert save(desk, address, caption="State v. Renamed", _checked="").url == address
    checked.refresh_from_db()
    assert (checked.caption, checked.checked_on, checked.checked_by) == ("State v. Renamed", date(2024, 3, 6), editor)


def test_it_shows_on_the_desk_s_home_and_can_be_listed(on_march_6, desk):
    waiting, done = case(caption="State v. Waiting"), case(caption="State v. Done", checked_on="2024-03-06")
    hidden = case(caption="State v. Hidden", is_public=False)
    home = desk.get("/admin/").content.decode()
    assert str(waiting) in home and str(done) not in home and str(hidden) not in home
    listed = desk.get(reverse("admin:legal_proceeding_changelist") + "?docket=due").content.decode()
    assert str(waiting) in listed and str(done) not in listed


def test_it_notes_since_when_a_case_is_public_only_when_it_becomes_so(on_march_6):
    public, private = case(), case(is_public=False)
    private.is_public = True
    private.save(update_fields=["is_public"])
    public.save()
    private.save()
    assert [c.public_since for c in Proceeding.objects.order_by("pk")] == [None, NOON]
    assert private.checked_on is None and timedelta(0) == NOON - private.public_since
