"""What readers are told: in every state a whole sentence, never more than the record says."""

import re

import pytest

from legal.standing.fold import Fact, Standing, fits, standing
from legal.standing.states import State
from legal.standing.wording import sentence, short
from tests.legal.histories import MOVING, fact_of, history

# a history, and what is told; the days are those of January 2021
SHOWN_STATES = [
    ("charged no_true_bill", "A grand jury did not indict on January 2, 2021. It may be filed again."),
    ("counterclaim", "Counterclaim filed on January 1, 2021; pending."),
    ("cited contested", "Cited on January 1, 2021; pending."),
    ("charged superseded", "Replaced by another charge on January 2, 2021."),
    ("charged pleaded:stood_mute", "Charged on January 1, 2021; stood mute on January 2, 2021; pending."),
    (
        "charged pleaded:alford",
        "Pleaded guilty while denying the acts (Alford plea) on January 2, 2021; not yet sentenced.",
    ),
    (
        "charged pleaded:insanity verdict:insanity",
        "Found not guilty by reason of insanity on January 3, 2021.",
    ),
    (
        "charged trial_began verdict:hung",
        "Charged on January 1, 2021; the jury could not agree on a verdict on January 3, 2021; pending.",
    ),
    (
        "charged trial_began mistrial",
        "Charged on January 1, 2021; a mistrial was declared on January 3, 2021; pending.",
    ),
    ("charged verdict:guilty_lesser", "Found guilty of a lesser offense on January 2, 2021; not yet sentenced."),
    (
        "charged pleaded:no_contest convicted sentenced",
        "Pleaded no contest on January 2, 2021; convicted on January 3, 2021; sentenced on January 4, 2021.",
    ),
    (
        "charged verdict:guilty judgment_notwithstanding:not_guilty",
        "Found not guilty by the court on January 3, 2021, notwithstanding the verdict.",
    ),
    ("charged pleaded:guilty deferred", "Pleaded guilty on January 2, 2021; deferred on January 3, 2021."),
    ("charged diverted", "Diverted to a program on January 2, 2021."),
    ("charged pleaded:guilty sentenced abated", "Ended by death (abated) on January 4, 2021."),
    (
        "charged pleaded:guilty sentenced pardoned",
        "Pardoned on January 4, 2021; pleaded guilty on January 2, 2021; sentenced on January 3, 2021.",
    ),
    ("charged verdict:guilty sentenced expunged", "Expunged on January 4, 2021."),
    ("charged verdict:guilty sealed", "The record of it was sealed on January 3, 2021."),
    ("charged sealed unsealed", "Charged on January 1, 2021; pending."),
    (
        "charged verdict:guilty new_trial_granted",
        "Charged on January 1, 2021; pending. A new trial was granted on January 3, 2021.",
    ),
    (
        "charged verdict:guilty sentenced sentence_vacated",
        "Found guilty on January 2, 2021; not yet sentenced. An earlier sentence was vacated on January 4, 2021.",
    ),
    (
        "charged pleaded:no_contest sentenced sentence_vacated",
        "Pleaded no contest on January 2, 2021; not yet sentenced. An earlier sentence was vacated on January 4, 2021.",
    ),
    (
        "charged verdict:guilty vacated outcome_reinstated",
        "Found guilty on January 2, 2021; not yet sentenced. The earlier outcome was reinstated on January 4, 2021.",
    ),
    ("charged dismissed/with reinstated", "Charged on January 1, 2021; pending. It was reinstated on January 3, 2021."),
    ("filed removed", "Removed to another court on January 2, 2021."),
    ("filed remanded", "Sent back to the court it came from on January 2, 2021."),
    (
        "filed removed returned",
        "Complaint filed on January 1, 2021; pending. It came back from another court on January 3, 2021.",
    ),
    ("filed stayed", "Complaint filed on January 1, 2021; pending. It has been stayed since January 2, 2021."),
    ("filed default", "In default since January 2, 2021."),
    ("filed default default_judgment", "Decided by a default judgment on January 3, 2021."),
    (
        "filed default default_set_aside",
        "Complaint filed on January 1, 2021; pending. A default was set aside on January 3, 2021.",
    ),
    ("filed summary_judgment", "Decided by a summary judgment on January 2, 2021."),
    (
        "filed settled settlement_approved satisfied",
        "Settled on January 2, 2021. The settlement was approved on January 3, 2021. "
        "What was owed was satisfied on January 4, 2021.",
    ),
    ("cited citation_affirmed", "The citation was affirmed on January 2, 2021."),
    ("cited citation_vacated", "The citation was vacated on January 2, 2021."),
    ("cited citation_affirmed paid", "The citation was affirmed on January 2, 2021; penalty paid on January 3, 2021."),
    ("cited settled paid", "Settled on January 2, 2021; penalty paid on January 3, 2021."),
    ("charged stayed pleaded:guilty sentenced", "Pleaded guilty on January 3, 2021; sentenced on January 4, 2021."),
    ("cited paid", "Penalty paid on January 2, 2021."),
    (
        "charged verdict:guilty certiorari_sought",
        "Found guilty on January 2, 2021; not yet sentenced. "
        "On appeal: a party asked a higher court for review on January 3, 2021.",
    ),
    (
        "charged verdict:guilty certiorari_sought certiorari_denied",
        "Found guilty on January 2, 2021; not yet sentenced. A higher court declined to review it on January 4, 2021.",
    ),
]


