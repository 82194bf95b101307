"""Every format: told by its content, read with its metadata, its characters kept; its bad twin clearly refused."""

import re
from datetime import date

import pytest

from coverage.intake.formats import reading
from coverage.intake.formats.document import Document, Unreadable
from tests.samples.files import WHOLE, article, items, messages, raw, text_of

FORMAT = {
    "harbor-light.txt": "text",
    "salt-ledger.md": "markdown",
    "salt-ledger.html": "html",
    "salt-ledger.docx": "word",
    "salt-ledger.wxr.xml": "wordpress",
    "salt-ledger.rss.xml": "feed",
    "salt-ledger.atom.xml": "feed",
    "salt-ledger.ninjs.json": "ninjs",
    "salt-ledger-2.ninjs.json": "ninjs",
    "bad/cut-off.wxr.xml": "wordpress",
    "bad/empty-page.html": "html",
    "bad/entities.rss.xml": "feed",
    "bad/front-matter.md": "markdown",
    "bad/summaries.atom.xml": "feed",
    "bad/tracked-changes.docx": "word",
    "bad/version-1.ninjs.json": "ninjs",
}
RICH = [name for name in WHOLE if name != "salt-ledger-2.ninjs.json"]  # with headings, a quote and a picture
QUOTED = [
    "“We kept every receipt,”",
    "“Nobody asked for them until witness No.\u00a07 did.”",
    "“I signed what I was given,”",
    "“It wasn’t my pump, and it wasn’t my signature.”",
    "“The state may file again,”",
    "“but not on this record.”",
]
PARAGRAPHS = [
    "Nora Whitlock’s documentary The Salt Ledger will have its premiere in Kestrel Bay on March\u00a014, four",
    "guilty of falsifying an inspection report — one of eleven counts.",
    "said it would stream from May 2 – with subtitles in three languages.",
]


@pytest.mark.parametrize(("name", "form"), FORMAT.items())
def test_it_tells_a_format_by_its_content(name, form):
    assert reading.detect(raw(name)).name == form


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ("A text.\n\nWith two paragraphs.", "text"),
        ("[Photo: a mine]\n\nA text.", "text"),
        ("{A text in braces}", "text"),
        ("[1] A footnote.\n\nA text.", "text"),
        ('["a"]', "ninjs"),
        ("Headline: # 1 of them\n\n# not a heading", "text"),
        ("I <3 salt.\n\nAnd 2 < 3.", "text"),
        ("Salt - a film\n\n- not Markdown alone", "text"),
        ("# A heading\n\nA text.", "markdown"),
        ("A heading\n=========\n\nA text.", "markdown"),
        ("A text with [a link](https://example.org/).", "markdown"),
        ("Someone said:\n\n> A quote.", "markdown"),
        ("---\ntitle: A\n---\nA text.", "markdown"),
        ("\ufeff---\r\ntitle: A\r\n---\r\nA text.", "markdown"),
        ("+++\ntitle = 'A'\n+++\nA text.", "markdown"),
        ("--- so it begins\n\nA text.", "text"),
        ("<p>A fragment.</p>", "html"),
        ("\ufeff  <!-- saved -->\n<!DOCTYPE html><p>A page.", "html"),
        ("<?xml version='1.0'?><rss version='2.0'/>", "feed"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "feed"),
        ('{"uri": "a"}', "ninjs"),
        ("[]", "ninjs"),
    ],
)
def test_it_tells_small_files_apart(content, form):
    assert reading.detect(content.encode()).name == form


@pytest.mark.parametrize("name", ["utf-16", "utf-8-sig", "utf-32"])
def test_it_tells_a_format_in_other_encodings(name):
    assert reading.detect("<!doctype html><p>A page.".encode(name)).name == "html"


# the samples


@pytest.mark.parametrize("name", WHOLE)
def test_it_reads_the_sample_s_headline_and_characters(name):
    document = article(raw(name))
    text = text_of(document)
    assert document.headline == "The Salt Ledger returns to Kestrel Bay"
    assert not document.headline_is_proposed
    assert document.headline not in text
    for words in PARAGRAPHS:
        assert words in text


@pytest.mark.parametrize("name", WHOLE)
def test_it_keeps_every_code_point_between_quotation_marks(name):
    text = text_of(article(raw(name)))
    assert re.findall("“[^”]*”", text) == QUOTED


