"""The fields that identify the row for a file entry, by section, most reliable first."""

from collections.abc import Hashable
from typing import Any

from django.db import models

from legal.models import Development
from legal.records.pairing import Round
from legal.records.sections import Section
from legal.records.shape import Entry

# Marks a round that needs a value in every field and exactly one candidate row. Anything looser would be a guess: a row
# that someone added at the desk could be mistaken for a similar line of the file and overwritten.
LOOSE = "only one it can be"

IDENTITY: dict[str, tuple[tuple[str, ...], ...]] = {
    "courts": (("name",),),
    "people": (("slug",),),
    "other_names": (("name",),),
    "organizations": (("name",),),
    "sources": (
        ("title", "publisher", "date", "locator", "url", "kind", "quotation"),
        ("title", "publisher", "date", "locator", "url", "kind"),
        ("title", "publisher", "date", "locator"),
    ),
    "proceedings": (("slug",),),
    "parties": (("person", "organization", "role", "since"), ("person", "organization", "role")),
    "charges": (
        ("party", "offense", "count_label", "statute", "degree"),
        ("party", "offense", "count_label"),
        ("party", "offense"),
        (LOOSE, "party", "count_label"),
    ),
    "developments": (
        ("kind", "occurred", "plea", "verdict", "by", "note", "charges", "position"),
        ("kind", "occurred", "plea", "verdict", "charges"),
        ("kind", "occurred", "plea", "verdict"),
        (LOOSE, "kind", "occurred"),
    ),
    "hearings": (("title", "starts_at"), (LOOSE, "starts_at")),
    "links": (("kind", "to"),),
}


def rounds(section: Section, wanted: dict[Entry, dict[str, Any]]) -> list[Round[Entry, models.Model]]:
    """The ways to match entries with rows; `wanted` has the values of each entry in database form."""
    found = [_round(section, names, wanted) for names in IDENTITY[section.name]]
    return [*found, _more_precise(section, wanted)] if section.model is Development else found


def _round(section: Section, names: tuple[str, ...], wanted: dict[Entry, dict[str, Any]]) -> Round[Entry, models.Model]:
    columns, loose = section.columns, names[0] == LOOSE
    names = names[1:] if loose else names

    def of_line(entry: Entry) -> Hashable:
        key = tuple(said(wanted[entry], name, columns[name]) for name in names)
        return None if loose and not all(key) else key

    def of_row(row: models.Model) -> Hashable:
        return tuple(kept(row, columns[name]) for name in names)

    return Round(of_line, of_row, loose)


def _more_precise(section: Section, wanted: dict[Entry, dict[str, Any]]) -> Round[Entry, models.Model]:
    """Match the same step of the same charges if one side has only the month and the other has the day."""
    strict = _round(section, ("kind", "plea", "verdict", "charges"), wanted)

    def both_are_days(entry: Entry, row: models.Model) -> bool:
        return wanted[entry]["occurred"].is_day == row.occurred.is_day

    return Round(
        lambda entry: (strict.of_line(entry), str(wanted[entry]["occurred"])[:7]),
        lambda row: (strict.of_row(row), str(row.occurred)[:7]),
        loose=True,
        unless=both_are_days,
    )


def said(values: dict[str, Any], name: str, column: models.Field) -> Any:
    """The value that an entry gives for a field, or else the field's default."""
    if name in values:
        return values[name]
    return frozenset() if column.many_to_many else column.get_default()


def kept(row: models.Model, column: models.Field) -> Any:
    """A row's value for a field: the key for a relation, a set of keys for a many-to-many relation."""
    if column.many_to_many:
        return frozenset(other.pk for other in getattr(row, column.name).all()) if row.pk else frozenset()
    return column.value_from_object(row)
