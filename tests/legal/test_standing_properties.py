"""A standing follows from its facts alone: in any order of entry, for any day, and as it was known at any moment."""

import re
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.standing.fold import Standing, problems, standing
from legal.standing.steps import State
from legal.standing.wording import sentence, short
from legal.vocabulary import DevelopmentKind, Plea
from tests.legal.histories import DAYS, FACT, FACTS, MOMENTS, fact_of, histories, history

# any facts


@given(FACTS, FACTS, st.none() | DAYS, st.none() | MOMENTS)
def test_it_has_a_standing_and_words_for_any_facts(facts, refiled, as_of, known_at):
    found = standing(facts, refiled=refiled, as_of=as_of, known_at=known_at)
    assert isinstance(found.is_open and found.is_final and found.may_be_refiled, bool)
    assert sentence(found) and short(found)


def test_it_passes_over_a_fact_that_does_not_say_which():
    facts = [fact_of("charged"), fact_of("pleaded", "", 1), fact_of("verdict", "", 2)]
    assert standing(facts).state == State.PENDING


@given(FACTS, st.randoms(use_true_random=False), st.none() | DAYS, st.none() | MOMENTS)
def test_it_does_not_matter_in_which_order_facts_were_entered(facts, random, as_of, known_at):
    shuffled = random.sample(facts, len(facts))
    assert standing(shuffled, as_of=as_of, known_at=known_at) == standing(facts, as_of=as_of, known_at=known_at)
    assert problems(shuffled) == problems(facts)


@given(FACTS, FACTS, MOMENTS)
def test_it_was_not_changed_by_what_was_recorded_later(facts, more, known_at):
    later = [replace(fact, recorded_at=known_at + timedelta(seconds=1)) for fact in more]
    assert standing(facts + later, refiled=later, known_at=known_at) == standing(facts, known_at=known_at)


@given(FACTS.filter(bool), MOMENTS, MOMENTS)
def test_it_hides_a_retracted_fact_only_from_its_time_on(facts, retracted_at, known_at):
    first, *others = facts
    retracted = [replace(first, retracted_at=retracted_at), *others]
    kept = [replace(first, retracted_at=None), *others]
    assert standing(retracted, known_at=known_at) == (
        standing(others, known_at=known_at)
        if known_at >= retracted_at
        else replace_fact(standing(kept, known_at=known_at), kept[0], retracted[0])
    )


def replace_fact(found, old, new):
    """The same standing with another fact in the place of `old`, also among the appeals and in an earlier standing."""
    if found == old:
        return new
    if isinstance(found, tuple):
        return tuple(replace_fact(part, old, new) for part in found)
    if isinstance(found, Standing):
        return replace(found, **{f.name: replace_fact(getattr(found, f.name), old, new) for f in fields(found)})
    return found


@given(FACTS)
def test_it_leaves_out_every_retracted_fact_today(facts):
    assert standing(facts) == standing([fact for fact in facts if fact.retracted_at is None])


@given(FACTS, DAYS)
def test_it_was_not_changed_by_what_happened_later(facts, as_of):
    begun = [f for f in facts if f.occurred.first <= as_of]
    assert standing(facts, as_of=as_of) == standing(begun, as_of=as_of)
    by_then = standing([f for f in facts if f.occurred.has_happened_by(as_of, f.recorded_at.date())])
    # Else a month that was not over yet may hold the step that is missing.
    assert by_then.unclear or standing(facts, as_of=as_of) == by_then


@given(histories())
def test_it_finds_no_problem_in_facts_that_follow_each_other(facts):
    assert problems(facts) == {}


@given(FACTS)
def test_it_has_the_same_standing_without_the_facts_that_cannot_be(facts):
    misfits = problems(facts)
    assert replace(standing(facts), unclear=False) == standing([fact for fact in facts if fact not in misfits])


@given(FACTS)
def test_it_names_every_problem_in_a_whole_sentence(facts):
    for problem in problems(facts).values():
        assert re.fullmatch(r"“.+” \(.+\) .+\.", problem)
        assert "None" not in problem and "  " not in problem


# the words

STANDINGS = st.builds(
    lambda facts, refiled: ([*facts, *refiled], standing(facts, refiled=refiled)),
    histories() | FACTS,
    st.lists(FACT, max_size=2),
)


@given(STANDINGS)
def test_it_tells_every_standing_in_sentences(facts_and_standing):
    words = sentence(facts_and_standing[1])
    assert re.fullmatch(r"[A-Z].*[^.\s]\.", words)
    assert not re.search(r"\s\s|None|\(\s*\)|\.\.|\.,|\s[.,;]|: *[.;]|; *[.;]", words)


@given(STANDINGS)
def test_it_tells_every_standing_in_a_few_words(facts_and_standing):
    words = short(facts_and_standing[1])
    assert re.fullmatch(r"[A-Z].*[^.\s]", words)
    assert not re.search(r"\s\s|None|\(\s*\)|\s[.,;]|, *;", words)


