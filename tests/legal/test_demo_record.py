"""The record of the demo story comes out right, on the four days, and every development of it matters."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from legal.records.places import places
from legal.records.reading import read
from legal.records.sections import shapes
from legal.records.shape import Entry
from legal.standing.fold import Fact, problems, standing
from legal.standing.wording import sentence
from tests.legal.record_files import DEMO

RECORD = read(DEMO.read_text(encoding="utf-8"), shapes())
RECORDED = datetime(2025, 6, 1, tzinfo=UTC)
DETAILS = {"instrument", "plea", "verdict", "prejudice", "by", "reason", "sentence"}


@dataclass(frozen=True)
class Line:
    """One charge as a line of expectations: its history on a day, and the sentence readers get."""

    steps: list[str]
    words: str


def developments(case: str) -> list[Entry]:
    return RECORD.find("proceedings", case).parts["developments"]


def facts(case: str, charge: str) -> list[Fact]:
    rows = developments(case)
    position = places({row: (row.values["occurred"], row.values.get("position")) for row in rows})
    return [
        Fact(
            kind=row.values["kind"],
            occurred=row.values["occurred"],
            position=position[row],
            recorded_at=RECORDED,
            **{name: row.values[name] for name in DETAILS & row.values.keys()},
        )
        for row in rows
        if charge in row.values.get("charges", [])
    ]


def line(case: str, charge: str, day: str, *, without: int | None = None) -> Line:
    """What a charge's page says at the end of `day`, perhaps with one of its developments dropped."""
    kept = facts(case, charge)
    if without is not None:
        kept.pop(without)
    refiled = facts("state-v-baldwin-2024", charge) if case == "state-v-baldwin-2023" else []
    as_of = date.fromisoformat(day)
    happened = sorted((f for f in kept if f.counts(as_of, None)), key=lambda f: f.order)
    return Line([f"{f.kind} {f.occurred}" for f in happened], sentence(standing(kept, refiled=refiled, as_of=as_of)))


B23, B24 = ("state-v-baldwin-2023", "manslaughter"), ("state-v-baldwin-2024", "manslaughter")
GUTIERREZ, TAMPERING = ("state-v-gutierrez-reed", "manslaughter"), ("state-v-gutierrez-reed", "tampering")
HALLS = ("state-v-halls", "weapon")
SUIT, RIGHTS = ("baldwin-v-prosecutors", "malicious"), ("baldwin-v-prosecutors", "rights")

STEPS = {
    B23: ["announced 2023-01-19", "charged 2023-01-31", "enhancement_withdrawn 2023-02", "nolle_prosequi 2023-04"],
    B24: [
        "charged 2024-01-19", "pleaded 2024-01-31", "trial_began 2024-07", "dismissed 2024-07-12",
        "appeal_noticed 2024-11", "appeal_withdrawn 2024-12-23",
    ],
    GUTIERREZ: [
        "announced 2023-01-19", "charged 2023-01-31", "trial_began 2024-02", "verdict 2024-03-06",
        "sentenced 2024-04-15", "appeal_noticed 2024-05", "motion_denied 2024-09-30", "released 2025-05-23",
    ],
    TAMPERING: ["charged 2023-06", "trial_began 2024-02", "verdict 2024-03-06"],
    HALLS: ["pleaded 2023-03-31", "sentenced 2023-03-31"],
    SUIT: ["filed 2025-01"],
    RIGHTS: ["filed 2025-01"],
}  # fmt: skip

DISMISSED_2023 = "Dismissed without prejudice by the prosecution in April 2023."
AGAIN = "The charge was filed again by grand jury indictment on January 19, 2024."
HALLS_WORDS = (
    "Pleaded no contest on March 31, 2023; sentenced on March 31, 2023: six months, suspended; unsupervised probation; "
    "a fine of 500 dollars; 24 hours of community service."
)
DISMISSED_2024 = "Dismissed with prejudice by the court on July 12, 2024 (evidence withheld from the defense)."
GUILTY = "Found guilty by a jury on March 6, 2024"
SENTENCED = f"{GUILTY}; sentenced on April 15, 2024: 18 months, the maximum."
ON_APPEAL = "On appeal: the defendant filed notice in May 2024."

