"""Histories of a charge for the tests of the fold: any facts, facts that follow each other, and short hand for both."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from dates.value import PartialDate
from legal.standing.fold import Fact, Standing, fits, standing
from legal.standing.steps import STEPS
from legal.vocabulary import Actor, DevelopmentKind, Ground, Instrument, Manner, Prejudice, Side

KINDS = list(STEPS)
MOVING = {key: step for key, step in STEPS.items() if step.moves or key[0] == DevelopmentKind.EVENT}
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
        "manner": st.sampled_from(["", *Manner]),
        "ground": st.sampled_from(["", *Ground]),
        "lesser_offense": st.sampled_from(["", "trespass."]),
        "in_favor_of": st.sampled_from(["", *Side]),
        "terms": st.sampled_from(["", "$20 in damages."]),
        "override_reason": st.sampled_from(["", "", "", "The docket shows nothing else."]),
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
    for day in range(draw(st.integers(0, 9))):
        steps = [key for key, step in MOVING.items() if fits(step, so_far)]
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
