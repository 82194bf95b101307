"""Files made to break an import: each is read or refused, never a crash, never a half."""

import html
import io
import json
import struct
import zipfile
from xml.sax.saxutils import escape

import pytest
import yaml

from coverage.intake.files import read_bytes
from coverage.intake.formats import reading
from coverage.intake.formats.document import NO_TEXT, Document, Unreadable
from tests.samples.files import WHOLE, W, docx, items, paragraph, raw, text_of
from tests.samples.naughty import NAUGHTY

pytestmark = pytest.mark.slow
LONG = "The hearing took most of the day, and nobody in the small courtroom left before it was over."
XML = '<?xml version="1.0"?>'
EXPORT = ' xmlns:wp="http://wordpress.org/export/1.2/"'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))


def outcome(content, name=""):
    """What becomes of a file: its items, or its refusal. Anything else is an error of the test."""
    try:
        return items(content, name)
    except Unreadable as refusal:
        assert str(refusal).endswith(".") or "…" in str(refusal)
        assert refusal.line >= 1
        return [refusal]


# naughty strings


def xml_safe(text):
    return escape("".join(character for character in text if character in "\t\n" or character >= " "))


def in_wxr(text):
    return (
        f'{XML}<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"{EXPORT}><channel><title>{text}</title><item>'
        f"<title>{text}</title><link>{text}</link><guid>{text}</guid><category>{text}</category>"
        f"<wp:post_type>post</wp:post_type><content:encoded>Before. {escape(text)} After.</content:encoded></item>"
        "</channel></rss>"
    )


def in_rss(text):
    return (
        f'{XML}<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{text}</title><item>'
        f"<title>{text}</title><link>{text}</link><guid>{text}</guid><pubDate>{text}</pubDate><author>{text}</author>"
        f"<content:encoded>Before. {escape(text)} After.</content:encoded></item></channel></rss>"
    )


def in_ninjs(text):
    told = dict.fromkeys(("uri", "by", "language", "copyrightnotice", "firstcreated", "embargoed", "pubstatus"), text)
    texts = {
        "headlines": [{"role": text, "value": text}],
        "subjects": [{"name": text}],
        "altids": [{"role": "url", "value": text}],
    }
    body = {"contenttype": "text/plain", "value": f"Before. {text} After."}
    return json.dumps(told | texts | {"bodies": [body]})


def in_html(text):
    safe = html.escape(text)
    told = escape(
        json.dumps({"@type": "Article", "headline": text, "author": text, "url": text, "datePublished": text})
    )
    metas = "".join(
        f'<meta property="{name}" content="{safe}">' for name in ("og:title", "article:published_time", "author")
    )
    return (
        f'<!doctype html><html><head>{metas}<script type="application/ld+json">{told}</script></head>'
        f"<body><article><p>{LONG}</p><p>Before. {safe} After.</p></article></body></html>"
    )


def in_front_matter(text):
    keys = ("title", "date", "authors", "source", "url", "lang", "tags", "id")
    return f"---\n{yaml.safe_dump(dict.fromkeys(keys, text), allow_unicode=True)}---\nBefore. {text} After.\n"


def in_head_lines(text):
    return f"Headline: {text}\nDate: {text}\nBy: {text}\n\n{LONG}\n\nBefore. {text} After.\n"


def in_word(text):
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text}</dc:title><dc:creator>{text}</dc:creator>'
        f"<dc:language>{text}</dc:language><cp:keywords>{text}</cp:keywords></cp:coreProperties>"
    )
    return docx({"docProps/core.xml": core}, body=paragraph(f"Before. {text} After."))


WAYS = {
    "text": in_head_lines,
    "markdown": in_front_matter,
    "html": in_html,
    "ninjs": in_ninjs,
    "word": lambda text: in_word(xml_safe(text)),
    "wordpress": lambda text: in_wxr(xml_safe(text)),
    "feed": lambda text: in_rss(xml_safe(text)),
}


def test_it_has_about_five_hundred_naughty_strings():
    assert len(NAUGHTY) >= 485


@pytest.mark.parametrize("name", WAYS)
def test_it_reads_or_refuses_every_naughty_string_as_text_and_metadata(name):
    for text in NAUGHTY:
        content = WAYS[name](text)
        content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
        for item in outcome(content, name):
            if isinstance(item, Document):
                assert not NO_TEXT.search(item.headline + item.body + item.outlet_id + "".join(item.authors))


@pytest.mark.parametrize("name", ["text", "html", "ninjs"])
def test_it_keeps_every_naughty_string_of_a_text_as_it_is(name):
    for text in NAUGHTY:
        if NO_TEXT.search(text) or text.strip() != text or "\n" in text:
            continue
        for item in outcome(WAYS[name](text), name):
            if isinstance(item, Document):
                assert f"Before. {text} After." in text_of(item)