@given(STANDINGS)
def test_it_says_guilty_only_where_a_plea_or_verdict_does(facts_and_standing):
    facts, found = facts_and_standing
    words = f"{sentence(found)} {short(found)}".lower()
    counted = [fact for fact in facts if fact.retracted_at is None]
    said = {fact.plea or fact.verdict for fact in counted}
    if "not guilty" in words:
        assert said & {"not_guilty", "insanity"}
    if "guilty" in words.replace("not guilty", ""):
        assert said & {"guilty", "guilty_lesser", "alford"}
    if "convict" in words:
        assert DevelopmentKind.CONVICTED in {fact.kind for fact in counted}


@given(STANDINGS)
def test_it_never_calls_a_dismissal_an_acquittal(facts_and_standing):
    _, found = facts_and_standing
    words = f"{sentence(found)} {short(found)}".lower()
    assert not re.search("acquit|innocent|exonerat|cleared", words)
    if found.state == State.DISMISSED:
        assert "guilty" not in words


@given(STANDINGS)
def test_it_never_calls_no_contest_guilty(facts_and_standing):
    _, found = facts_and_standing
    if found.plea and found.plea.plea == Plea.NO_CONTEST and found.state in {State.NO_CONTEST, State.SENTENCED}:
        assert "guilty" not in f"{sentence(found)} {short(found)}".lower()


@given(STANDINGS)
def test_it_says_dismissed_only_of_what_was_dismissed(facts_and_standing):
    facts, found = facts_and_standing
    kinds = {fact.kind for fact in facts}
    if "dismissed" in short(found).lower():
        assert kinds & {DevelopmentKind.DISMISSED, DevelopmentKind.NOLLE_PROSEQUI}


@given(STANDINGS)
def test_it_is_never_open_and_final(facts_and_standing):
    found = facts_and_standing[1]
    assert not (found.is_open and found.is_final)
    assert not (found.is_final and found.may_be_refiled)


def test_it_says_that_nothing_is_filed():
    assert (short(Standing()), sentence(Standing())) == ("Nothing filed", "Nothing filed.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("charged", "Charged on January 1, 2021; pending."),
        ("charged pleaded:not_guilty", "Charged on January 1, 2021; pleaded not guilty on January 2, 2021; pending."),
        ("charged pleaded:guilty", "Pleaded guilty on January 2, 2021; not yet sentenced."),
        ("charged pleaded:no_contest", "Pleaded no contest on January 2, 2021; not yet sentenced."),
        ("charged verdict:guilty", "Found guilty on January 2, 2021; not yet sentenced."),
        ("charged verdict:not_guilty", "Found not guilty on January 2, 2021."),
        ("charged dismissed/with", "Dismissed with prejudice on January 2, 2021. It cannot be filed again."),
        ("charged dismissed/without", "Dismissed without prejudice on January 2, 2021. It may be filed again."),
        ("charged dismissed", "Dismissed on January 2, 2021."),
        ("charged nolle_prosequi", "Dismissed by the prosecution on January 2, 2021."),
        ("announced", "Charges announced on January 1, 2021; not yet filed."),
        ("filed verdict:liable", "Found liable on January 2, 2021."),
        ("filed settled", "Settled on January 2, 2021."),
        (
            "charged verdict:guilty appeal_noticed",
            "Found guilty on January 2, 2021; not yet sentenced. On appeal: a party filed notice on January 3, 2021.",
        ),
    ],
)
def test_it_tells_it_plainly(words, told):
    assert sentence(standing(history(words))) == told


@pytest.mark.parametrize("reason", ["on parole", "on  parole.\n"])
def test_it_gives_the_reason_of_a_release(reason):
    facts = [*history("charged pleaded:guilty sentenced"), fact_of("released", "", 5, reason=reason)]
    assert sentence(standing(facts)).endswith(" Released from custody on January 6, 2021, on parole.")


@pytest.mark.parametrize("reason", ["for lack of evidence", " for lack of  evidence."])
def test_it_gives_the_reason_of_a_dismissal_in_brackets(reason):
    facts = [*history("charged"), fact_of("dismissed", "", 5, by="court", reason=reason)]
    assert sentence(standing(facts)) == "Dismissed by the court on January 6, 2021 (for lack of evidence)."


def test_it_says_that_a_charge_was_filed_again():
    found = standing(history("charged dismissed/without"), refiled=[fact_of("charged", "", 9, instrument="indictment")])
    assert sentence(found).endswith(" The charge was filed again by grand jury indictment on January 10, 2021.")
    assert short(found) == "Dismissed without prejudice, January 2, 2021; filed again January 10, 2021"


@pytest.mark.parametrize("words", ["18 months in jail", "18 months in jail."])
def test_it_ends_a_sentence_s_terms_with_one_full_stop(words):
    facts = [*history("charged pleaded:guilty"), fact_of("sentenced", "", 5, sentence=words)]
    assert sentence(standing(facts)) == (
        "Pleaded guilty on January 2, 2021; sentenced on January 6, 2021: 18 months in jail."
    )
