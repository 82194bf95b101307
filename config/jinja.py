"""The environment of readers' templates."""

from typing import Any

from jinja2 import Environment

from pages.shared.templating import FILTERS, GLOBALS


def environment(**options: Any) -> Environment:
    made = Environment(**options)  # noqa: S701  (Django turns autoescape on)
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made
