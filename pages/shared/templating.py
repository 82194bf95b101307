"""Filters and globals for the templates of readers' pages (docs/decisions/0021)."""

from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.timezone import get_default_timezone_name

from coverage.models import Article, Film, Quote
from dates.clocks import NOW, site_time
from dates.value import PartialDate
from legal import standings
from legal.models import Proceeding
from legal.standing import wording
from legal.standing.fold import Standing
from legal.vocabulary import Role
from pages.articles.jsonld import article_graph
from pages.cases.jsonld import case_graph
from pages.embeds import oembed
from pages.films.jsonld import film_graph
from pages.home import home_graph
from pages.people.jsonld import person_graph
from pages.quotes.jsonld import quote_graph
from pages.shared.head import canonical, page_data, plain, short_description
from pages.shared.jsonld import script
from pages.shared.sharing import share_image
from pages.timeline.layout import lay_out
from web.addresses import absolute_url, path_to


def date(value: Any, form: str) -> str:
    """A date or datetime in one of Django's formats, in the site's time zone; "" for None."""
    return _date(value, form, get_default_timezone_name()) if value else ""


@lru_cache(maxsize=4096)
def _date(value: Any, form: str, zone: str) -> str:
    return defaultfilters.date(site_time(value) if isinstance(value, datetime) else value, form)


def partial(value: PartialDate | None) -> str:
    """A partial date for readers, as a `<time>` that machines read at the same precision; "" if there is none."""
    return _partial(value) if value else ""


@lru_cache(maxsize=4096)
def _partial(value: PartialDate) -> str:
    return format_html('<time datetime="{}">{}</time>', str(value), value.reader)


def webcal(path: str) -> str:
    """The webcal: URL with which calendar programs subscribe instead of copying once."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}"


def openness(standing: Standing) -> str:
    """“open” while a court still has to decide, “final” if nothing keeps it open, otherwise “ended”."""
    return "open" if standing.is_open else "final" if standing.is_final else "ended"


def role(value: str) -> str:
    return Role(value).label


def case_data(case, hearings, developments) -> str:
    """The structured data of a case's page, from what its view loaded."""
    return script(case_graph(case, hearings, developments))


EMBEDS = {
    Article: oembed.article_embed,
    Quote: oembed.quote_embed,
    Film: oembed.timeline_embed,
    Proceeding: oembed.standing_embed,
}


def embed_code(thing) -> str:
    """The embed code of an article, a quote, a film's timeline or a case's standing."""
    return escape(EMBEDS[type(thing)](thing).html())  # it is shown, not done


def laid_out(entries, clocks=None, ends_now=False):
    """The entries in years and months, relative to the page's date; see `lay_out`."""
    return lay_out(entries, today=clocks.day if clocks else None, ends_now=bool(ends_now))


FILTERS = {
    "date": date,
    "next_hearing": standings.next_hearing,
    "openness": openness,
    "partial": partial,
    "plain": plain,
    "role": role,
    "sentence": wording.sentence,
    "short": wording.short,
    "short_description": short_description,
    "webcal": webcal,
    "whole": absolute_url,
    **{
        name: defaultfilters.register.filters[name]
        for name in ("capfirst", "linebreaks", "linebreaksbr", "pluralize", "truncatewords", "urlencode")
    },
}
GLOBALS = {
    "NOW": NOW,
    "article_data": lambda article, body: script(article_graph(article, body)),
    "canonical": canonical,
    "case_data": case_data,
    "embed_code": embed_code,
    "film_data": lambda film: script(film_graph(film)),
    "home_data": lambda: script(home_graph()),
    "laid_out": laid_out,
    "page_data": page_data,
    "parties_by_outcome": standings.parties_by_outcome,
    "person_data": lambda person: script(person_graph(person)),
    "quote_data": lambda quote: script(quote_graph(quote)),
    "share_image": share_image,
    "standing_of": standings.standing_of,
    "standings_of": standings.standings_of,
    "static": static if settings.DEBUG else cache(static),
    "summary_of": standings.summary_of,
    "url": path_to,
}
