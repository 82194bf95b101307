"""Recording a verdict in a browser: by keyboard alone, without scripts, on a phone, without a fault."""

import pytest

from legal.models import Development
from tests.browser.axe import DESK_RULES, faults
from tests.browser.test_review import sign_in
from tests.factories import ChargeFactory, DevelopmentFactory, PartyFactory


@pytest.fixture
def case(transactional_db):
    party = PartyFactory()
    charges = [ChargeFactory(party=party, offense=offense) for offense in ("arson", "theft")]
    DevelopmentFactory(proceeding=party.proceeding, kind="charged", occurred="2024-01-02", charges=charges)
    return party.proceeding


@pytest.fixture
def address(case, live_server):
    return f"{live_server.url}/admin/legal/proceeding/{case.pk}/record/"


def tab_to(page, selector):
    for _ in range(100):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach {selector}")


def fill_in(page):
    """Guilty of the first charge and not of the second, by the keyboard alone; Enter in the last field looks first."""
    tab_to(page, "button[value=verdict]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".record__step")
    for words in ("guilty", "not g"):
        tab_to(page, "[name^=verdict-charge_]")
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    tab_to(page, "[name=occurred]")
    page.keyboard.type("2024-03-06")
    tab_to(page, "[name=title]")
    page.keyboard.type("Verdict form")
    page.keyboard.press("Enter")
    page.wait_for_selector(".record__preview")


def test_it_records_a_split_verdict_by_keyboard_alone(page, address, live_server):
    sign_in(page, live_server.url)
    page.goto(address)
    fill_in(page)
    assert not Development.objects.filter(kind="verdict").exists()
    tab_to(page, ".record__preview button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert sorted(Development.objects.filter(kind="verdict").values_list("verdict", flat=True)) == [
        "guilty",
        "not_guilty",
    ]


def test_it_needs_no_script(browser, address, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, live_server.url)
    page.goto(address)
    page.click("button[value=verdict]")
    page.select_option("[name^=verdict-charge_] >> nth=0", "guilty")
    page.fill("[name=occurred]", "2024-03-06")
    page.fill("[name=title]", "Verdict form")
    page.click(".record__buttons button[name=record]")
    page.wait_for_selector(".messagelist .success")
    assert Development.objects.get(kind="verdict").verdict == "guilty"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_fault_and_never_scrolls_sideways(page, address, live_server, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server.url)
    page.goto(address)
    found = faults(page, DESK_RULES)
    fill_in(page)
    found += faults(page, DESK_RULES)
    assert found == [], "\n".join(found)
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
