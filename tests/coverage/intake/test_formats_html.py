"""HTML: which of its elements are the article, and what becomes of each."""

from datetime import date

import pytest

from coverage.intake.formats import body
from coverage.intake.formats.document import Unreadable
from tests.samples.files import article, messages, raw, text_of

LONG = "The hearing took most of the day, and nobody in the small courtroom left before it was over, she wrote."


def html(fragment, **options):
    return body.from_html(fragment, **options).html


def page(inside, head=""):
    return f"<!doctype html><html><head>{head}</head><body><article>{inside}</article></body></html>"


# blocks


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("<h1>A</h1>", "<h2>A</h2>"),
        ("<h2>A</h2>", "<h2>A</h2>"),
        ("<h3>A</h3>", "<h3>A</h3>"),
        ("<h5>A</h5>", "<h4>A</h4>"),
        ("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p>\n<hr>\n<p>b</p>"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        (
            "<blockquote>a</blockquote><blockquote>b</blockquote>",
            "<blockquote><p>a</p></blockquote>\n<blockquote><p>b</p></blockquote>",
        ),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a</p>\n<p>b</p>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p>\n<p>b</p>"),
        ("<pre>a\n  b</pre>", "<p>a<br>  b</p>"),
        ("<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>"),
        ("<p>a <em>b</em>\n <span>c</span></p>", "<p>a <em>b</em> c</p>"),
        ("<p>\u00a0a\u00a0\u00a0b\u2003c\u00a0</p>", "<p>\u00a0a\u00a0\u00a0b\u2003c\u00a0</p>"),
        ("<p>&nbsp;</p><p>a &lt;b&gt; &amp;amp;</p>", "<p>a &lt;b&gt; &amp;amp;</p>"),
        ("<p>a<script>b</script><style>c</style><!-- d --></p>", "<p>a</p>"),
        ("<form><p>a</p></form><nav>b</nav><p>c</p>", "<p>c</p>"),
        ("<li>a</li>", "<p>a</p>"),
        ("<p>a <img class='emoji' alt='🐟' src='x.png'> b</p>", "<p>a 🐟 b</p>"),
        (
            "<figure><blockquote>a</blockquote><figcaption>b</figcaption></figure>",
            "<blockquote><p>a</p></blockquote>\n<p>b</p>",
        ),
    ],
)
def test_it_makes_blocks_of_html(given, made):
    assert html(given) == made


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.org/?a=1&amp;b=2", True),
        ("HTTP://example.org", True),
        ("/news", False),
        ("javascript:alert(1)", False),
        ("//example.org/a", False),
        ("https:", False),
        ("", False),
    ],
)
def test_it_keeps_only_whole_addresses_of_links(href, kept):
    assert html(f"<p><a href='{href}'>a</a></p>") == (f'<p><a href="{href}">a</a></p>' if kept else "<p>a</p>")


@pytest.mark.parametrize(
    ("given", "text", "credit", "address"),
    [
        ("<img src='/a.jpg' alt='A boat'>", "A boat", "", "https://example.org/a.jpg"),
        ("<img data-src='/a.jpg' src='data:image/gif;base64,x' alt=''>", "", "", "https://example.org/a.jpg"),
        ("<img srcset='/s.jpg 1x, /l.jpg 2x' alt='A'>", "A", "", "https://example.org/l.jpg"),
        (
            "<figure><img src='/a.jpg'><figcaption>A. Photo: Mo Vale</figcaption></figure>",
            "A. Photo: Mo Vale",
            "Mo Vale",
            "https://example.org/a.jpg",
        ),
        (
            "<figure><img src='/a.jpg'><figcaption>A</figcaption><p class='photo-credit'>Mo Vale</p></figure>",
            "A Mo Vale",
            "Mo Vale",
            "https://example.org/a.jpg",
        ),
        (
            "<figure><img src='/a.jpg'><span itemprop='copyrightHolder'>Tern</span></figure>",
            "Tern",
            "Tern",
            "https://example.org/a.jpg",
        ),
        (
            "<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>A (Courtesy of B)</p></div>",
            "A (Courtesy of B)",
            "B",
            "https://example.org/a.jpg",
        ),
    ],
)
def test_it_sets_pictures_apart(given, text, credit, address):
    read = body.from_html(f"<p>before</p>{given}<p>after</p>", base="https://example.org/b/")
    [caption] = read.captions
    assert (caption.text, caption.credit, caption.address) == (text, credit, address)
    assert read.html == "<p>before</p>\n<p>after</p>"


@pytest.mark.parametrize("given", ["<img src='/a.gif' width=1 height=1>", "<img>", "<figure></figure>"])
def test_it_takes_no_spacer_for_a_picture(given):
    assert body.from_html(given, base="https://example.org/").captions == []


def test_it_reads_250_levels_and_refuses_more_instead_of_losing_them():
    assert html("<div>" * 240 + "deep") == "<p>deep</p>"
    with pytest.raises(Unreadable, match="more than 255 levels deep"):
        html("<div>" * 300 + "deep")


# which elements are the article


def test_it_leaves_the_page_around_the_article_out():
    text = text_of(article(raw("salt-ledger.html")))
    for words in ("cookies", "Harbor fees", "inbox every Friday", "Related", "nine years", "rights reserved", "Share"):
        assert words not in text
    assert not text.startswith("By Mo Vale")


