"""`import_record` writes a file whole or not at all, changes what differs, deletes nothing, and says what it did."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.models import Charge, Court, Development, Hearing, Party, Proceeding, ProceedingLink, Source
from legal.records.exporting import export
from people.merging.apply import merge, undo_merge
from people.models import Organization, OtherName, Person
from tests.factories import ArticleFactory, DevelopmentFactory, PersonFactory, ProceedingFactory
from tests.legal.histories import history
from tests.legal.record_files import CASES, DEMO, bring_in, bring_in_text, charges, told
from tests.legal.test_impossible import IMPOSSIBLE
from tests.legal.test_record_reading import SOUND

pytestmark = pytest.mark.django_db
MODELS = (
    Charge,
    Court,
    Development,
    Hearing,
    Organization,
    OtherName,
    Party,
    Person,
    Proceeding,
    ProceedingLink,
    Source,
)


def counts() -> list[int]:
    return [model.objects.count() for model in MODELS]


def messages(outcome) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in outcome.problems]


def test_it_writes_nothing_the_second_time():
    for path in (DEMO, *CASES.glob("*.yaml")):
        bring_in(path)
        with CaptureQueriesContext(connection) as captured:
            outcome = bring_in(path)
        assert outcome.counts["created"] == outcome.counts["changed"] == 0
        writes = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert writes == [], path


def test_it_keeps_people_and_cases_from_readers_until_somebody_says_so():
    bring_in_text(SOUND, public=False)
    assert not Person.objects.published().exists()
    assert not Proceeding.objects.published().exists()
    outcome = bring_in_text(SOUND, public=True)
    assert outcome.counts["changed"] == 2
    assert Person.objects.published().exists()
    bring_in_text(SOUND, public=False)
    assert Proceeding.objects.published().exists()


def test_it_changes_what_differs_and_says_how():
    bring_in_text(SOUND)
    kept = Development.objects.get(kind="charged").pk
    outcome = bring_in_text(SOUND.replace("2021-03,", "2021-03-08,").replace("0123", "0124"))
    changed = {one.entry.section: one.changes for one in outcome.written if one.action == "changed"}
    assert changed["proceedings"] == {"docket_number": ("0123", "0124")}
    assert [str(value) for value in changed["developments"]["occurred"]] == ["2021-03", "2021-03-08"]
    assert str(Development.objects.get(pk=kept).occurred) == "2021-03-08"
    assert outcome.counts["created"] == 0


def test_it_clears_a_field_that_is_there_with_nothing_and_leaves_one_that_is_not():
    bring_in_text(SOUND)
    bring_in_text(SOUND.replace("docket_number: 0123", "docket_number:").replace(", born: 1970", ""))
    assert Proceeding.objects.get().docket_number == ""
    assert str(Person.objects.get().born) == "1970"


def test_it_reports_what_only_the_database_has_and_leaves_it():
    bring_in_text(SOUND)
    before = counts()
    kept = [line for line in SOUND.splitlines() if "- {kind: charged" not in line]
    outcome = bring_in_text(
        "\n".join(kept).replace("kind: verdict", "kind: order").replace("verdict: guilty", "by: court")
    )
    assert [row for row in outcome.only_here if "Charged" in row]
    assert counts()[2] >= before[2]
    assert Development.objects.filter(kind="charged").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("kind: verdict", "kind: sentenced", "20: theft, Ann Bell: “sentenced” (February 1, 2022) cannot come here"),
        ("verdict: guilty", "verdict: liable", "20: A criminal verdict is guilty"),
        ("        charges: [theft]\n", "", "20: Say which charges it affects"),
        ("2022-02-01", "2999-02-01", "20: This day is still to come."),
        ("person: ann-bell", "person: nobody", "15: person: “nobody” is neither in the file nor in the database."),
        ("person: ann-bell, ", "", "15: Choose a person or an organization"),
        ("ann-bell", "Ann Bell", "5: slug: "),
        (
            "name: District Court",
            "name: District Court, time_zone: Mars/Base",
            "3: time_zone: “Mars/Base” is not a time zone.",
        ),
        ("verdict: guilty", "plea: guilty, verdict: guilty", "22: This is not YAML"),
    ],
)
def test_it_refuses_a_file_whole_and_says_which_line(old, new, message):
    text = SOUND.replace(old, new)
    text = text.replace("        verdict: guilty\n", "") if new == "kind: sentenced" else text
    outcome = bring_in_text(text)
    assert any(problem.startswith(message) for problem in messages(outcome)), messages(outcome)
    assert counts() == [0] * len(MODELS)


def test_it_refuses_a_change_that_makes_a_later_step_impossible():
    bring_in_text(SOUND)
    outcome = bring_in_text(SOUND.replace("2021-03,", "2022-03-01,"))
    assert "cannot come here" in messages(outcome)[0]
    assert str(Development.objects.get(kind="charged").occurred) == "2021-03"


def test_it_does_not_hold_an_old_fault_against_a_file():
    bring_in_text(SOUND)
    case, charge = Proceeding.objects.get(), Charge.objects.get()
    DevelopmentFactory(proceeding=case, kind="trial_began", occurred="2020-01-01", charges=[charge])
    outcome = bring_in_text(SOUND.replace("0123", "0124"))
    assert outcome.problems == []
    assert outcome.counts["changed"] == 1


def test_it_tells_a_fault_of_the_file_and_one_of_the_history_together():
    text = SOUND.replace("kind: verdict", "kind: mistrial").replace("        verdict: guilty\n", "")
    found = messages(bring_in_text(text.replace("born: 1970", "bron: 1970")))
    assert [line.split(":")[0] for line in found] == ["5", "19" if "19:" in found[1] else "20"]
    assert "cannot come here" in found[1]


def test_it_swaps_the_places_of_a_day():
    text = SOUND.replace("2021-03,", "2022-02-01,")
    bring_in_text(text)
    extra = "      - {kind: order, occurred: 2022-02-01, note: First.}\n"
    outcome = bring_in_text(text.replace("    developments:\n", f"    developments:\n{extra}"))
    assert outcome.problems == []
    assert list(Development.objects.values_list("kind", "position")) == [("order", 1), ("charged", 2), ("verdict", 3)]


def test_it_leaves_the_place_of_what_only_the_database_has():
    text = SOUND.replace("2021-03,", "2022-02-01,")
    bring_in_text(text)
    case = Proceeding.objects.get()
    DevelopmentFactory(proceeding=case, kind="other", occurred="2022-02-01", position=3, note="The desk's.")
    outcome = bring_in_text(text + "      - {kind: order, occurred: 2022-02-01}\n")
    assert outcome.problems == []
    assert list(Development.objects.values_list("kind", "position"))[2:] == [("other", 3), ("order", 4)]


def test_it_takes_nothing_of_the_desk_s_for_a_line_of_the_file():
    bring_in_text(SOUND)
    case, charge = Proceeding.objects.get(), Charge.objects.get()
    for occurred in ("2021-05-03", "2021-06"):
        DevelopmentFactory(proceeding=case, kind="motion_denied", occurred=occurred, charges=[charge])
    lines = "".join(f"      - {{kind: motion_denied, occurred: {day}, charges: [theft]}}\n" for day in DAYS)
    outcome = bring_in_text(SOUND + lines)
    assert outcome.problems == []
    found = Development.objects.filter(kind="motion_denied").values_list("occurred", flat=True)
    assert sorted(map(str, found)) == ["2021-05-03", "2021-05-20", "2021-06-09", "2021-07-01"]


DAYS = ("2021-05-20", "2021-06-09", "2021-07-01")  # of these only the second says of a month which day it was


def test_it_finds_a_case_and_a_charge_that_are_in_the_database_already():
    bring_in(CASES / "nolle-then-indicted.yaml")
    text = SOUND.replace("offense: theft}", "offense: theft, refiles: alder-v-frost-1/reckless-endangerment}")
    text = text.replace("person: ann-bell", "person: nadia-frost")
    outcome = bring_in_text(text)
    assert outcome.problems == []
    assert Charge.objects.get(offense="theft").refiles.proceeding.slug == "alder-v-frost-1"
    wrong = bring_in_text(text.replace("/reckless-endangerment", "/reckles-endangerment"))
    assert "neither in the file nor in the database. Did you mean “reckless-endangerment”?" in messages(wrong)[0]


def test_it_refuses_a_charge_of_another_case():
    bring_in(CASES / "nolle-then-indicted.yaml")
    text = SOUND.replace("charges: [theft]\n", "charges: [alder-v-frost-1/reckless-endangerment]\n")
    assert any("belongs to another case" in message for message in messages(bring_in_text(text)))


def test_it_keeps_the_order_of_charges_though_one_names_a_later_one():
    bring_in(CASES / "superseding-indictment.yaml")
    labels = Charge.objects.order_by("pk").values_list("count_label", flat=True)
    assert list(labels) == ["Count 1 of the indictment", "Count 1", "Count 2"]


def test_it_takes_the_example_of_the_documentation():
    text = DOCS.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    assert bring_in_text(text).problems == []
    assert Development.objects.count() == 2


DOCS = Path(__file__).parents[2] / "docs/record-files.md"


@pytest.mark.parametrize(("kind", "words", "why"), IMPOSSIBLE)
def test_it_refuses_what_cannot_have_happened(kind, words, why):
    """The list is the one that the form and the check are held to."""
    steps = [{"charges": ["charge"], **said(fact)} for fact in history(words)]
    record = {
        "courts": {"court": {"name": "A Court"}},
        "people": {"ann-bell": {"name": "Ann Bell"}},
        "proceedings": {
            "case": {
                "kind": kind,
                "caption": "A Case",
                "court": "court",
                "parties": {"bell": {"person": "ann-bell", "role": "defendant"}},
                "charges": {"charge": {"party": "bell", "offense": "theft"}},
                "developments": steps,
            }
        },
    }
    text = json.dumps(record, indent=1)
    last = max(number for number, line in enumerate(text.splitlines(), 1) if line == "    {")
    problems = bring_in_text(text, is_json=True).problems
    assert any(problem.line == last and why in problem.message for problem in problems), problems
    assert not Proceeding.objects.exists()


def said(fact) -> dict[str, str]:
    names = ("kind", "occurred", "plea", "verdict", "prejudice")
    return {name: str(getattr(fact, name)) for name in names if getattr(fact, name)}


def test_it_refuses_charges_that_refile_each_other():
    text = SOUND.replace("offense: theft}", "offense: theft, refiles: theft}")
    assert "in a circle" in messages(bring_in_text(text))[0]


def test_it_tells_hearings_by_the_court_s_clock():
    bring_in(CASES / "split-verdict.yaml")
    first, second = Hearing.objects.order_by("starts_at")
    assert first.continued_to == second
    assert (second.local_start.hour, second.local_start.utcoffset().total_seconds() / 3600) == (13, -5)


def test_it_keeps_both_clocks():
    retracted = "        recorded_at: 2022-02-03 10:00\n        retracted_at: 2022-03-01 09:00-07:00\n"
    bring_in_text(SOUND + retracted + "        retraction_reason: It was another case.\n")
    text = export(Proceeding.objects.all()).dump("yaml")
    assert "retraction_reason: It was another case." in text
    assert told(charges()[next(iter(charges()))].standing()) == "pending"
    assert bring_in_text(text).counts["changed"] == 0


def test_it_keeps_an_article_of_another_site_as_a_report_and_an_article_of_ours_as_it_is():
    text = SOUND.replace("title: A report", "title: A story, kind: article, publisher: Us, url: 'https://us.example/1'")
    bring_in_text(text)
    assert Source.objects.get().kind == "report"
    assert bring_in_text(text).counts["changed"] == 0
    ours = ArticleFactory(published=True).as_source()
    case = ProceedingFactory()
    DevelopmentFactory(proceeding=case, sources=[ours])
    outcome = bring_in_text(export([case]).dump("yaml"))
    assert (outcome.problems, outcome.counts["created"], outcome.counts["changed"]) == ([], 0, 0)


def test_it_exports_no_draft_of_ours():
    draft = ArticleFactory(headline="Zanzibar").as_source()
    case = ProceedingFactory()
    DevelopmentFactory(proceeding=case, sources=[draft])
    found = export([case])
    assert "Zanzibar" not in found.dump("yaml")
    assert found.left_out == ["1 of the sources, articles of this site that are not public."]


def test_it_exports_one_case_without_its_links_and_says_so():
    bring_in(CASES / "nolle-then-indicted.yaml")
    one = export(Proceeding.objects.filter(slug="alder-v-frost-2"))
    assert one.left_out == ["the link from alder-v-frost-2 to the case alder-v-frost-1 (see --with-links)."]
    assert list(one.sections["proceedings"]) == ["alder-v-frost-2"]
    both = export(Proceeding.objects.filter(slug="alder-v-frost-2"), with_links=True)
    assert list(both.sections["proceedings"]) == ["alder-v-frost-1", "alder-v-frost-2"]


def test_it_refuses_one_file_and_imports_the_others(tmp_path, capsys):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(SOUND)
    bad.write_text("people: {ann-bell: {name: Ann, bron: 1970}}\n")
    with pytest.raises(SystemExit) as stop:
        call_command("import_record", str(bad), str(good), str(tmp_path / "none.yaml"))
    out, err = capsys.readouterr()
    assert stop.value.code == 1
    assert f"{bad}:1: “bron” is no field of a person. Did you mean “born”?" in err
    assert "none.yaml:1: It cannot be read: No such file or directory." in err
    assert "8 created, 0 changed, 0 unchanged" in out.replace("\n", " ") or "created" in out
    assert Proceeding.objects.get().slug == "state-v-bell"
    assert not Person.objects.filter(name="Ann").exists()


def test_it_writes_nothing_in_a_dry_run_and_prints_json(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.encode())
    call_command("import_record", str(path), "--dry-run", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["dry_run"]
    assert said["files"][0]["counts"] == {"created": 8, "changed": 0, "unchanged": 0}
    assert counts() == [0] * len(MODELS)
    path.write_bytes(SOUND.encode("utf-16"))
    with pytest.raises(SystemExit):
        call_command("import_record", str(path))
    assert "This is not UTF-8" in capsys.readouterr().err


def test_it_exports_to_a_file_by_its_name(tmp_path, capsys):
    bring_in_text(SOUND)
    call_command("export_record", "state-v-bell", "--output", str(tmp_path / "case.json"))
    assert json.loads((tmp_path / "case.json").read_text())["proceedings"]["state-v-bell"]["docket_number"] == "0123"
    with pytest.raises(CommandError, match=r"There is no case “nothing”\. There are: state-v-bell\."):
        call_command("export_record", "nothing")
    with pytest.raises(CommandError, match="or --all"):
        call_command("export_record")
    with pytest.raises(CommandError, match="it cannot be written"):
        call_command("export_record", "--all", "--output", str(tmp_path / "no" / "case.yaml"))


def test_it_does_not_take_another_person_of_the_same_name():
    other = PersonFactory(name="Ann Bell", slug="ann-bell-2")
    bring_in_text(SOUND)
    assert Party.objects.get().person != other


MERGED = """
record: 1
people:
  anne-bell: {name: Anne Bell, description: somebody else's words, other_names: [{name: A. Bell, kind: charged}]}
  ann-bell: {name: Ann Bell}
courts:
  court: {name: District Court}
proceedings:
  state-v-bell:
    kind: criminal
    caption: State v. Bell
    court: court
    parties:
      bell: {person: anne-bell, role: defendant}
"""


def test_it_leads_from_a_merged_person_s_address_to_the_one_who_stays(editor):
    stays, goes = PersonFactory(name="Ann Bell", slug="ann-bell"), PersonFactory(name="Anne Bell", slug="anne-bell")
    merge(loser=goes, into=stays, by=editor)
    for _ in range(2):
        outcome = bring_in_text(MERGED)
        assert outcome.problems == []
        assert list(Person.objects.all()) == [stays]
        stays.refresh_from_db()
        assert (stays.name, stays.description) == ("Ann Bell", "")
        assert {"Anne Bell", "A. Bell"} <= set(stays.names)
        assert Party.objects.get().person == stays
    assert {one.action for one in outcome.written} == {"unchanged"}


def test_it_knows_a_merged_person_whom_the_file_only_names(editor):
    stays, goes = PersonFactory(name="Ann Bell", slug="ann-bell"), PersonFactory(name="Anne Bell", slug="anne-bell")
    done = merge(loser=goes, into=stays, by=editor)
    text = "\n".join(line for line in MERGED.splitlines() if "people:" not in line and "-bell: {name" not in line)
    assert bring_in_text(text).problems == []
    assert Party.objects.get().person == stays
    Party.objects.all().delete()
    undo_merge(done, by=editor)
    assert bring_in_text(text).problems == []
    assert Party.objects.get().person.slug == "anne-bell"


def test_it_reads_and_writes_the_sources_of_roles_and_amounts():
    text = (CASES / "alternative-not-reached.yaml").read_text(encoding="utf-8")
    assert bring_in_text(text).problems == []
    assert [str(source) for source in Party.objects.get(role="defendant").sources.all()] == [
        "Docket of the case, Clerk of the court"
    ]
    judgment = Development.objects.get(occurred="2015-11-02").amount_sources.get()
    assert (judgment.locator, judgment.quotation) == ("p. 2", "nine years in prison")
    told = export(Proceeding.objects.all()).sections
    case = told["proceedings"]["alder-v-quill"]
    assert all(party["sources"] for party in case["parties"].values())
    assert [step["amount_sources"] for step in case["developments"] if "amount_sources" in step]
    assert "file_may_be_shown" not in str(told)
