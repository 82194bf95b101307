"""An article as ninjs 3.0: every name and type is the standard's, and importing it gives the same article."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from jsonschema import Draft202012Validator

from coverage.models import Article, Outlet
from tests.factories import ArticleFactory, BylineFactory, FilmFactory, PersonFactory, ProceedingFactory, QuoteFactory
from tests.samples.files import article as read_item
from tests.samples.files import text_of

pytestmark = pytest.mark.django_db
BODY = (
    "<p>Ada said “we kept every receipt — naïve, cafe\u0301, \U0001f6a2” &amp; left.\u00a0Then <em>it</em> rained.</p>"
    "<h2>What the Jury Heard</h2><p>Two &lt; three.</p><h3>A second case</h3>"
    "<blockquote><p>“I signed what I was given.”</p></blockquote>"
    "<ul><li>One</li><li>Two</li></ul><ol><li>Three</li></ol><h4>Small</h4>"
    '<p>See <a href="/films/a-film/">the film</a> and <a href="https://other.example/x">this</a>.</p>'
)
TEXT, URI = {"type": "string"}, {"type": "string", "pattern": r"^https?://[^\s/]+/\S*$"}
WHEN = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}


def of(**properties):
    return {"type": "object", "additionalProperties": False, "properties": properties}


def said(**more):
    return {"type": "array", "items": {**of(role=TEXT, contentType=TEXT, value=TEXT, **more), "required": ["value"]}}


NAMED = {"type": "array", "items": of(name=TEXT, rel=TEXT, uri=URI, literal=TEXT)}
COUNT = {"type": "integer", "minimum": 0}
# What the standard's schema says of the properties that we use, in our own words; it allows no others.
NINJS = {
    **of(
        standard=of(name={"const": "ninjs"}, version={"const": "3.0"}, schema=URI),
        uri=URI,
        type={"const": "text"},
        representationType={"enum": ["full", "partial"]},
        pubStatus={"enum": ["usable", "withheld", "canceled"]},
        version=TEXT,
        firstCreated=WHEN,
        versionCreated=WHEN,
        language=TEXT,
        headlines=said(),
        descriptions=said(),
        bodies=said(charCount=COUNT, wordCount=COUNT),
        by=TEXT,
        genres={"type": "array", "items": of(name=TEXT, uri=TEXT, literal=TEXT)},
        infoSources={"type": "array", "items": of(name=TEXT, role=TEXT, uri=TEXT, literal=TEXT)},
        copyrightHolder=TEXT,
        copyrightNotice=TEXT,
        usageTerms=TEXT,
        people=NAMED,
        subjects=NAMED,
        altIds={"type": "array", "items": of(role=TEXT, value=TEXT)},
    ),
    "required": ["uri"],
}


@pytest.fixture
def article():
    made = ArticleFactory(
        headline="The Salt Ledger’s return & more",
        deck="A film about a flooded mine.",
        body=BODY,
        state="published",
        published_at=datetime(2025, 3, 4, 6, 30, tzinfo=UTC),  # the evening before, by the site's clock
        language="en-US",
        rights="Not for resale.",
    )
    for position, (name, role) in enumerate((("Mo Vale", "reporter"), ("Ada Renn", "reporter"), ("Ed Itor", "editor"))):
        BylineFactory(article=made, name=name, role=role, position=position)
    QuoteFactory(article=made, words="we kept every receipt — naïve, cafe\u0301, \U0001f6a2")
    made.films.add(FilmFactory(slug="a-film"))
    made.proceedings.add(ProceedingFactory())
    made.people.add(PersonFactory(name="Ada Lund"))
    return made


@pytest.fixture
def exported(client):
    def get(article):
        response = client.get(reverse("article-ninjs", args=[article.slug]))
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")
        return response.content

    return get


def faults(raw) -> list[str]:
    return [error.message for error in Draft202012Validator(NINJS).iter_errors(raw)]


def test_it_uses_the_names_and_types_of_the_standard(exported, article):
    assert faults(json.loads(exported(article))) == []


def test_it_is_as_valid_for_an_article_with_next_to_nothing(exported):
    item = json.loads(exported(ArticleFactory(published=True)))
    assert faults(item) == []
    assert {"by", "descriptions", "people", "subjects", "usageTerms"} & set(item) == set()


def test_it_would_find_a_wrong_name_or_type(exported, article):
    """Else the tests above could not fail."""
    item = json.loads(exported(article))
    assert faults({**item, "headline": "A"}) and faults({**item, "bodies": [{"text": "A"}]})
    assert faults({**item, "firstCreated": "2025-03"}) and faults({**item, "version": 3})


def test_it_is_read_back_as_the_same_article(exported, article):
    document = read_item(exported(article))
    assert text_of(document) == article.text
    assert document.headline == article.headline
    assert document.deck == article.deck
    assert document.authors == ["Mo Vale", "Ada Renn"]
    assert str(document.published) == "2025-03-03"
    assert document.language == "en-US"
    assert [tag for tag in ("<h2>", "<h3>", "<h4>", "<blockquote>", "<ul>", "<ol>") if tag not in document.body] == []
    assert document.url == f"http://127.0.0.1:8000/articles/{article.slug}/"


def test_it_comes_back_through_the_import_with_its_quotes(exported, article, tmp_path, capsys):
    path = tmp_path / "article.json"
    path.write_bytes(exported(article))
    Article.objects.filter(pk=article.pk).update(headline="Another")
    call_command("import_articles", str(path), "--json")
    capsys.readouterr()
    again = Article.objects.order_by("-pk").first()
    assert again.pk != article.pk
    assert (again.headline, again.text) == (article.headline, article.text)
    assert [byline.name for byline in again.bylines.all()] == ["Mo Vale", "Ada Renn"]
    assert str(again.first_published) == "2025-03-03"
    quote = article.quotes.get()
    assert quote.spans[0]["exact"] in {finding.exact for finding in again.findings.filter(kind="quote")}


@pytest.mark.parametrize(("names", "by"), [([], None), (["A B"], "A B"), (["A B", "C D", "E F"], "A B, C D and E F")])
def test_it_names_the_reporters_in_one_line(exported, names, by):
    article = ArticleFactory(published=True)
    for position, name in enumerate(names):
        BylineFactory(article=article, name=name, position=position)
    assert json.loads(exported(article)).get("by") == by
    assert read_item(exported(article)).authors == names


def test_it_says_where_a_text_was_first_published(exported):
    outlet = Outlet.objects.create(name="The Post")
    article = ArticleFactory(published=True, outlet=outlet, original_url="https://post.example/1")
    document = read_item(exported(article))
    assert (document.outlet, document.url) == ("The Post", "https://post.example/1")


def test_it_makes_links_whole_and_leaves_others(exported, article):
    value = json.loads(exported(article))["bodies"][0]["value"]
    assert 'href="http://127.0.0.1:8000/films/a-film/"' in value and 'href="https://other.example/x"' in value


def test_it_answers_304_to_its_etag(client, article):
    address = reverse("article-ninjs", args=[article.slug])
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    Article.objects.filter(pk=article.pk).update(deck="Another.")
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_it_names_only_what_is_public(exported, article):
    article.people.add(PersonFactory(name="Hidden Person", is_public=False))
    article.films.add(FilmFactory(title="Hidden Film", is_public=False))
    assert b"Hidden" not in exported(article)
