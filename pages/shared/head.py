"""What stands in every page's head: its title and description once, and its one address."""

from html import unescape
from urllib.parse import urlencode

from django.http import HttpRequest

from pages.shared import jsonld
from web.addresses import absolute_url

LONGEST = 200  # characters of a description: what search results and cards show


def plain(html: str) -> str:
    """The plain text of what a block says, so that it can be used twice and be escaped where it is used."""
    return unescape(" ".join(html.split()))


def short_description(text: str) -> str:
    """No longer than `LONGEST`, cut after a word."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 1].rsplit(' ', 1)[0].rstrip(' ,;:.–—')}…"


def canonical(request: HttpRequest) -> str:
    """The address a page is known by: without filters and views of other days, with the place in a long list."""
    after = request.GET.get("after") if set(request.GET) == {"after"} else ""
    return absolute_url(request.path) + (f"?{urlencode({'after': after})}" if after else "")


def page_data(title: str, path: str) -> str:
    """The data for machines of a page that is about nothing else: a list, the glossary, a text of ours."""
    return jsonld.script([jsonld.web_page("WebPage", title, path)])
