"""axe finds nothing (WCAG 2.2 AA), and every page can be used at 320 px, in dark mode and without scripts."""

import pytest
from django.core.management import call_command

from coverage.demo.load import EDITOR
from coverage.models import Article
from tests.browser.axe import COLORS, DESK_RULES, faults
from tests.coverage.intake.test_import import SAMPLE


def test_it_finds_no_fault_on_a_public_page(page, addresses):
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("forced", ["none", "active"])
def test_it_finds_no_fault_in_the_colors_of_the_dark(page, addresses, forced):
    page.emulate_media(color_scheme="dark", forced_colors=forced)
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page, COLORS)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [320, 768, 1280])  # 320 px is a window of 1280 px at 400 %
def test_it_never_scrolls_sideways(page, addresses, width):
    page.set_viewport_size({"width": width, "height": 700})
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    assert wide == []


def test_it_needs_no_script(browser, addresses):
    page = browser.new_context(java_script_enabled=False).new_page()
    for address in addresses:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("script:not([type='application/ld+json'], [src])").count() == 0, address


def test_it_leads_the_keyboard_to_the_text_first(page, site):
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.fixture
def desk(page, site, settings):
    """The page, signed in at the desk, with an article to review."""
    call_command("import_articles", str(SAMPLE), "--json")
    user = Article._meta.get_field("legal_read_by").related_model.objects.get(username=EDITOR)
    user.set_password("for-the-test")
    user.save()
    page.goto(f"{site}/admin/")
    page.fill("#id_username", EDITOR)
    page.fill("#id_password", "for-the-test")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/admin/")
    return page


def test_it_finds_no_fault_at_the_desk(desk, site):
    imported = Article.objects.get(import_rows__isnull=False).pk
    found = []
    article = f"coverage/article/{imported}"
    for path in ("", "contradictions/", f"{article}/change/", f"{article}/findings/"):
        desk.goto(f"{site}/admin/{path}")
        if "change" in path:
            desk.wait_for_selector(".ProseMirror[contenteditable=true]")
        found += faults(desk, DESK_RULES)
    assert found == [], "\n".join(found)


def test_it_keeps_every_character_when_an_editor_saves_unchanged(desk, site):
    article = Article.objects.get(import_rows__isnull=False)
    desk.goto(f"{site}/admin/coverage/article/{article.pk}/change/")
    desk.wait_for_selector(".ProseMirror[contenteditable=true]")
    desk.locator(".ProseMirror[contenteditable=true]").click()
    desk.keyboard.press("Control+End")
    desk.keyboard.type("x")
    desk.keyboard.press("Backspace")
    desk.click("[name=_continue]")
    desk.wait_for_selector(".messagelist")
    assert Article.objects.get(pk=article.pk).text == article.text


def test_it_reviews_a_finding_by_keyboard_alone(desk, site):
    article = Article.objects.get(import_rows__isnull=False)
    desk.goto(f"{site}/admin/coverage/article/{article.pk}/findings/")
    first = article.findings.order_by("starts", "pk").first()
    button = desk.locator(f"#card-{first.pk} button[name=accept]")
    button.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("#review-status:not(:empty)")
    assert article.findings.get(pk=first.pk).status == "accepted"
