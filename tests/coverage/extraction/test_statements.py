from coverage.extraction.quotes import find_quotes


def statements(text):
    return [[text[start:end] for start, end in quote.spans] for quote in find_quotes(text)]


def test_it_keeps_an_interrupted_statement_together():
    assert statements("“We asked,” Orla Finch said. “Nobody came.”") == [["We asked,", "Nobody came."]]
    assert statements("“When we asked,” she said, “nobody came.”") == [["When we asked,", "nobody came."]]


def test_it_keeps_a_statement_over_three_paragraphs_together():
    text = (
        "“Ines taught me the trade,” Finch, whose sister wrote the book, said in a statement.\n\n"
        "“She was patient.\n\n“I try to be.”"
    )
    assert statements(text) == [["Ines taught me the trade,", "She was patient.", "I try to be."]]


def test_it_gives_an_unclosed_paragraph_the_attribution_of_the_next():
    text = "“The road went first.\n\n“Then the bridge went,” Orla Finch said."
    [quote] = find_quotes(text)
    assert len(quote.spans) == 2 and quote.speaker == "Orla Finch"


def test_it_keeps_two_statements_of_one_speaker_apart():
    text = "“The road went first,” Finch said.\n\n“Then the bridge went,” Finch said."
    assert len(statements(text)) == 2


def test_it_keeps_the_fragments_of_a_report_apart():
    assert statements("Finch said she was “tired” but “hopeful.”") == [["tired"], ["hopeful."]]


def test_it_joins_no_stranger_to_a_statement():
    text = "“The road went first,” Finch said. Pell shook his head. “It was the bridge that went.”"
    assert [quote.speaker for quote in find_quotes(text)] == ["Finch", "Pell"]


def test_it_calls_a_whole_sentence_direct_and_a_fragment_mixed():
    assert [q.kind for q in find_quotes("“We asked,” Finch said. “Nobody came.”")] == ["direct"]
    assert [q.kind for q in find_quotes("Finch said: “Nobody came.”")] == ["direct"]
    assert [q.kind for q in find_quotes("Finch said the reply was “cold and late.”")] == ["mixed"]
