"""When pages expire by the clock, without any change in the database."""

from datetime import datetime, timedelta

from django.db.models import Min

from coverage.models import Article, Picture
from legal.models import Hearing
from legal.models.hearing import OVER
from legal.vocabulary import HearingState
from web.cache import middleware

# Every time zone's midnight falls on a quarter of an hour, so days turn here, whichever court's they are. What is
# public until the end of a day needs no query of its own.
QUARTER = 15 * 60


class PageCacheMiddleware(middleware.PageCacheMiddleware):
    """The page cache with the expiry of our pages."""

    def expiry(self, now: datetime) -> datetime:
        return next_expiry(now)


def next_expiry(now: datetime) -> datetime:
    """The first moment after `now` when a page may differ: an article out, a picture's rights, a hearing, a day."""
    scheduled = Article.objects.filter(state=Article.State.PUBLISHED, published_at__gt=now)
    # A hearing still counts as upcoming at its last moment, so pages change right after it.
    ahead = Hearing.objects.filter(state=HearingState.SCHEDULED).annotate(over=OVER).filter(over__gte=now)
    ends = ahead.aggregate(first=Min("over"))["first"]
    moments = [
        quarter_after(now),
        scheduled.aggregate(first=Min("published_at"))["first"],
        ends and ends + timedelta(microseconds=1),
        *(_first_after(now, right) for right in ("rights_from", "rights_until")),
    ]
    return min(moment for moment in moments if moment)


def _first_after(now: datetime, right: str) -> datetime | None:
    """The next moment at which a picture's rights begin or end."""
    return Picture.objects.filter(**{f"{right}__gt": now}).aggregate(first=Min(right))["first"]


def quarter_after(now: datetime) -> datetime:
    seconds = now.timestamp()
    return now + timedelta(seconds=QUARTER - seconds % QUARTER)
