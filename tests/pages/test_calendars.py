"""Subscribers get every hearing and every release that readers may see, and hear of each change once."""

from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from coverage.models import Release
from legal.scheduling import continue_hearing
from pages.cases import calendar as calendars
from tests.factories import DevelopmentFactory, FilmFactory, HearingFactory, ProceedingFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 10, 20, 12, tzinfo=ZoneInfo("America/Denver"))
NINE = datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture(autouse=True)
def _in_october(time_machine_at):
    with time_machine_at(NOW):
        yield


@pytest.fixture
def case():
    details = {
        "court__time_zone": "America/New_York",
        "court__name": "Supreme Court",
        "court__place": "Albany, New York",
    }
    return ProceedingFactory(caption="People v. Sample", docket_number="12/2026", **details)


@pytest.fixture
def read(client):
    """The events of a calendar by UID, as another program reads them."""

    def fetch(name="calendar", *args) -> dict:
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200
        found = vobject.readOne(answer.content.decode())
        return {event.uid.value: event for event in found.contents.get("vevent", [])}

    return fetch


def test_it_tells_a_hearing_by_the_court_s_clock(read, case):
    hearing = HearingFactory(proceeding=case, title="Sentencing", starts_at=NINE, place="Room 1")
    (event,) = read("case-calendar", case.slug).values()
    assert event.uid.value == f"hearing-{hearing.pk}@127.0.0.1"
    assert event.summary.value == "Sentencing, People v. Sample"
    assert event.dtstart.value.isoformat() == "2026-12-02T09:00:00-05:00"
    assert event.location.value == "Room 1, Supreme Court, Albany, New York"
    assert event.url.value == f"http://127.0.0.1:8000/cases/{case.slug}/#hearing-{hearing.pk}"
    assert event.status.value == "CONFIRMED"
    lines = event.description.value.split("\n")
    stands = f"Where the case stands today: http://127.0.0.1:8000/cases/{case.slug}/"
    assert lines == ["People v. Sample, 12/2026", stands]


def test_it_has_courts_in_two_zones_before_and_after_the_clocks_change(read, case):
    west = ProceedingFactory(court__time_zone="America/Phoenix")
    days = [NINE.replace(month=10, day=31), NINE.replace(month=11, day=1)]
    eastern = [HearingFactory(proceeding=case, starts_at=day) for day in days]
    western = [
        HearingFactory(proceeding=west, starts_at=day.replace(tzinfo=ZoneInfo("America/Phoenix"))) for day in days
    ]
    found = read()
    told = [found[f"hearing-{hearing.pk}@127.0.0.1"].dtstart.value.isoformat()[10:] for hearing in [*eastern, *western]]
    assert told == ["T09:00:00-04:00", "T09:00:00-05:00", "T09:00:00-07:00", "T09:00:00-07:00"]


def test_it_tells_a_hearing_without_a_time_as_whole_days(read, case):
    first = NINE.replace(hour=0)
    HearingFactory(proceeding=case, starts_at=first, ends_at=first.replace(day=5), is_all_day=True)
    (event,) = read().values()
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 12, 2), date(2026, 12, 5))
    assert "No time of day is known." in event.description.value


def test_it_tells_what_is_off_and_where_it_went(read, case):
    hearing = HearingFactory(proceeding=case, title="Sentencing", starts_at=NINE)
    continue_hearing(hearing, starts_at=NINE + timedelta(days=7), note="At the parties’ request.")
    old, new = read().values()
    assert (old.status.value, old.sequence.value) == ("CANCELLED", "1")
    assert old.summary.value == "Continued: Sentencing, People v. Sample"
    assert "Continued to December 9, 2026, 9:00 AM EST.\nAt the parties’ request.\n" in old.description.value
    assert (new.status.value, new.sequence.value) == ("CONFIRMED", "0")
    assert old.uid.value != new.uid.value


