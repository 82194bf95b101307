"""WordPress exports and feeds: many articles in one file, each whole, and nothing of a file that is not."""

from datetime import date

import pytest

from coverage.intake.formats import reading, wordpress
from coverage.intake.formats.document import Document, Note, Unreadable
from tests.samples.files import article, items, messages, raw, text_of

WXR = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>The Post</title>
{}
</channel></rss>"""
RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Post</title>
{}
</channel></rss>"""
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title><entry><title>A</title>{}</entry></feed>'


def post(content, more=""):
    return (
        f"<item><title>A</title><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_type>post</wp:post_type>{more}</item>"
    )


def wxr(content, more=""):
    return article(WXR.format(post(content, more)))


def rss(inside):
    return RSS.format(f"<item><title>A</title><content:encoded>Words of it.</content:encoded>{inside}</item>")


# WordPress


@pytest.mark.parametrize(
    ("content", "made"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One\nline.\r\n \r\nTwo.", "<p>One<br>line.</p>\n<p>Two.</p>"),
        ("One<br />\nline.", "<p>One<br>line.</p>"),
        ("<em>One.\n\nTwo.</em>", "<p><em>One.</em></p>\n<p><em>Two.</em></p>"),
        ("One.\n<h2>So</h2>\nTwo.", "<p>One.</p>\n<h2>So</h2>\n<p>Two.</p>"),
        ("<blockquote>One.\n\nTwo.</blockquote>", "<blockquote><p>One.</p><p>Two.</p></blockquote>"),
        ("<pre>One.\n\nTwo.</pre>", "<p>One.<br><br>Two.</p>"),
        ("<!-- wp:paragraph -->\n<p>One\nline.</p>\n<!-- /wp:paragraph -->", "<p>One line.</p>"),
    ],
)
def test_it_parts_the_paragraphs_of_a_post_as_wordpress_does(content, made):
    assert wxr(content).body == made


def test_it_reads_a_caption_code_as_a_caption():
    document = wxr(
        '[caption id="a" width="9"]<img src="https://a.example/b.jpg" /> A boat. Photo: Mo Vale[/caption]\n\nOne.'
    )
    assert text_of(document) == "One."
    [caption] = document.captions
    assert (caption.text, caption.credit) == ("A boat. Photo: Mo Vale", "Mo Vale")
    assert caption.address == "https://a.example/b.jpg"


def test_it_leaves_other_codes_in_the_text_and_says_so():
    document = wxr("One. [gallery ids='1,2'] [sic] Two.")
    assert text_of(document) == "One. [gallery ids='1,2'] [sic] Two."
    assert "WordPress's own codes stand in the text as they are: [gallery ids='1,2']." in messages(document)


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future"])
def test_it_says_that_a_post_was_not_public(status):
    assert f"its status is “{status}”" in messages(wxr("One.", f"<wp:status>{status}</wp:status>"))


def test_it_says_that_a_post_had_a_password():
    assert "locked with a password" in messages(wxr("One.", "<wp:post_password>x</wp:post_password>"))


def test_it_leaves_out_what_is_no_article_and_counts_it():
    note = items(raw("salt-ledger.wxr.xml"))[-1]
    assert isinstance(note, Note)
    assert note.message.endswith("3 × attachment, 1 × nav menu item, 1 × page, 1 × post in the trash.")


def test_it_takes_the_pictures_of_a_post_wherever_they_are_told():
    first, second = (item for item in items(raw("salt-ledger.wxr.xml")) if isinstance(item, Document))
    assert [caption.address[-10:] for caption in first.captions] == ["/shaft.jpg", "poster.jpg"]
    assert [caption.credit for caption in second.captions] == ["Ada Renn"]


@pytest.mark.parametrize(
    ("more", "day"),
    [
        ("<wp:post_date>2025-03-03 23:40:00</wp:post_date>", date(2025, 3, 3)),
        ("<pubDate>Mon, 03 Mar 2025 23:40:00 -0500</pubDate>", date(2025, 3, 3)),
        ("<wp:post_date>2025-03-03 23:40:00</wp:post_date><wp:status>draft</wp:status>", None),
        ("<wp:post_date>0000-00-00 00:00:00</wp:post_date>", None),
    ],
)
def test_it_takes_a_post_s_day_on_the_site_s_own_clock(more, day):
    assert wxr("One.", more).published == day


