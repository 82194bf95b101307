"""What the tests of record files share: bring one in, and say in few words where its charges stand."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from legal.models import Charge, Development
from legal.records.importing import import_file, import_text
from legal.records.outcome import Outcome
from legal.standing.fold import Standing, standing
from legal.standing.states import State

CASES = Path(__file__).parent / "records"
DEMO = Path(__file__).parents[2] / "coverage/demo/record.yaml"


def bring_in(path: Path) -> Outcome:
    outcome = import_file(path, public=True)
    assert outcome.problems == []
    return outcome


def bring_in_text(text: str, **options) -> Outcome:
    return import_text(text, Outcome("test.yaml"), **{"public": True, **options})


def charges() -> dict[str, Charge]:
    """Every charge by “case: count: offense, who”, ready to say where it stands."""
    listed = Charge.objects.with_standings().select_related("proceeding").order_by("pk")
    return {": ".join(filter(None, (c.proceeding.slug, c.count_label, str(c)))): c for c in listed}


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


def told(stands: Standing) -> str:
    """Where a charge stands, without the readers' sentences, which may be worded otherwise tomorrow."""
    words = [State(stands.state).value]
    words += [f"{stands.prejudice} prejudice"] if stands.prejudice else []
    words += [f"plea {stands.plea.plea}"] if stands.plea and stands.state in PLEA_MATTERS else []
    words += [f"sentence: {stands.sentence}"] if stands.sentence else []
    words += [stands.manner] if stands.manner and stands.state in {State.SETTLED, State.DISMISSED} else []
    words += ["revoked"] if stands.revoked else []
    words += ["released"] if stands.released else []
    words += ["on appeal"] if stands.on_appeal else []
    words += [f"appeal ended: {stands.appeal_ended.kind}"] if stands.appeal_ended else []
    words += ["filed again"] if stands.refiled else []
    words += ["may be filed again"] if stands.may_be_refiled else []
    words += ["UNCLEAR"] if stands.unclear else []
    return ", ".join(words)


PLEA_MATTERS = {State.PENDING, State.NO_CONTEST}


def on(charge: Charge, days: Iterable[date]) -> list[str]:
    """Where a charge stands at the end of each day; the facts are made once, for there are many days."""
    facts = charge.history.facts
    refiled = [fact for again in charge.listed_refilings for fact in again.history.facts]
    others = [other.history.facts for other in charge.alternatives]
    return [told(standing(facts, refiled=refiled, alternatives=others, as_of=day)) for day in days]


def changes(charge: Charge) -> list[tuple[str, str]]:
    """Each day on which it stands elsewhere than the day before, with where."""
    days = list(every_day())
    now = on(charge, days)
    pairs = zip(days, ["none", *now], now, strict=False)
    return [(day.isoformat(), there) for day, before, there in pairs if there != before]
