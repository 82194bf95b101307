"""A standing follows from its facts alone: in any order of entry, for any day, and as it was known at any moment."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.standing import Fact, Standing, problems, standing
from legal.steps import STEPS, State
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Plea, Prejudice, Verdict
from legal.wording import sentence, short
from people.dates import PartialDate

KINDS = list(STEPS)
MOVING = {
    key: step for key, step in STEPS.items() if step.to or step.fills or step.appeal or key[0] == DevelopmentKind.EVENT
}
START = datetime(2021, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 3000).map(lambda hours: START + timedelta(hours=hours))
DAYS = st.dates(date(2020, 6, 1), date(2022, 6, 1))
OCCURRED = st.builds(
    lambda day, precision: PartialDate(*(day.year, day.month, day.day)[:precision]), DAYS, st.integers(1, 3)
)


def plea_or_verdict(kind, which):
    return {
        "plea": which if kind == DevelopmentKind.PLEADED else "",
        "verdict": "" if kind == DevelopmentKind.PLEADED else which,
    }


DETAILS = st.fixed_dictionaries(
    {
        "instrument": st.sampled_from(["", *Instrument]),
        "prejudice": st.sampled_from(["", *Prejudice]),
        "by": st.sampled_from(["", *Actor]),
        "reason": st.sampled_from(["", "for lack of evidence", "under a plea agreement."]),
        "sentence": st.sampled_from(["", "18 months in jail", "a fine of $500."]),
    }
)
# Details come whether their kind calls for them or not.
FACT = st.builds(
    lambda key, details, **clocks: Fact(kind=key[0], **plea_or_verdict(*key), **details, **clocks),
    st.sampled_from(KINDS),
    DETAILS,
    occurred=OCCURRED,
    recorded_at=MOMENTS,
    retracted_at=st.none() | MOMENTS,
)


def numbered(facts):
    """The facts, each with a place in its day of its own, as the database has them."""
    return [replace(fact, position=number) for number, fact in enumerate(facts, start=1)]


FACTS = st.lists(FACT, max_size=6).map(numbered)


@st.composite
def histories(draw):
    """Facts that each may follow the one before: what the form lets in."""
    facts, so_far = [], Standing()
    for day in range(draw(st.integers(0, 7))):
        steps = [
            key
            for key, step in MOVING.items()
            if so_far.state in step.after and (so_far.on_appeal or step.appeal in ("", "opens"))
        ]
        facts.append(fact_of(*draw(st.sampled_from(steps)), day, **draw(DETAILS)))
        so_far = standing(facts)
    return facts


def fact_of(kind, which="", day=0, **details):
    return Fact(
        kind=DevelopmentKind(kind),
        **plea_or_verdict(kind, which),
        occurred=PartialDate.of(date(2021, 1, 1) + timedelta(days=day)),
        recorded_at=START + timedelta(days=day),
        **details,
    )


def history(words):
    """Facts on days in a row from “charged pleaded:guilty dismissed/with”."""
    facts = []
    for day, word in enumerate(words.split()):
        kind, _, which = word.partition(":")
        kind, _, prejudice = kind.partition("/")
        facts.append(fact_of(kind, which, day, prejudice=prejudice))
    return facts


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
    slots = {name: new for name, value in vars(found).items() if value == old}
    return replace(found, **slots)


@given(FACTS)
def test_it_leaves_out_every_retracted_fact_today(facts):
    assert standing(facts) == standing([fact for fact in facts if fact.retracted_at is None])


@given(FACTS, DAYS)
def test_it_was_not_changed_by_what_happened_later(facts, as_of):
    by_then = [f for f in facts if f.occurred.has_happened_by(as_of, f.recorded_at.date())]
    assert standing(facts, as_of=as_of) == standing(by_then)


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
    said = {fact.plea or fact.verdict for fact in facts if fact.retracted_at is None}
    if "not guilty" in words:
        assert "not_guilty" in said
    if "guilty" in words.replace("not guilty", "") or "convicted" in words:
        assert "guilty" in said


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


# what may follow what


@pytest.mark.parametrize(
    "words",
    [
        "event", "order", "other", "charged motion_filed motion_denied motion_granted",
        "announced announced declined announced charged", "declined charged", "charged", "filed", "cited",
        "charged amended enhancement_withdrawn arraigned", "filed answered", "cited contested",
        "charged pleaded:not_guilty pleaded:guilty", "pleaded:guilty", "charged pleaded:no_contest sentenced",
        "charged pleaded:guilty plea_withdrawn trial_began",
        "charged trial_began mistrial trial_began verdict:not_guilty",
        "charged verdict:guilty sentenced sentenced released sentence_completed", "filed verdict:liable judgment",
        "filed verdict:not_liable judgment appeal_noticed affirmed", "filed judgment settled",
        "charged nolle_prosequi", "charged dismissed/without", "filed settled",
        "filed verdict:liable appeal_noticed settled appeal_withdrawn",
        "filed verdict:liable appeal_noticed settled appeal_dismissed",
        "charged dismissed/with appeal_noticed appeal_withdrawn",
        "charged verdict:guilty appeal_noticed appeal_dismissed",
        "charged verdict:guilty appeal_noticed sentenced affirmed",
        "charged verdict:guilty sentenced appeal_noticed reversed trial_began",
    ],
)  # fmt: skip
def test_it_lets_these_follow_each_other(words):
    assert problems(history(words)) == {}


@pytest.mark.parametrize(
    "words",
    [
        "motion_filed", "motion_granted", "motion_denied", "charged announced", "charged declined",
        "charged charged", "filed filed", "cited charged", "amended", "enhancement_withdrawn", "arraigned",
        "answered", "contested", "pleaded:not_guilty", "charged dismissed/with pleaded:guilty",
        "charged verdict:guilty pleaded:no_contest", "charged plea_withdrawn", "trial_began",
        "charged trial_began trial_began", "charged mistrial", "verdict:guilty",
        "charged dismissed/with verdict:guilty", "charged verdict:not_guilty verdict:guilty",
        "filed settled verdict:liable", "verdict:not_liable", "judgment", "charged sentenced",
        "charged verdict:not_guilty sentenced", "charged released", "charged verdict:guilty sentence_completed",
        "announced nolle_prosequi", "charged verdict:not_guilty dismissed",
        "charged dismissed/with dismissed/without", "filed verdict:not_liable settled", "announced appeal_noticed",
        "charged verdict:not_guilty appeal_noticed", "charged verdict:guilty appeal_withdrawn",
        "charged verdict:guilty appeal_dismissed", "charged verdict:guilty affirmed",
        "charged verdict:guilty reversed", "charged verdict:guilty appeal_noticed affirmed reversed",
    ],
)  # fmt: skip
def test_it_refuses_the_last_of_these(words):
    facts = history(words)
    assert list(problems(facts)) == facts[-1:]


def test_it_has_an_example_of_every_kind_of_step():
    marks = [*test_it_lets_these_follow_each_other.pytestmark, *test_it_refuses_the_last_of_these.pytestmark]
    allowed, refused = (
        {(f.kind, f.plea or f.verdict) for words in mark.args[1] for f in history(words)} for mark in marks
    )
    assert allowed == set(STEPS)
    anywhere = {key for key, step in STEPS.items() if step.after == frozenset(State)}
    assert refused >= set(STEPS) - anywhere


@pytest.mark.parametrize("words", ["pleaded", "charged verdict"])
def test_it_asks_which_plea_or_verdict(words):
    assert "needs to say which: choose the plea or the verdict." in list(problems(history(words)).values())[-1]


def test_it_does_not_check_what_is_retracted():
    assert problems([fact_of("sentenced", retracted_at=START)]) == {}


def test_it_reports_only_the_fact_that_does_not_fit():
    facts = history("charged sentenced trial_began")
    assert list(problems(facts)) == [facts[1]]


def test_it_knows_only_verdicts_that_the_vocabulary_knows():
    assert {which for kind, which in STEPS if kind == DevelopmentKind.VERDICT} == set(Verdict)
    assert {which for kind, which in STEPS if kind == DevelopmentKind.PLEADED} == set(Plea)
    assert {kind for kind, _ in STEPS} == set(DevelopmentKind)
