"""A quote holds the same code points on every page as between the marks of the file it came in."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.management import call_command

from coverage.intake.review import accept
from coverage.models import Article, Quote
from coverage.publishing import move
from coverage.richtext import to_text
from tests.factories import BylineFactory
from tests.pages.feeds.strict import read

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".py")
ODD = "“It wasn’t my pump\u200d — he said ‘go’\u00a0… – naïve, cafe\u0301, \U0001f6a2 & <b>not a tag</b>,”"


class Visible(HTMLParser):
    """What a browser shows of a page, but for its layout."""

    def __init__(self, html):
        super().__init__()
        self.parts = []
        self.feed(html)
        self.text = "".join(self.parts)

    def handle_data(self, data):
        self.parts.append(data)


def characters(path):
    """The characters of a file, with what its format escapes or marks put back to what is meant."""
    raw = path.read_bytes()
    if path.suffix == ".docx":
        raw = zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml")
        return Visible(raw.decode()).text
    text = raw.decode("utf-8-sig")
    if path.suffix == ".json":
        return "".join(strings(json.loads(text)))
    # Entities, and in a feed the entities of the HTML in it.
    plain = unescape(unescape(text.replace("<![CDATA[", "").replace("]]>", "")))
    return plain if path.suffix in (".txt", ".md") else Visible(plain).text


def strings(value):
    if isinstance(value, str):
        yield Visible(value).text
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def bring(path, editor):
    """Import a file, accept every quote in it and publish; gives the quotes."""
    with suppress(SystemExit):  # one item of the feed is refused
        call_command("import_articles", str(path), "--json")
    article = Article.objects.order_by("pk").first()
    for finding in article.findings.filter(kind="quote"):
        accept(finding, by=editor, corrected={"person": None, "source_name": "somebody"})
    Article.objects.filter(pk=article.pk).update(headline_is_proposed=False)
    BylineFactory(article=article)
    for step in ("submit", "approve", "publish"):
        move(article, step, by=editor)
    return list(Quote.objects.anchored().filter(article=article))


@pytest.fixture(autouse=True)
def quiet(capsys):
    yield
    capsys.readouterr()


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_it_shows_a_quote_as_it_stands_in_the_file(client, editor, path):
    quotes = bring(path, editor)
    said = characters(path)
    assert quotes
    for quote in quotes:
        pages = [Visible(client.get(address).content.decode()).text for address in addresses(quote)]
        for span in quote.spans:
            assert span["exact"] in said
            for page in [*pages, *feeds(client, quote.article)]:
                assert span["exact"] in page
            for address in machine_addresses(quote):
                assert span["exact"] in as_sent(client.get(address)), address


def machine_addresses(quote):
    """What other programs read: the API, the file of quotes, and ninjs."""
    article = quote.article
    api = [f"/api/v1/quotes/{quote.pk}/", "/api/v1/quotes/?limit=100", f"/api/v1/articles/{article.slug}/"]
    return [*api, f"/articles/{article.slug}.ninjs.json", "/quotes.csv"]


def as_sent(response):
    """The characters of an answer, with what its format escapes put back to what is meant."""
    text = response.getvalue().decode("utf-8-sig")
    if response["Content-Type"] == "application/json":
        return "".join(raw_strings(json.loads(text)))
    return "".join(cell.removeprefix("'") for row in csv.reader(io.StringIO(text, newline="")) for cell in row)


def raw_strings(value):
    """Every text of a JSON value; what is HTML also as a browser shows it."""
    if isinstance(value, str):
        yield value
        yield Visible(value).text
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from raw_strings(inner)


def addresses(quote):
    return [quote.get_absolute_url(), "/quotes/", quote.article.get_absolute_url()]


def feeds(client, article):
    """The article's text in each format, as a reader's program shows it."""
    for form in ("rss", "atom", "json"):
        items = read(form, client.get(f"/feed.{form}").content).items
        yield Visible(next(item.html for item in items if item.id.endswith(f":article/{article.pk}"))).text


def test_it_shows_the_oddest_quote_as_it_stands_in_the_file(client, editor, tmp_path):
    path = tmp_path / "odd.txt"
    path.write_text(f"Headline: Odd\n\n{ODD} Ada Lund said in court.\n\nThe next paragraph.", encoding="utf-8")
    [quote] = bring(path, editor)
    exact = quote.spans[0]["exact"]
    assert exact == ODD[1:-1]
    for address in addresses(quote):
        assert exact in Visible(client.get(address).content.decode()).text
    assert all(exact in text for text in feeds(client, quote.article))
    for address in machine_addresses(quote):
        assert exact in as_sent(client.get(address)), address
    assert client.get(f"/api/v1/quotes/{quote.pk}/").json()["spans"][0]["exact"] == exact
    assert exact in to_text(quote.article.body)