# day: charge: how many of its steps had happened, and the sentence
EXPECTED = {
    "2023-06-01": {
        B23: (4, f"{DISMISSED_2023} It may be filed again."),
        B24: (0, "Nothing filed."),
        GUTIERREZ: (2, "Charged by information on January 31, 2023; pending."),
        TAMPERING: (0, "Nothing filed."),
        HALLS: (2, HALLS_WORDS),
        SUIT: (0, "Nothing filed."),
        RIGHTS: (0, "Nothing filed."),
    },
    "2024-03-07": {
        B23: (4, f"{DISMISSED_2023} {AGAIN}"),
        B24: (
            2,
            "Charged by grand jury indictment on January 19, 2024; pleaded not guilty on January 31, 2024; pending.",
        ),
        GUTIERREZ: (4, f"{GUILTY}; not yet sentenced."),
        TAMPERING: (3, "Found not guilty by a jury on March 6, 2024."),
        HALLS: (2, HALLS_WORDS),
        SUIT: (0, "Nothing filed."),
        RIGHTS: (0, "Nothing filed."),
    },
    "2024-12-01": {
        B23: (4, f"{DISMISSED_2023} {AGAIN}"),
        B24: (5, f"{DISMISSED_2024} On appeal: the prosecution filed notice in November 2024."),
        GUTIERREZ: (7, f"{SENTENCED} {ON_APPEAL}"),
        TAMPERING: (3, "Found not guilty by a jury on March 6, 2024."),
        HALLS: (2, HALLS_WORDS),
        SUIT: (0, "Nothing filed."),
        RIGHTS: (0, "Nothing filed."),
    },
    "2026-11-22": {
        B23: (4, f"{DISMISSED_2023} {AGAIN}"),
        B24: (
            6,
            f"{DISMISSED_2024} The prosecution's appeal was withdrawn on December 23, 2024. It cannot be filed again.",
        ),
        GUTIERREZ: (8, f"{SENTENCED} Released from custody on May 23, 2025, on supervision. {ON_APPEAL}"),
        TAMPERING: (3, "Found not guilty by a jury on March 6, 2024."),
        HALLS: (2, HALLS_WORDS),
        SUIT: (1, "Complaint filed in January 2025; pending."),
        RIGHTS: (1, "Complaint filed in January 2025; pending."),
    },
}
TABLE = [(day, charge, *wanted) for day, row in EXPECTED.items() for charge, wanted in row.items()]


@pytest.mark.parametrize(("day", "charge", "steps", "words"), TABLE)
def test_it_stands_where_the_record_says(day, charge, steps, words):
    assert line(*charge, day) == Line(STEPS[charge][:steps], words)


@pytest.mark.parametrize(("charge", "number"), [(c, n) for c, steps in STEPS.items() for n in range(len(steps))])
def test_it_comes_out_otherwise_when_one_development_is_dropped(charge, number):
    """The table above would fail: on some day of the four the charge's line is another one."""
    lines = [(line(*charge, day), line(*charge, day, without=number)) for day in EXPECTED]
    assert any(whole != dropped for whole, dropped in lines)


@pytest.mark.parametrize("charge", STEPS)
def test_it_is_a_history_that_can_be(charge):
    assert problems(facts(*charge)) == {}


def test_it_tells_the_event_behind_the_case_apart_from_its_steps():
    event = next(row for row in developments(B23[0]) if row.values["kind"] == "event")
    assert str(event.values["occurred"]) == "2021-10-21"
    assert "charges" not in event.values


def test_it_has_no_problem():
    assert RECORD.problems == ()
