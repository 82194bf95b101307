"""Convert the text of a field to the value that its kind requires. Pure: no Django, no database."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from dates.value import PartialDate
from legal.records.shape import Field, Kind

LISTED = 40  # values listed in a message; for a longer list, only the closest ones


class Unreadable(ValueError):
    """What is wrong with a value, in a sentence."""


def value(field: Field, text: str) -> Any:
    """Convert `text` to the kind of `field`. Raises Unreadable, with a sentence that says how to fix it."""
    read = READERS[field.kind]
    found = read(field, text)
    if field.longest is not None and len(text) > field.longest:
        raise Unreadable(f"“{field.name}” has {len(text)} characters; it can have {field.longest}.")
    return found


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A hint such as “ Did you mean “verdict”?”, or else a list of the known values; "" if there are none."""
    names = [name for name in dict.fromkeys(known) if name]
    near = get_close_matches(wrong, names, n=1, cutoff=0.6)
    if near:
        return f" Did you mean “{near[0]}”?"
    if not names:
        return ""
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f" There are: {', '.join(names[:LISTED])}{more}."


def _text(field: Field, text: str) -> str:
    if "\x00" in text or re.search("[\ud800-\udfff]", text):
        raise Unreadable(f"“{field.name}” has a character that is none. Write it again by hand.")
    return text


def _choice(field: Field, text: str) -> str:
    if text not in field.choices:
        raise Unreadable(f"“{text}” is no value of “{field.name}”.{nearest(text, field.choices)}")
    return text


def _date(field: Field, text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise Unreadable(f"{field.name}: {error}") from error


def _by(parse: Callable[[str], Any], like: str) -> Callable[[Field, str], Any]:
    def read(field: Field, text: str) -> Any:
        try:
            return parse(text)
        except (ValueError, InvalidOperation, KeyError) as error:
            raise Unreadable(f"“{text}” is not {field.kind.value}. Write “{field.name}” as in {like}.") from error

    return read


def _read_datetime(text: str) -> datetime:
    if len(text) <= len("2024-03-06"):
        raise ValueError("no time of day")
    return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d)", "", text))


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError("no number")
    return number


READERS: dict[Kind, Callable[[Field, str], Any]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.DAY: _by(date.fromisoformat, "2024-03-06"),
    Kind.MOMENT: _by(_read_datetime, "2024-03-06 09:30, or 2024-03-06 09:30-07:00"),
    Kind.NUMBER: _by(int, "12"),
    Kind.DECIMAL: _by(_decimal, "1250.50"),
    Kind.YES_NO: _by(lambda text: {"true": True, "yes": True, "false": False, "no": False}[text.lower()], "true"),
    Kind.ONE: _text,
}
