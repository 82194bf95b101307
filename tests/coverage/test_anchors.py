"""An anchor holds where its characters stand, or says that it does not; nothing is re-anchored by guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.anchors import CONTEXT, AnchorState, Selector, locate, select

# A small alphabet makes repeats, overlaps and near misses common.
TEXTS = st.text(alphabet="ab “”.\n", max_size=60)
ANY_TEXT = st.text(max_size=60)


@st.composite
def spans(draw, texts=TEXTS):
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


def anchor(text, words):
    start = text.index(words)
    return select(text, start, start + len(words))


def test_it_keeps_the_characters_and_their_surroundings():
    text = "x" * 40 + "the words" + "y" * 40
    selector = anchor(text, "the words")
    assert selector == Selector(40, 49, "the words", "x" * CONTEXT, "y" * CONTEXT)


def test_it_keeps_fewer_surroundings_at_the_edges():
    assert select("abc", 1, 2) == Selector(1, 2, "b", "a", "c")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (2, 1), (0, 4), (4, 5)])
def test_it_refuses_a_span_that_is_empty_or_outside(start, end):
    with pytest.raises(ValueError, match=rf"The characters {start} to {end} are not in a text of 3\."):
        select("abc", start, end)


@given(spans(ANY_TEXT))
def test_it_is_exact_in_the_text_it_was_taken_from(span):
    text, start, end = span
    assert locate(text, select(text, start, end)) == (AnchorState.EXACT, select(text, start, end))


def test_it_stays_exact_when_only_later_text_changes():
    state, found = locate("“We were ready,” she wrote.", anchor("“We were ready,” she said.", "We were ready,"))
    assert (state, found.start, found.suffix) == (AnchorState.EXACT, 1, "” she wrote.")


def test_it_moves_to_the_one_place_that_has_the_characters():
    selector = anchor("“We were ready,” she said.", "We were ready,")
    after = "On Monday, “We were ready,” she said."
    assert locate(after, selector) == (AnchorState.MOVED, anchor(after, "We were ready,"))


def test_it_moves_to_the_one_place_of_several_that_has_both_surroundings():
    selector = anchor("He said no. She said no, too.", "no, too")
    after = "No, no, too many. He said no. She said no, too."
    state, found = locate(after, selector)
    assert (state, found.start) == (AnchorState.MOVED, after.rindex("no, too"))


def test_it_is_ambiguous_where_several_places_fit():
    selector = anchor("It was ready.", "ready")
    assert locate("Not ready, not at all ready.", selector) == (AnchorState.AMBIGUOUS, selector)


def test_it_is_ambiguous_where_several_places_have_the_same_surroundings():
    selector = Selector(0, 2, "no", "", "!")
    assert locate("oh no! oh no!", selector) == (AnchorState.AMBIGUOUS, selector)


def test_it_counts_places_that_overlap():
    selector = Selector(10, 12, "aa")
    assert locate("baaa", selector) == (AnchorState.AMBIGUOUS, selector)


@pytest.mark.parametrize("after", ["", "We are ready.", "we were ready", "We were  ready", "We were\nready", "We were"])
def test_it_is_broken_where_no_place_has_the_very_characters(after):
    selector = anchor("We were ready.", "We were ready")
    assert locate(after, selector) == (AnchorState.BROKEN, selector)


@pytest.mark.parametrize(
    ("state", "holds"),
    [
        (AnchorState.EXACT, True),
        (AnchorState.MOVED, True),
        (AnchorState.AMBIGUOUS, False),
        (AnchorState.BROKEN, False),
    ],
)
def test_it_holds_only_where_the_characters_are_known_to_stand(state, holds):
    assert state.holds is holds


@given(spans(), TEXTS)
def test_it_never_leads_to_other_characters(span, after):
    selector = select(*span)
    state, found = locate(after, selector)
    if state.holds:
        assert after[found.start : found.end] == selector.exact == found.exact
    else:
        assert found == selector


@given(spans(), TEXTS)
def test_it_moves_only_where_no_other_place_is_as_good(span, after):
    selector = select(*span)
    state, found = locate(after, selector)
    whole = selector.prefix + selector.exact + selector.suffix
    if state == AnchorState.MOVED:
        alike = [at for at in range(len(after)) if after.startswith(selector.exact, at)]
        in_place = [
            at for at in alike if after.startswith(whole, at - len(selector.prefix)) and at >= len(selector.prefix)
        ]
        assert found.start in (alike if len(alike) == 1 else in_place)
        assert 1 in (len(alike), len(in_place))


@given(spans(), TEXTS)
def test_it_is_broken_only_where_the_characters_are_gone(span, after):
    selector = select(*span)
    state, _ = locate(after, selector)
    assert (state == AnchorState.BROKEN) is (selector.exact not in after)


@given(spans(), TEXTS | st.builds("{}a “b” a.{}".format, TEXTS, TEXTS))
def test_it_finds_itself_again_once_it_has_moved(span, after):
    state, found = locate(after, select(*span))
    if state.holds:
        assert locate(after, found) == (AnchorState.EXACT, found)


@given(TEXTS, st.integers(0, 70), st.integers(0, 70), TEXTS, TEXTS, TEXTS)
def test_it_copes_with_a_selector_from_elsewhere(text, start, end, exact, prefix, suffix):
    state, found = locate(text, Selector(start, end, exact, prefix, suffix))
    if state.holds:
        assert text[found.start : found.end] == exact != ""
