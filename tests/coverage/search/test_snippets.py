"""A snippet shows where the words stand, and never cuts a quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.search.query import pattern, read
from coverage.search.snippets import LONGEST, pieces, snippet

FILLING = "The court heard the motion and set a date for it. " * 12


def shown(text, typed, *quotes):
    """The snippet's characters, with the words found in brackets."""
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    found = snippet(text, pattern(read(typed).wanted), spans)
    return found and "".join(f"[{p.text}]" if p.is_found else p.text for p in found.pieces)


def test_it_shows_the_words_with_what_stands_around_them():
    part = shown(f"{FILLING}A verdict came. {FILLING}", "verdict")
    assert "A [verdict] came." in part
    assert len(part) < 300


def test_it_shows_where_most_of_the_words_stand():
    text = f"A verdict. {FILLING} The jury's verdict was read. {FILLING}"
    assert "[jury]'s [verdict]" in shown(text, "verdict jury")


def test_it_has_nothing_to_show_where_the_words_do_not_stand():
    assert shown(FILLING, "lighthouse") is None


def test_it_says_whether_the_text_goes_on():
    found = snippet("A verdict came.", pattern(read("verdict").wanted))
    assert (found.starts_late, found.ends_early) == (False, False)
    found = snippet(f"{FILLING}verdict {FILLING}", pattern(read("verdict").wanted))
    assert (found.starts_late, found.ends_early) == (True, True)


def test_it_shows_a_quote_whole_that_the_words_stand_in():
    quote = "We never wanted a villain in this film, " + "and we said so to everybody who asked us about it, " * 6
    part = shown(f"{FILLING}“{quote}” she said. {FILLING}", "villain", quote)
    assert f"“{quote.replace('villain', '[villain]')}”" in part


def test_it_ends_before_a_quote_it_would_cut():
    quote = "We never wanted a villain in this film, " * 6
    part = shown(f"{FILLING}A verdict came, and then: “{quote}” she said.", "verdict", quote)
    assert part.endswith("and then:")


def test_it_begins_after_a_quote_it_would_cut():
    quote = "We never wanted a villain in this film, " * 6
    part = shown(f"“{quote}” she said when the verdict came. {FILLING}", "verdict", quote)
    assert part.startswith("she said when the [verdict]")


def test_it_shows_another_place_where_the_quote_is_too_long():
    quote = "a villain " * (LONGEST // 5)
    assert shown(f"“{quote}” {FILLING} No villain here.", "villain", quote).endswith("No [villain] here.")
    assert shown(f"“{quote}”", "villain", quote) is None


@given(
    st.lists(st.sampled_from(["verdict", "“we”", "a", "film,", "\n\n", "é", "trial."]), min_size=1, max_size=200),
    st.lists(st.tuples(st.integers(0, 900), st.integers(1, 300)), max_size=6),
)
def test_it_never_cuts_a_quote_and_changes_no_character(parts, quotes):
    text = " ".join(parts)
    spans = [(start, min(start + length, len(text))) for start, length in quotes if start < len(text)]
    found = snippet(text, pattern(read("verdict").wanted), spans)
    if found is None:
        return
    part = "".join(piece.text for piece in found.pieces)
    places = [at for at in range(len(text)) if text.startswith(part, at)]
    whole = [
        at
        for at in places
        if all(end <= at or start >= at + len(part) or (at <= start and end <= at + len(part)) for start, end in spans)
    ]
    assert whole, (part, spans)
    assert any(piece.is_found for piece in found.pieces)


@pytest.mark.parametrize("text", ["", "verdict", "a verdict, verdicts"])
def test_it_takes_a_text_apart_without_losing_a_character(text):
    assert "".join(piece.text for piece in pieces(text, pattern(read("verdict").wanted))) == text
