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
        ("“It is done,” Finch said in a joint written statement.", "statement"),
        ("“It is done,” Finch said in her opening statement.", "court"),
        ("“It is done,” Finch said in a victim impact statement.", "court"),
        ("“It is done,” a press release said.", "release"),
        ("“It is done,” Finch said before the release of the film.", ""),
        ("“It is done,” the motion argues.", "filing"),
        ("“It is done,” Finch said in a court filing.", "filing"),
        ("“It is done,” Finch said in a brief talk about the motion picture.", ""),
        ("“It is done,” Finch said at the hearing.", "court"),
        ("“It is done,” Finch said from the stand, under oath.", "court"),
        ("“It is done,” Finch said in order to end it.", ""),
        ("“It is done,” Finch told the Justice Department.", ""),
        ("“It is done,” Finch told the Mesa Courier.", "interview"),
        ("“It is done,” Finch told MBC.", "interview"),
        ("“It is done,” Finch told her.", ""),
        ("“It is done,” Finch told the Harbor Post.", "interview"),
        ("“It is done,” the judge said in an interview.", "interview"),
        ("“It is done,” Finch said on a podcast.", "interview"),
        ("“It is done,” Finch tweeted.", "post"),
        ("“It is done,” Finch wrote on X.", "post"),
        ("“It is done,” Finch said in a post on Facebook.", "post"),
        ("“It is done,” Finch wrote in an email.", "letter"),
        ("“It is done,” Finch said in a text message.", "letter"),
        ("“It is done,” Finch says in the documentary.", "film"),
        ("Finch said that Pell had told her, “It is done.”", "second_hand"),
        ("“It is done,” Pell told a clerk, Finch testified.", "second_hand"),
        ("“It is done,” Pell said, according to Finch.", "second_hand"),
        ("“It is done,” Pell said, according to the complaint.", "filing"),
        ("“It is done,” Finch said.", ""),
    ],
)
def test_it_says_where_the_words_come_from(text, medium):
    assert [quote.medium for quote in find_quotes(text)] == [medium]
