"""“What has changed since”: changes in cases since the start of a day, for returning readers."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from dates.clocks import read_day, start_of
from legal.models import Charge, Development, Hearing, Proceeding, Source
from legal.models.development import DevelopmentQuerySet
from legal.models.hearing import HearingQuerySet

MOST = 200  # the most developments, and the most hearings


@dataclass(frozen=True)
class Since:
    """The day a reader chose, or why it is invalid."""

    day: date | None
    error: str = ""

    @property
    def eve(self) -> date | None:
        """The day before, whose end is the state to compare with."""
        return self.day and self.day - timedelta(days=1)


@dataclass(frozen=True)
class Moved:
    """Changes in the record since the start of a day, newest first."""

    happened: list[Development] = field(default_factory=list)
    learned: list[Development] = field(default_factory=list)  # it happened earlier, but was recorded since
    retracted: list[Development] = field(default_factory=list)  # readers of that day could see it
    hearings: list[Hearing] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        number = len(self.happened) + len(self.learned) + len(self.retracted)
        return number == MOST or len(self.hearings) == MOST

    def __bool__(self) -> bool:
        return bool(self.happened or self.learned or self.retracted or self.hearings)


def read_since(params: QueryDict) -> Since:
    """Read the day in `since`, with an error if it is invalid, in the future or too far back."""
    text = params.get("since", "").strip()
    return Since(*read_day(text)) if text else Since(None, "Choose the day from which you want to know.")


def moved_since(day: date, developments: DevelopmentQuerySet, hearings: HearingQuerySet) -> Moved:
    """The changes in `developments` and `hearings` since the start of `day`: four queries."""
    rows = _developments(developments, day)
    standing = [row for row in rows if row.retracted_at is None]
    changed = hearings.published().filter(changed_at__gte=start_of(day)).with_what_followed()
    return Moved(
        happened=[row for row in standing if row.occurred.last >= day],
        learned=[row for row in standing if row.occurred.last < day],
        retracted=[row for row in rows if row.retracted_at],
        hearings=list(changed.order_by("-changed_at", "-pk")[:MOST]),
    )


def _developments(developments: DevelopmentQuerySet, day: date) -> list[Development]:
    """What happened or was recorded since, and what readers could see at its start and no longer can."""
    start = start_of(day)
    moved = developments.published().filter(Q(occurred__since=day) | Q(recorded_at__gte=start))
    gone = developments.published(start).filter(retracted_at__isnull=False)
    charges = Charge.objects.select_related("party__person", "party__organization")
    rows = Development.objects.filter(Q(pk__in=moved.values("pk")) | Q(pk__in=gone.values("pk")))
    rows = rows.select_related("proceeding").prefetch_related(
        Prefetch("charges", charges), Prefetch("sources", Source.objects.published().with_article())
    )
    return list(rows.newest_first()[:MOST])


def case_changes(case: Proceeding, params: QueryDict) -> dict:
    """The context of the page about changes in a case."""
    since = read_since(params)
    moved, articles = Moved(), []
    if since.day:
        moved = moved_since(since.day, case.developments.all(), case.hearings.all())
        articles = case.articles.corrected_since(start_of(since.day)).newest_first()[:MOST]
    return {"case": case, "since": since, "moved": moved, "corrected": articles}


def case_changes_page(request, slug):
    case = get_object_or_404(Proceeding.objects.published(), slug=slug)
    return render(request, "cases/changes.html", case_changes(case, request.GET))
