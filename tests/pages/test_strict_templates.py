"""A misspelled name in a template fails in tests, and a partial sees only what it is given."""

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import UndefinedError

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
PARTIALS = [path for path in TEMPLATES.glob("**/*.html") if "contrib" not in path.parts]


@pytest.mark.parametrize("text", ["{{ misspelled }}", "{% if misspelled %}x{% endif %}", "{{ site_name.misspelled }}"])
def test_it_fails_on_a_name_that_is_not_there(text):
    with pytest.raises(UndefinedError):
        engines["jinja2"].from_string(text).render({"site_name": "Intercut"})


def test_it_draws_a_name_that_is_there():
    assert engines["jinja2"].from_string("{{ site_name }}").render({"site_name": "Intercut"}) == "Intercut"


@pytest.mark.parametrize("path", PARTIALS, ids=lambda path: path.name)
def test_it_includes_no_partial_of_ours(path):
    assert re.findall(r'{% include "(?!django/)[^"]*"', path.read_text()) == []


def test_it_gives_each_template_its_globals_in_one_dictionary():
    """Jinja searches its chain of them name by name at each import of a macro."""
    one, other = (engines["jinja2"].env.get_template(name) for name in ("base.html", "404.html"))
    assert type(one.globals) is dict
    assert one.globals == other.globals and one.globals is not other.globals
    assert "url" in one.globals
