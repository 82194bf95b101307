"""What an article's file says about it: values gathered from several places, best place first."""

import re
from collections.abc import Iterable

from coverage.intake.formats.dates import day
from coverage.intake.formats.document import Document, Note

SPACE = re.compile(r"[ \t\n\r\f]+")
LISTS = ("authors", "subjects")


def one_line(value: object) -> str:
    """Return a text or number as one line, or "" for anything else. Only ASCII white space is collapsed."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return SPACE.sub(" ", str(value)).strip(" ")


def lines(values: Iterable[object]) -> list[str]:
    """Return each value as one line, without duplicates or empty values."""
    return list(dict.fromkeys(line for value in values if (line := one_line(value))))


def fill(document: Document, **values: object) -> Document:
    """Set values that are given and not set yet; a date without a valid day gets a note."""
    for name, value in values.items():
        if getattr(document, name) or not value:
            continue
        if name == "published":
            document.published = day(value)
            if document.published is None:
                note = f"“{one_line(str(value))[:60]}” is not a day; write it as 2025-02-06."
                document.notes.append(Note(document.line, note))
        elif name in LISTS:
            setattr(document, name, lines(value if isinstance(value, list | tuple) else [value]))
        else:
            setattr(document, name, one_line(value))
    return document
