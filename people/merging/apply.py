"""Merge two records of one person, and undo a merge (docs/decisions/0009).

Both bypass save(): no save logic runs, and no modification time changes. A PersonMerge keeps what was done as JSON.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from people.merging.plan import Fill, Move, Plan, conflicts
from people.models import Person, PersonMerge


class Refused(Exception):
    """The merge or undo is not possible; the message says why and what to do first."""


@transaction.atomic
def merge(*, loser: Person, into: Person, by: AbstractBaseUser) -> PersonMerge:
    """Move everything from `loser` to `into`, delete the `loser` record, and log the changes. Raises Refused."""
    loser, winner = _locked(loser, into)
    if reasons := conflicts(loser, winner):
        raise Refused(" ".join(reasons))
    plan = Plan(loser, winner)
    before = [(move, getattr(move.row, move.field.attname)) for move in plan.moves]
    dropped = [[_label(drop.row), values(drop.row)] for drop in plan.drops]
    for move in plan.moves:
        _update(move.row, move.field, move.to)
    for drop in reversed(plan.drops):
        _remove(drop.row)
    for fill in plan.fills:
        _update(fill.row, fill.field, fill.after)
    for name in plan.makes:
        name.save()
    _remove(loser)
    return PersonMerge.objects.create(
        into=winner,
        person_key=loser.pk,
        name=loser.name,
        slug=loser.slug,
        was_public=loser.has_page,
        by=by,
        wrote={
            "loser": values(loser),
            "winner": winner.pk,
            "moved": _moved(before),
            "dropped": dropped,
            "filled": [_filled(fill) for fill in plan.fills],
            "made": [[_label(name), name.pk, checked(name)] for name in plan.makes],
        },
    )


def _locked(*people: Person) -> list[Person]:
    """Both records as they are now, locked until the transaction ends. Raises Refused if one is gone."""
    found = Person.objects.select_for_update().with_names().order_by("pk").in_bulk([person.pk for person in people])
    if gone := [str(person) for person in people if person.pk not in found]:
        raise Refused(f"{' and '.join(gone)} is no longer on record: somebody has merged or deleted it meanwhile.")
    return [found[person.pk] for person in people]


def _moved(before: list[tuple[Move, int]]) -> list[list]:
    """The moved rows, with where they came from and their new contents, reloaded in one query for each kind."""
    by_model = defaultdict(list)
    for move, _ in before:
        by_model[type(move.row)].append(move.row.pk)
    now = {model: model._base_manager.in_bulk(keys) for model, keys in by_model.items()}
    rows = [(move, come_from, now[type(move.row)][move.row.pk]) for move, come_from in before]
    return [[_label(row), row.pk, move.field.attname, come_from, checked(row)] for move, come_from, row in rows]


def _filled(fill: Fill) -> list:
    column, model = fill.field.attname, type(fill.row)
    before, after = (_plain(model(**{column: value}), fill.field) for value in (fill.before, fill.after))
    return [_label(fill.row), fill.row.pk, column, before, after]


def _label(row: models.Model) -> str:
    return row._meta.label_lower


def _update(row: models.Model, field: models.Field, value: object) -> None:
    """Write one column and nothing else: a merge runs no save logic and changes no modification time."""
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})


def _remove(row: models.Model) -> None:
    """Delete one row without cascading: if anything still points at it, the database refuses."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)


def values(row: models.Model) -> dict:
    """A row's columns as JSON-compatible values."""
    return {field.attname: _plain(row, field) for field in row._meta.concrete_fields}


def _plain(row: models.Model, field: models.Field) -> object:
    return None if field.value_from_object(row) is None else field.value_to_string(row)


def checked(row: models.Model) -> dict:
    """The columns that show whether an editor changed a row, without those that are updated automatically."""
    return {field.attname: _plain(row, field) for field in row._meta.concrete_fields if field.editable}


@transaction.atomic
def undo_merge(merge: PersonMerge, *, by: AbstractBaseUser) -> Person:
    """Restore the merged person with everything they had. Raises Refused, saying what has happened since then that
    prevents it.

    Anything deleted since then stays deleted.
    """
    merge = PersonMerge.objects.select_for_update(of=["self"]).select_related("into").get(pk=merge.pk)
    if reasons := list(dict.fromkeys(_built_on(merge))):
        raise Refused(f"It cannot be undone. {' '.join(reasons)}")
    wrote = merge.wrote
    person = _restore(Person, wrote["loser"])
    for label, kept in wrote["dropped"]:
        _restore(apps.get_model(label), kept)
    for label, key, column, come_from, _ in wrote["moved"]:
        model = apps.get_model(label)
        if model._meta.get_field(column).related_model._base_manager.filter(pk=come_from).exists():
            model._base_manager.filter(pk=key).update(**{column: come_from})
    for label, key, column, before, _ in wrote["filled"]:
        model = apps.get_model(label)
        model._base_manager.filter(pk=key).update(**{column: model._meta.get_field(column).to_python(before)})
    for label, key, _ in wrote["made"]:
        apps.get_model(label)._base_manager.filter(pk=key).delete()
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    return person


def _restore(model: type[models.Model], kept: dict) -> models.Model | None:
    """Restore a row with its original key; returns None if what it belonged to has been deleted since."""
    row = model(**{f.attname: f.to_python(kept[f.attname]) for f in model._meta.concrete_fields if f.attname in kept})
    for field in model._meta.concrete_fields:
        key = getattr(row, field.attname) if field.is_relation else None
        if key is not None and not field.related_model._base_manager.filter(pk=key).exists():
            if not field.null:
                return None
            setattr(row, field.attname, None)
    row.save_base(raw=True, force_insert=True)
    return row


def _built_on(merge: PersonMerge) -> Iterator[str]:
    """Why a merge cannot be undone, in sentences."""
    wrote = merge.wrote
    if merge.undone_at:
        yield "Somebody has undone it already."
        return
    if merge.into_id != wrote["winner"]:
        later = PersonMerge.objects.active().filter(person_key=wrote["winner"]).first()
        yield f"{later.name if later else merge.into} was itself merged into {merge.into} since: undo that first."
        return
    if other := Person.objects.filter(slug=merge.slug).first():
        yield f"The address “{merge.slug}” is {other}’s now: give {other} another one first."
    kept = [(label, key, said) for label, key, *_, said in [*wrote["moved"], *wrote["made"]]]
    for row, said in _standing(kept):
        now = checked(row)
        if any(now[column] != was for column, was in said.items() if column in now):
            yield f"The {row._meta.verbose_name} “{_line(row)}” has been changed since."
    filled = [(label, key, (column, after)) for label, key, column, _, after in wrote["filled"]]
    for row, (column, after) in _standing(filled):
        field = row._meta.get_field(column)
        if _plain(row, field) != after:
            yield f"The {field.verbose_name} of {_line(row)} has been changed since."


def _standing(entries: Iterable[tuple[str, int, object]]) -> Iterator[tuple[models.Model, object]]:
    """The rows that still exist, each with the data kept about it; one query for each kind."""
    by_label = defaultdict(list)
    for label, key, said in entries:
        by_label[label].append((key, said))
    for label, kept in by_label.items():
        rows = apps.get_model(label)._base_manager.in_bulk([key for key, _ in kept])
        yield from ((rows[key], said) for key, said in kept if key in rows)


def _line(row: models.Model) -> str:
    return " ".join(str(row).split())
