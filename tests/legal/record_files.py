"""What the tests of record files share: bring one in, and say in few words where its charges stand."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from legal.models import Charge, Development
from legal.records.importing import import_file, import_text
from legal.records.outcome import Outcome
from legal.standing import Standing
from legal.steps import State

CASES = Path(__file__).parent / "records"
DEMO = Path(__file__).parents[2] / "coverage/demo/record.yaml"


def bring_in(path: Path) -> Outcome:
    outcome = import_file(path, public=True)
    assert outcome.problems == []
    return outcome


def bring_in_text(text: str, **options) -> Outcome:
    return import_text(text, Outcome("test.yaml"), **{"public": True, **options})


def charges() -> dict[str, Charge]:
    """Every charge by “case: offense, who”, ready to say where it stands."""
    listed = Charge.objects.with_standings().select_related("proceeding").order_by("pk")
    return {f"{charge.proceeding.slug}: {charge}": charge for charge in listed}


def every_day() -> Iterator[date]:
    """Every day from before the first development to long after the last."""
    occurred = list(Development.objects.values_list("occurred", flat=True))
    day, last = min(occurred).first - timedelta(days=2), max(occurred).last + timedelta(days=40)
    while day <= last:
        yield day
        day += timedelta(days=1)


def turning_days() -> list[date]:
    """The days on which anything can turn, and those before and after them."""
    ends = {day for when in Development.objects.values_list("occurred", flat=True) for day in (when.first, when.last)}
    return sorted({day + timedelta(days=off) for day in ends for off in (-1, 0, 1)})


def told(standing: Standing) -> str:
    """Where a charge stands, without the readers' sentences, which may be worded otherwise tomorrow."""
    words = [State(standing.state).value]
    words += [f"{standing.prejudice} prejudice"] if standing.prejudice else []
    words += [f"plea {standing.plea.plea}"] if standing.plea and standing.state in PLEA_MATTERS else []
    words += [f"sentence: {standing.sentence}"] if standing.sentence else []
    words += ["released"] if standing.released else []
    words += ["on appeal"] if standing.on_appeal else []
    words += [f"appeal ended: {standing.appeal_ended.kind}"] if standing.appeal_ended else []
    words += ["filed again"] if standing.refiled else []
    words += ["may be filed again"] if standing.may_be_refiled else []
    words += ["UNCLEAR"] if standing.unclear else []
    return ", ".join(words)


PLEA_MATTERS = {State.PENDING, State.NO_CONTEST}


def changes(charge: Charge) -> list[tuple[str, str]]:
    """Each day on which it stands elsewhere than the day before, with where."""
    found, before = [], "none"
    for day in every_day():
        now = told(charge.standing(as_of=day))
        if now != before:
            found.append((day.isoformat(), now))
        before = now
    return found
