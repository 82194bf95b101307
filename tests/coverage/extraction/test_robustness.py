import datetime
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.extraction.dates import find_dates
from coverage.extraction.findings import find
from coverage.extraction.people import find_people
from coverage.extraction.quotes import find_quotes
from coverage.extraction.text import paragraphs, sentences
from people.names import Gazetteer

PUBLISHED = datetime.date(2024, 3, 14)
PIECES = st.lists(
    st.sampled_from(
        ["“", "”", '"', "’", "‘", " ", "\n\n", ",", ".", "?", "(", "—", "Ann Lee", "she", "said", "the judge", "May",
         "2020", "who", "and", "according to", "a year earlier", "Tuesday", "’s", "é", "Feb. 30", "in", "to", "adding",
         "another", "by", "was called", "the clerk,", "Okla.,", "\u200b", "\u202e", "😀", "e\u0301", "שלום", "\ud800",
         "İ"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), PIECES, PIECES.map(lambda text: text.replace(" ", "")))


@given(TEXTS, st.sampled_from([None, PUBLISHED, datetime.date.min, datetime.date.max]))
def test_it_finds_only_what_stands_in_the_text(text, published):
    spans = [*paragraphs(text), *sentences(text)]
    for quote in find_quotes(text, Gazetteer([(1, ["Ann Lee"])])):
        spans += quote.spans
        assert quote.speaker is None or text[quote.speaker_start : quote.speaker_end] == quote.speaker
        assert quote.cue is None or text[quote.cue_start : quote.cue_end] == quote.cue
    for date in find_dates(text, published):
        assert text[date.start : date.end] == date.text
    spans += [mention for person in find_people(text) for mention in person.mentions]
    assert all(0 <= start < end <= len(text) for start, end in spans)


STRANGE = {
    "zero width": "\u200b\u200d\ufeff",
    "right to left": "\u202eשלום مرحبا\u202c ",
    "emoji": "👨‍👩‍👧😀 ",
    "combining": "Z\u0301a\u0302\u0303\u0304lgo ",
    "astral": "𝒳𝔸 ",
    "surrogate": "\ud800 ",
    "grows when small": "İİ ",
    "capitals": "THE COURT SAID NO TO ANN LEE ",
    "no spaces": "ofthepeoplebythepeople",
    "brackets": "([({",
    "verbs": "said ",
    "quotes": "‘“\"'",
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_it_counts_code_points_whatever_stands_before(strange):
    told = (
        "“It is done for all of us,” Ann Lee said. Ann Lee pleaded guilty on May 2, 2023. The film premiered in 2020."
    )
    text = f"{strange * 9}\n\n{told}\n\n{strange * 9}"
    found = find(text, published=PUBLISHED, known=Gazetteer([(1, ["Ann Lee"])]))
    [quote] = [quote for quote in found.quotes if quote.speaker == "Ann Lee"]
    [step], [release] = found.developments, found.releases
    spans = [*quote.spans, (quote.speaker_start, quote.speaker_end), step.date, release.date]
    assert [text[slice(*span)] for span in spans] == [
        "It is done for all of us,",
        "Ann Lee",
        "May 2, 2023",
        "2020",
    ]


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_it_survives_a_long_run_of_anything(strange):
    text = strange * (30_000 // len(strange))
    found = find(text, published=PUBLISHED, known=Gazetteer([(1, ["Ann Lee"])]))
    assert all(0 <= start < end <= len(text) for quote in found.quotes for start, end in quote.spans)


@given(TEXTS)
def test_it_finds_no_stretch_twice(text):
    spans = sorted(span for quote in find_quotes(text) for span in quote.spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "piece", ['"', "“", "”", '"a" ', "“a,” ", "word ", "Ann Lee, ", "(", ". ", "“A,” Ann Lee said. ", "March ", "“a\n"]
)
def test_it_takes_time_in_step_with_the_length(piece):
    text = piece * (60_000 // len(piece))
    began = time.process_time()
    find_quotes(text)
    find_dates(text, PUBLISHED)
    find_people(text)
    assert time.process_time() - began < 3


def test_it_does_a_megabyte_of_marks():
    began = time.process_time()
    find_quotes('"' * 1_000_000)
    assert time.process_time() - began < 10
