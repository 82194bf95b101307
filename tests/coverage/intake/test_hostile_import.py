"""Whatever stands in a file is imported as it is or refused: never a crash, never a half."""

import json

import pytest

from coverage.models import Article, ImportRow
from tests.samples.naughty import NAUGHTY

pytestmark = pytest.mark.django_db
five_hundred = pytest.mark.postgresql_only  # it refuses more than SQLite does: a NUL, what is no Unicode


def assert_whole(report, expected):
    """Each article is there with its row, or refused with a reason."""
    results = report["articles"]
    assert len(results) == expected
    for result in results:
        assert result["action"] != "refused" or result["warnings"][0]["message"]
    created = [result for result in results if result["action"] == "created"]
    assert Article.objects.count() == len(created) == ImportRow.objects.filter(action="created").count()
    assert created


@five_hundred
def test_it_takes_naughty_strings_as_texts(bring, file):
    for number, words in enumerate(NAUGHTY):
        text = f"Headline: Number {number}\n\n{words}\n\nA text that is in order follows it."
        folder = file(text.encode(errors="surrogatepass"), f"in/{number:04}.txt").parent
    report, _ = bring(folder)
    assert_whole(report, len(NAUGHTY))


@five_hundred
def test_it_takes_naughty_strings_as_metadata(bring, file):
    lines = [
        json.dumps(
            {
                "standard": {"name": "ninjs", "version": "3.0"},
                "uri": f"urn:one:{number}",
                "headlines": [{"role": "main", "value": words}],
                "bodies": [{"role": "main", "contenttype": "text/plain", "value": f"One text, number {number}."}],
                "descriptions": [{"value": words}],
                "by": words,
                "language": words,
                "copyrightnotice": words * 20,
                "altids": [{"role": "id", "value": words}],
                "infosources": [{"name": words}],
            }
        )
        for number, words in enumerate(NAUGHTY)
    ]
    report, _ = bring(file("\n".join(lines), "one.json"), "--format", "ninjs")
    assert_whole(report, len(NAUGHTY))


@pytest.mark.parametrize(
    "words", ["'; DROP TABLE coverage_article; --", "<script>alert(1)</script>", "{{ 7|add:7 }}", "%s%n"]
)
def test_it_takes_naughty_strings_as_options(bring, file, words):
    bring(file("A plain text.\n\nOf two paragraphs."), "--headline", words, "--outlet", words)
    article = Article.objects.get()
    assert (article.headline, article.outlet.name) == (words, words)


def test_it_keeps_the_whole_of_a_headline_that_is_too_long(bring, file):
    headline = "word " * 60
    bring(file(f"Headline: {headline}\n\nA plain text.\n\nOf two paragraphs."))
    article = Article.objects.get()
    assert article.headline_is_proposed and article.headline.endswith("…")
    assert f"Headline: {headline.strip()}" in article.import_notes


def test_it_takes_file_names_of_every_kind(bring, file, tmp_path):
    for name in ("ä ö.txt", "a'b\"c.txt", "\U0001f6a2.txt", "-n.txt", "%s.txt", "[x].txt"):
        file(f"A text about {name}.\n\nOf two paragraphs.", f"in/{name}")
    report, status = bring(tmp_path / "in")
    assert report["counts"]["created"] == 6 and status == 0
