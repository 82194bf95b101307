"""Two clocks: the world's (`?as_of=2024-03-06`) and ours (`?known=2024-03-06T12:00`), read from a request's query.

`as_of` is a day and means its end. `known` is a moment, in the site's time zone unless it has an offset; a bare day
means its end, and today means now. Values that are unreadable or in the future are ignored and reported in `errors`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import DateTimeField, Func, Value
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateformat import format as in_words

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# An unescaped “+” in a URL arrives as a space.
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+ -]\d{2}:?\d{2})?", re.ASCII)
FIRST, LAST = date(1800, 1, 1), date(9000, 1, 1)  # time zones cannot be computed beyond these
SHOWN = 40  # characters of an invalid value that a message repeats


_mark: ContextVar[datetime | None] = ContextVar("mark", default=None)


def gate_now() -> datetime:
    """The present, for gates; while a query is being prepared, a mark that is replaced by the present at each run."""
    return _mark.get() or timezone.now()


class Earlier(Func):
    """The earlier of two moments, as a single bound that an index can use."""

    function = "MIN"
    output_field = DateTimeField()

    def as_postgresql(self, compiler, connection, **extra):
        # Cast, because a prepared statement cannot infer the type otherwise.
        template = "LEAST(%(expressions)s::timestamptz)"
        return self.as_sql(compiler, connection, template=template, arg_joiner="::timestamptz, ", **extra)


def up_to(until: datetime | None) -> datetime | Earlier:
    """Now, or `until` if that is earlier: the latest publication time to include."""
    return gate_now() if until is None else Earlier(Value(until), Value(gate_now()))


def site_time(value: datetime) -> datetime:
    """A moment in the site's time zone. There are no per-user time zones, so Django's current one is not looked up."""
    return value.astimezone(timezone.get_default_timezone())


def site_iso(value: datetime) -> str:
    """The ISO 8601 text of a moment in the site's time zone, to the second."""
    return site_time(value).isoformat(timespec="seconds")


def site_day() -> date:
    """Today in the site's time zone."""
    return site_time(timezone.now()).date()


@contextmanager
def marked(mark: datetime) -> Iterator[None]:
    """Make `gate_now()` return `mark`."""
    token = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(token)


@dataclass(frozen=True)
class Clocks:
    """The past that a reader asked for; falsy on a live page."""

    as_of: date | None = None
    known_at: datetime | None = None
    errors: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()  # what was typed, to fill the form again

    def __bool__(self) -> bool:
        return bool(self.as_of or self.known_at)

    @property
    def typed(self) -> dict[str, str]:
        return dict(self.asked)

    @property
    def query(self) -> str:
        """The query string for the same past on another page; "" on a live page."""
        known = timezone.localtime(self.known_at).isoformat() if self.known_at else ""
        wanted = {"as_of": self.as_of.isoformat() if self.as_of else "", "known": known}
        return urlencode({name: value for name, value in wanted.items() if value})

    @property
    def suffix(self) -> str:
        """What to append to another page's address to stay in the same past."""
        return f"?{self.query}" if self else ""

    @property
    def label(self) -> str:
        """A sentence, “As it was at the end of March 6, 2024, as Intercut had it on …”; "" on a live page."""
        world = f"it was at the end of {in_words(self.as_of, 'F j, Y')}" if self.as_of else ""
        moment = in_words(timezone.localtime(self.known_at), "F j, Y, g:i A T") if self.known_at else ""
        ours = f"{settings.SITE_NAME} had it on {moment}" if moment else ""
        return f"As {', as '.join(filter(None, [world, ours]))}." if self else ""

    @property
    def until(self) -> datetime | None:
        """The last moment that both clocks allow: nothing published later is shown; None on a live page."""
        ends = [end_of(self.as_of)] if self.as_of else []
        return min([*ends, self.known_at] if self.known_at else ends, default=None)

    @property
    def day(self) -> date | None:
        """The day of `until`, for data whose own history is not recorded, such as releases."""
        return timezone.localdate(self.until) if self.until else None


NOW = Clocks()


def read_clocks(params: QueryDict) -> Clocks:
    """The clocks that a query string asks for, with a sentence in `errors` for each invalid value."""
    asked = {name: params.get(name, "").strip() for name in ("as_of", "known")}
    as_of, day_error = read_day(asked["as_of"])
    known_at, moment_error = _read_known(asked["known"])
    errors = tuple(filter(None, [day_error, moment_error]))
    return Clocks(as_of, known_at, errors, tuple((name, text) for name, text in asked.items() if text))


def end_of(day: date) -> datetime:
    """The last microsecond of a day in the site's time zone."""
    return start_of(_within_reach(day) + timedelta(days=1)) - timedelta(microseconds=1)


def start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(_within_reach(day), time.min))


def _within_reach(day: date) -> date:
    """The day, limited to the range that time zones can be computed for."""
    return min(max(day, FIRST), LAST)


def read_day(text: str) -> tuple[date | None, str]:
    """The day in a text such as 2024-03-06, or None and a sentence that tells readers why."""
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError:
        return None, f"“{text[:SHOWN]}” is not a day, so it was left out. Write it as 2024-03-06."
    if problem := _out_of_reach(day):
        return None, problem
    return day, ""


def _read_known(text: str) -> tuple[datetime | None, str]:
    """The moment in a text; a bare day means its end, and today means now."""
    now = timezone.now()
    if not text or DAY.fullmatch(text):
        day, problem = read_day(text)
        return (min(end_of(day), now) if day else None), problem
    found = MOMENT.fullmatch(text)
    try:
        day, clock, offset = found.groups(default="") if found else ("", "", "")
        moment = datetime.fromisoformat(f"{day}T{clock}{offset.replace(' ', '+')}")
    except ValueError:
        wrong = f"“{text[:SHOWN]}” is not a time, so it was left out."
        return None, f"{wrong} Write it as 2024-03-06T12:00, with an offset (+01:00) or without, or as 2024-03-06."
    if moment.date() < FIRST or moment.date() > now.date() + timedelta(days=2):
        return None, _out_of_reach(moment.date())
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    if moment > now:
        return None, f"{in_words(timezone.localtime(moment), 'F j, Y, g:i A T')} is still to come, so it was left out."
    return moment, ""


def _out_of_reach(day: date) -> str:
    """Why nothing can be shown for a day; "" if it can."""
    if day > timezone.localdate():
        return f"{in_words(day, 'F j, Y')} is still to come, so it was left out."
    return f"Nothing is told of days before {FIRST.year}, so {day.isoformat()} was left out." if day < FIRST else ""
