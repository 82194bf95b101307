from coverage.extraction.text import paragraphs, sentences


def pieces(text, spans):
    return [text[start:end] for start, end in spans]


def test_it_divides_at_line_ends_and_drops_empty_paragraphs():
    text = "  One.\n\n \nTwo.\r\nThree. "
    assert pieces(text, paragraphs(text)) == ["One.", "Two.", "Three."]


def test_it_ends_no_sentence_at_an_abbreviation():
    text = "Mr. Ames met Gov. Lee in the U.S. Senate. State v. Ames went on. He left at 5 p.m. The end."
    assert pieces(text, sentences(text)) == [
        "Mr. Ames met Gov. Lee in the U.S. Senate.",
        "State v. Ames went on.",
        "He left at 5 p.m.",
        "The end.",
    ]


def test_it_takes_a_closing_mark_into_the_sentence():
    text = "“It is over.” She left. “Is it?” Nobody knew."
    assert pieces(text, sentences(text)) == ["“It is over.”", "She left.", "“Is it?”", "Nobody knew."]


def test_it_finds_nothing_in_nothing():
    assert sentences("") == paragraphs(" \n ") == ()
