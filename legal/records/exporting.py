"""Export cases as a record file: all that another site needs to show their status, always in the same order."""

import json
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from legal.models import Charge, Court, Party, Proceeding, ProceedingLink, Source
from legal.records.identity import kept
from legal.records.sections import INSIDE, NAMED, TOP, Section
from people.models import Organization, Person

LONGEST_KEY = 50


@dataclass
class Export:
    """The sections of a file, and sentences that say what was left out of it."""

    sections: dict[str, Any]
    left_out: list[str] = field(default_factory=list)

    def dump(self, form: str) -> str:
        """Return the file's text; `form` is “yaml” or “json”."""
        whole = {"record": 1, **self.sections}
        if form == "json":
            return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        notes = "".join(f"# Left out: {sentence}\n" for sentence in self.left_out)
        return notes + yaml.dump(whole, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)


def export(cases: Iterable[Proceeding], *, with_links: bool = False) -> Export:
    """Export `cases`; `with_links` adds every case that links and refilings lead to from there."""
    return _Exporter(_with_linked(cases) if with_links else {case.pk for case in cases}).export()


def keys_of_charges(case: Proceeding) -> dict[models.Model, str]:
    """The key of each charge of a case, as in its export: based on the offense, with a number if needed."""
    return _keys(case.charges.order_by("pk"), lambda charge: charge.offense)


def _keys(rows: Iterable[models.Model], words: Any) -> dict[models.Model, str]:
    """Make a key for each row from its words; a repeated key gets a number, starting at 2."""
    found: dict[models.Model, str] = {}
    for row in rows:
        base = slugify(words(row))[:LONGEST_KEY].strip("-") or row._meta.model_name
        taken = set(found.values())
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        found[row] = base if base not in taken else next(key for key in numbered if key not in taken)
    return found


def _with_linked(cases: Iterable[Proceeding]) -> set[int]:
    found: set[int] = set()
    new = {case.pk for case in cases}
    while new:
        found |= new
        links = ProceedingLink.objects.filter(Q(from_proceeding__in=new) | Q(to_proceeding__in=new))
        ends = {pk for both in links.values_list("from_proceeding", "to_proceeding") for pk in both}
        new = (ends | _tied_by_charges(new)) - found
    return found


def _tied_by_charges(cases: set[int]) -> set[int]:
    """Cases tied to these by a charge that names another one: filed again, replaced or moved."""
    found: set[int] = set()
    for name in (column.name for column in NAMED["charges"].columns.values() if column.related_model is Charge):
        near = Q(proceeding__in=cases) | Q(**{f"{name}__proceeding__in": cases})
        tied = Charge.objects.filter(near, **{f"{name}__isnull": False})
        found |= {pk for both in tied.values_list("proceeding", f"{name}__proceeding") for pk in both}
    return found


