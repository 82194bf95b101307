"""The filters of the timeline."""

import django_filters
from django.db.models import Model, QuerySet

from coverage.models import Article
from pages.shared.filters import ByCase, ByFilm, PersonByAddress
from pages.timeline.entries import LANES, Selection
from web.filtering import Filters, PartialDateFilter


class TimelineFilter(Filters):
    """Which part of the timeline a reader asks for. Its rows are of three kinds, so they come by `selection()`."""

    film = ByFilm("film")
    case = ByCase("case")
    person = PersonByAddress("person", label="Person")
    lane = django_filters.ChoiceFilter(choices=[*LANES.items()], label="Line", empty_label="Every line")
    start = PartialDateFilter(label="From")
    end = PartialDateFilter(label="To")

    class Meta:
        model = Article
        fields = []

    def selection(self) -> Selection:
        """What was asked for; a field that was filled in wrongly leaves its part open."""
        chosen = self.chosen
        return Selection(
            films=_alone(chosen.get("film")),
            proceedings=_alone(chosen.get("case")),
            person=chosen.get("person"),
            lane=chosen.get("lane") or "",
            start=chosen.get("start"),
            end=chosen.get("end"),
        )


def _alone(row: Model | None) -> QuerySet | None:
    return type(row)._default_manager.filter(pk=row.pk) if row else None