def test_it_names_each_paragraph_of_the_article_that_it_leaves_out():
    document = article(raw("salt-ledger.html"))
    left_out = [note for note in document.notes if "Left out" in note.message]
    assert [note.line for note in left_out] == [79, 79, 79, 85, 94]
    assert "“Get the Courier in your inbox every Friday" in left_out[3].message


def test_it_keeps_pictures_above_and_in_the_text_and_none_of_other_boxes():
    document = article(raw("salt-ledger.html"))
    assert [caption.credit for caption in document.captions] == ["Lena Okafor", "Tern Pictures"]


def test_it_keeps_short_paragraphs_between_long_ones():
    inside = f"<p>{LONG}</p><p>No.</p><p>{LONG} Twice.</p><h2>So</h2><p>{LONG} Three times.</p>"
    assert text_of(article(page(inside))).split("\n\n")[1::2] == ["No.", "So"]


def test_it_keeps_a_heading_and_a_quote_in_boxes_of_their_own():
    inside = f"<p>{LONG}</p><div><h2>So</h2></div><p>{LONG} Twice.</p><div><blockquote>“No.”</blockquote></div>"
    document = article(page(f"{inside}<p>{LONG} Three times.</p>"))
    assert "<h2>So</h2>" in document.body
    assert "<blockquote><p>“No.”</p></blockquote>" in document.body


def test_it_says_when_it_cannot_tell_the_article():
    document = article("<html><body><p>No.</p></body></html>")
    assert text_of(document) == "No."


def test_it_says_that_a_table_became_paragraphs():
    rows = "".join(f"<tr><td>Count {n}</td><td>{LONG} {n}</td></tr>" for n in range(3))
    assert "A table" in messages(article(page(f"<p>{LONG}</p><table>{rows}</table><p>{LONG} Twice.</p>")))


# what the page tells


def ld(node):
    return f'<script type="application/ld+json">{node}</script>'


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        (ld('{"@type": "NewsArticle", "author": "Mo Vale"}'), "authors", ["Mo Vale"]),
        (ld('{"@type": "Article", "author": {"name": "Mo Vale"}}'), "authors", ["Mo Vale"]),
        (ld('[{"@type": "BlogPosting", "author": [{"name": "A"}, {"name": "B"}]}]'), "authors", ["A", "B"]),
        (
            ld('{"@graph": [{"@type": ["Thing", "ReportageNewsArticle"], "headline": "It&#8217;s"}]}'),
            "headline",
            "It’s",
        ),
        (ld('{"@type": "NewsArticle", "publisher": {"name": "The Post"}}'), "outlet", "The Post"),
        (ld('{"@type": "NewsArticle", "license": "https://a.example/l"}'), "rights", "https://a.example/l"),
        (ld('{"@type": "NewsArticle", "keywords": "salt, mine"}'), "subjects", ["salt", "mine"]),
        (ld('{"@type": "NewsArticle", "datePublished": "2025-03-03T23:40:00-05:00"}'), "published", date(2025, 3, 3)),
        (ld('{"@type": "NewsArticle", "mainEntityOfPage": "https://a.example/x"}'), "url", "https://a.example/x"),
        (ld("{broken"), "authors", []),
        (ld('{"@type": "Recipe", "author": "Mo Vale"}'), "authors", []),
        ('<meta property="og:title" content="A title">', "headline", "A title"),
        ('<meta property="article:published_time" content="2025-03-03T23:40:00-05:00">', "published", date(2025, 3, 3)),
        ('<meta property="og:site_name" content="The Post">', "outlet", "The Post"),
        ('<meta name="author" content="Mo Vale">', "authors", ["Mo Vale"]),
        ('<meta property="article:author" content="https://a.example/mo">', "authors", []),
        ('<link rel="canonical" href="https://a.example/x">', "url", "https://a.example/x"),
    ],
)
def test_it_reads_what_the_page_tells(head, name, value):
    assert getattr(article(page(f"<p>{LONG}</p><p>{LONG} Twice.</p>", head)), name) == value


def test_it_believes_the_article_with_the_page_s_own_address():
    nodes = '[{"@type": "Article", "headline": "Other", "url": "https://a.example/1"},'
    nodes += '{"@type": "Article", "headline": "This", "url": "https://a.example/2"}]'
    head = ld(nodes) + '<link rel="canonical" href="https://a.example/2">'
    assert article(page(f"<p>{LONG}</p>", head)).headline == "This"


def test_it_says_that_a_headline_was_guessed():
    document = article(page(f"<p>{LONG}</p><p>{LONG} Twice.</p>", "<title>The Salt Ledger in court</title>"))
    assert document.headline == "The Salt Ledger in court"
    assert "“The Salt Ledger in court” is a guess" in messages(document)


def test_it_says_what_other_xml_is():
    with pytest.raises(Unreadable, match=r"This is XML \(<svg>\), but no web page"):
        article("<?xml version='1.0'?><svg><text>a</text></svg>")


@pytest.mark.parametrize("declared", ['<meta charset="windows-1252">', '<meta content="text/html; charset=latin1">'])
def test_it_reads_the_encoding_that_the_page_declares(declared):
    content = page(f"<p>“Café,” {LONG}</p>", declared).encode("cp1252")
    assert text_of(article(content)).startswith("“Café,”")
    assert "no encoding is declared" not in messages(article(content))
