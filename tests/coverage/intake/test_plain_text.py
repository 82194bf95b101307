"""A plain-text article taken apart: its head, its blocks, its captions; the characters stay as they are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.intake.formats import plain
from coverage.intake.formats.document import Caption, Unreadable, complete
from coverage.intake.formats.plain import Block

ONE = "Ottilie Lund opened the file on a rainy Monday and did not close it again until the week was over."
TWO = "The second paragraph is about the court, the bridge and the three horses that nobody had counted."
THREE = "The third one says how it ended, which was slowly, and in a room with a very low ceiling indeed."
BODY = f"{ONE}\n\n{TWO}\n\n{THREE}\n"

WORDS = ["Date:", "2025-01-02", "Headline:", "Main image:", "(Courtesy of Vale)", "“No.”", "Mr.", "a", "horse", "."]
FILES = st.lists(
    st.sampled_from([*WORDS, "\n", "\n\n", "  ", "\t", "\u00a0", ONE]) | st.text(max_size=5), max_size=30
).map(" ".join)


def read(text):
    return complete(plain.read(text))


def texts(document):
    return [block.text for block in document.blocks]


def messages(document):
    return [note.message for note in document.notes]


# head lines


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Headline: The Bridge", "headline", "The Bridge"),
        ("TITLE:  The Bridge  ", "headline", "The Bridge"),
        ("Outlet: The Dunmore Post", "outlet", "The Dunmore Post"),
        ("Source: The Dunmore Post", "outlet", "The Dunmore Post"),
        ("URL: https://example.org/a?b=c", "url", "https://example.org/a?b=c"),
        ("By: Mo Vale", "authors", ["Mo Vale"]),
        ("author : Mo Vale", "authors", ["Mo Vale"]),
        ("Byline: Mo Vale", "authors", ["Mo Vale"]),
        ("Date: 2025-01-02", "published", date(2025, 1, 2)),
        ("Published: 2025-01-02T10:30:00Z", "published", date(2025, 1, 2)),
    ],
)
def test_it_reads_a_line_of_the_head(line, name, value):
    document = read(f"{line}\n\n{BODY}")
    assert getattr(document, name) == value
    assert texts(document) == [ONE, TWO, THREE]


def test_it_reads_a_whole_head():
    document = read(f"Headline: The Bridge\nDate: 2025-01-02\nOutlet: The Post\nBy: Mo Vale\n\n{BODY}")
    assert (document.headline, document.published, document.outlet, document.authors) == (
        "The Bridge",
        date(2025, 1, 2),
        "The Post",
        ["Mo Vale"],
    )
    assert not document.headline_is_proposed
    assert texts(document) == [ONE, TWO, THREE]
    assert document.notes == []


def test_it_reads_a_head_without_a_blank_line_after_it():
    document = read(f"Headline: The Bridge\nDate: 2025-01-02\n{ONE}\n\n{TWO}")
    assert (document.headline, texts(document)) == ("The Bridge", [ONE, TWO])


@pytest.mark.parametrize("line", ["Heading: The Bridge", "Headline:", "The title: a bridge too many, he said."])
def test_it_leaves_other_lines_in_the_text(line):
    assert line in "\n".join(texts(read(f"{ONE}\n\n{line}\n\n{TWO}\n\n{THREE}")))


def test_it_reads_no_head_below_the_first_paragraph():
    document = read(f"{ONE}\n\nOutlet: The Post is where she worked before all of this began, as we said.\n\n{TWO}")
    assert (document.outlet, len(document.blocks)) == ("", 3)


def test_it_keeps_a_second_line_of_the_same_name_in_the_text():
    document = read(f"By: Mo Vale\nBy: all accounts, it rained on that day and for most of the next.\n\n{TWO}")
    assert document.authors == ["Mo Vale"]
    assert texts(document)[0] == "By: all accounts, it rained on that day and for most of the next."


# the date


def test_it_says_that_there_is_no_date():
    assert messages(read(f"Headline: A\n\n{BODY}")) == [
        "No publication date, so dates such as “last month” cannot be resolved. Add --published."
    ]


def test_it_says_nothing_where_there_is_a_date():
    assert messages(read(f"Headline: A\nDate: 2025-01-02\n\n{BODY}")) == []


@pytest.mark.parametrize("value", ["2025-13-02", "March 3, 2025", "soon"])
def test_it_says_on_which_line_a_date_is_no_day(value):
    document = read(f"Headline: A\nDate: {value}\n\n{BODY}")
    assert document.published is None
    assert (document.notes[0].line, document.notes[0].message) == (
        2,
        f"“{value}” is not a day; write it as 2025-02-06.",
    )
    assert texts(document) == [ONE, TWO, THREE]


# the stray first line


STRAY = "date 2025-01-02 Two riders cross a bridge (Courtesy of Vale Pictures) The bridge was clo"


def test_it_takes_the_date_from_a_stray_first_line():
    assert read(f"{STRAY}\n\n{BODY}").published == date(2025, 1, 2)


def test_it_sets_the_caption_of_a_stray_first_line_apart():
    document = read(f"{STRAY}\n\n{BODY}")
    assert document.captions[0] == Caption(
        "Two riders cross a bridge (Courtesy of Vale Pictures)", "Vale Pictures", document.captions[0].line
    )
    assert texts(document) == [ONE, TWO, THREE]


def test_it_keeps_the_words_that_a_stray_first_line_cuts_off():
    document = read(f"{STRAY}\n\n{BODY}")
    assert document.captions[1].text == "The bridge was clo"
    assert any("cut off at “The bridge was clo”" in message for message in messages(document))


def test_it_notes_a_caption_on_the_first_line():
    assert "A picture's caption and credit stood here; they are kept apart from the text." in messages(
        read(f"{STRAY}\n\n{BODY}")
    )


def test_it_takes_uncredited_words_behind_the_date_for_the_headline():
    document = read(f"date 2025-01-02 Two riders cross a bridge\n\n{BODY}")
    assert (document.headline, document.headline_is_proposed) == ("Two riders cross a bridge", True)
    assert any("check them" in message for message in messages(document))


def test_it_prefers_a_named_headline_to_words_behind_the_date():
    document = read(f"Headline: The Bridge\ndate 2025-01-02 Two riders cross a bridge\n\n{BODY}")
    assert (document.headline, document.headline_is_proposed) == ("The Bridge", False)
    assert "Two riders cross a bridge" in [caption.text for caption in document.captions]


# captions


@pytest.mark.parametrize(
    ("line", "text", "credit"),
    [
        ("Main image: Courtesy of Vale Pictures", "Courtesy of Vale Pictures", "Vale Pictures"),
        ("Main Image: Lund. Photo by Mo Vale.", "Lund. Photo by Mo Vale.", "Mo Vale"),
        ("Photo: Riders at dusk", "Riders at dusk", ""),
        ("(Courtesy of Vale Pictures)", "(Courtesy of Vale Pictures)", "Vale Pictures"),
    ],
)
def test_it_sets_the_main_image_s_credit_apart(line, text, credit):
    document = read(f"{BODY}\n{line}\n")
    assert document.captions == [Caption(text, credit, 7)]
    assert texts(document) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "line",
    [
        "The main image: a bridge in the rain, courtesy of nobody.",
        "The riders (courtesy of the town) came home at last.",
    ],
)
def test_it_takes_no_sentence_of_the_text_for_a_caption(line):
    document = read(f"{ONE}\n\n{line}\n\n{TWO}")
    assert document.captions == []
    assert line in texts(document)


# headline


def test_it_takes_a_short_first_line_without_a_stop_for_the_headline():
    document = read(f"The Bridge and the Horses\n\n{BODY}")
    assert (document.headline, document.headline_is_proposed) == ("The Bridge and the Horses", False)
    assert texts(document) == [ONE, TWO, THREE]


def test_it_proposes_a_headline_from_the_first_sentence():
    document = read(f"The bridge fell. Nobody saw it.\n\n{TWO}")
    assert (document.headline, document.headline_is_proposed) == ("The bridge fell", True)
    assert texts(document)[0] == "The bridge fell. Nobody saw it."


def test_it_proposes_a_whole_sentence_where_a_title_has_a_full_stop():
    assert read(f"Mr. Vale saw it fall. Nobody else did.\n\n{TWO}").headline == "Mr. Vale saw it fall"


def test_it_proposes_a_headline_without_the_stop_of_an_only_sentence():
    assert read(f"The bridge fell.\n\n{TWO}").headline == "The bridge fell"


def test_it_keeps_a_question_mark_in_a_proposed_headline():
    assert read(f"Who saw the bridge fall? Nobody did.\n\n{TWO}").headline == "Who saw the bridge fall?"


def test_it_cuts_a_long_proposed_headline_between_words():
    headline = read(BODY).headline
    assert len(headline) <= 91 and headline.endswith("…")
    assert ONE.startswith(headline[:-1] + " ")


def test_it_says_that_a_headline_was_proposed():
    assert any("No headline" in message for message in messages(read(BODY)))


def test_it_refuses_a_text_without_words():
    with pytest.raises(Unreadable, match="There is no text in it"):
        read("\n\n")


# blocks


def test_it_reads_paragraphs_between_blank_lines():
    assert read(BODY).blocks == [Block("p", ONE, 1), Block("p", TWO, 3), Block("p", THREE, 5)]


def test_it_reads_a_paragraph_a_line_where_no_line_is_blank():
    assert read(f"{ONE}\n{TWO}\n{THREE}\n\n").blocks == [Block("p", ONE, 1), Block("p", TWO, 2), Block("p", THREE, 3)]


def test_it_keeps_the_line_breaks_inside_a_paragraph():
    assert texts(read(f"{ONE}\n{TWO}\n\n{THREE}")) == [f"{ONE}\n{TWO}", THREE]


def test_it_takes_off_only_the_white_space_around_a_block():
    assert texts(read(f"  {ONE}  x \n \t \n{TWO}")) == [f"{ONE}  x", TWO]


def test_it_counts_lines_from_the_top_of_the_file():
    document = read(f"Headline: A\nDate: 2025-01-02\n\n\n{ONE}\n\n{TWO}")
    assert [block.line for block in document.blocks] == [5, 7]


def test_it_counts_lines_where_the_text_follows_its_head_at_once():
    document = read(f"Headline: A\nDate: 2025-01-02\n{ONE}\n\n{TWO}")
    assert [block.line for block in document.blocks] == [3, 5]


@pytest.mark.parametrize("heading", ["Where It Began", "2021: The Year of the Bridge", "Why the Horses Left"])
def test_it_takes_a_short_line_between_paragraphs_for_a_heading(heading):
    assert [b.tag for b in read(f"{ONE}\n\n{heading}\n\n{TWO}").blocks] == ["p", "h2", "p"]


@pytest.mark.parametrize(
    "line",
    [
        "It rained.",
        "Did it rain?",
        "“It Rained”",
        "“It rained, he said",
        "so it rained",
        "It rained:",
        f"It {'so ' * 30}",
    ],
)
def test_it_takes_other_short_lines_for_paragraphs(line):
    assert [b.tag for b in read(f"{ONE}\n\n{line}\n\n{TWO}").blocks] == ["p", "p", "p"]


def test_it_takes_neither_the_first_nor_the_last_block_for_a_heading():
    document = read(f"Headline: A\n\nWhere It Began\n\n{ONE}\n\nThe End")
    assert [b.tag for b in document.blocks] == ["p", "p", "p"]


@given(FILES)
def test_it_keeps_the_characters_of_every_block(text):
    for block in plain.read(text).blocks:
        assert block.text in text
        assert block.text == block.text.strip() != ""


@given(FILES)
def test_it_gives_the_line_that_every_block_begins_at(text):
    lines = text.split("\n")
    for block in plain.read(text).blocks:
        assert block.text.split("\n")[0].strip() in lines[block.line - 1]


@given(FILES)
def test_it_keeps_the_order_of_the_blocks(text):
    found = [block.line for block in plain.read(text).blocks]
    assert found == sorted(set(found))


@given(st.text(alphabet="abC.\n “”\t", max_size=80))
def test_it_loses_no_character_of_a_text_below_its_head(text):
    document = plain.read(f"Headline: A\n\n{text}")
    assert "".join("".join(texts(document)).split()) == "".join(text.split())
