"""Article bodies: only an article's tags stay, the text is the body's characters, and marks wrap the right ones."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.richtext import Mark, from_blocks, mark, sanitise, to_text, with_absolute_addresses

TAGS = st.sampled_from(["p", "h2", "h3", "h4", "li", "blockquote", "figcaption"])
PRINTED = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40).filter(str.strip)
BLOCKS = st.lists(st.tuples(TAGS, PRINTED), min_size=1, max_size=5)

BODY = (
    "<p>Ottilie <em>Lund, a <strong>stunt</strong> rider</em>, said “fish &amp; chips”.</p>\n"
    "<ul><li>One<br>line</li><li>Two &lt;3</li></ul>\n"
    '<blockquote><p>A&nbsp;quote with a <a href="https://example.org/?a=1&amp;b=2">link</a>.</p></blockquote>\n'
    '<figure><img src="/a.jpg" alt="No text"><figcaption>By M. Vale</figcaption></figure>'
)


class Strict(HTMLParser):
    """Fails on an end tag that ends something else; keeps what stands in <mark>, by its data-k."""

    VOID = ("br", "hr", "img")

    def __init__(self, html):
        super().__init__()
        self.open, self.marked, self.inside = [], {}, None
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "mark":
            self.inside = dict(attrs)["data-k"].split()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "mark":
            self.inside = None

    def handle_data(self, data):
        for key in self.inside or ():
            self.marked[key] = self.marked.get(key, "") + data


def wrap(html, here, first):
    begins = "".join(f'<a id="m{m.key}"></a>' for m in first)
    return f'<mark data-k="{" ".join(str(m.key) for m in here)}">{begins}{html}</mark>'


def marked(body, *spans):
    return mark(body, [Mark(start, end, key) for key, (start, end) in enumerate(spans)], wrap)


WRAPPING = re.compile(r'<mark[^>]*>(<a id="m\d+"></a>)?|</mark>')


def span(text, words):
    start = text.index(words)
    return start, start + len(words)


# sanitise


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p>a<style>p{}</style>b</p>", "<p>ab</p>"),
        ('<p onclick="steal()">a</p>', "<p>a</p>"),
        ('<img src="/a.jpg" alt="A" onerror="steal()">', '<img src="/a.jpg" alt="A">'),
        ('<p class="MsoNormal" style="color:red" id="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:steal()">a</a>', "<a>a</a>"),
        ('<a href="JaVaScRiPt:steal()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<iframe src="https://example.org"></iframe><p>a</p>', "<p>a</p>"),
        ("<div><span>a</span></div>", "a"),
        ("<p>a<!-- b --></p>", "<p>a</p>"),
        ("<h1>a</h1>", "a"),
        ("<p>a", "<p>a</p>"),
    ],
)
def test_it_drops_what_an_article_may_not_have(dirty, clean):
    assert sanitise(dirty) == clean


@pytest.mark.parametrize(
    "html",
    [
        "<h2>a</h2><h3>b</h3><h4>c</h4>",
        "<ul><li>a</li></ul><ol><li>b</li></ol>",
        "<blockquote><p>a</p></blockquote><hr>",
        "<p><em>a</em> <strong>b</strong><br>c</p>",
        '<figure><img src="/a.jpg" alt="A" width="1" height="2"><figcaption>b</figcaption></figure>',
        '<p><a href="https://example.org/" title="t">a</a> <a href="mailto:a@example.org">b</a></p>',
        '<p><a href="/articles/one/">a</a></p>',
    ],
)
def test_it_keeps_what_an_article_may_have(html):
    assert sanitise(html) == html


@given(st.text(st.sampled_from('<>/="& abpscriptonlk:!-'), max_size=80))
def test_it_leaves_nothing_to_sanitise(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert not re.search(r"<(?:script|style)|<[^>]*\bon\w+=|<a[^>]*script:", once)


# to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p>\n\n  <p>Two</p>\n", "One\n\nTwo"),
        ("<h2>Head</h2><p>One</p>", "Head\n\nOne"),
        ("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>", "One\n\nTwo"),
        ("<blockquote><p>One</p><p>Two</p></blockquote><p>Three</p>", "One\n\nTwo\n\nThree"),
        ("<ul><li><p>One</p></li></ul>", "One"),
        ("<figure><img src='a' alt='no'><figcaption>By M. Vale</figcaption></figure>", "By M. Vale"),
        ("<p>One<br>line</p>", "One\nline"),
        ("<p>One<br><br>line</p>", "One\n\nline"),
        ("<p><br>One</p>", "One"),
        ("<p>One</p><p><br>Two</p>", "One\n\nTwo"),
        ("<p>One</p><p><br></p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br></p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p><br><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p><hr><p>Two</p>", "One\n\nTwo"),
        ("One<hr>Two", "One\n\nTwo"),
        ("<p></p><p>One</p><p> </p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p>loose<p>Two</p>", "One\n\nloose\n\nTwo"),
        ("<p>fish &amp; chips &lt;3 &#8220;x&#8221; &eacute;</p>", "fish & chips <3 “x” é"),
        ("<p>&amp;lt;</p>", "&lt;"),
        ("<p>a&nbsp;b\u00a0c</p>", "a\u00a0b\u00a0c"),
        ("<p>a <em> b </em> c</p>", "a  b  c"),
        ("<p>a<em> </em>b</p>", "a b"),
        ("<p>un<em>believ</em>able</p>", "unbelievable"),
    ],
)
def test_it_derives_the_text(html, text):
    assert to_text(html) == text


@given(BLOCKS)
def test_it_keeps_every_character_of_every_block(blocks):
    assert to_text(sanitise(from_blocks(blocks))) == "\n\n".join(text for _, text in blocks)


@given(BLOCKS)
def test_it_reads_the_same_text_once_sanitised(blocks):
    assert to_text(sanitise(from_blocks(blocks))) == to_text(from_blocks(blocks))


def test_it_writes_blocks_as_html():
    assert from_blocks([("h2", "A & B"), ("p", "“1 < 2”")]) == "<h2>A &amp; B</h2>\n<p>“1 &lt; 2”</p>"


# mark


def test_it_marks_nothing_where_nothing_is_to_mark():
    assert marked(sanitise(BODY)) == sanitise(BODY).replace("&nbsp;", "\u00a0")


def test_it_wraps_the_characters_of_a_span():
    body = "<p>She said “no” twice.</p>"
    assert marked(body, span(to_text(body), "no")) == (
        '<p>She said “<mark data-k="0"><a id="m0"></a>no</mark>” twice.</p>'
    )


def test_it_escapes_what_it_wraps():
    body = "<p>a &lt;b&gt; &amp; c</p>"
    assert marked(body, (2, 7)) == '<p>a <mark data-k="0"><a id="m0"></a>&lt;b&gt; &amp;</mark> c</p>'


def test_it_wraps_on_both_sides_of_an_inline_tag():
    body = "<p>one <em>two</em> three</p>"
    assert marked(body, (2, 9)) == (
        '<p>on<mark data-k="0"><a id="m0"></a>e </mark><em><mark data-k="0">two</mark></em>'
        '<mark data-k="0"> t</mark>hree</p>'
    )


def test_it_wraps_in_every_block_of_a_span():
    body = "<p>one two</p>\n<p>three four</p>"
    assert marked(body, span(to_text(body), "two\n\nthree")) == (
        '<p>one <mark data-k="0"><a id="m0"></a>two</mark></p>\n<p><mark data-k="0">three</mark> four</p>'
    )


def test_it_wraps_on_both_sides_of_a_line_break():
    body = "<p>one<br>two</p>"
    assert marked(body, (0, 7)) == ('<p><mark data-k="0"><a id="m0"></a>one</mark><br><mark data-k="0">two</mark></p>')


def test_it_gives_a_stretch_every_mark_that_covers_it():
    assert marked("<p>abcdef</p>", (0, 4), (2, 6)) == (
        '<p><mark data-k="0"><a id="m0"></a>ab</mark>'
        '<mark data-k="0 1"><a id="m1"></a>cd</mark>'
        '<mark data-k="1">ef</mark></p>'
    )


def test_it_tells_which_marks_begin_in_a_stretch_only_once():
    html = marked(BODY, (0, len(to_text(BODY))), (8, 30))
    assert (html.count('id="m0"'), html.count('id="m1"')) == (1, 1)


def test_it_begins_each_of_two_marks_of_one_span():
    html = marked("<p>abc</p>", (0, 3), (0, 3))
    assert html == '<p><mark data-k="0 1"><a id="m0"></a><a id="m1"></a>abc</mark></p>'


@pytest.mark.parametrize("spans", [[(2, 2)], [(3, 99)], [(50, 60)]])
def test_it_leaves_the_text_alone_where_a_span_is_not_in_it(spans):
    assert to_text(marked("<p>abc</p>", *spans)) == "abc"


SPANS = st.lists(
    st.tuples(st.integers(0, len(to_text(BODY))), st.integers(0, len(to_text(BODY)))).map(sorted).map(tuple), max_size=5
)


@given(SPANS)
def test_it_keeps_the_text_and_stays_well_formed(spans):
    html = marked(sanitise(BODY), *spans)
    Strict(html)
    assert to_text(html) == to_text(BODY)


@given(SPANS)
def test_it_wraps_the_characters_of_every_span(spans):
    text, found = to_text(BODY), Strict(marked(sanitise(BODY), *spans)).marked
    for key, (start, end) in enumerate(spans):
        assert found.get(str(key), "") == text[start:end].replace("\n", "")


@given(BLOCKS, st.integers(0, 200), st.integers(0, 200))
def test_it_wraps_the_characters_of_a_span_of_any_text(blocks, one, other):
    body = sanitise(from_blocks(blocks))
    text, (start, end) = to_text(body), sorted((one, other))
    html = marked(body, (start, end))
    printed = Strict(html).marked.get("0", "")
    assert WRAPPING.sub("", html) == marked(body)  # nothing but the marks was added
    assert printed == text[start:end].replace("\n", "")


@given(PRINTED)
def test_it_changes_no_html_but_where_it_marks(text):
    assert mark(from_blocks([("p", text)]), [], wrap) == f"<p>{escape(text, quote=False)}</p>"


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<a href="/cases/x/?a=1&amp;b=2">it</a>', '<a href="https://a.example/cases/x/?a=1&amp;b=2">it</a>'),
        ('<a href="#below">it</a>', '<a href="https://a.example/articles/b/#below">it</a>'),
        ('<a href="https://b.example/">it</a>', '<a href="https://b.example/">it</a>'),
        ('<a href="mailto:a@b.example">it</a>', '<a href="mailto:a@b.example">it</a>'),
        ('<a href="http://[">it</a>', '<a href="http://[">it</a>'),
        (
            '<img src="/media/a.jpg" alt="href=&quot;/b&quot;">',
            '<img src="https://a.example/media/a.jpg" alt="href=&quot;/b&quot;">',
        ),
        ('<p>href="/kept" &amp; &lt;b&gt;\u00a0…</p>', '<p>href="/kept" &amp; &lt;b&gt;\u00a0…</p>'),
    ],
)
def test_it_gives_links_and_pictures_their_whole_address_and_changes_no_text(html, made):
    assert with_absolute_addresses(html, "https://a.example/articles/b/") == made


def test_it_gives_a_sanitised_body_whole_addresses_only():
    body = sanitise('<p>“One” <a href="/x">two</a> <a href="http://[">three</a></p><img src="/y.jpg" alt="A">')
    made = with_absolute_addresses(body, "https://a.example/")
    assert to_text(made) == to_text(body)
    assert 'href="https://a.example/x"' in made and 'src="https://a.example/y.jpg"' in made
