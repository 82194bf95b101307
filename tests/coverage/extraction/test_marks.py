import pytest

from coverage.extraction.marks import marked_stretches


def stretches(text):
    return [text[m.start : m.end] for paragraph in marked_stretches(text) for m in paragraph]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ('“One," he said. "Two.”', ["One,", "Two."]),
        ("“One,“ he said.", ["One,"]),
        ("“She said ‘no’ to it.”", ["She said ‘no’ to it."]),
        ('"He read “The End” aloud," she said.', ["He read “The End” aloud,"]),
        ("«One,» he said.", ["One,"]),
        ("the crew’s ’90s van", []),
        ('a 6\'2" man and a 5" nail', []),
        ("‘One,’ the actor’s son said.", ["One,"]),
        ("“  ”", []),
    ],
)
def test_it_pairs_the_marks(text, inside):
    assert stretches(text) == inside


def test_it_runs_an_unclosed_mark_to_the_end_of_its_paragraph():
    text = "“One.\n\n“Two.”"
    assert stretches(text) == ["One.", "Two."]
    assert [m.closed for paragraph in marked_stretches(text) for m in paragraph] == [False, True]


def test_it_reads_single_marks_only_where_there_are_no_double_ones():
    assert stretches("‘One,’ she said.") == ["One,"]
    assert stretches("‘One,’ she said. “Two.”") == ["Two."]
