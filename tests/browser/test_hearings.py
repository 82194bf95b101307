"""Hearings in a browser: for readers on a phone and in the dark, for editors by keyboard."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from coverage.demo.load import EDITOR
from legal.models import Hearing, Proceeding
from legal.scheduling import continue_hearing
from tests.browser.axe import DESK_RULES, faults


@pytest.fixture
def hearing(site) -> Hearing:
    """The next hearing of a case that has had some of every kind."""
    case = Proceeding.objects.get(slug="state-v-halls")
    now = timezone.now()
    outcome = case.developments.order_by("-occurred").first()
    Hearing.objects.create(
        proceeding=case,
        kind="plea",
        starts_at=now - timedelta(days=9),
        state="held",
        outcome=outcome,
        note="In person.",
    )
    for days in range(1, 8):
        Hearing.objects.create(proceeding=case, kind="status", starts_at=now - timedelta(days=days))
    moved = Hearing.objects.create(proceeding=case, kind="sentencing", starts_at=now + timedelta(days=2))
    Hearing.objects.create(proceeding=case, kind="restitution", starts_at=now + timedelta(days=20), is_all_day=True)
    return continue_hearing(
        moved, starts_at=now + timedelta(days=5), place="Courtroom 2", note="At the State’s request."
    )


@pytest.fixture
def desk(page, site, hearing):
    user = User.objects.get(username=EDITOR)
    user.set_password("for-the-test")
    user.save()
    page.goto(f"{site}/admin/")
    page.fill("#id_username", EDITOR)
    page.fill("#id_password", "for-the-test")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/admin/")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_finds_no_fault_where_hearings_are_listed(page, site, hearing, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 700})
    for path in (hearing.proceeding.get_absolute_url(), "/", "/films/last-take/"):
        page.goto(site + path)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_leads_to_the_next_hearing_without_scripts(browser, site, hearing):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site)
    page.get_by_role("heading", name="Next hearing").locator("..").get_by_role("link").first.click()
    assert page.url.endswith(f"#hearing-{hearing.pk}")
    assert "Next: Sentencing" in page.locator(".hearing--next").inner_text()
    page.get_by_text("earlier", exact=False).locator("visible=true").first.click()
    assert page.get_by_role("link", name="this address").get_attribute("href").endswith("/hearings.ics")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_finds_no_fault_at_the_desk(desk, site, hearing, scheme):
    desk.emulate_media(color_scheme=scheme)
    ours = f"legal/hearing/{hearing.pk}"
    for path in ("", "legal/hearing/add/", f"{ours}/change/", f"{ours}/continue/"):
        desk.goto(f"{site}/admin/{path}")
        assert faults(desk, DESK_RULES) == []


def test_it_continues_a_hearing_by_keyboard_alone(desk, site, hearing):
    desk.goto(f"{site}/admin/legal/hearing/{hearing.pk}/change/")
    desk.get_by_role("link", name="Continue to another date").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#id_starts_at_0")
    desk.locator("#id_starts_at_0").focus()
    desk.keyboard.type("2031-05-06")
    desk.locator("#id_starts_at_1").focus()
    desk.keyboard.type("08:30")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist")
    later = Hearing.objects.get(pk=hearing.pk).continued_to
    assert later.when == "May 6, 2031, 8:30 AM MDT" and later.place == "Courtroom 2"
    assert str(later.pk) in desk.url
