"""Word files: styles, properties, footnotes; tracked changes and comments are shown, never taken unseen."""

import re

import pytest

from coverage.intake.formats.document import Unreadable
from tests.samples.files import W, article, docx, messages, paragraph, raw, text_of

CHANGED = (
    paragraph("It rained.")
    + '<w:p><w:r><w:t>He came.</w:t></w:r><w:ins w:author="Ada"><w:r><w:t> She left.</w:t></w:r></w:ins>'
    '<w:del w:author="Mo"><w:r><w:delText> They lied.</w:delText></w:r></w:del>'
    '<w:moveFrom w:author="Mo"><w:r><w:t> Old place.</w:t></w:r></w:moveFrom></w:p>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)


def test_it_shows_tracked_changes_and_refuses_them():
    with pytest.raises(Unreadable) as refusal:
        article(docx(body=CHANGED))
    assert "added by Ada: “She left.”; deleted by Mo: “They lied.”; moved away by Mo: “Old place.”" in str(
        refusal.value
    )
    assert "--accept-changes" in str(refusal.value)


def test_it_keeps_what_was_added_and_drops_what_was_deleted_when_told_to():
    document = article(docx(body=CHANGED), accept_changes=True)
    assert text_of(document) == "It rained.\n\nHe came. She left."
    assert "Accepted without a look: added by Ada" in messages(document)


def test_it_drops_comments_when_told_to():
    document = article(raw("bad/tracked-changes.docx"), accept_changes=True)
    assert "verdict form" not in text_of(document)
    assert "comment by Legal: “Do we have the verdict form?”" in messages(document)


def test_it_shows_twenty_changes_and_counts_the_rest():
    inserted = '<w:p><w:ins w:author="Ada"><w:r><w:t>So.</w:t></w:r></w:ins></w:p>' * 25
    with pytest.raises(Unreadable, match="and 5 more"):
        article(docx(body=inserted))


def test_it_minds_a_changed_paragraph_s_end():
    mark = '<w:p><w:pPr><w:rPr><w:ins w:author="Ada"/></w:rPr></w:pPr><w:r><w:t>So.</w:t></w:r></w:p>'
    with pytest.raises(Unreadable, match="added by Ada: a paragraph's end"):
        article(docx(body=mark))


def test_it_minds_no_changed_look():
    look = '<w:p><w:r><w:rPr><w:b/><w:rPrChange w:author="Ada"/></w:rPr><w:t>So it was.</w:t></w:r></w:p>'
    assert text_of(article(docx(body=look))) == "So it was."


@pytest.mark.parametrize(
    ("style", "made"),
    [
        ("Heading1", "<h2>Words</h2>"),
        ("Heading2", "<h3>Words</h3>"),
        ("Quote", "<blockquote><p>Words</p></blockquote>"),
        ("IntenseQuote", "<blockquote><p>Words</p></blockquote>"),
        ("", "<p>Words</p>"),
    ],
)
def test_it_reads_a_paragraph_by_its_style(style, made):
    assert made in article(docx(body=paragraph("First.") + paragraph("Words", style) + paragraph("Last."))).body


def test_it_sets_captions_apart():
    document = article(docx(body=paragraph("First.") + paragraph("A boat. Photo: Mo Vale", "Caption")))
    assert [(caption.text, caption.credit) for caption in document.captions] == [("A boat. Photo: Mo Vale", "Mo Vale")]
    assert text_of(document) == "First."


def test_it_takes_a_first_heading_for_the_headline_where_no_title_is():
    document = article(docx(body=paragraph("The Headline", "Heading1") + paragraph("First.")))
    assert (document.headline, text_of(document)) == ("The Headline", "First.")


def test_it_takes_the_title_of_the_properties_last_and_says_so():
    document = article(docx(body=paragraph("First.")))
    assert document.headline == "Draft 3"
    assert "title in the file's properties" in messages(document)


def test_it_does_not_take_the_file_s_date_for_the_publication_s():
    document = article(raw("salt-ledger.docx"))
    assert document.published is None
    assert "The file was made on 2025-03-01" in messages(document)


def test_it_reads_several_authors_of_the_properties():
    core = CORE.format("<dc:creator>Mo Vale; Ada Renn</dc:creator>")
    assert article(docx({"docProps/core.xml": core})).authors == ["Mo Vale", "Ada Renn"]


def test_it_keeps_footnotes_at_the_end_and_says_so():
    document = article(raw("salt-ledger.docx"))
    assert text_of(document).endswith("\n\nThe report is exhibit 41 of the trial record.")
    assert "A footnote stands at the end" in messages(document)
    assert not re.search(r"\[1\]|↑", text_of(document))


def test_it_keeps_spaces_and_marks_of_runs():
    inside = '<w:p><w:r><w:t xml:space="preserve">“No.\u00a07,” </w:t></w:r><w:r><w:t>it’s</w:t></w:r></w:p>'
    assert text_of(article(docx(body=inside))) == "“No.\u00a07,” it’s"


# files that are not whole, or traps


def test_it_refuses_a_word_file_that_is_cut_off():
    with pytest.raises(Unreadable, match="cut off or broken"):
        article(raw("salt-ledger.docx")[:-200])


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "word/styles.xml"])
def test_it_refuses_a_document_type_in_any_part(part):
    content = f'<!DOCTYPE w [<!ENTITY a "b">]><w:document xmlns:w="{W}"><w:body/></w:document>'
    with pytest.raises(Unreadable, match=f"part {part} .* has a document type"):
        article(docx({part: content}))


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "word\\a.xml", "C:a.xml"])
def test_it_refuses_parts_whose_names_lead_out(name):
    with pytest.raises(Unreadable, match="names that no Word gives"):
        article(docx({name: "<a/>"}))


def test_it_refuses_a_locked_zip():
    content = bytearray(raw("salt-ledger.docx"))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        article(bytes(content))


def test_it_refuses_a_zip_without_a_document():
    with pytest.raises(Unreadable, match="could not be read as Word file"):
        article(docx({"word/document.xml": "<a/>"}))
