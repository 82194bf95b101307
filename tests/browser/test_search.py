"""Suggestions under the search field: by keyboard, told to a screen reader, and never needed."""

import pytest

from tests.browser.test_accessibility import faults

FIELD, LIST = "#masthead-q", "#masthead-q-suggestions"


@pytest.fixture
def typed(page, site):
    """A page on which somebody has begun to type a name."""
    page.goto(f"{site}/articles/")
    page.type(FIELD, "alec")
    page.wait_for_selector(f"{LIST} [role=option]")
    return page


def test_it_tells_of_its_suggestions(typed):
    field = typed.locator(FIELD)
    assert field.get_attribute("role") == "combobox" and field.get_attribute("aria-expanded") == "true"
    assert "suggestion" in typed.locator(f"{LIST} + [role=status]").inner_text()
    assert faults(typed) == []


def test_it_leads_to_the_page_by_keyboard(typed, site):
    typed.keyboard.press("ArrowDown")
    chosen = typed.locator(f"{LIST} [aria-selected=true]")
    assert chosen.count() == 1 and "Alec Baldwin" in chosen.inner_text()
    assert typed.locator(FIELD).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert typed.evaluate("document.activeElement.id") == FIELD.removeprefix("#")
    typed.keyboard.press("Enter")
    typed.wait_for_url(f"{site}/people/alec-baldwin/")


def test_it_goes_round_and_back_to_what_was_typed(typed):
    for _ in range(typed.locator(f"{LIST} [role=option]").count() + 1):
        typed.keyboard.press("ArrowDown")
    assert typed.locator(f"{LIST} [aria-selected=true]").count() == 0
    typed.keyboard.press("ArrowUp")
    assert typed.locator(f"{LIST} [role=option]").last.get_attribute("aria-selected") == "true"


def test_it_closes_on_escape_and_keeps_what_was_typed(typed):
    typed.keyboard.press("Escape")
    assert typed.locator(LIST).is_hidden()
    field = typed.locator(FIELD)
    assert (field.get_attribute("aria-expanded"), field.input_value()) == ("false", "alec")


def test_it_searches_for_what_was_typed_when_nothing_is_chosen(typed, site):
    typed.keyboard.press("Enter")
    typed.wait_for_url(f"{site}/search/?q=alec")
    assert typed.locator(".found__row").count() > 0


def test_it_searches_without_scripts(browser, site):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/articles/")
    page.fill(FIELD, "baldwin")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search/?q=baldwin")
    assert page.locator(".found__row mark").count() > 0