@pytest.mark.parametrize("name", RICH)
def test_it_keeps_the_sample_s_headings_and_block_quote(name):
    body = article(raw(name)).body
    assert "<h2>What the Jury Heard</h2>" in body
    assert "<h3>A second case</h3>" in body
    assert re.search("<blockquote><p>“I signed what I was given,” Aldous told the court.[^<]*</p></blockquote>", body)
    assert "<em>The Salt Ledger</em>" in body


@pytest.mark.parametrize("name", RICH)
def test_it_sets_the_sample_s_picture_apart_with_its_credit(name):
    document = article(raw(name))
    caption = document.captions[0]
    assert caption.text.startswith("The flooded shaft at Dunmore.")
    assert caption.credit == "Lena Okafor"
    assert caption.address == ("" if name.endswith("docx") else "https://courier.example/img/shaft.jpg")
    assert "shaft at Dunmore" not in text_of(document)


@pytest.mark.parametrize("name", [name for name in RICH if not name.endswith("docx")])
def test_it_reads_the_sample_s_metadata(name):
    document = article(raw(name))
    assert document.published == date(2025, 3, 3)  # it was the 4th in London
    assert document.deck == "A film about a flooded mine opens where the trial began."
    assert document.authors in (["Mo Vale", "Ada Renn"], ["Mo Vale"])
    assert document.outlet == "The Kestrel Bay Courier"
    assert document.url.startswith("https://courier.example/")
    assert document.language.lower() == "en-us"
    assert {"Film", "Dunmore mine"} & set(document.subjects)


def test_it_reads_the_shared_sample_as_before():
    document = article(raw("harbor-light.txt"))
    assert document.published == date(2025, 5, 8)
    assert "“We never wanted a villain,”" in text_of(document)
    assert "<h2>What the Court Decided</h2>" in document.body


# their bad twins


@pytest.mark.parametrize(
    ("name", "line", "why"),
    [
        ("bad/cut-off.wxr.xml", 66, "broken or cut off"),
        ("bad/entities.rss.xml", 1, "declares entities"),
        ("bad/front-matter.md", 5, "front matter cannot be read"),
        ("bad/tracked-changes.docx", 1, "tracked changes or comments: added by Ada Renn: “Nobody appealed.”"),
        ("bad/version-1.ninjs.json", 1, "ninjs 1. Export it as ninjs 2 or 3"),
    ],
)
def test_it_refuses_the_bad_twin(name, line, why):
    with pytest.raises(Unreadable, match=why) as refusal:
        items(raw(name))
    assert refusal.value.line == line


@pytest.mark.parametrize(
    ("name", "why"), [("bad/empty-page.html", "no text in it"), ("bad/summaries.atom.xml", "only a summary")]
)
def test_it_refuses_each_article_of_the_bad_twin(name, why):
    [refusal] = items(raw(name))
    assert isinstance(refusal, Unreadable)
    assert why in str(refusal)


# the one place


def test_it_refuses_a_file_that_is_too_large_for_its_format():
    with pytest.raises(Unreadable, match=r"6 MB is no article: the limit for plain text is 3 MB"):
        items(b"a" * 6_000_000)


def test_it_turns_any_other_exception_into_a_refusal():
    def fails(raw, accept_changes):
        raise KeyError("w:id")
        yield

    form = reading.Format("new", "new format", lambda raw: True, fails)
    with pytest.raises(Unreadable, match="could not be read as new format: KeyError: 'w:id'"):
        list(reading.read(b"a", form))


@pytest.mark.parametrize("name", reading.FORMATS)
def test_it_refuses_a_picture_in_every_format_it_is_forced_to(name):
    with pytest.raises(Unreadable, match="picture"):
        items(b"\x89PNG\r\n\x1a\n", name)


def test_it_flags_escapes_that_cannot_be_right():
    document = article(
        '{"uri": "a", "headlines": [{"value": "A"}], "bodies": [{"value": "It\\u00e2\\u20ac\\u2122s."}]}'
    )
    assert "cannot be right" in messages(document)
    assert "â€™" in text_of(document)


def test_it_yields_whole_documents_only():
    found = items(raw("salt-ledger.rss.xml"))
    assert [type(item) for item in found] == [Document, Unreadable]
    assert "“Only a teaser”: It has only a summary" in str(found[1])
