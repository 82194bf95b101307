"""A real browser against a real server, where the machine has Chromium; a loud skip where it has none."""

import os
import shutil

import pytest

from coverage.demo.load import load
from tests.public_pages import framed_pages, public_pages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's event loop shares the test's thread


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts and item.get_closest_marker("needs_java") is None:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="NO BROWSER TESTS: install Chromium or set CHROMIUM to its path")
                )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Nothing moves, so no test has to wait for what is half faded in."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def site(transactional_db, live_server):
    """The demo story, served."""
    load()
    return live_server.url


@pytest.fixture
def addresses(site) -> list[str]:
    return [site + path for path in [*public_pages(), *framed_pages()]]
