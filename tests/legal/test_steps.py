"""What may follow what: an example of every step that may, and of every one that may not."""

import pytest

from legal.standing.fold import problems, standing
from legal.standing.states import State
from legal.standing.steps import STEPS
from legal.vocabulary import DevelopmentKind, Plea, Verdict
from tests.legal.histories import START, fact_of, history


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
        "charged no_true_bill charged bound_over severed joined enhancement_added", "counterclaim served answered",
        "charged superseded", "charged superseded reinstated", "charged pleaded:insanity verdict:insanity",
        "charged pleaded:stood_mute trial_began", "charged pleaded:alford sentenced", "filed removed returned judgment",
        "filed transferred", "filed remanded", "filed stayed stay_lifted settled", "filed dismissed/without reopened",
        "charged trial_began verdict:hung mistrial trial_began verdict:hung trial_began",
        "charged verdict:guilty_lesser convicted sentenced sentence_revoked", "charged pleaded:no_contest convicted",
        "charged verdict:guilty judgment_notwithstanding:not_guilty appeal_noticed outcome_reinstated sentenced",
        "filed verdict:liable judgment_notwithstanding:not_liable", "filed summary_judgment appeal_noticed reversed",
        "filed verdict:not_liable judgment judgment_notwithstanding:liable",
        "charged pleaded:guilty deferred dismissed",
        "charged diverted nolle_prosequi", "charged diverted reinstated", "charged pleaded:guilty sentenced abated",
        "filed settled settlement_approved satisfied", "filed default default_judgment default_set_aside answered",
        "cited contested citation_affirmed paid", "cited citation_vacated", "cited settled paid", "cited paid",
        "charged verdict:guilty sentenced commuted released pardoned expunged", "charged sealed unsealed dismissed",
        "charged verdict:guilty sentenced sentence_vacated sentenced", "charged verdict:guilty new_trial_denied",
        "charged verdict:guilty new_trial_granted trial_began", "charged dismissed appeal_noticed appeal_remanded",
        "charged verdict:guilty appeal_noticed affirmed certiorari_sought certiorari_granted reversed",
        "filed judgment appeal_noticed affirmed certiorari_sought certiorari_denied",
        "charged verdict:guilty appeal_noticed vacated outcome_reinstated", "charged motion_filed motion_moot",
        "hearing_scheduled hearing_held hearing_continued hearing_vacated judge_assigned judge_recused",
        "counsel_appeared counsel_withdrew",
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
        "charged verdict:guilty no_true_bill", "charged counterclaim", "served", "superseded", "severed", "joined",
        "enhancement_added", "bound_over", "pleaded:insanity", "pleaded:stood_mute",
        "charged verdict:guilty pleaded:alford", "filed settled removed", "filed settled transferred", "remanded",
        "filed returned", "stayed", "filed stay_lifted", "filed reopened", "charged verdict:not_guilty verdict:hung",
        "announced verdict:guilty_lesser", "charged dismissed verdict:insanity",
        "charged pleaded:guilty judgment_notwithstanding:not_guilty", "filed judgment judgment_notwithstanding:liable",
        "filed judgment judgment_notwithstanding:not_liable", "charged verdict:not_guilty convicted",
        "filed settled summary_judgment", "charged verdict:not_guilty deferred", "charged dismissed diverted",
        "charged verdict:not_guilty abated", "filed settlement_approved", "filed settled default",
        "filed settled default_judgment", "filed judgment default_set_aside", "citation_affirmed",
        "cited paid citation_vacated", "charged verdict:guilty sentence_revoked", "charged verdict:guilty commuted",
        "charged verdict:guilty sentence_vacated", "filed satisfied", "cited paid paid", "charged pardoned",
        "sealed", "charged sealed sealed", "charged unsealed",
        "charged verdict:not_guilty new_trial_granted", "charged new_trial_denied",
        "charged verdict:not_guilty certiorari_sought", "charged verdict:guilty certiorari_granted",
        "charged verdict:guilty certiorari_denied", "charged vacated", "charged verdict:guilty appeal_remanded",
        "charged reinstated", "charged outcome_reinstated", "motion_moot", "charged verdict:guilty plea_withdrawn",
        "charged pleaded:not_guilty verdict:guilty plea_withdrawn", "charged abated charged",
        "charged verdict:guilty sentenced pardoned sentenced", "charged expunged",
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
    anywhere = {key for key, step in STEPS.items() if step.after == frozenset(State) and not step.needs}
    assert refused >= set(STEPS) - anywhere


@pytest.mark.parametrize("words", ["pleaded", "charged verdict"])
def test_it_asks_which_plea_or_verdict(words):
    assert "needs to say which: choose the plea or the verdict." in list(problems(history(words)).values())[-1]


def test_it_does_not_check_what_is_retracted():
    assert problems([fact_of("sentenced", retracted_at=START)]) == {}


def test_it_reports_only_the_fact_that_does_not_fit():
    facts = history("charged sentenced trial_began")
    assert list(problems(facts)) == [facts[1]]


def test_it_knows_every_kind_plea_and_verdict_of_the_vocabulary():
    assert {which for kind, which in STEPS if kind == DevelopmentKind.VERDICT} == set(Verdict)
    assert {which for kind, which in STEPS if kind == DevelopmentKind.PLEADED} == set(Plea)
    assert {kind for kind, _ in STEPS} == set(DevelopmentKind)


def test_it_reaches_every_state():
    """No state is there that no history leads to."""
    of_themselves = set(State) - {State.NONE, State.NOT_REACHED}  # the second one follows from another charge
    assert {step.to for step in STEPS.values()} - {None} == of_themselves


# what comes back


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("charged verdict:guilty new_trial_granted outcome_reinstated", State.CONVICTED),
        ("charged dismissed/with appeal_noticed reversed certiorari_sought outcome_reinstated", State.DISMISSED),
        ("filed default removed returned", State.DEFAULTED),
        ("charged verdict:guilty judgment_notwithstanding:not_guilty outcome_reinstated", State.CONVICTED),
    ],
)
def test_it_brings_back_where_it_stood(words, state):
    found = standing(history(words))
    assert found.state == state and not found.unclear


def test_it_forgets_an_earlier_outcome_once_another_has_come():
    facts = history("charged verdict:guilty new_trial_granted verdict:not_guilty outcome_reinstated")
    assert list(problems(facts)) == facts[-1:]


def test_it_forgets_the_sentence_of_an_outcome_that_was_undone():
    found = standing(history("charged verdict:guilty sentenced vacated"))
    assert (found.state, found.sentence, found.verdict, found.sentenced) == (State.PENDING, "", None, None)


def test_it_ends_every_appeal_with_a_death():
    assert not standing(history("charged verdict:guilty appeal_noticed abated")).on_appeal


# the override


def test_it_takes_what_does_not_fit_where_a_reason_is_given():
    facts = [*history("charged"), fact_of("sentenced", "", 5, override_reason="The docket shows no plea.")]
    assert problems(facts) == {}
    assert standing(facts).state == State.SENTENCED and not standing(facts).unclear


def test_it_checks_what_follows_an_override_as_if_it_fitted():
    facts = [*history("charged"), fact_of("sentenced", "", 5, override_reason="No plea on the docket.")]
    after = fact_of("trial_began", "", 6)
    assert list(problems([*facts, after])) == [after]
    assert problems([*facts, fact_of("released", "", 6)]) == {}


def test_it_overrides_no_missing_plea():
    fact = fact_of("pleaded", "", 5, override_reason="A reason.")
    assert list(problems([*history("charged"), fact])) == [fact]
