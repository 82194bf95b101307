"""The review desk in a browser: by keyboard, by mouse, without scripts, on a phone, in the dark."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from coverage.models import Quote
from people.models import Person
from tests.browser.axe import DESK_RULES, faults
from tests.coverage.reviewing import World
from tests.factories import ArticleFactory, PersonFactory

SMALLEST = 24  # pixels, WCAG 2.2 target size


def sign_in(page, site):
    User.objects.create_superuser("desk", password="for-the-test")
    page.goto(f"{site}/admin/")
    page.fill("#id_username", "desk")
    page.fill("#id_password", "for-the-test")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/admin/")


@pytest.fixture
def site(transactional_db, live_server):
    """Served without the demo story: nothing on record but what a test needs."""
    return live_server.url


@pytest.fixture
def world(site):
    """A near-match on record, findings of every kind, and a second article that waits."""
    world = World()
    world.near = PersonFactory(name="Ida M. Kellner", description="a director")
    world.findings = world.everything()
    world.captain(article=ArticleFactory(headline="Another one", body=world.article.body))
    return world


@pytest.fixture
def address(site, world):
    return f"{site}/admin/coverage/article/{world.article.pk}/findings/"


@pytest.fixture
def desk(page, site, world, address):
    sign_in(page, site)
    page.goto(address)
    return page


def status(page):
    return page.locator("#review-status")


def current(page):
    return page.locator('#review-cards > [aria-current="true"]')


def test_it_is_reviewed_by_keyboard_alone_without_reloading(desk, world):
    desk.evaluate("window.stayed = true")
    desk.keyboard.press("a")  # nobody is chosen yet
    expect(status(desk)).to_contain_text("Not accepted: Say who this is")
    for key in ("s", "Space", "a"):
        desk.keyboard.press(key)
    expect(status(desk)).to_contain_text("1 of 6 decided")
    expect(current(desk)).to_be_focused()
    desk.keyboard.press("Shift+A")
    expect(desk.locator("dialog")).to_contain_text("5 findings to accept together")
    desk.keyboard.press("Enter")
    expect(status(desk)).to_contain_text("Accepted together: 5 · 6 of 6 decided")
    expect(desk.locator("#review-end")).to_contain_text("Everything in this article is decided.")
    assert desk.evaluate("window.stayed") is True
    assert {quote.speaker for quote in Quote.objects.filter(article=world.article)} == {world.near, world.feld}
    desk.keyboard.press("n")
    expect(desk.locator("h1")).to_contain_text("Another one")


def test_it_is_reviewed_by_mouse_alone(desk, world):
    cards = desk.locator("#review-cards > li")
    cards.first.get_by_role("radio", name="A new person").click()
    cards.first.get_by_role("button", name="Accept").click()
    expect(status(desk)).to_contain_text("1 of 6 decided")
    desk.get_by_role("link", name="Look at what is sure").click()
    desk.locator("dialog label").last.click()
    desk.get_by_role("button", name="Accept what is ticked").click()
    expect(status(desk)).to_contain_text("5 of 6 decided")
    cards.first.get_by_role("button", name="Reject").click()
    expect(status(desk)).to_contain_text("6 of 6 decided")
    assert Person.objects.filter(name="Ida Kellner").exists()


def test_it_goes_from_card_to_card_and_shows_the_words(desk):
    cards = desk.locator("#review-cards > li")
    for key, place in (("j", 1), ("ArrowDown", 2), ("k", 1), ("ArrowUp", 0), ("k", 0)):
        desk.keyboard.press(key)
        expect(cards.nth(place)).to_have_attribute("aria-current", "true")
        expect(cards.nth(place)).to_be_focused()
        assert current(desk).count() == 1
    desk.keyboard.press("j")
    assert desk.locator(".found--here").all_text_contents() == ["Jonas Feld", "Feld"]
    expect(desk.locator(".found--here").first).to_be_in_viewport()


def test_it_brings_words_far_down_a_long_text_into_view(desk, world):
    world.article.body += "<p>And so it went on.</p>" * 60 + "<p>Last of all came Lena Voss.</p>"
    world.article.save()
    world.propose("person", "Lena Voss", data={"name": "Lena Voss"})
    desk.reload()
    for _ in range(6):
        desk.keyboard.press("j")
    assert desk.locator(".found--here").all_text_contents() == ["Lena Voss"]
    expect(desk.locator(".found--here")).to_be_in_viewport()


def test_it_undoes_the_last_decision(desk, world):
    desk.keyboard.press("u")
    expect(status(desk)).to_contain_text("nothing to undo")
    first = current(desk).get_attribute("id")
    desk.keyboard.press("r")
    expect(status(desk)).to_contain_text("1 of 6 decided")
    desk.keyboard.press("u")
    expect(status(desk)).to_contain_text("Taken back: person: Ida Kellner · 0 of 6 decided")
    expect(desk.locator(f"#{first}")).to_be_focused()


def test_it_corrects_in_the_fields_and_leaves_them_with_escape(desk):
    desk.keyboard.press("j")
    desk.keyboard.press("c")
    assert desk.evaluate("document.activeElement.name").endswith("-person")
    desk.keyboard.type("jar")  # keys rest in a field
    expect(status(desk)).to_be_empty()
    desk.keyboard.press("Escape")
    expect(current(desk)).to_be_focused()


def test_it_keeps_what_is_typed_in_another_card(desk, world):
    quote = next(finding for finding in world.findings if finding.kind == "quote")
    desk.locator(f"#card-{quote.pk} summary").click()
    desk.fill(f"#id_f{quote.pk}-attribution", "half a")
    desk.locator("#review-cards > li").nth(1).get_by_role("button", name="Reject").click()
    expect(status(desk)).to_contain_text("1 of 6 decided")
    expect(desk.locator(f"#id_f{quote.pk}-attribution")).to_have_value("half a")


def test_it_lets_single_keys_be_switched_off_and_remembers_it(desk, address):
    desk.keyboard.press("?")
    desk.get_by_label("Single keys").uncheck()
    desk.reload()
    desk.keyboard.press("r")
    desk.keyboard.press("j")
    assert current(desk).evaluate("card => card.previousElementSibling") is None
    expect(status(desk)).to_be_empty()
    desk.locator("#review-keys summary").click()
    desk.get_by_label("Single keys").check()
    desk.keyboard.press("j")
    assert current(desk).evaluate("card => card.previousElementSibling") is not None


def test_it_says_when_the_desk_cannot_be_reached(desk, world):
    desk.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.keyboard.press("r")
    expect(status(desk)).to_contain_text("Not saved")
    assert not world.findings[0].decisions.exists()


def test_it_works_without_scripts(browser, site, world, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, site)
    page.goto(address)
    page.locator("#review-cards > li").first.get_by_role("radio", name="The same as").click()
    page.locator("#review-cards > li").first.get_by_role("button", name="Accept").click()
    expect(page.locator(".review__progress")).to_contain_text("1 of 6")
    page.get_by_role("button", name="Undo the last").click()
    expect(page.locator(".review__progress")).to_contain_text("0 of 6")
    page.get_by_role("link", name="Look at what is sure").click()
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.locator(".messagelist")).to_contain_text("Accepted together")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_fault_in_any_of_its_states(desk, scheme):
    desk.emulate_media(color_scheme=scheme)
    found = faults(desk, DESK_RULES)
    desk.keyboard.press("?")
    desk.keyboard.press("a")
    expect(status(desk)).to_contain_text("Not accepted")
    desk.keyboard.press("c")
    found += faults(desk, DESK_RULES)
    desk.keyboard.press("Escape")
    desk.keyboard.press("r")
    expect(status(desk)).to_contain_text("1 of 6")
    desk.locator(".review__decided summary").click()
    found += faults(desk, DESK_RULES)
    desk.keyboard.press("Shift+A")
    expect(desk.locator("dialog")).to_be_visible()
    found += faults(desk, DESK_RULES)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_every_width_and_every_target_can_be_hit(desk, width):
    desk.set_viewport_size({"width": width, "height": 700})
    desk.keyboard.press("?")
    for card in desk.locator(".found-card__more summary").all():
        card.click()
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    small = desk.evaluate(
        """smallest => [...document.querySelectorAll("#review button, #review summary, #review .button, #review select,"
          + " #review input:not([type=hidden], [type=radio], [type=checkbox]), #review label:has(input)")]
          .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < smallest)
          .map(one => one.outerHTML.slice(0, 120))""",
        SMALLEST,
    )
    assert small == []
