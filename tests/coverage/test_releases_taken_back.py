"""A release has our clock too: it is told of a past moment only where it was on record, and had not been taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coverage.models import Release
from tests.factories import FilmFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
BEFORE, BETWEEN, AFTER = (NOW - timedelta(days=days) for days in (30, 20, 10))
SHOWN_STATES = "Streaming on Zanzibar"


@pytest.fixture
def film():
    return FilmFactory()


@pytest.fixture
def read(client, film):
    """A page as text: of the film, the timeline, or the home; with a query."""

    def fetch(name, query=""):
        address = film.get_absolute_url() if name == "film" else reverse(name)
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200
        return response.content.decode()

    return fetch


def known(moment):
    return f"known={moment:%Y-%m-%dT%H:%MZ}"


def made(film, **fields):
    release = ReleaseFactory(film=film, platform="Zanzibar", date="2021-06-01")
    Release.objects.filter(pk=release.pk).update(**{"recorded_at": BEFORE + timedelta(days=1), **fields})
    return release


@pytest.mark.parametrize("page", ["film", "timeline"])
def test_it_is_not_told_of_a_moment_before_it_was_recorded(film, read, page):
    made(film)
    assert SHOWN_STATES not in read(page, known(BEFORE))
    assert SHOWN_STATES in read(page, known(BETWEEN)) and SHOWN_STATES in read(page)


@pytest.mark.parametrize("page", ["film", "timeline"])
def test_it_is_told_as_announced_where_the_recording_was_not_kept(film, read, page):
    made(film, recorded_at=None, date=f"{NOW.year + 1}", announced=f"{BETWEEN:%Y-%m-%d}")
    assert SHOWN_STATES not in read(page, known(BEFORE))
    assert SHOWN_STATES in read(page, known(AFTER))


@pytest.mark.parametrize("page", ["film", "timeline"])
def test_it_hides_a_release_only_from_its_retraction_on(film, read, page, desk):
    made(film, retracted_at=AFTER, retraction_reason="The wrong film")
    assert SHOWN_STATES not in read(page) and SHOWN_STATES not in read(page, "as_of=2022-01-01")
    then = read(page, known(BETWEEN))
    assert SHOWN_STATES in then and "Retracted" in then and "For editors: The wrong film" in then
    desk.logout()
    assert "The wrong film" not in read(page, known(BETWEEN))


def test_it_is_in_no_calendar_and_on_no_home_page_once_it_was_taken_back(film, client, read):
    coming = f"{NOW + timedelta(days=5):%Y-%m-%d}"
    release = made(film, date=coming)
    addresses = [reverse("calendar"), reverse("film-calendar", args=[film.slug])]
    assert all("Zanzibar" in client.get(address).content.decode() for address in addresses)
    assert SHOWN_STATES in read("home")
    Release.objects.filter(pk=release.pk).update(retracted_at=NOW, retraction_reason="Wrong.")
    assert not any("Zanzibar" in client.get(address).content.decode() for address in addresses)
    assert SHOWN_STATES not in read("home")


def test_it_lets_the_old_release_stand_again_when_the_new_one_is_taken_back(film):
    coming = f"{NOW + timedelta(days=5):%Y-%m-%d}"
    old, new = made(film, date=coming), made(film, date=coming)
    Release.objects.filter(pk=new.pk).update(supersedes=old)
    ahead = Release.objects.coming(timezone.localdate())
    assert list(ahead) == [new]
    Release.objects.filter(pk=new.pk).update(retracted_at=NOW, retraction_reason="Wrong.")
    assert list(ahead.all()) == [old]
    assert Release.objects.get(pk=old.pk).replaced_by is None


def test_it_is_taken_back_at_the_desk_with_a_reason(film, desk):
    release = made(film)
    address = f"/admin/coverage/release/{release.pk}/do"
    assert "This field is required" in desk.post(f"{address}/retract/", {"reason": ""}).content.decode()
    desk.post(f"{address}/retract/", {"reason": "Wrong."})
    release.refresh_from_db()
    assert release.retracted_at and release.retraction_reason == "Wrong."
    desk.post(f"{address}/restore/", {"reason": "Right after all."})
    release.refresh_from_db()
    assert release.retracted_at is None


def test_it_is_not_taken_back_without_a_reason_in_the_database_either(film):
    release = made(film)
    release.retracted_at = NOW
    with pytest.raises(ValidationError, match="Say why it is retracted"):
        release.validate_constraints()
