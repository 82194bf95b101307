"""What a record file may contain: its sections, their fields, and the entries read from it.

Pure: no Django, no database. `sections.py` fills these in from the models, so a new model field automatically becomes a
new field of the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import PurePath
from typing import Any


class Kind(Enum):
    """How the text of a field is read."""

    TEXT = "a text"
    CHOICE = "a word of a list"
    DATE = "a year, a month or a day"
    DAY = "a day"
    MOMENT = "a day and a time"
    NUMBER = "a whole number"
    DECIMAL = "a number"
    YES_NO = "true or false"
    DATA = "anything"
    ONE = "the key of another entry"
    MANY = "a list of keys"


@dataclass(frozen=True)
class Field:
    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int | None = None
    to: str = ""  # the section that a key belongs to


@dataclass(frozen=True)
class Shape:
    """One section: the fields of its entries, and the sections inside them."""

    name: str
    one: str  # “a development”
    fields: tuple[Field, ...]
    parts: tuple["Shape", ...] = ()
    keyed: bool = True  # each entry has a key; otherwise they form a list, and keys are optional

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def part(self, name: str) -> "Shape | None":
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong in a line of a file, and how to fix it."""

    line: int
    message: str

    def at(self, path: PurePath | str) -> str:
        return f"{path}:{self.line}: {self.message}"


@dataclass(eq=False)
class Entry:
    """One entry as it was read. An unsound entry has been reported as a problem and is not written."""

    section: str
    key: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    parts: dict[str, list["Entry"]] = field(default_factory=dict)
    parent: "Entry | None" = None
    is_sound: bool = True

    def line_of(self, name: str) -> int:
        return self.lines.get(name, self.line)

    def all(self) -> Iterator["Entry"]:
        """This entry and everything in it."""
        yield self
        for entries in self.parts.values():
            for entry in entries:
                yield from entry.all()


@dataclass(frozen=True)
class Record:
    """The contents of a file, and everything that is wrong with it."""

    sections: dict[str, list[Entry]]
    problems: tuple[Problem, ...] = ()

    def all(self) -> Iterator[Entry]:
        for entries in self.sections.values():
            for entry in entries:
                yield from entry.all()

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Entry]:
        return {(name, entry.key): entry for name, entries in self.sections.items() for entry in entries}

    def find(self, section: str, key: str) -> Entry | None:
        return self._by_key.get((section, key))
