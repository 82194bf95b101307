"""Readers' templates: what they print is what was meant, and text is escaped once."""

import pytest
from django.template import engines
from jinja2 import nodes

from people.models import Person
from tests.factories import ArticleFactory

ENVIRONMENT = engines["jinja2"].env
TEMPLATES = [name for name in ENVIRONMENT.list_templates() if not name.startswith(("contrib/", "django/"))]
METHODS = {"all", "count", "exists", "choice_label", "get_absolute_url"}


def uncalled(name):
    """The methods that a template names without calling them: true whatever they would give."""
    source, _, _ = ENVIRONMENT.loader.get_source(ENVIRONMENT, name)
    tree = ENVIRONMENT.parse(source)
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    return [
        got.attr
        for got in tree.find_all(nodes.Getattr)
        if id(got) not in called and (got.attr in METHODS or got.attr.endswith("_display"))
        if not (isinstance(got.node, nodes.Name) and got.node.name == "loop")
    ]


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_calls_every_method(name):
    assert uncalled(name) == []


def test_it_escapes_what_it_prints_once():
    printed = ENVIRONMENT.from_string("{{ person.name }}").render(person=Person(name="<b>Q & A</b>"))
    assert printed == "&lt;b&gt;Q &amp; A&lt;/b&gt;"


def test_it_makes_paragraphs_of_a_text_and_escapes_it():
    printed = ENVIRONMENT.from_string("{{ text|linebreaks }} {{ text|linebreaksbr }}").render(
        text="One <b>\n\nTwo\nThree"
    )
    assert printed == "<p>One &lt;b&gt;</p>\n\n<p>Two<br>Three</p> One &lt;b&gt;<br><br>Two<br>Three"


@pytest.mark.django_db
def test_it_shows_the_paragraphs_of_a_correction(client, editor):
    article = ArticleFactory(published=True)
    article.corrections.create(kind="correction", by=editor, text="The name was <b>wrong</b>.\n\nIt is right now.")
    for page in (client.get(article.get_absolute_url()), client.get("/corrections/")):
        html = page.content.decode()
        assert "<p>The name was &lt;b&gt;wrong&lt;/b&gt;.</p>" in html and "&lt;p&gt;" not in html