@pytest.mark.parametrize(("words", "told"), SHOWN_STATES)
def test_it_tells_it_plainly(words, told):
    assert sentence(standing(history(words))) == told


@pytest.mark.parametrize(
    ("words", "kind", "details", "told"),
    [
        (
            "",
            "charged",
            {"instrument": "indictment", "manner": "superseding"},
            "Charged by superseding grand jury indictment on January 9, 2021; pending.",
        ),
        ("charged", "trial_began", {"manner": "bench"}, "on trial before a judge (bench trial) since January 9, 2021."),
        (
            "charged",
            "verdict",
            {"which": "guilty_lesser", "by": "jury", "lesser_offense": "trespass."},
            "Found guilty of a lesser offense (trespass) by a jury on January 9, 2021; not yet sentenced.",
        ),
        (
            "charged",
            "dismissed",
            {"by": "court", "ground": "speedy_trial"},
            "Dismissed by the court on January 9, 2021 (the time for trial had passed).",
        ),
        (
            "charged",
            "dismissed",
            {"ground": "speedy_trial", "reason": "a delay of two years"},
            "Dismissed on January 9, 2021 (a delay of two years).",
        ),
        (
            "filed",
            "dismissed",
            {"manner": "inactivity", "prejudice": "without"},
            "Dismissed without prejudice for inactivity on January 9, 2021. It may be filed again.",
        ),
        ("filed", "settled", {"manner": "confidential"}, "Settled on confidential terms on January 9, 2021."),
        (
            "filed verdict:liable",
            "judgment",
            {"in_favor_of": "plaintiff", "terms": "two million dollars, a third of it from the builder"},
            "Found liable on January 2, 2021; decided by a judgment for the plaintiff on January 9, 2021: "
            "two million dollars, a third of it from the builder.",
        ),
        (
            "charged pleaded:guilty sentenced",
            "sentence_revoked",
            {"sentence": "one year in prison"},
            "sentenced on January 3, 2021. The suspension or probation was revoked on January 9, 2021: "
            "one year in prison.",
        ),
        (
            "charged pleaded:guilty sentenced",
            "commuted",
            {"by": "executive", "sentence": "time served"},
            "The sentence was commuted by the governor or the president on January 9, 2021: time served.",
        ),
    ],
)
def test_it_tells_the_details(words, kind, details, told):
    last = fact_of(kind, details.pop("which", ""), 8, **details)
    assert sentence(standing([*history(words), last])).endswith(told)


