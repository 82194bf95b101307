"""Whatever is typed can be read: words, phrases and exclusions."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.search.positions import Kind, position, row_of
from coverage.search.query import Scope, pattern, plain, read
from coverage.search.spelling import alike, first_letters


def said(text):
    query = read(text)
    return [term.words for term in query.wanted], [term.words for term in query.unwanted]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("last take", [("last",), ("take",)], []),
        ('"Last Take" trial', [("last", "take"), ("trial",)], []),
        ("“Last Take” trial", [("last", "take"), ("trial",)], []),
        ("trial -trailer", [("trial",)], [("trailer",)]),
        ('trial -"red carpet"', [("trial",)], [("red", "carpet")]),
        ("ex-armorer", [("ex", "armorer")], []),
        ("O’Brien's", [("o", "brien", "s")], []),
        ('"never closed', [("never", "closed")], []),
        ("José JOSE\u0301", [("jose",)], []),
        ("- -- \" ' * ( ) : ^ AND", [("and",)], []),
        ("🎬 -🎬", [], []),
        ("", [], []),
    ],
)
def test_it_reads_words_phrases_and_exclusions(text, wanted, unwanted):
    assert said(text) == (wanted, unwanted)


def test_it_looks_for_a_word_s_plural_or_singular_but_not_in_a_phrase():
    forms = {text: read(text).wanted[0].forms for text in ("hearing", "hearings", "party", "parties", "rust", "bias")}
    assert forms == {
        "hearing": ["hearing", "hearings"],
        "hearings": ["hearings", "hearing"],
        "party": ["party", "parties"],
        "parties": ["parties", "party"],
        "rust": ["rust", "rusts"],
        "bias": ["bias", "bia"],
    }
    assert read('"hearing"').wanted[0].forms == ["hearing"]
    assert read("boss").wanted[0].forms == ["boss"]


def test_it_reads_no_more_than_it_can_look_for():
    query = read("word " * 10_000 + " ".join(f"w{n}" for n in range(100)))
    assert len(query.wanted) == 1
    assert len(read(" ".join("abcdefghijklmnopqrstuvwxyz")).wanted) == 12


@given(st.text(alphabet=st.characters(), max_size=300))
def test_it_never_fails(text):
    query = read(text)
    found = pattern(query.wanted)
    for term in query.wanted:
        assert found.search(" ".join(term.words))


@pytest.mark.parametrize(("typed", "text"), [("jose", "JOSÉ"), ("jose", "Jose\u0301"), ("last-take", "Last Take")])
def test_it_finds_the_words_in_a_text_as_it_is_written(typed, text):
    assert pattern(read(typed).wanted).fullmatch(text)


def test_it_finds_whole_words_only():
    assert not pattern(read("rust").wanted).search("trusted rusty")


def test_it_folds_without_taking_letters_apart():
    assert plain("Crème Brûlée ﬁ 각") == "creme brulee ﬁ 각"


@given(st.sampled_from(Kind), st.integers(1, (1 << 27) - 1), st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)))
def test_it_finds_the_row_of_every_position(kind, key, at):
    dated, undated = position(kind, key, at.replace(tzinfo=UTC)), position(kind, key)
    assert row_of(dated) == row_of(undated) == (kind, key)
    assert undated < dated < 1 << 63
    assert position(kind, 1, at.replace(tzinfo=UTC)) < position(Kind.ARTICLE, 1, datetime(2200, 1, 2, tzinfo=UTC))


def test_it_leaves_out_what_has_no_date_once_a_date_is_asked_for():
    assert Scope().has_undated
    assert not Scope(since=5).has_undated
    assert not Scope(until=5).has_undated
    assert Scope(until=5).whole[0] > 5


# Spelling.


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("baldwyn", ["Alec Baldwin"]),
        ("alec baldwyn", ["Alec Baldwin"]),
        ("hana gutierez", ["Hannah Gutierrez Reed"]),
        ("baldwin", []),  # as it is written: nothing to mend
        ("lighthouse", []),
        ("alec lighthouse", []),
    ],
)
def test_it_offers_names_that_are_nearly_typed_right(typed, found):
    names = ["Alec Baldwin", "Hannah Gutierrez Reed", "State v. Halls"]
    assert alike(typed.split(), names) == found


def test_it_offers_the_nearest_first_and_three_at_most():
    names = [f"Baldwin {n}" for n in range(9)]
    assert alike(["baldwyn"], ["Baldwins", *names]) == ["Baldwin 0", "Baldwin 1", "Baldwin 2"]


@pytest.mark.parametrize("typed", ["baldwin", "bladwin", "abldwin", "bbaldwin", "bldwin"])
def test_it_looks_among_names_that_may_begin_so(typed):
    assert any("baldwin".startswith(start) for start in first_letters([typed]))


def test_it_takes_no_long_text_for_a_name():
    assert first_letters("a text of more than five words".split()) == []
