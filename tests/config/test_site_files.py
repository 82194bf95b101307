"""robots.txt, security.txt, the manifest and the icons."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from PIL import Image

from config.checks import security_txt
from config.environment import contacts, expiry, read

CONTACT = "mailto:security@example.org"


@pytest.fixture
def contact(settings):
    settings.SECURITY_CONTACT = [CONTACT, "https://example.org/report"]
    settings.SECURITY_EXPIRES = timezone.now() + timedelta(days=90)
    return settings


def test_it_lets_robots_read_all_but_the_desk_and_the_search(client, settings):
    page = client.get("/robots.txt")
    lines = page.content.decode().splitlines()
    assert page["Content-Type"].startswith("text/plain")
    assert lines[:3] == ["User-agent: *", "Disallow: /admin/", "Disallow: /search/"]
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines


def test_it_says_whom_to_tell_of_a_hole(client, contact):
    page = client.get("/.well-known/security.txt")
    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert page["Cache-Control"] == "no-cache"
    lines = page.content.decode().splitlines()
    assert lines[:2] == [f"Contact: {CONTACT}", "Contact: https://example.org/report"]
    assert [line for line in lines if line.startswith("Expires: ")] == [
        f"Expires: {contact.SECURITY_EXPIRES.isoformat(timespec='seconds')}"
    ]
    assert f"Canonical: {contact.SITE_URL}/.well-known/security.txt" in lines


@pytest.mark.django_db
def test_it_says_nothing_where_nobody_is_named_or_the_date_has_passed(client, contact):
    contact.SECURITY_EXPIRES = timezone.now() - timedelta(seconds=1)
    assert client.get("/.well-known/security.txt").status_code == 404
    contact.SECURITY_EXPIRES = None
    assert client.get("/.well-known/security.txt").status_code == 404
    contact.SECURITY_EXPIRES = timezone.now() + timedelta(days=1)
    contact.SECURITY_CONTACT = []
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(
    ("left", "ids"),
    [(None, ["intercut.W001"]), (-1, ["intercut.W002"]), (3, ["intercut.W003"]), (90, [])],
)
def test_it_checks_that_the_date_has_not_passed(contact, left, ids):
    contact.SECURITY_EXPIRES = left and timezone.now() + timedelta(days=left)
    assert [found.id for found in security_txt(None)] == ids


def test_it_checks_nothing_where_nobody_is_named(settings):
    assert settings.SECURITY_CONTACT == [] and security_txt(None) == []


@pytest.mark.parametrize(
    ("parse", "raw"), [(contacts, "security@example.org"), (contacts, "http://example.org"), (expiry, "soon")]
)
def test_it_refuses_odd_settings_by_name(monkeypatch, parse, raw):
    monkeypatch.setenv("SOMETHING", raw)
    with pytest.raises(ImproperlyConfigured, match="SOMETHING"):
        read("SOMETHING", parse, "", "something else")


def test_it_reads_a_day_or_a_moment():
    assert expiry("2027-01-31").isoformat() == "2027-01-31T00:00:00+00:00"
    assert expiry("2027-01-31T12:00+01:00").isoformat() == "2027-01-31T12:00:00+01:00"
    assert expiry("") is None


def test_it_can_be_kept_among_a_phone_s_apps(client, settings):
    page = client.get("/site.webmanifest")
    told = page.json()
    assert page["Content-Type"] == "application/manifest+json"
    assert told["name"] == settings.SITE_NAME
    for icon in told["icons"]:
        image = Image.open(io.BytesIO(client.get(icon["src"]).getvalue()))
        assert f"{image.width}x{image.height}" == icon["sizes"]


@pytest.mark.parametrize(
    ("path", "kind", "size"),
    [("/favicon.ico", "ICO", (48, 48)), ("/apple-touch-icon.png", "PNG", (180, 180))],
)
def test_it_answers_what_browsers_ask_for_unasked(client, path, kind, size):
    page = client.get(path)
    assert page.status_code == 200
    image = Image.open(io.BytesIO(page.getvalue()))
    assert (image.format, image.size) == (kind, size)


def test_it_has_a_card_of_the_size_it_says(client):
    image = Image.open(io.BytesIO(client.get("/static/img/card.png").getvalue()))
    assert image.size == (1200, 630)