@pytest.mark.parametrize("words", ["charged verdict:guilty sentenced expunged", "charged pleaded:guilty sealed"])
def test_it_tells_nothing_else_of_what_is_expunged_or_sealed(words):
    found = standing(history(words))
    assert not any(word in f"{sentence(found)} {short(found)}".lower() for word in ("guilty", "sentenced", "charged"))


def test_it_calls_nobody_convicted_whose_outcome_was_undone():
    for undone in ("new_trial_granted", "vacated", "judgment_notwithstanding:not_guilty"):
        found = standing(history(f"charged verdict:guilty {undone}"))
        assert found.state != State.CONVICTED
        assert "found guilty" not in sentence(found).lower() and "convict" not in sentence(found).lower()


@pytest.mark.parametrize(
    ("words", "is_open", "is_final", "may_be_refiled"),
    [
        ("charged no_true_bill", False, False, True),
        ("charged dismissed/without", False, False, True),
        ("charged dismissed/with", False, True, False),
        ("charged diverted", True, False, False),
        ("charged verdict:insanity", False, True, False),
        ("charged superseded", False, False, False),
        ("filed removed", True, False, False),
        ("filed default", True, False, False),
        ("charged verdict:guilty judgment_notwithstanding:not_guilty appeal_noticed", True, False, False),
        ("charged pleaded:guilty sentenced abated", False, True, False),
        ("charged verdict:guilty sentenced pardoned", False, True, False),
        ("cited citation_vacated", False, True, False),
        ("cited paid", False, True, False),
    ],
)
def test_it_knows_what_is_open_final_or_may_come_again(words, is_open, is_final, may_be_refiled):
    found = standing(history(words))
    assert (found.is_open, found.is_final, found.may_be_refiled) == (is_open, is_final, may_be_refiled)


def test_it_knows_how_it_came_to_stand_there():
    facts = [*history("filed"), fact_of("dismissed", "", 5, by="court", manner="merits", ground="no_claim")]
    found = standing(facts)
    assert (found.by, found.manner, found.reason) == ("court", "merits", "it stated no claim")
    assert standing(history("charged nolle_prosequi")).by == "prosecution"
    assert (standing([]).by, standing([]).manner, standing([]).reason) == ("", "", "")


def shape(found):
    """What of a standing decides how it is told, apart from days and words."""
    slots = {name: value.kind for name, value in vars(found).items() if isinstance(value, Fact)}
    plea = found.plea.plea if found.plea else ""
    return found.state, tuple(sorted(slots.items())), plea, bool(found.appeals), bool(found.earlier)


def reachable(depth):
    """A history for every shape of standing that `depth` steps that follow each other can lead to."""
    found = {shape(Standing()): []}
    ends = [[]]
    for day in range(depth):
        longer = []
        for facts in ends:
            so_far = standing(facts)
            for key, step in MOVING.items():
                if not fits(step, so_far):
                    continue
                history_to = [*facts, fact_of(*key, day)]
                reached = shape(standing(history_to))
                if reached not in found:
                    found[reached] = history_to
                    longer.append(history_to)
        ends = longer
    return list(found.values())


def test_it_tells_every_standing_that_can_be_reached():
    """Not a sample: whatever up to three steps can lead to, in every form that the words depend on."""
    histories_to = reachable(3)
    for facts in histories_to:
        found = standing(facts)
        assert re.fullmatch(r"[A-Z].*[^.\s]\.", sentence(found)), facts
        assert not re.search(r"\s\s|None|\(\s*\)|\.\.|\.,|\s[.,;]|: *[.;]|; *[.;]|\{|_", sentence(found)), sentence(
            found
        )
        assert re.fullmatch(r"[A-Z].*[^.\s]", short(found)), facts
    assert {standing(facts).state for facts in histories_to} == set(State) - {State.NOT_REACHED}
