import pytest

from coverage.extraction.quotes import find_quotes


@pytest.mark.parametrize(
    "text",
    [
        "He directed the film “Rivers of the South” in 2019.",
        "Szabo will appear on “The Morning Ledger” again.",
        "The book, titled “A Quiet Verdict,” sold well.",
        "They kept a “lucky” helmet on the shelf.",
        "The so-called “ghost docket” was opened.",
        "Actor Desmond “Buddy” Farrow arrived.",
        "Scenes From “Low Water”",
        "“Low Water” tells the story of a mill.",
        "Szabo wrote the book, “A Quiet Verdict,” in a year.",
        "Szabo, who made the show, “The Morning Ledger,” retired.",
        '<clip id="12345" author="somebody">',
        "The crowd left. “(Laughter.)”",
    ],
)
def test_it_is_no_quotation(text):
    assert find_quotes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Finch called the helmet “lucky.”",
        "The crowd chanted “Free The Mill!”",
        "“Lucky,” Finch said.",
        "The helmet was “not lucky at all,” according to the complaint.",
    ],
)
def test_it_is_a_quotation(text):
    assert len(find_quotes(text)) == 1
