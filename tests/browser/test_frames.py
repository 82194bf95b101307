"""Other sites can show ours in a frame, without scripts, and its links open in place of their page."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.urls import reverse

from coverage.models import Article
from pages.embeds.oembed import article_embed
from tests.linked_data import Head


@contextmanager
def another_site(html: str):
    """The address of a site on another host that answers everything with `html`."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Elsewhere</title>{html}".encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def article(site, settings) -> Article:
    settings.SITE_URL = site
    return Article.objects.published().for_cards().get(slug="last-take-announced-for-hulu")


@pytest.fixture
def said(page) -> list[str]:
    """What the browser's console says."""
    found = []
    page.on("console", lambda message: found.append(message.text))
    return found


def test_it_is_shown_on_another_site_with_its_own_look(page, article, said):
    with another_site(article_embed(article).html()) as address:
        page.goto(address)
        frame = page.frame_locator("iframe")
        assert frame.locator("h1").inner_text() == article.headline
        assert frame.locator(".embed__title").evaluate("e => getComputedStyle(e).fontSize") == "20.8px"
    assert said == []
    assert page.context.cookies() == []


def test_it_leads_from_the_frame_to_the_page(page, article, site):
    with another_site(article_embed(article).html()) as address:
        page.goto(address)
        page.frame_locator("iframe").locator("h1 a").click()
        page.wait_for_url(site + article.get_absolute_url())


def test_it_shows_no_page_but_these_in_a_frame(page, article, site, said):
    with another_site(f'<iframe src="{site}{article.get_absolute_url()}"></iframe>') as address:
        page.goto(address)
        assert page.frame_locator("iframe").locator(".masthead").count() == 0
    assert any("frame-ancestors" in words for words in said)


def test_it_keeps_the_data_for_machines_within_the_content_policy(page, site, said):
    page.goto(site + reverse("home"))
    assert Head(page.content()).data
    assert said == []
