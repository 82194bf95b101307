"""The head of every page: title, description and canonical URL."""

from html import unescape
from urllib.parse import urlencode

from django.http import HttpRequest

from pages.shared import jsonld
from web.addresses import absolute_url

LONGEST = 200  # the most characters of a description, as search results and cards show it


def plain(html: str) -> str:
    """The plain text of a block, so it can be used twice and escaped where it is used."""
    return unescape(" ".join(html.split()))


def short_description(text: str) -> str:
    """The text cut to `LONGEST` characters after a word."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 1].rsplit(' ', 1)[0].rstrip(' ,;:.–—')}…"


def canonical(request: HttpRequest) -> str:
    """The canonical URL: without filters and past dates, with the place in a long list."""
    after = request.GET.get("after") if set(request.GET) == {"after"} else ""
    return absolute_url(request.path) + (f"?{urlencode({'after': after})}" if after else "")


def page_data(title: str, path: str) -> str:
    """The structured data of a page without a main entity: a list, the glossary, a static text."""
    return jsonld.script([jsonld.web_page("WebPage", title, path)])
