"""The environment of readers' templates: what each app lets them use."""

from typing import Any

from jinja2 import Environment

import coverage.templating
import legal.templating
import people.templating

APPS = (people.templating, legal.templating, coverage.templating)


def environment(**options: Any) -> Environment:
    made = Environment(**options)  # noqa: S701  (Django turns autoescape on)
    for app in APPS:
        made.filters |= app.FILTERS
        made.globals |= app.GLOBALS
    return made
