"""What merging two records of one person would move, drop, fill in and create (docs/decisions/0009). Read-only.

References to a person are found through Django's list of relations, so this app does not depend on the apps above it.
If a rule allows only one of two rows (both linked to the same article), the loser's row is dropped, and rows that
depend on it move to the row that stays.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db import models

from people.models import OtherName, Person
from people.names import is_slip

FILLED = ("description", "born", "died")  # copied to the remaining record if blank or less exact there
DATES = {"born": "birth", "died": "death"}


# References to a model.


def links_to(model: type[models.Model]) -> list[models.ForeignKey]:
    """Every foreign key and one-to-one field that points to `model`, including hidden ones and those of through
    tables.
    """
    relations = model._meta.get_fields(include_hidden=True)
    return [
        relation.field
        for relation in relations
        if relation.auto_created and not relation.concrete and not relation.many_to_many
    ]


def _once(field: models.ForeignKey) -> list[tuple[str, ...]]:
    """The sets of fields, each including `field`, whose values the database requires to be unique together."""
    meta = field.model._meta
    together = [constraint.fields for constraint in meta.constraints if isinstance(constraint, models.UniqueConstraint)]
    rules = [tuple(names) for names in [*meta.unique_together, *together] if field.name in names]
    return [(field.name,), *rules] if field.unique else rules


def unmovable(model: type[models.Model]) -> list[str]:
    """Sentences about references to `model` that merging cannot follow. A test makes sure there are none."""
    found = []
    for field in links_to(model):
        where = f"{field.model._meta.label}.{field.name}"
        rules = [rule for rule in field.model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
        if field.model is model:
            found.append(f"{where} points at its own kind.")
        if field.primary_key or not field.target_field.primary_key:
            found.append(f"{where} is or uses another key than the row's own.")
        if any(rule.contains_expressions or (rule.condition and field.name in rule.fields) for rule in rules):
            found.append(f"{where} is under a unique rule with an expression or a condition.")
        if _once(field) and field.model is not model:
            found += unmovable(field.model)
    return found


# What a merge would do.


@dataclass(frozen=True)
class Move:
    """A row that will point at another row."""

    row: models.Model
    field: models.ForeignKey
    to: int


@dataclass(frozen=True)
class Drop:
    """A row to delete because `twin` says the same or, without a twin, because it would no longer say anything."""

    row: models.Model
    twin: models.Model | None

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """How the two differ: the field's name, the value that goes and the one that stays, as editors see them."""
        if self.twin is None:
            return []
        pairs = [(field, *(_shown(row, field) for row in (self.row, self.twin))) for field in _plain_fields(self.row)]
        return [(field.verbose_name, goes, stays) for field, goes, stays in pairs if goes and goes != stays]


@dataclass(frozen=True)
class Fill:
    """A field that the remaining row takes over from the row that goes."""

    row: models.Model
    field: models.Field
    before: object
    after: object