@pytest.mark.parametrize("state", ["vacated", "cancelled"])
def test_it_cancels_what_is_not_held(read, case, state):
    HearingFactory(proceeding=case, title="Sentencing", starts_at=NINE, state=state)
    (event,) = read().values()
    assert event.status.value == "CANCELLED"
    assert event.summary.value.startswith(f"{state.capitalize()}: ")


def test_it_tells_the_outcome_from_the_record(read, case):
    outcome = DevelopmentFactory(proceeding=case, kind="dismissed", prejudice="with", by="court", occurred="2026-10-19")
    HearingFactory(proceeding=case, starts_at=NOW - timedelta(days=1), state="held", outcome=outcome)
    (event,) = read().values()
    assert "Outcome: Dismissed with prejudice by the court, October 19, 2026." in event.description.value


def test_it_knows_an_entry_by_the_same_uid_whatever_changes(read, case):
    hearing, release = HearingFactory(proceeding=case, starts_at=NINE), ReleaseFactory(date="2026-12-01")
    before = set(read())
    case.slug, case.caption = "another", "Another v. Sample"
    case.save()
    release.film.slug = "another-film"
    release.film.save()
    hearing.title, release.platform = "Sentencing", "Elsewhere"
    hearing.save()
    release.save()
    assert set(read()) == before and len(before) == 2


@pytest.mark.parametrize(
    ("state", "status", "lead"),
    [
        ("announced", "TENTATIVE", ""),
        ("confirmed", "CONFIRMED", ""),
        ("released", "CONFIRMED", ""),
        ("postponed", "CANCELLED", "Postponed: "),
        ("cancelled", "CANCELLED", "Cancelled: "),
    ],
)
def test_it_tells_a_release_as_a_whole_day(read, state, status, lead):
    film = FilmFactory(title="Salt, Light")
    release = ReleaseFactory(film=film, date="2026-03-08", state=state, platform="Harbor; Light")
    (event,) = read("film-calendar", film.slug).values()
    assert event.uid.value == f"release-{release.pk}@127.0.0.1"
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 3, 8), date(2026, 3, 9))
    assert event.status.value == status
    assert event.summary.value == f"{lead}Salt, Light: Streaming on Harbor; Light"


def test_it_cancels_a_release_that_another_one_replaces(read):
    old = ReleaseFactory(date="2026-11-01", state="confirmed")
    ReleaseFactory(film=old.film, date="2026-12-01", state="confirmed", supersedes=old)
    assert [event.status.value for event in read("film-calendar", old.film.slug).values()] == ["CANCELLED", "CONFIRMED"]


def test_it_counts_the_changes_of_a_release(read):
    release = ReleaseFactory(date="2026-11-01")
    Release.objects.get(pk=release.pk).save()
    assert read()[f"release-{release.pk}@127.0.0.1"].sequence.value == "0"
    again = Release.objects.get(pk=release.pk)
    again.date = "2026-11-02"
    again.save()
    assert read()[f"release-{release.pk}@127.0.0.1"].sequence.value == "1"


@pytest.mark.parametrize("known", ["2026-11", "2026"])
def test_it_invents_no_day_for_a_release_and_says_so_on_the_page(client, read, known):
    release = ReleaseFactory(date=known)
    assert read("film-calendar", release.film.slug) == {}
    assert "is not in the calendar until its day is" in client.get(release.film.get_absolute_url()).content.decode()
    exact = ReleaseFactory(date="2026-11-05")
    assert "is not in the calendar" not in client.get(exact.film.get_absolute_url()).content.decode()


def test_it_goes_one_year_back_and_forward_without_end(read, case):
    for start in (NOW - timedelta(days=367), NOW - timedelta(days=364), NOW + timedelta(days=3650)):
        HearingFactory(proceeding=case, starts_at=start, title=f"{start:%Y}")
    for day in ("2025-10-19", "2025-10-20", "2036-10-20"):
        ReleaseFactory(film__title=day, date=day)
    starts = sorted(event.dtstart.value.strftime("%Y-%m-%d") for event in read().values())
    assert starts == ["2025-10-20", "2025-10-21", "2036-10-17", "2036-10-20"]


