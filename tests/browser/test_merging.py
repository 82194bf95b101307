"""Merging two people in a browser: by keyboard, without scripts, on a phone, in the dark."""

import pytest
from playwright.sync_api import expect

from coverage.models import ArticlePerson
from people.models import DistinctPeople, OtherName, Person, PersonMerge
from tests.browser.axe import DESK_RULES, faults
from tests.browser.test_review import SMALLEST, sign_in
from tests.factories import ArticleFactory, PartyFactory, PersonFactory, QuoteFactory


@pytest.fixture
def site(transactional_db, live_server):
    """Served without the demo story: nothing on record but what a test needs."""
    return live_server.url


@pytest.fixture
def pair(site):
    """Two records with links of several kinds, and two more who were said not to be the same."""
    people = (
        PersonFactory(name="Bill Hale-Featherstonehaugh", born="1970", is_public=False),
        PersonFactory(name="William Hale-Featherstonehaugh", description="the gaffer of a film with a long name"),
    )
    article = ArticleFactory(headline="A headline that goes on and on, and then some more")
    for person in people:
        ArticlePerson.objects.create(article=article, person=person)
        OtherName.objects.create(person=person, name="W. Featherstonehaugh", kind="credited")
        QuoteFactory(speaker=person)
    PartyFactory(person=people[0], role="witness")
    DistinctPeople.objects.create(one=PersonFactory(name="Ann Oak"), other=PersonFactory(name="A. Oak"))
    return people


@pytest.fixture
def addresses(site, pair) -> list[str]:
    """Every page of it; the last has something to undo."""
    loser, winner = pair
    gone = PersonMerge.objects.create(into=winner, person_key=0, name="W. H.", slug="w-h", was_public=True, wrote=EMPTY)
    undated = PersonFactory(name="W. Hale-Featherstonehaugh", born="1980", is_public=False)
    paths = (
        "duplicates/",
        f"{loser.pk}/merge/",
        f"{loser.pk}/merge/?q=featherstonehaugh",
        f"{loser.pk}/merge/{winner.pk}/",
        f"{winner.pk}/merge/{loser.pk}/",
        f"{loser.pk}/merge/{undated.pk}/",
        f"merges/{gone.pk}/undo/",
        f"{winner.pk}/change/",
    )
    return [f"{site}/admin/", *(f"{site}/admin/people/person/{path}" for path in paths)]


EMPTY = {"loser": {}, "winner": 0, "moved": [], "dropped": [], "filled": [], "made": []}


def test_it_is_done_and_undone_by_keyboard_alone(page, site, pair):
    sign_in(page, site)
    for name in ("Likely duplicates", "Merge …"):
        page.get_by_role("link", name=name).first.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merge Bill Hale-Featherstonehaugh into William")
    page.get_by_role("button", name="Merge into").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("was merged into William")
    assert Person.objects.filter(name__startswith="Bill").count() == 0
    page.locator(".messagelist a").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo the merge").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("a record of their own again")
    assert Person.objects.filter(name__startswith="Bill").count() == 1


def test_it_works_without_scripts(browser, site, pair):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page, site)
    page.goto(f"{site}/admin/people/person/{pair[1].pk}/merge/")
    page.fill("#merge-q", "bill")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Compare with Bill").last.click()
    page.get_by_role("link", name="Keep Bill").click()
    page.get_by_role("button", name="Merge into Bill").click()
    expect(page.locator(".messagelist")).to_contain_text("was merged into Bill")
    page.goto(f"{site}/admin/people/person/duplicates/")
    page.get_by_role("button", name="Compare again").click()
    page.get_by_role("button", name="Not the same").click()
    expect(page.locator(".messagelist")).to_contain_text("Remembered")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_fault(page, site, addresses, scheme):
    sign_in(page, site)
    page.emulate_media(color_scheme=scheme)
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page, DESK_RULES)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_every_width_and_every_target_can_be_hit(page, site, addresses, width):
    sign_in(page, site)
    page.set_viewport_size({"width": width, "height": 700})
    wrong = []
    for address in addresses[1:-1]:  # the home and the form are Django's
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong.append(address)
        wrong += page.evaluate(
            """smallest => [...document.querySelectorAll(".merge :is(button, a, input:not([type=hidden]))")]
              .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < smallest)
              .map(one => one.outerHTML.slice(0, 120))""",
            SMALLEST,
        )
    assert wrong == []