class Plan:
    """What merging `loser` into `winner` moves, drops, fills in and creates. Read-only; fixed number of queries."""

    def __init__(self, loser: Person, winner: Person):
        self.loser, self.winner = loser, winner
        self.moves: list[Move] = []
        self.drops: list[Drop] = []
        self.fills = [fill for name in FILLED if (fill := _fill(winner, loser, Person._meta.get_field(name)))]
        self._gone: set[tuple[type[models.Model], int]] = set()
        self._fold(Person, {loser.pk: winner})
        self.moves = [move for move in self.moves if (type(move.row), move.row.pk) not in self._gone]

    def _fold(self, model: type[models.Model], stays: dict[int, models.Model]) -> None:
        """Redirect references to rows of `model`; `stays` maps the keys of rows that go to the rows that stay."""
        for field in links_to(model):
            self._follow(field, stays)

    def _follow(self, field: models.ForeignKey, stays: dict[int, models.Model]) -> None:
        rules = _once(field)
        ends = {*stays, *(row.pk for row in stays.values() if rules)}
        rows = list(field.model._base_manager.filter(**{f"{field.name}__in": ends}).order_by("pk"))
        going = [row for row in rows if getattr(row, field.attname) in stays]
        standing = {
            key: row
            for row in rows
            if getattr(row, field.attname) not in stays
            for key in _keys(row, field, rules, stays)
        }
        folded = {}
        for row in going:
            if (type(row), row.pk) in self._gone:
                continue
            keys = _keys(row, field, rules, stays)
            twin = next((standing[key] for key in keys if key in standing), None)
            if twin or self._says_nothing(row, field, stays):
                self._drop(row, twin)
                folded |= {row.pk: twin} if twin else {}
            else:
                self.moves.append(Move(row, field, stays[getattr(row, field.attname)].pk))
                standing |= dict.fromkeys(keys, row)
        if folded:
            self._fold(field.model, folded)

    def _drop(self, row: models.Model, twin: models.Model | None) -> None:
        self.drops.append(Drop(row, twin))
        self._gone.add((type(row), row.pk))
        for fill in filter(None, (_fill(twin, row, field) for field in _plain_fields(row) if twin)):
            self.fills.append(fill)
            setattr(twin, fill.field.attname, fill.after)  # so that it is not filled twice

    def _says_nothing(self, row: models.Model, field: models.ForeignKey, stays: dict[int, models.Model]) -> bool:
        """Whether a row would link the remaining person to themself, or repeat their display name as another name."""
        if isinstance(row, OtherName):
            return row.name == self.winner.name
        ends = [getattr(row, f.attname) for f in row._meta.concrete_fields if f.related_model is field.related_model]
        ends = [end for end in ends if end is not None]
        return len({_after(end, stays) for end in ends}) < len(set(ends))

    @cached_property
    def makes(self) -> list[OtherName]:
        """The loser's display name as another name of the winner; empty if the winner already has it."""
        moved = {move.row.name for move in self.moves if isinstance(move.row, OtherName)}
        if self.loser.name in moved.union(self.winner.names):
            return []
        kind = OtherName.Kind.MISSPELT if is_slip(self.loser.name, self.winner.name) else OtherName.Kind.ALSO
        return [OtherName(person=self.winner, name=self.loser.name, kind=kind)]


def _plain_fields(row: models.Model) -> list[models.Field]:
    """The fields of a row that an editor can edit, except links and unique fields."""
    return [field for field in row._meta.concrete_fields if field.editable and not (field.is_relation or field.unique)]


def _shown(row: models.Model, field: models.Field) -> str:
    value = getattr(row, f"get_{field.name}_display")() if field.choices else getattr(row, field.attname)
    return "" if value in field.empty_values else str(value)


def _after(key: int, stays: dict[int, models.Model]) -> int:
    return stays[key].pk if key in stays else key


def _keys(row: models.Model, field: models.ForeignKey, rules: list, stays: dict[int, models.Model]) -> list[tuple]:
    """The values that each unique rule compares once a row has moved; rules that involve a NULL are left out."""
    keys = []
    for names in rules:
        fields = [row._meta.get_field(name) for name in names]
        held = [(f.related_model, getattr(row, f.attname)) for f in fields]
        values = [_after(value, stays) if model is field.related_model else value for model, value in held]
        if None not in values:
            keys.append((names, *values))
    return keys


def _fill(stays: models.Model, goes: models.Model, field: models.Field) -> Fill | None:
    """What `field` takes over from the row that goes: a value for a blank field, a more exact date,
    or yes for no.
    """
    before, after = (getattr(row, field.attname) for row in (stays, goes))
    if after in field.empty_values or before == after:
        return None
    blank = before in field.empty_values or before is False
    fuller = field.attname in DATES and str(after).startswith(str(before))
    return Fill(stays, field, before, after) if blank or fuller else None


def conflicts(loser: Person, winner: Person) -> list[str]:
    """Sentences about what someone has to decide before the two records can be merged; [] if nothing."""
    if loser.pk == winner.pk:
        return ["This is one record already: choose two."]
    found = []
    for name, word in DATES.items():
        one, other = getattr(loser, name), getattr(winner, name)
        if one and other and not (str(one).startswith(str(other)) or str(other).startswith(str(one))):
            found.append(
                f"The dates of {word} differ: {loser} has {one.reader}, {winner} has {other.reader}. "
                "If they are one person, correct the wrong date first."
            )
    return found