class _Exporter:
    def __init__(self, cases: set[int]):
        rows = Proceeding.objects.filter(pk__in=cases).select_related("court").order_by("slug")
        self.cases = list(rows)
        self.keys: dict[tuple[type[models.Model], Hashable], str] = {}  # each row's key, by model and pk
        self.left_out: list[str] = []
        self.inside = {case: {name: self._part(name, case) for name in INSIDE["proceedings"]} for case in self.cases}
        self.named: dict[str, list[models.Model]] = {"proceedings": list(self.cases)}

    def _part(self, name: str, case: Proceeding) -> list[models.Model]:
        section = NAMED[name]
        many = [column.name for column in section.columns.values() if column.many_to_many]
        order = {"developments": ["occurred", "position"], "hearings": ["starts_at", "pk"]}.get(name, ["pk"])
        return list(section.model.objects.filter(**{section.inside: case}).order_by(*order).prefetch_related(*many))

    def export(self) -> Export:
        self._gather()
        self._name()
        sections = {}
        for name in TOP:
            rows = {self._key(row): self._entry(NAMED[name], row) for row in self.named.get(name, [])}
            if rows:
                sections[name] = rows
        for case in self.cases:
            sections["proceedings"][case.slug] |= self._inside(case)
        for person in self.named["people"]:
            names = [self._entry(NAMED["other_names"], other) for other in person.other_names.all()]
            if names:
                sections["people"][person.slug]["other_names"] = names
        return Export(sections, list(dict.fromkeys(self.left_out)))

    def _gather(self) -> None:
        """Collect the rows outside the cases that something in the cases refers to, in a stable order."""
        wanted: dict[type[models.Model], set[int]] = {}
        for section, row in self._rows():
            for column in section.columns.values():
                if column.is_relation:
                    value = kept(row, column)
                    keys = value if column.many_to_many else {value} - {None}
                    wanted.setdefault(column.related_model, set()).update(keys)
        order = {Court: ["name"], Organization: ["name"], Person: ["slug"], Source: ["date", "title", "pk"]}
        for name in TOP:
            model = NAMED[name].model
            if model in order:
                rows = model.objects.filter(pk__in=wanted.get(model, set())).order_by(*order[model])
                self.named[name] = list(rows.prefetch_related("other_names") if model is Person else rows)
        self._leave_out_drafts()
        self.referred = wanted

    def _rows(self) -> Iterable[tuple[Section, models.Model]]:
        for case in self.cases:
            yield NAMED["proceedings"], case
            for name, rows in self.inside[case].items():
                yield from ((NAMED[name], row) for row in rows)

    def _leave_out_drafts(self) -> None:
        public = set(Source.objects.published().filter(pk__in=[s.pk for s in self.named["sources"]]))
        hidden = len(self.named["sources"]) - len(public)
        if hidden:
            self.left_out.append(f"{hidden} of the sources, articles of this site that are not public.")
        self.named["sources"] = sorted(public, key=lambda source: (str(source.date or ""), source.title, source.pk))

    def _name(self) -> None:
        words = {"sources": lambda row: f"{row.publisher} {row.date or ''} {row.title}"}
        for name, rows in self.named.items():
            self._take(_keys(rows, words.get(name, lambda row: getattr(row, "slug", None) or row.name)))
        for case in self.cases:
            self._take(_keys(self.inside[case]["parties"], _party_words))
            self._take(_keys(self.inside[case]["charges"], lambda charge: charge.offense))
            for name in ("developments", "hearings"):
                named = [r for r in self.inside[case][name] if r.pk in self.referred.get(NAMED[name].model, ())]
                self._take(_keys(named, lambda row: getattr(row, "title", "")))

    def _take(self, keys: dict[models.Model, str]) -> None:
        self.keys |= {(type(row), row.pk): key for row, key in keys.items()}

    def _key(self, row: models.Model) -> str:
        return row.slug if isinstance(row, Proceeding | Person) else self.keys[type(row), row.pk]

    def _inside(self, case: Proceeding) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        for name, rows in self.inside[case].items():
            section = NAMED[name]
            if section.keyed:
                entries = {self.keys[type(row), row.pk]: self._entry(section, row, case) for row in rows}
            else:
                entries = [self._entry(section, row, case) for row in rows]
                entries = [one for one in entries if name != "links" or "to" in one]
            if entries:
                parts[name] = entries
        _leave_out_places(parts.get("developments", []))
        return parts

    def _entry(self, section: Section, row: models.Model, case: Proceeding | None = None) -> dict[str, Any]:
        """The fields of a row that differ from the model's defaults."""
        entries: dict[str, Any] = {}
        if not section.keyed and (key := self.keys.get((type(row), row.pk))):
            entries["key"] = key
        for name, column in section.columns.items():
            value = kept(row, column)
            if name == "slug" or value in (None, "", frozenset()):
                continue
            if not (column.has_default() and value == column.get_default() and not column.is_relation):
                value = self._value(column, value, case)
                if value not in (None, []):
                    entries[name] = value
        return entries

    def _value(self, column: models.Field, value: Any, case: Proceeding | None) -> Any:
        if column.many_to_many:
            return sorted(key for pk in value if (key := self._reference(column.related_model, pk, case)))
        if column.is_relation:
            return self._reference(column.related_model, value, case)
        if isinstance(value, datetime) and case is not None:
            return _Plain(value.astimezone(ZoneInfo(case.court.time_zone)).isoformat(sep=" "))
        if isinstance(value, bool | int | dict | list):
            return value
        return _Plain(value) if isinstance(column, models.CharField) and not isinstance(value, str) else _text(value)

    def _reference(self, model: type[models.Model], pk: int, case: Proceeding | None) -> str | None:
        key = self.keys.get((model, pk))
        if key is None and model in (Proceeding, Charge):
            other = Proceeding.objects.get(**({"pk": pk} if model is Proceeding else {"charges": pk}))
            self.left_out.append(f"the link from {case.slug} to the case {other.slug} (see --with-links).")
        if key is not None and model is Charge:
            home = next(c for c in self.cases if any(row.pk == pk for row in self.inside[c]["charges"]))
            return key if home == case else f"{home.slug}/{key}"
        return key


def _party_words(party: Party) -> str:
    return party.person.slug if party.person else party.organization.name


def _leave_out_places(developments: list[dict[str, Any]]) -> None:
    """Drop a position in the day if the order of the file already implies it."""
    last: dict[str, int] = {}
    for one in developments:
        day, place = str(one["occurred"]), one.get("position", 1)
        if place == last.get(day, 0) + 1:
            one.pop("position", None)
        else:
            one["position"] = place
        last[day] = place


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, str | Decimal) else _Plain(value)


class _Plain(str):
    """Text written without quotation marks, even if YAML would see a date: our reader takes it as written."""

    __slots__ = ()

    def __new__(cls, value: Any) -> "_Plain":
        return super().__new__(cls, str(value))


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


_Dumper.add_representer(
    _Plain,
    lambda dumper, text: dumper.represent_scalar(dumper.resolve(yaml.ScalarNode, str(text), (True, False)), str(text)),
)
