import pytest

from coverage.extraction.quotes import find_quotes


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("“It is done,” Finch said in a statement.", "statement"),
        ("In a statement on the lawsuit, Finch said, “It is done.”", "statement"),
        ("“It is done,” the release states.", "release"),
        ("“It is done,” the complaint says.", "filing"),
        ("“It is done,” Finch testified.", "court"),
        ("“It is done,” the judge said.", "court"),
        ("“It is done,” Finch said in an interview.", "interview"),
        ("“It is done,” Finch told reporters.", "interview"),
        ("“It is done,” Finch wrote on Instagram.", "post"),
        ("“It is done,” Finch wrote in a letter.", "letter"),
        ("“It is done,” Finch said.", ""),
    ],
)
def test_it_says_where_the_words_come_from(text, medium):
    assert [quote.medium for quote in find_quotes(text)] == [medium]
