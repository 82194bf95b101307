"""What templates may use of Django and of people. Readers' pages are drawn by Jinja2 (docs/decisions/0021)."""

from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.timezone import get_default_timezone_name

from dates.clocks import site_time
from dates.value import PartialDate
from people import jsonld
from people.addresses import path_to
from people.head import canonical, page_data, plain, short_description


def date(value: Any, form: str) -> str:
    """A day or a moment in one of Django's formats, a moment by the site's clock; "" where there is none."""
    return _date(value, form, get_default_timezone_name()) if value else ""


@lru_cache(maxsize=4096)
def _date(value: Any, form: str, zone: str) -> str:
    return defaultfilters.date(site_time(value) if isinstance(value, datetime) else value, form)


def partial(value: PartialDate | None) -> str:
    """A partial date for readers, as a `<time>` that machines read at the same precision; "" where there is none."""
    return _partial(value) if value else ""


@lru_cache(maxsize=4096)
def _partial(value: PartialDate) -> str:
    return format_html('<time datetime="{}">{}</time>', str(value), value.reader)


def person_data(person) -> str:
    return jsonld.script(jsonld.person_graph(person))


FILTERS = {
    "date": date,
    "partial": partial,
    "plain": plain,
    "short_description": short_description,
    "whole": jsonld.address,
    **{
        name: defaultfilters.register.filters[name]
        for name in ("capfirst", "linebreaks", "linebreaksbr", "pluralize", "truncatewords", "urlencode")
    },
}
GLOBALS = {
    "url": path_to,
    "static": static if settings.DEBUG else cache(static),
    "canonical": canonical,
    "page_data": page_data,
    "person_data": person_data,
}
