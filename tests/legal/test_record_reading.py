"""A record file is read as it is written; every fault of it is told at once, with its line and how to mend it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dates.value import PartialDate
from legal.records.places import places
from legal.records.reading import read
from legal.records.sections import shapes

SOUND = """\
record: 1
courts:
  court: {name: District Court}
people:
  ann-bell: {name: Ann Bell, born: 1970}
sources:
  report: {title: A report}
proceedings:
  state-v-bell:
    kind: criminal
    caption: State v. Bell
    court: court
    docket_number: 0123
    parties:
      bell: {person: ann-bell, role: defendant}
    charges:
      theft: {party: bell, offense: theft}
    developments:
      - {kind: charged, occurred: 2021-03, charges: [theft], sources: [report]}
      - kind: verdict
        occurred: 2022-02-01
        verdict: guilty
        charges: [theft]
"""


def told(text: str, **options) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in read(text, shapes(), **options).problems]


def test_it_takes_texts_as_they_are_written():
    record = read(SOUND, shapes())
    assert record.problems == ()
    case = record.find("proceedings", "state-v-bell")
    assert case.values["docket_number"] == "0123"
    assert record.find("people", "ann-bell").values["born"] == PartialDate(1970)
    first, second = case.parts["developments"]
    assert (str(first.values["occurred"]), str(second.values["occurred"])) == ("2021-03", "2022-02-01")
    assert (first.line, second.line, second.line_of("verdict")) == (19, 20, 22)


FAULTS = {
    "an unknown field": (
        "offense: theft",
        "ofense: theft",
        "17: “ofense” is no field of a charge. Did you mean “offense”?",
    ),
    "an unknown value": (
        "kind: verdict",
        "kind: verdct",
        "20: “verdct” is no value of “kind”. Did you mean “verdict”?",
    ),
    "an unknown section": ("courts:", "court:", "2: “court” is no section of a record file. Did you mean “courts”?"),
    "a month there is not": ("2021-03", "2021-13", "19: occurred: “2021-13” is not a date."),
    "a day there is not": ("2022-02-01", "2022-02-30", "21: occurred: “2022-02-30” is not in the calendar."),
    "a missing field": ("        occurred: 2022-02-01\n", "", "20: A development needs “occurred”."),
    "a field with nothing": ("caption: State v. Bell", "caption:", "9: A case needs “caption”."),
    "a source that is not there": (
        "sources: [report]",
        "sources: [reprot]",
        "19: sources: there is no “reprot” among the sources. Did you mean “report”?",
    ),
    "a charge that is not there": (
        "        charges: [theft]",
        "        charges: [theft, fraud]",
        "23: charges: there is no “fraud” among the charges. There are: theft.",
    ),
    "a key that comes twice": (
        "  report: {title: A report}",
        "  report: {title: A report}\n  report: {title: B}",
        "8: “report” is here twice; the first is in line 7.",
    ),
    "a list for a word": ("offense: theft", "offense: [theft]", "17: “offense” is a text, not a list or a mapping."),
    "a word for a list": ("sources: [report]", "sources: report", "19: “sources” is a list of keys: [one, another]."),
    "a list for a section": (
        "  court: {name: District Court}",
        "  - {name: District Court}",
        "3: “courts” is a mapping",
    ),
    "a name that is too long": ("Ann Bell", "A" * 201, "5: “name” has 201 characters; it can have 200."),
    "an alias": (
        "  report: {title: A report}",
        "  report: &same {title: A report}\n  other: *same",
        "8: “other” repeats another place by an alias. Write it out.",
    ),
    "another version": (
        "record: 1",
        "record: 7",
        "1: This is a record file of version 7; version 1 is what can be read.",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_it_says_where_and_how_to_mend(old, new, message):
    assert old in SOUND
    problems = told(SOUND.replace(old, new, 1))
    assert any(problem.startswith(message) for problem in problems), problems


def test_it_tells_every_fault_at_once():
    text = SOUND.replace("ann-bell: {name", "ann-bell: {nam").replace("2021-03", "soon").replace("guilty", "gilty")
    assert [problem.split(":")[0] for problem in told(text)] == ["5", "19", "22"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1: There is nothing in this file. It can have: courts, people,"),
        ("- courts", "1: A record file is a mapping of sections."),
        ("courts:\n  a: {name: [}\n", "2: This is not YAML:"),
        ("courts: {a: {name: \x07}}", "1: There is a character that no text has."),
        ("people: " + "[" * 50000, "1: This is nested deeper than any record."),
    ],
)
def test_it_survives_what_is_no_record(text, message):
    problems = told(text)
    assert len(problems) == 1
    assert problems[0].startswith(message)


def test_it_reads_json_by_its_own_rules():
    text = '{\n\t"people": {\n\t\t"ann-bell": {"name": "Ann \\ud83d\\ude00 Bell", "bron": "1970"}\n\t}\n}'
    record = read(text, shapes(), is_json=True)
    assert record.find("people", "ann-bell").values["name"] == "Ann 😀 Bell"
    assert [problem.line for problem in record.problems] == [3]
    assert told('{"people": {},}', is_json=True)[0].startswith("1: This is not JSON")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_it_never_fails_on_any_structure(value):
    for whole in (value, {"people": value}, {"proceedings": {"a": {"developments": value, "kind": value}}}):
        record = read(json.dumps(whole), shapes(), is_json=True)
        assert record.problems or record.sections


days = st.builds(PartialDate, st.integers(2000, 2001))


@given(
    st.lists(st.tuples(days, st.none() | st.integers(1, 4)), max_size=8), st.sets(st.tuples(days, st.integers(1, 4)))
)
def test_it_gives_every_place_that_is_not_said_once_and_in_order(rows, taken):
    given = dict(enumerate(rows))
    found = places(given, taken)
    free = [(given[n][0], place) for n, place in found.items() if given[n][1] is None]
    assert len(free) == len(set(free))
    assert not set(free) & (taken | {row for row in rows if row[1]})
    assert all(found[n] == row[1] for n, row in given.items() if row[1])
