"""Which row an entry of a file is: the fields that tell, section by section, the surest first."""

from collections.abc import Hashable
from typing import Any

from django.db import models

from legal.records.pairing import Round
from legal.records.sections import Section
from legal.records.shape import Entry

LOOSE = "only one it can be"  # a round's first word, where equals are not paired in their order

IDENTITY: dict[str, tuple[tuple[str, ...], ...]] = {
    "courts": (("name",),),
    "people": (("slug",),),
    "other_names": (("name",),),
    "organizations": (("name",),),
    "sources": (("title", "publisher", "date", "locator", "url", "kind"), ("title", "publisher", "date", "locator")),
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
        (LOOSE, "kind", "plea", "verdict", "charges"),
        (LOOSE, "occurred", "charges"),
    ),
    "hearings": (("title", "starts_at"), (LOOSE, "starts_at"), (LOOSE, "title")),
    "links": (("kind", "to"),),
}


def rounds(section: Section, wanted: dict[Entry, dict[str, Any]]) -> list[Round[Entry, models.Model]]:
    """The ways to tell which row an entry is; `wanted` is what each entry says, in the database's terms."""
    return [
        _round(section, names[1:], wanted, loose=True) if names[0] == LOOSE else _round(section, names, wanted)
        for names in IDENTITY[section.name]
    ]


def _round(
    section: Section, names: tuple[str, ...], wanted: dict[Entry, dict[str, Any]], *, loose: bool = False
) -> Round[Entry, models.Model]:
    columns = section.columns

    def of_line(entry: Entry) -> Hashable:
        return tuple(said(wanted[entry], name, columns[name]) for name in names)

    def of_row(row: models.Model) -> Hashable:
        return tuple(kept(row, columns[name]) for name in names)

    return Round(of_line, of_row, loose)


def said(values: dict[str, Any], name: str, column: models.Field) -> Any:
    """What an entry says of a field; what it does not say is what the field has by itself."""
    if name in values:
        return values[name]
    return frozenset() if column.many_to_many else column.get_default()


def kept(row: models.Model, column: models.Field) -> Any:
    """What a row has: the key of a relation, the keys of several."""
    if column.many_to_many:
        return frozenset(other.pk for other in getattr(row, column.name).all()) if row.pk else frozenset()
    return column.value_from_object(row)
