"""Two clocks: the world's (`?as_of=2024-03-06`) and ours (`?known=2024-03-06T12:00`), read from a request's query.

`as_of` is a day and means its end. `known` is a moment, in the site's zone unless it names an offset; a bare day means
its end, and today means now. What cannot be read, or is still to come, is left out and said in `errors`.
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
# An unescaped “+” of an address arrives as a space.
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+ -]\d{2}:?\d{2})?", re.ASCII)
FIRST, LAST = date(1800, 1, 1), date(9000, 1, 1)  # what lies beyond is too far for computing time zones
SHOWN = 40  # characters of a nonsense value that a message repeats


_mark: ContextVar[datetime | None] = ContextVar("mark", default=None)


def gate_now() -> datetime:
    """Now, for gates, or the mark while a question is prepared: then the present is filled in when it is asked."""
    return _mark.get() or timezone.now()


class Earlier(Func):
    """The earlier of two moments, as one bound that an index can be entered by."""

    function = "MIN"
    output_field = DateTimeField()

    def as_postgresql(self, compiler, connection, **extra):
        # Typed, because a prepared statement has nothing else to tell it by.
        template = "LEAST(%(expressions)s::timestamptz)"
        return self.as_sql(compiler, connection, template=template, arg_joiner="::timestamptz, ", **extra)


def up_to(until: datetime | None) -> datetime | Earlier:
    """Now, or `until` if that is earlier: the last moment of what had come out by then."""
    return gate_now() if until is None else Earlier(Value(until), Value(gate_now()))


def site_time(value: datetime) -> datetime:
    """A moment in the site's time zone. No one has a time zone of their own here, so Django's need not be looked up."""
    return value.astimezone(timezone.get_default_timezone())


def site_iso(value: datetime) -> str:
    """The ISO 8601 text of a moment in the site's time zone, to the second."""
    return site_time(value).isoformat(timespec="seconds")


def site_day() -> date:
    """Today in the site's time zone."""
    return site_time(timezone.now()).date()


@contextmanager
def marked(mark: datetime) -> Iterator[None]:
    """Let `gate_now()` give `mark`."""
    token = _mark.set(mark)
    try:
        yield
    finally:
        _mark.reset(token)


@dataclass(frozen=True)
class Clocks:
    """The past a reader asked for; false when the page is the live one."""

    as_of: date | None = None
    known_at: datetime | None = None
    errors: tuple[str, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()  # what was typed, to be filled in again

    def __bool__(self) -> bool:
        return bool(self.as_of or self.known_at)

    @property
    def typed(self) -> dict[str, str]:
        return dict(self.asked)

    @property
    def query(self) -> str:
        """The query string that asks for the same past elsewhere; "" on a live page."""
        known = timezone.localtime(self.known_at).isoformat() if self.known_at else ""
        wanted = {"as_of": self.as_of.isoformat() if self.as_of else "", "known": known}
        return urlencode({name: value for name, value in wanted.items() if value})

    @property
    def suffix(self) -> str:
        """What to put behind the address of another page, so that it stays in the same past."""
        return f"?{self.query}" if self else ""

    @property
    def label(self) -> str:
        """“As it was at the end of March 6, 2024, as Intercut had it on …”, a sentence; "" on a live page."""
        world = f"it was at the end of {in_words(self.as_of, 'F j, Y')}" if self.as_of else ""
        moment = in_words(timezone.localtime(self.known_at), "F j, Y, g:i A T") if self.known_at else ""
        ours = f"{settings.SITE_NAME} had it on {moment}" if moment else ""
        return f"As {', as '.join(filter(None, [world, ours]))}." if self else ""

    @property
    def until(self) -> datetime | None:
        """The last moment that both clocks allow: what came out later was not to be read; None on a live page."""
        ends = [end_of(self.as_of)] if self.as_of else []
        return min([*ends, self.known_at] if self.known_at else ends, default=None)

    @property
    def day(self) -> date | None:
        """The day of `until`: for what has no clock of ours, such as releases."""
        return timezone.localdate(self.until) if self.until else None


NOW = Clocks()


def read_clocks(params: QueryDict) -> Clocks:
    """The clocks a query string asks for, with a sentence in `errors` for each that cannot be told."""
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
    """The first or last day that time zones can be computed for, if `day` is beyond it."""
    return min(max(day, FIRST), LAST)


def read_day(text: str) -> tuple[date | None, str]:
    """The day of a text such as 2024-03-06; or none, and why, in a sentence for readers."""
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
    """The moment of a text; a bare day is its end, and today is now."""
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
    """Why no one can be told of a day; "" where one can."""
    if day > timezone.localdate():
        return f"{in_words(day, 'F j, Y')} is still to come, so it was left out."
    return f"Nothing is told of days before {FIRST.year}, so {day.isoformat()} was left out." if day < FIRST else ""
