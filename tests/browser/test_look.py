"""What is hard to set: long words and lists, right-to-left quotes, folded stretches, focus, paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.test_accessibility import faults
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)

WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverordnung"
HEBREW = "אמרנו את מה שאמרנו"
WIDTH = "element => element.getBoundingClientRect().width"
CSS = "(element, name) => getComputedStyle(element)[name]"


@pytest.fixture
def hard(transactional_db, live_server):
    """A film of forty releases with a case of sixty charges, a case of none, and an article of a long word."""
    case, film = ProceedingFactory(slug="sixty"), FilmFactory(slug="forty", title=WORD)
    ProceedingFactory(slug="none")
    film.proceedings.add(case)
    party = PartyFactory(proceeding=case)
    for number in range(60):
        charge = ChargeFactory(party=party, count_label=f"count {number}")
        DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", instrument="indictment")
    for number in range(40):
        day = timezone.localdate() + timedelta(days=60 - 20 * number)
        ReleaseFactory(film=film, date=day.isoformat(), platform=f"{WORD} {number}")
    HearingFactory(proceeding=case, starts_at=timezone.now() + timedelta(days=5))
    article = ArticleFactory(published=True, slug="long", headline=f"{WORD} {'x' * 50}", language="de", kind="opinion")
    article.films.add(film)
    QuoteFactory(article=article, words=HEBREW, speaker=party.person)
    return live_server.url


@pytest.fixture
def hard_pages(hard):
    paths = ("/", "/films/forty/", "/cases/sixty/", "/cases/none/", "/articles/long/", "/quotes/", "/timeline/")
    return [hard + path for path in (*paths, "/sections/opinion/", "/cases/", "/films/")]


@pytest.mark.parametrize("width", [320, 1280])
def test_it_holds_what_is_long_at_any_width(page, hard_pages, width):
    page.set_viewport_size({"width": width, "height": 700})
    wide = []
    for address in hard_pages:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    assert wide == []


def test_it_finds_no_fault_in_what_is_long(page, hard_pages):
    found = []
    for address in hard_pages:
        page.goto(address)
        found += faults(page)
    assert found == [], "\n".join(found)


def test_it_runs_a_quote_in_its_own_direction(page, hard):
    page.goto(f"{hard}/quotes/")
    assert page.locator(".quote blockquote p").evaluate(CSS, "direction") == "rtl"
    assert page.locator(".quote figcaption").evaluate(CSS, "direction") == "ltr"


def test_it_opens_the_fold_that_a_permalink_leads_into(page, hard):
    page.goto(f"{hard}/timeline/")
    folded = page.locator(".fold .entry").first
    assert not folded.is_visible()
    page.goto(f"{hard}/timeline/#{folded.get_attribute('id')}")
    assert folded.is_visible()


def test_it_prints_what_is_folded_and_no_navigation(page, hard):
    page.goto(f"{hard}/timeline/")
    page.emulate_media(media="print")
    assert page.locator(".fold .entry").first.is_visible()
    assert not page.locator(".masthead__nav").is_visible()
    assert not page.locator("form").first.is_visible()


def test_it_sets_a_line_of_some_66_characters(page, hard):
    """As wide as some 56 zeros: that is 66 characters of any serif, whichever the machine has."""
    ArticleFactory(published=True, slug="lines", body=f"<p>{'A word or two. ' * 50}</p>")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{hard}/articles/lines/")
    text = page.locator(".story__body p").first
    width = text.evaluate(WIDTH)
    text.evaluate("p => { p.innerHTML = `<span>${'0'.repeat(50)}</span>` }")
    assert 55 <= width / text.locator("span").evaluate(WIDTH) * 50 <= 57


@pytest.mark.parametrize("path", ["/", "/timeline/", "/articles/long/", "/cases/sixty/"])
def test_it_always_shows_where_the_focus_is(page, hard, path):
    page.goto(hard + path)
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        style, width, tag = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth), e.tagName] })()"
        )
        seen.add(tag)
        assert tag == "BODY" or (style != "none" and width >= 2), (path, tag)
    assert "A" in seen


def test_it_moves_nothing_for_who_wants_no_motion(page, hard):
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{hard}/timeline/")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0


def test_it_skips_the_filters_of_the_timeline(page, hard):
    page.goto(f"{hard}/timeline/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "entries"
