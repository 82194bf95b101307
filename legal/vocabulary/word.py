"""What every list of the vocabulary is made of."""

from enum import StrEnum
from typing import TypeVar

EVERYWHERE = "criminal civil regulatory appellate"  # the values of ProceedingKind
Term = TypeVar("Term", bound="Word")


class Word(StrEnum):
    """A term: a stable `value` (kept in the database), a `label` (what readers see) and a `definition` of one line.

    `proceedings` are the values of the kinds of proceeding it belongs to; a list that does not say belongs to all.
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
    """A new term of a list; for lists whose terms say more than a Word does."""
    term = str.__new__(cls, value)
    term._value_ = value
    term.label, term.definition, term.proceedings = label, definition, frozenset(where.split())
    return term
