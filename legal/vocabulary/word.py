"""The base class of all vocabulary lists."""

from enum import StrEnum
from typing import TypeVar

EVERYWHERE = "criminal civil regulatory appellate"  # the values of ProceedingKind
Term = TypeVar("Term", bound="Word")


class Word(StrEnum):
    """A term: a stable `value` (stored in the database), a `label` (what readers see) and a one-line `definition`.

    `proceedings` holds the kinds of proceeding that the term applies to; by default, it applies to all of them.
    """

    label: str
    definition: str
    proceedings: frozenset[str]

    def __new__(cls, value: str, label: str = "", definition: str = "", where: str = EVERYWHERE) -> "Word":
        return define(cls, value, label, definition, where)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(term.value, term.label) for term in cls]


def define(cls: type[Term], value: str, label: str, definition: str, where: str) -> Term:
    """Create a term, for lists whose terms have more attributes than a Word."""
    term = str.__new__(cls, value)
    term._value_ = value
    term.label, term.definition, term.proceedings = label, definition, frozenset(where.split())
    return term