def test_it_reads_or_refuses_every_naughty_string_as_a_whole_file():
    for text in NAUGHTY:
        outcome(text.encode("utf-8", "surrogatepass"))


# traps


@pytest.mark.parametrize("space", [EXPORT, ""])
@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY a "ha">{LAUGHS}',
        f'<!ENTITY a "{"x" * 100_000}">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY a SYSTEM "http://localhost:1/">',
        '<!ENTITY % a SYSTEM "file:///etc/passwd">%a;',
    ],
)
def test_it_refuses_an_xml_bomb(space, declared):
    content = f"{XML}<!DOCTYPE rss [{declared}]><rss{space}><channel><title>{'&a;' * 1000}</title></channel></rss>"
    [refusal] = outcome(content)
    assert "declares entities" in str(refusal)


def test_it_opens_no_document_type_elsewhere():
    content = f'{XML}<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel><title>A</title></channel></rss>'
    [refusal] = outcome(content)
    assert "no item" in str(refusal)


def bomb(parts):
    with zipfile.ZipFile(io.BytesIO(docx(parts))) as packed:
        return packed.fp.getvalue()


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/a.png", "word/styles.xml"])
def test_it_refuses_a_zip_bomb(name):
    [refusal] = outcome(bomb({name: b" " * 60_000_000}))
    assert "unpacks to more than 50 MB" in str(refusal)


def test_it_refuses_a_part_that_is_packed_too_tightly():
    [refusal] = outcome(bomb({"word/document.xml": b" " * 20_000_000}))
    assert "packed too tightly" in str(refusal)


def test_it_refuses_a_zip_that_lies_about_its_sizes():
    true, told = struct.pack("<I", 20_000_000), struct.pack("<I", 1_000)
    content = bomb({"word/document.xml": b" " * 20_000_000})
    assert true in content
    [refusal] = outcome(content.replace(true, told))
    assert isinstance(refusal, Unreadable)


def test_it_refuses_more_xml_than_an_article_has():
    words = "".join(paragraph(f"{number} {number * 7919}") for number in range(60_000))
    [refusal] = outcome(docx(body=words))
    assert "more than 3 MB of text" in str(refusal)


def test_it_refuses_a_page_of_100_mb_before_reading_it(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"<!doctype html><article>" + b"<p>Some words of a page.</p>\n" * 3_500_000)
    assert path.stat().st_size > 100_000_000
    [refusal] = outcome(read_bytes(path, reading.MOST_BYTES))
    assert "the limit for web page is 5 MB" in str(refusal)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("html", "<div>" * 100_000 + "deep"),
        ("html", "<p>a</p>" * 30_000),
        ("html", ("<div>" * 200 + "<p>deep</p>" + "</div>" * 200) * 100),
        ("ninjs", "[" * 100_000),
        ("ninjs", '{"a":' * 100_000),
        ("wordpress", f"<rss{EXPORT}>" + "<channel>" * 100_000),
        ("feed", "<rss>" + "<item>" * 100_000),
        ("ninjs", json.dumps({"uri": "a", "bodies": [{"value": "<p>a<br>" * 300_000}]})),
        ("markdown", "> " * 100_000 + "deep"),
        ("markdown", "[" * 100_000),
        ("markdown", "".join("  " * depth + "- a\n" for depth in range(400))),
        ("markdown", "---\na: " + "[" * 5_000 + "\n---\nx"),
        ("markdown", "---\na: " + "{a: " * 2_000 + "\n---\nx"),
        ("word", docx({"word/document.xml": f'<w:document xmlns:w="{W}">' + "<w:body>" * 100_000})),
        ("word", docx(body="<w:p>" * 200 + "</w:p>" * 200)),
    ],
)
def test_it_refuses_what_is_nested_or_repeated_without_end(name, content):
    [refusal] = outcome(content, name)
    assert isinstance(refusal, Unreadable)


@pytest.mark.parametrize("name", [*WHOLE, "harbor-light.txt"])
def test_it_reads_or_refuses_every_sample_cut_off_anywhere(name):
    whole = raw(name)
    for part in range(20):
        cut = whole[: len(whole) * part // 20]
        found = outcome(cut)
        if name.endswith((".docx", ".xml", ".json")):
            assert [item for item in found if isinstance(item, Document)] == []


@pytest.mark.parametrize("name", reading.FORMATS)
@pytest.mark.parametrize("sample", [*WHOLE, "harbor-light.txt"])
def test_it_reads_or_refuses_every_sample_in_every_format_it_is_forced_to(name, sample):
    outcome(raw(sample), name)


@pytest.mark.parametrize("sample", [*WHOLE, "harbor-light.txt"])
def test_it_reads_or_refuses_every_sample_with_a_byte_changed(sample):
    whole = raw(sample)
    for place in range(0, len(whole), max(len(whole) // 40, 1)):
        for byte in (b"\x00", b"\xff", b"<", b'"'):
            outcome(whole[:place] + byte + whole[place + 1 :])
