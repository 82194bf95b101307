"""The environment of readers' templates."""

from collections.abc import MutableMapping
from typing import Any

from jinja2 import Environment

from pages.shared.templating import FILTERS, GLOBALS


class TemplateEnvironment(Environment):
    """Every template gets the globals in one dictionary.

    Jinja's own chain of dictionaries is searched name by name at each import of a macro, which took longer than
    drawing what the macro draws. Nothing is added to the globals once the environment is made.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return self.globals | (d or {})


def environment(**options: Any) -> Environment:
    made = TemplateEnvironment(**options)  # with autoescape, which Django turns on
    made.filters |= FILTERS
    made.globals |= GLOBALS
    return made