def test_it_goes_on_after_a_bad_post_and_names_it():
    found = items(WXR.format(post("One.") + post("<script>x</script>") + post("<div>" * 300 + "x") + post("Four.")))
    assert [type(item) for item in found] == [Document, Unreadable, Unreadable, Document]
    assert "“A”: The HTML is nested" in str(found[2])
    assert found[2].line == 4


def test_it_yields_nothing_of_an_export_that_is_cut_off():
    whole = WXR.format(post("One.") * 3)
    reader = reading.read(whole[:-20].encode(), reading.FORMATS["wordpress"])
    with pytest.raises(Unreadable, match=r"broken or cut off.*line 4") as refusal:
        next(reader)
    assert refusal.value.line == 4


def test_it_reads_an_export_post_by_post():
    raw = WXR.format(post("One.") * 50).encode()
    reader = wordpress.read(raw, False)
    assert isinstance(next(reader), Document)
    assert isinstance(next(reader), Document)


# feeds


def test_it_refuses_an_item_with_only_a_summary_and_reads_the_others():
    found = items(raw("salt-ledger.rss.xml"))
    assert isinstance(found[0], Document)
    assert found[1].line == 30


def test_it_reads_a_full_text_in_a_description_and_says_so():
    whole = "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;&lt;p&gt;Three.&lt;/p&gt;"
    document = article(RSS.format(f"<item><title>A</title><description>{whole}</description></item>"))
    assert text_of(document) == "One.\n\nTwo.\n\nThree."
    assert "check that it is whole" in messages(document)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('<content type="html">&lt;p&gt;It’s &amp;amp; more.&lt;/p&gt;</content>', "It’s & more."),
        ("<content>1 &lt; 2.\n\nTwo.</content>", "1 < 2.\n\nTwo."),
        ('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A<br/>b.</p></div></content>', "A\nb."),
        (
            '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>A.</x:p><x:p>B.</x:p></x:div></content>',
            "A.\n\nB.",
        ),
    ],
)
def test_it_reads_every_kind_of_atom_content(content, text):
    assert text_of(article(ATOM.format(content))) == text


def test_it_repairs_no_characters():
    document = article(
        RSS.format("<item><title>CafÃ©</title><content:encoded>A \x93CafÃ©\x94</content:encoded></item>")
    )
    assert (document.headline, text_of(document)) == ("CafÃ©", "A \x93CafÃ©\x94")
    assert "cannot be right" in messages(document)


@pytest.mark.parametrize(
    ("inside", "name", "value"),
    [
        ("<pubDate>Mon, 03 Mar 2025 23:40:00 -0500</pubDate>", "published", date(2025, 3, 3)),
        ("<guid>abc</guid>", "outlet_id", "abc"),
        ("<author>mo@a.example (Mo Vale)</author>", "authors", ["Mo Vale"]),
        ("<category>Film</category><category>Courts</category>", "subjects", ["Film", "Courts"]),
        ("<link>https://a.example/x?a=1&amp;b=2</link>", "url", "https://a.example/x?a=1&b=2"),
        ('<source url="https://b.example/f">The Other</source>', "outlet", "The Other"),
    ],
)
def test_it_reads_what_a_feed_tells(inside, name, value):
    assert getattr(article(rss(inside)), name) == value


def test_it_says_that_only_the_last_change_is_dated():
    document = article(ATOM.format("<updated>2025-03-04T09:00:00Z</updated><content>Words.</content>"))
    assert document.published == date(2025, 3, 4)
    assert "It gives only the date of its last change" in messages(document)


def test_it_reads_rss_1():
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>The Post</title></channel><item><title>A</title><link>https://a.example/x</link>"
        "<dc:creator>Mo Vale</dc:creator><dc:date>2025-03-03T23:40:00-05:00</dc:date>"
        "<content:encoded>&lt;p&gt;Words.&lt;/p&gt;</content:encoded></item></rdf:RDF>"
    )
    document = article(feed)
    assert (document.outlet, document.authors, text_of(document)) == ("The Post", ["Mo Vale"], "Words.")
    assert document.published == date(2025, 3, 3)


def test_it_refuses_a_feed_without_items():
    with pytest.raises(Unreadable, match="no item"):
        items(RSS.format(""))


def test_it_refuses_an_entity_that_no_xml_has():
    with pytest.raises(Unreadable, match=r"'nbsp' not defined.*line 2"):
        items(RSS.format("<item><title>A&nbsp;B</title></item>"))
