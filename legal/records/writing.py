"""Write a record file: find each entry's row, update what differs, create what is missing, delete nothing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F

from legal.models import Development, Proceeding, Source
from legal.records.exporting import keys_of_charges
from legal.records.history import Misfits, misfits_in, problems_of_case
from legal.records.identity import kept, rounds
from legal.records.outcome import Outcome, Written
from legal.records.pairing import pair
from legal.records.places import places
from legal.records.reading import Keys, target
from legal.records.sections import INSIDE, NAMED, SECTIONS, TOP, Section
from legal.records.shape import Entry, Problem, Record
from legal.records.values import nearest
from legal.vocabulary import SourceKind
from people.models import Person, PersonMerge

ADDRESSED = {"people", "proceedings"}  # their keys serve as addresses
PARKED = 10_000  # added to a position in the day while another development moves there


class Task(NamedTuple):
    """An entry to write: its values in database form, and its row (None if the row is new)."""

    entry: Entry
    values: dict[str, Any]
    row: models.Model | None


class Writer:
    """Writes one file, inside the caller's transaction; the caller rolls back when there are problems."""

    def __init__(self, record: Record, outcome: Outcome, *, public: bool, by: AbstractBaseUser | None):
        self.record, self.outcome, self.public, self.by = record, outcome, public, by
        self.rows: dict[Entry, models.Model] = {}
        self.known: dict[type[models.Model], set[int]] = {}  # the keys of the rows, by model
        self.moved: set[int] = set()  # developments that are new or changed
        self.before: dict[Entry, Misfits] = {}

    def write(self) -> None:
        for section in SECTIONS:
            if section.name in TOP:
                parents: list[Entry | None] = [None]
            else:
                top = next(top for top, parts in INSIDE.items() if section.name in parts)
                parents = [parent for parent in self.record.sections[top] if parent in self.rows]
            self._put_all(section, [task for parent in parents for task in self._tasks(section, parent)])
            if section.model is Proceeding:
                self.before = {e: misfits_in(row) for e, row in self.rows.items() if isinstance(row, Proceeding)}
        self._check()
        for entry, row in self.rows.items():
            home = f"{entry.parent.key}/" if entry.parent and entry.parent.key else ""
            if entry.key:
                self.outcome.rows[entry.section, home + entry.key] = row

    def _tasks(self, section: Section, parent: Entry | None) -> list[Task]:
        """The entries of a section of the file, or of one entry in it, each with its values and its row."""
        entries = parent.parts.get(section.name, []) if parent else self.record.sections[section.name]
        wanted = {}
        for entry in (entry for entry in entries if entry.is_sound):
            values = self._values(section, entry)
            if values is not None:
                wanted[entry] = values
        there = self._there(section, wanted, parent)
        found = pair(wanted, there, rounds(section, wanted))
        if section.model is Person:
            self._lead_on(wanted, found)
        if section.model is Development:
            self._place(wanted, found, there)
        if parent is not None and len(wanted) == len(entries):
            self._report(section, set(there) - set(found.values()), parent)
        return [Task(entry, values, found.get(entry)) for entry, values in wanted.items()]

    def _lead_on(self, wanted: dict[Entry, dict], found: dict[Entry, models.Model]) -> None:
        """Match the former address of a merged person with the record that was kept, without changing that record."""
        for entry, values in wanted.items():
            stays = None if entry in found else _merged_into(values["slug"])
            if stays is not None:
                found[entry] = stays
                values.clear()

    def _put_all(self, section: Section, tasks: list[Task]) -> None:
        """Write the entries in order, but an entry that others in its section refer to comes before them."""
        self.rows |= {task.entry: task.row for task in tasks if task.row is not None}
        waiting = {task.entry: task for task in tasks}
        while waiting:
            self._put_in_turn(section, next(iter(waiting)), waiting, ())

    def _put_in_turn(
        self, section: Section, entry: Entry, waiting: dict[Entry, Task], behind: tuple[Entry, ...]
    ) -> None:
        """Write an entry after the entries it refers to; `behind` are the entries that are waiting for it."""
        task, behind = waiting.pop(entry), (*behind, entry)
        for given in entry.values.values():
            if not isinstance(given, Keys) or given.section != section.name:
                continue
            for other in (target(self.record, entry, section.name, key) for key in given):
                if other in behind and other not in self.rows:
                    self._note(entry.line, "This and others name each other in a circle: leave one of the names out.")
                    return
                if other in waiting and other not in self.rows:
                    self._put_in_turn(section, other, waiting, behind)
        self._put(section, task)

    def _values(self, section: Section, entry: Entry) -> dict[str, Any] | None:
        """The values of an entry in database form; None if it refers to something that does not exist."""
        columns, values = section.columns, {}
        for name, given in entry.values.items():
            column = columns[name]
            if isinstance(given, Keys):
                if given.section == section.name:
                    continue  # it may not exist yet
                keys = self._keys(entry, name, given)
                if keys is None:
                    return None
                values[name] = frozenset(keys) if column.many_to_many else keys[0]
            else:
                values[name] = self._value(entry, column, given)
        if section.name in ADDRESSED and not values.get("slug"):
            values["slug"] = entry.key
        return values

    def _value(self, entry: Entry, column: models.Field, given: Any) -> Any:
        if given is None:
            return None if column.null else column.get_default() if column.has_default() else ""
        if isinstance(given, datetime) and given.tzinfo is None:
            court = self.rows[entry.parent].court
            return given.replace(tzinfo=ZoneInfo(court.time_zone))
        return given

    def _keys(self, entry: Entry, name: str, given: Keys) -> list[int] | None:
        rows = [self._row(entry, name, given.section, key) for key in given]
        return None if None in rows else [row.pk for row in rows]

    def _row(self, entry: Entry, name: str, section: str, key: str) -> models.Model | None:
        """The row that a key refers to, either from the file or already in the database."""
        other = target(self.record, entry, section, key)
        if other is not None:
            return self.rows.get(other)
        model = NAMED[section].model
        if section in ADDRESSED:
            known = {row.slug: row for row in model.objects.filter(slug=key)}
            if model is Person and not known and (stays := _merged_into(key)):
                known = {key: stays}
            every = model.objects.order_by("slug").values_list("slug", flat=True)
        else:
            address, _, key = key.partition("/")
            case = Proceeding.objects.filter(slug=address).first()
            known = {key: row for row, key in keys_of_charges(case).items()} if case and section == "charges" else {}
            every = list(known)
        if key not in known:
            hint = nearest(key, every)
            self._note(entry.line_of(name), f"{name}: “{key}” is neither in the file nor in the database.{hint}")
        return known.get(key)

    def _there(self, section: Section, wanted: dict[Entry, dict], parent: Entry | None) -> list[models.Model]:
        """The rows that the entries could match."""
        rows = section.model.objects.all()
        many = [column.name for column in section.columns.values() if column.many_to_many]
        if parent is not None:
            return list(rows.filter(**{section.inside: self.rows[parent]}).prefetch_related(*many))
        name = "title" if section.model is Source else "slug" if section.name in ADDRESSED else "name"
        return list(rows.filter(**{f"{name}__in": {values[name] for values in wanted.values()}}).order_by("pk"))

    def _place(self, wanted: dict[Entry, dict], found: dict[Entry, Development], there: list[Development]) -> None:
        """Set each development's position in its day, and free the positions that others will take."""
        theirs = set(there) - set(found.values())
        taken = {(row.occurred, row.position) for row in theirs}
        for entry, position in places(
            {e: (v["occurred"], v.get("position")) for e, v in wanted.items()}, taken
        ).items():
            wanted[entry]["position"] = position
        moving = [
            row.pk
            for entry, row in found.items()
            if (row.occurred, row.position) != (wanted[entry]["occurred"], wanted[entry]["position"])
        ]
        if moving:
            Development.objects.filter(pk__in=moving).update(position=F("position") + PARKED)

    def _put(self, section: Section, task: Task) -> None:
        """Create the row of an entry, or update it if it differs from the file."""
        entry, is_new, columns = task.entry, task.row is None, section.columns
        row = task.row or section.model(**({section.inside: self.rows[entry.parent]} if section.inside else {}))
        values = self._among(section, task)
        if isinstance(row, Source):
            values = _of_source(values, row, is_new=is_new)
        changes = {}
        for name, value in values.items():
            old = kept(row, columns[name])
            if not columns[name].many_to_many and old != value:
                changes[name] = (old, value)
                setattr(row, columns[name].attname, value)
        if self.public and getattr(row, "is_public", None) is False:
            row.is_public = True
            changes["is_public"] = (False, True)
        if is_new and isinstance(row, Development):
            row.recorded_by = self.by
        if (is_new or changes) and not self._save(section, entry, row):
            self.rows.pop(entry, None)
            return
        self.rows[entry] = row
        self.known.setdefault(section.model, set()).add(row.pk)
        changes |= self._set_many(row, {n: v for n, v in values.items() if columns[n].many_to_many}, columns)
        if isinstance(row, Development) and (is_new or changes):
            self.moved.add(row.pk)
        action = "created" if is_new else "changed" if changes else "unchanged"
        self.outcome.written.append(Written(entry, action, {} if is_new else changes))

    def _among(self, section: Section, task: Task) -> dict[str, Any]:
        """The values of the entry, including the fields that refer to other entries in the same section."""
        values = dict(task.values)
        for name, given in task.entry.values.items():
            if isinstance(given, Keys) and given.section == section.name:
                keys = self._keys(task.entry, name, given)
                if keys is not None:
                    values[name] = frozenset(keys) if section.columns[name].many_to_many else keys[0]
        return values

    def _save(self, section: Section, entry: Entry, row: models.Model) -> bool:
        try:
            self._save_checked(row)
        except ValidationError as error:
            names = {column.name: name for name, column in section.columns.items()}
            for field, messages in error.message_dict.items():
                name = names.get(field, "")
                for message in messages:
                    self._note(entry.line_of(name), f"{name}: {message}" if name else message)
            return False
        return True

    def _save_checked(self, row: models.Model) -> None:
        """Validate and save. The database enforces the constraints; Django checks them only to explain a violation."""
        row.full_clean(validate_constraints=False)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:
            row.validate_constraints()
            raise ValidationError({"__all__": [f"The database refuses it: {error}."]}) from error

    def _set_many(self, row: models.Model, values: dict, columns: dict) -> dict:
        """Set the links that the file lists; links to rows it does not have are kept and reported."""
        changes = {}
        for name, wanted in values.items():
            column = columns[name]
            old = kept(row, column)
            strangers = old - wanted - self.known.get(column.related_model, set())
            for other in column.related_model.objects.filter(pk__in=strangers):
                self.outcome.only_here.append(f"{row}: {name}: {other}")
            new = wanted | strangers
            if new != old:
                getattr(row, column.name).set(new)
                changes[name] = (old, new)
        return changes

    def _report(self, section: Section, rows: Iterable[models.Model], parent: Entry) -> None:
        for row in sorted(rows, key=lambda row: row.pk):
            if not getattr(row, "retracted_at", None):
                self.outcome.only_here.append(f"{section.one[2:].strip()} “{row}” ({parent.key})")

    def _check(self) -> None:
        for entry, before in self.before.items():
            case = self.rows[entry]
            lines = {row.pk: e for e, row in self.rows.items() if e.parent is entry and isinstance(row, Development)}
            moved = self.moved & set(lines)
            steps = [*entry.parts.get("charges", []), *entry.parts.get("developments", [])]
            if moved and all(step in self.rows for step in steps):  # else the rest may only seem contradictory
                self.outcome.problems += problems_of_case(case, entry, lines, moved, before)

    def _note(self, line: int, message: str) -> None:
        self.outcome.problems.append(Problem(line, message))


def _merged_into(slug: str) -> Person | None:
    """The person into whose record the former owner of this address was merged."""
    merge = PersonMerge.objects.active().filter(slug=slug).select_related("into").first()
    return merge.into if merge else None


def _of_source(values: dict, row: Source, *, is_new: bool) -> dict:
    """Articles of this site keep their own citations; another site's articles are reports here."""
    if not is_new and row.kind == SourceKind.ARTICLE:
        return {}
    if values.get("kind") != SourceKind.ARTICLE:
        return values
    return {**values, "kind": SourceKind.REPORT.value} if is_new else {n: v for n, v in values.items() if n != "kind"}