def test_it_holds_no_more_than_it_may_and_drops_the_oldest(read, case, monkeypatch):
    monkeypatch.setattr(calendars, "MOST", 2)
    for days in (1, 2, 3):
        HearingFactory(proceeding=case, starts_at=NINE + timedelta(days=days))
    assert [event.dtstart.value.day for event in read().values()] == [4, 5]


def test_it_holds_one_case_only_or_one_film_only_or_all(read, case):
    hearing, release = HearingFactory(proceeding=case, starts_at=NINE), ReleaseFactory(date="2026-12-01")
    HearingFactory(starts_at=NINE)
    ReleaseFactory(date="2026-12-01")
    assert list(read("case-calendar", case.slug)) == [f"hearing-{hearing.pk}@127.0.0.1"]
    assert list(read("film-calendar", release.film.slug)) == [f"release-{release.pk}@127.0.0.1"]
    assert len(read()) == 4


def test_it_is_a_calendar_to_machines_also_when_it_is_empty(client, case):
    answer = client.get(reverse("case-calendar", args=[case.slug]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    found = vobject.readOne(answer.content.decode())
    assert found.x_wr_calname.value == "People v. Sample (Intercut)" and found.version.value == "2.0"
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_it_sends_a_calendar_again_only_when_something_has_changed(client, case):
    hearing = HearingFactory(proceeding=case, starts_at=NINE)
    first = client.get(reverse("calendar"))
    asked = {"If-None-Match": first.headers["ETag"]}
    assert parsedate_to_datetime(first.headers["Last-Modified"]) == NOW
    again = client.get(reverse("calendar"), headers=asked)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    hearing.place = "Room 2"
    hearing.save()
    assert client.get(reverse("calendar"), headers=asked).status_code == 200
    case.is_public = False
    case.save()
    gone = client.get(reverse("calendar"), headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert gone.status_code == 200 and b"VEVENT" not in gone.content


def test_it_stays_the_same_all_day_long(client, case, time_machine_at):
    HearingFactory(proceeding=case, starts_at=NINE)
    HearingFactory(proceeding=case, starts_at=NOW - timedelta(days=365, hours=1))
    first = client.get(reverse("calendar")).headers["ETag"]
    with time_machine_at(NOW.replace(hour=23)):
        assert client.get(reverse("calendar")).headers["ETag"] == first


def test_it_answers_only_those_who_read(client, case):
    for name, args in (("calendar", []), ("case-calendar", [case.slug])):
        assert client.head(reverse(name, args=args)).status_code == 200
        assert client.post(reverse(name, args=args)).status_code == 405
    assert client.get("/cases/no-such-case/hearings.ics").status_code == 404
    assert client.get("/films/no-such-film/releases.ics").status_code == 404


@pytest.mark.parametrize("page", ["case", "film", "home"])
def test_it_is_offered_where_dates_are_listed(client, case, page):
    film = FilmFactory()
    address, path = {
        "case": (case.get_absolute_url(), f"/cases/{case.slug}/hearings.ics"),
        "film": (film.get_absolute_url(), f"/films/{film.slug}/releases.ics"),
        "home": ("/", "/calendar.ics"),
    }[page]
    text = client.get(address).content.decode()
    assert f'href="webcal://127.0.0.1:8000{path}"' in text and f'href="{path}"' in text


def test_it_writes_names_with_every_sign_as_they_are(read):
    caption = "Doe, Inc.; “A\\B”, C 😀 v. Sample & Söhne"
    case = ProceedingFactory(caption=caption)
    HearingFactory(proceeding=case, title="Status; motion, plea", starts_at=NINE)
    (event,) = read().values()
    assert event.summary.value == f"Status; motion, plea, {caption}"
    assert timezone.now() == NOW
