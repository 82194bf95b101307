"""Markdown: front matter of two kinds, CommonMark, and every character as it is."""

from datetime import date

import pytest

from coverage.intake.formats.document import Unreadable
from tests.samples.files import article, items, messages, text_of


def read(text):
    return article(text, "markdown")


# front matter


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ("title: It’s “A”", "headline", "It’s “A”"),
        ("Headline: A", "headline", "A"),
        ("date: 2025-03-03", "published", date(2025, 3, 3)),
        ("date: 2025-03-03T23:40:00-05:00", "published", date(2025, 3, 3)),
        ("author: Mo Vale and Ada Renn", "authors", ["Mo Vale", "Ada Renn"]),
        ("authors: [Mo Vale, Ada Renn]", "authors", ["Mo Vale", "Ada Renn"]),
        ("authors:\n  - name: Mo Vale\n  - Ada Renn", "authors", ["Mo Vale", "Ada Renn"]),
        ("by: Mo Vale", "authors", ["Mo Vale"]),
        ("source: The Post", "outlet", "The Post"),
        ("canonical: https://a.example/x", "url", "https://a.example/x"),
        ("url: /x", "url", ""),
        ("description: D", "deck", "D"),
        ("lang: no", "language", "no"),
        ("licence: CC BY", "rights", "CC BY"),
        ("tags: salt, mine", "subjects", ["salt", "mine"]),
        ("id: 007", "outlet_id", "007"),
    ],
)
def test_it_reads_yaml_front_matter(front, name, value):
    document = read(f"---\n{front}\n---\nWords.")
    assert getattr(document, name) == value
    assert text_of(document) == "Words."


def test_it_reads_toml_front_matter():
    document = read('+++\ntitle = "A"\ndate = 2025-03-03T23:40:00-05:00\ntags = ["salt"]\n+++\nWords.')
    assert (document.headline, document.published, document.subjects) == ("A", date(2025, 3, 3), ["salt"])


def test_it_lists_what_it_does_not_know():
    assert "left out: “layout”, “weight”" in messages(read("---\nlayout: a\nweight: 3\n---\nWords."))


@pytest.mark.parametrize(
    ("front", "line", "why"),
    [
        ("---\ntitle: A\n", 1, "never closed"),
        ("---\ntitle: A\nb: [c\n---\nx", 4, "cannot be read"),
        ("---\na: &a [x]\nb: *a\n---\nx", 2, r"repeats parts of itself"),
        ("---\na: " + "[" * 5000 + "\n---\nx", 2, "nested too deeply|cannot be read"),
        ("+++\ntitle = \n+++\nx", 2, "cannot be read"),
        ("---\na: " + "x" * 30_000 + "\n---\nx", 2, "more than 10000 characters"),
    ],
)
def test_it_refuses_front_matter_that_it_cannot_read(front, line, why):
    with pytest.raises(Unreadable, match=why) as refusal:
        read(front)
    assert refusal.value.line == line


def test_it_makes_no_object_of_yaml():
    document = read('---\ntitle: !!python/object/apply:os.system ["true"]\n---\nWords.')
    assert text_of(document) == "Words."


def test_it_says_that_a_date_is_no_day():
    assert "“soon” is not a day" in messages(read("---\ndate: soon\n---\nWords."))


# the text


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("One\nline.\n\nTwo.", "<p>One line.</p>\n<p>Two.</p>"),
        ("One  \nline.", "<p>One<br>line.</p>"),
        ("A *b* **c**.", "<p>A <em>b</em> <strong>c</strong>.</p>"),
        ("First.\n\n### B", "<p>First.</p>\n<h3>B</h3>"),
        ("> “One.”\n>\n> Two.", "<blockquote><p>“One.”</p><p>Two.</p></blockquote>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("[a](https://a.example/) [b](/b)", '<p><a href="https://a.example/">a</a> b</p>'),
        ("\"Straight\" -- (c) ... 'quotes'", "<p>\"Straight\" -- (c) ... 'quotes'</p>"),
        ("A\u00a0b\u2009c &nbsp; d", "<p>A\u00a0b\u2009c \u00a0 d</p>"),
        ("First.\n\n---\n\nLast.", "<p>First.</p>\n<hr>\n<p>Last.</p>"),
        ("A <script>alert(1)</script><b>c</b>", "<p>A <strong>c</strong></p>"),
    ],
)
def test_it_reads_commonmark(text, made):
    assert read(text).body == made


def test_it_takes_a_first_heading_for_the_headline():
    document = read("# The Headline\n\nWords.")
    assert (document.headline, text_of(document)) == ("The Headline", "Words.")


def test_it_drops_a_first_heading_that_repeats_the_headline():
    assert text_of(read("---\ntitle: A\n---\n# A\n\nWords.")) == "Words."
    assert text_of(read("---\ntitle: A\n---\n# B\n\nWords.")) == "B\n\nWords."


def test_it_sets_pictures_apart_with_their_lines():
    document = read("One.\n\n![A boat. Photo: Mo Vale](https://a.example/b.jpg)\n\nTwo.")
    [caption] = document.captions
    assert (caption.text, caption.credit, caption.line) == ("A boat. Photo: Mo Vale", "Mo Vale", 3)
    assert text_of(document) == "One.\n\nTwo."


@pytest.mark.parametrize("text", ["> " * 300 + "x", "- " * 300 + "x"])
def test_it_refuses_what_is_nested_so_deeply_that_it_would_be_lost(text):
    with pytest.raises(Unreadable, match="levels deep"):
        read(text)


def test_it_keeps_what_is_nested_less_deeply():
    assert text_of(read("> " * 60 + "deep")) == "deep"


def test_it_refuses_a_paragraph_that_would_take_minutes():
    with pytest.raises(Unreadable, match="too many marks") as refusal:
        items("# A\n\nWords.\n\n" + "[" * 60_000)
    assert refusal.value.line == 5
