"""When a page ceases to be right although nobody writes anything: what becomes or ceases to be public by the clock."""

from datetime import datetime, timedelta

from django.db.models import Min

from coverage.models import Article
from legal.models import Hearing
from legal.models.hearing import OVER
from legal.vocabulary import HearingState

# Every time zone's midnight falls on a quarter of an hour, so days turn here, whichever court's they are. What is
# public until the end of a day needs no query of its own.
QUARTER = 15 * 60


def next_moment(now: datetime) -> datetime:
    """The first moment after `now` at which a page may differ: a scheduled article, a hearing that is over, a day."""
    scheduled = Article.objects.filter(state=Article.State.PUBLISHED, published_at__gt=now)
    # A hearing is still to come at the very moment of its end, so pages differ after it.
    ahead = Hearing.objects.filter(state=HearingState.SCHEDULED).annotate(over=OVER).filter(over__gte=now)
    ends = ahead.aggregate(first=Min("over"))["first"]
    moments = [
        quarter_after(now),
        scheduled.aggregate(first=Min("published_at"))["first"],
        ends and ends + timedelta(microseconds=1),
    ]
    return min(moment for moment in moments if moment)


def quarter_after(now: datetime) -> datetime:
    seconds = now.timestamp()
    return now + timedelta(seconds=QUARTER - seconds % QUARTER)
