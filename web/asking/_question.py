"""Ask the database everything a page needs in one query (decision 0020).

`ask()` takes querysets as they are, with all they prefetch. What a queryset prefetches is asked for by a subquery of it
rather than by the keys of its rows, so nothing has to be known before. Each becomes one JSON array of a single row; the
arrays go through Django's own converters and model loading, and the rows are hung together as a prefetch would.
"""

import copy
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import ForeignObjectRel, Model, Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from web.asking._statements import Statement

READ = {"DateTimeField": datetime.fromisoformat, "DateField": date.fromisoformat}  # what a driver gives, of JSON's text


class Answer:
    """What a queryset's rows are made from, in place of its compiler."""

    def __init__(self, compiler: Any, rows: list[list]):
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map, self.rows = compiler.annotation_col_map, rows

    def execute_sql(self, **_: Any) -> None:
        return None

    def results_iter(self, results: None = None, tuple_expected: bool = False, **_: Any) -> Iterator:
        return map(tuple, self.rows) if tuple_expected else iter(self.rows)


class Made(dict):
    """What the converters of a column make of a value, each made once: a long history repeats its dates and flags."""

    def __init__(self, functions: list[Callable]):
        self.functions = functions

    def __getitem__(self, raw: Any) -> Any:
        try:
            return super().__getitem__(raw)
        except TypeError:  # a list or an object, already read
            return self.convert(raw)

    def __missing__(self, raw: Any) -> Any:
        value = self.convert(raw)
        if not isinstance(value, list | dict):  # rows must not share what can be changed
            self[raw] = value
        return value

    def convert(self, value: Any) -> Any:
        for function in self.functions:
            value = function(value)
        return value


@dataclass
class Part:
    """One queryset of a question, without what it prefetches."""

    queryset: QuerySet
    compiler: Any = None
    sql: str = ""
    params: tuple = ()
    branches: list["Branch"] = field(default_factory=list)
    converters: list[tuple[int, list[Callable]]] = field(default_factory=list)

    def compile(self) -> None:
        """Its SQL; "" where it can have no rows."""
        self.compiler = self.queryset.query.get_compiler(connection=connection)
        try:
            sql, self.params = self.compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return
        names = ", ".join(connection.ops.quote_name(alias) for _, _, alias in self.compiler.select)
        self.sql = ARRAYS[connection.vendor].format(sql=sql, names=names)
        self.converters = _converters(self.compiler)

    def rows(self, text: str | None) -> list:
        """The queryset's rows, of a JSON array; of models, of `values()`, of whatever it gives."""
        if text in NOTHING:
            return []
        found = json.loads(text)
        rows = [list(row.values()) for row in found] if connection.vendor == "postgresql" else found
        for position, functions in self.converters:
            made = Made(functions)
            for row in rows:
                row[position] = made[row[position]]
        answer = Answer(self.compiler, rows)
        query = copy.copy(self.queryset.query)
        query.get_compiler = lambda *_, **__: answer
        shell = type(self.queryset)(self.queryset.model, query, self.queryset.db)
        shell._known_related_objects = self.queryset._known_related_objects
        return list(self.queryset._iterable_class(shell))


NOTHING = (None, "", "[]")
PLACE = re.compile(r"(?<!%)%s")  # as Django looks for them
ARRAYS = {
    "sqlite": "(SELECT json_group_array(json_array({names})) FROM ({sql}))",
    # By row: a function takes no more than 100 arguments here. NULL where there is no row.
    "postgresql": "(SELECT json_agg(part)::text FROM ({sql}) part)",
}


def _converters(compiler: Any) -> list[tuple[int, list[Callable]]]:
    """For each column that needs it, what makes a model's value of what JSON holds."""
    columns = [column for column, _, _ in compiler.select]
    django = compiler.get_converters(columns)
    made = []
    for position, column in enumerate(columns):
        kind = column.output_field.get_internal_type()
        functions: list[Callable] = []
        if connection.vendor == "postgresql" and kind in READ:
            functions.append(_unless_empty(READ[kind]))
        if connection.vendor != "postgresql" or kind != "JSONField":  # there it has been read with all the rest
            functions += [_bound(f, column) for f in django.get(position, ((), None))[0]]
        if functions:
            made.append((position, functions))
    return made


def _unless_empty(function: Callable) -> Callable:
    return lambda value: None if value is None else function(value)


def _bound(function: Callable, column: Any) -> Callable:
    return lambda value: function(value, column, connection)


@dataclass
class Branch:
    """How the rows of a part hang on those of another one."""

    part: Part
    name: str  # of the relation
    via: tuple[str, ...]  # the selected rows between, such as a party's case
    to_attr: str
    child_key: str  # on the child: whose it is
    parent_key: str
    single: bool = False
    back: str = ""  # the child's field that leads back

    def attach(self, parents: list[Model], children: list[Model]) -> None:
        for name in self.via:
            parents = [row for row in (getattr(parent, name) for parent in parents) if row is not None]
        families: dict[Any, list[Model]] = {}
        for child in children:
            families.setdefault(getattr(child, self.child_key), []).append(child)
        for parent in parents:
            found = families.get(getattr(parent, self.parent_key), [])
            if self.back:
                for child in found:
                    setattr(child, self.back, parent)
            self._keep(parent, found)

    def _keep(self, parent: Model, found: list[Model]) -> None:
        if self.single:
            setattr(parent, self.to_attr or self.name, found[0] if found else None)
        elif self.to_attr:
            setattr(parent, self.to_attr, found)
        else:
            keep(parent, self.name, found)


def _prefetched(row: Model) -> dict:
    if not hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}
    return row._prefetched_objects_cache


class Fetched(list):
    """What `row.relation.all()` gives: the rows. Whatever else is asked of it goes to the relation itself."""

    def __init__(self, row: Model, name: str, found: list[Model]):
        super().__init__(found)
        self._row, self._name = row, name

    def __getattr__(self, name: str) -> Any:
        rows = self._row._prefetched_objects_cache.pop(self._name)
        try:
            return getattr(getattr(self._row, self._name).all(), name)
        finally:
            self._row._prefetched_objects_cache[self._name] = rows


def keep(row: Model, name: str, found: list[Model]) -> None:
    """Let `row.name.all()` give rows that have been asked for already."""
    _prefetched(row)[name] = Fetched(row, name, found)


def ask(**querysets: QuerySet) -> dict[str, list]:
    """The rows of all `querysets`, under their names, with what they prefetch: one query."""
    question = Question(querysets)
    return question.answer(question.params)


class Question:
    """Several querysets as one query."""

    def __init__(self, querysets: dict[str, QuerySet]):
        keys = Keys()
        self.roots = {name: unroll(queryset, keys) for name, queryset in querysets.items()}
        self.parts = [part for root in self.roots.values() for part in _all(root)]
        for part in self.parts:
            part.compile()
        self.asked = [part for part in self.parts if part.sql]
        sql = f"{keys.sql}SELECT {', '.join(part.sql for part in self.asked)}"
        # Named, for a driver turns names of a long text into its own much faster than places.
        number = count()
        self.sql = PLACE.sub(lambda _: f"%(p{next(number)})s", sql)
        params = [*keys.params, *(param for part in self.asked for param in part.params)]
        self.params = {f"p{place}": param for place, param in enumerate(params)}
        self.statement: Statement | None = None

    def keep(self) -> None:
        """Let the server keep its plan, where that helps: SQLite's does so by itself."""
        if self.asked and connection.vendor == "postgresql" and settings.PREPARED_STATEMENTS:
            self.statement = Statement(self.sql)

    def answer(self, params: dict[str, Any]) -> dict[str, list]:
        """The rows under their names, with `params` in place of its own."""
        texts: list[str | None] = [None] * len(self.asked)
        if self.asked:
            with connection.cursor() as cursor:
                self._execute(cursor, params)
                texts = cursor.fetchone()
        text_of = dict(zip(map(id, self.asked), texts, strict=True))
        rows = {id(part): part.rows(text_of.get(id(part))) for part in self.parts}
        for part in self.parts:
            for branch in part.branches:
                branch.attach(rows[id(part)], rows[id(branch.part)])
        return {name: rows[id(root)] for name, root in self.roots.items()}

    def _execute(self, cursor: Any, params: dict[str, Any]) -> None:
        if self.statement:
            self.statement.execute(cursor, params)
        else:
            cursor.execute(self.sql, params)


def _all(part: Part) -> Iterator[Part]:
    yield part
    for branch in part.branches:
        yield from _all(branch.part)


class Keys:
    """The keys of rows that others hang on, each list named once at the top of the query (WITH).

    Inside each other, as subqueries, they would be nested deeper than SQLite's parser goes (yyStackDepth, 100).
    """

    def __init__(self) -> None:
        self.names: dict[tuple[int, str], RawSQL | None] = {}
        self.lists: list[str] = []
        self.params: list = []
        self.parents: list[QuerySet] = []  # kept, so that no other one gets the same id

    @property
    def sql(self) -> str:
        return f"WITH {', '.join(self.lists)} " if self.lists else ""

    def of(self, parent: QuerySet, path: tuple[str, ...]) -> RawSQL | None:
        """The keys at the end of `path` from the rows of `parent`; None where it can have no rows."""
        column = "__".join(path) or "pk"
        if (id(parent), column) not in self.names:
            self.parents.append(parent)
            self.names[id(parent), column] = self._add(parent.values(column))
        return self.names[id(parent), column]

    def _add(self, keys: QuerySet) -> RawSQL | None:
        compiler = keys.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return None
        name = f"keys_{len(self.lists)}"
        self.lists.append(f"{name} AS ({sql})")
        self.params += params
        key = connection.ops.quote_name(compiler.select[0][2])  # others are there to be ordered by
        return RawSQL(f"SELECT {key} FROM {name}", [])  # noqa: S608, S611

    def narrow(self, rows: QuerySet, field: str, parent: QuerySet, path: tuple[str, ...]) -> QuerySet:
        """`rows` whose `field` is among the keys."""
        keys = self.of(parent, path)
        return rows.none() if keys is None else rows.filter(**{f"{field}__in": keys})


def unroll(queryset: QuerySet, keys: Keys) -> Part:
    """A queryset and what it prefetches as parts, each to be asked for by itself."""
    lookups = queryset._prefetch_related_lookups
    part = Part(queryset._chain())
    part.queryset._prefetch_related_lookups = ()
    plain = dict.fromkeys(lookup for lookup in lookups if isinstance(lookup, str))
    for lookup in (*plain, *(lookup for lookup in lookups if not isinstance(lookup, str))):
        chosen = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        part.branches.append(_branch(part.queryset, chosen, chosen.prefetch_through.split("__"), (), keys))
    places = [(branch.via, branch.to_attr or branch.name) for branch in part.branches]
    if len(set(places)) != len(places):
        raise ValueError(f"{queryset.model.__name__} prefetches one relation twice: give it one Prefetch.")
    return part


def _branch(parent: QuerySet, lookup: Prefetch, path: list[str], via: tuple[str, ...], keys: Keys) -> Branch:
    """The branch for the path of a lookup, from the rows that `via` leads to."""
    model = parent.model
    for name in via:
        model = model._meta.get_field(name).related_model
    name, *rest = path
    relation = model._meta.get_field(name)
    if rest and relation.many_to_one and _is_selected(parent, (*via, name)):
        return _branch(parent, lookup, rest, (*via, name), keys)
    given = lookup.queryset if not rest else None
    rows = relation.related_model._default_manager.all() if given is None else given
    if rest:
        rows = rows.prefetch_related(_the_rest(lookup, rest))
    to_attr = "" if rest or lookup.to_attr == name else lookup.to_attr
    kind = _many if relation.many_to_many else _forward if relation.many_to_one else _reverse
    return kind(parent, relation, rows, keys, name=name, via=via, to_attr=to_attr)


def _the_rest(lookup: Prefetch, rest: list[str]) -> Prefetch:
    to_attr = lookup.to_attr if lookup.to_attr != lookup.prefetch_through.split("__")[-1] else None
    return Prefetch("__".join(rest), lookup.queryset, to_attr=to_attr)


def _is_selected(queryset: QuerySet, path: tuple[str, ...]) -> bool:
    selected = queryset.query.select_related
    for name in path:
        selected = selected.get(name) if isinstance(selected, dict) else None
        if selected is None:
            return False
    return True


def _reverse(
    parent: QuerySet, relation: ForeignObjectRel, rows: QuerySet, keys: Keys, *, via: tuple, **named: str
) -> Branch:
    back = relation.field
    part = unroll(keys.narrow(rows, back.name, parent, via), keys)
    return Branch(part, via=via, child_key=back.attname, parent_key="pk", back=back.name, **named)


def _forward(parent: QuerySet, relation: Any, rows: QuerySet, keys: Keys, *, via: tuple, **named: str) -> Branch:
    part = unroll(keys.narrow(rows, "pk", parent, (*via, relation.attname)), keys)
    return Branch(part, via=via, child_key="pk", parent_key=relation.attname, single=True, **named)


def _many(parent: QuerySet, relation: Any, rows: QuerySet, keys: Keys, *, via: tuple, **named: str) -> Branch:
    """Through the table of links, whose column for the parent comes with each row, as Django's own prefetch has it."""
    is_reverse = isinstance(relation, ForeignObjectRel)
    many = relation.field if is_reverse else relation
    source = many.m2m_reverse_field_name() if is_reverse else many.m2m_field_name()
    target = many.name if is_reverse else many.related_query_name()
    through = many.remote_field.through._meta
    quote = connection.ops.quote_name
    key = f"{quote(through.db_table)}.{quote(through.get_field(source).column)}"
    linked = keys.narrow(rows._next_is_sticky(), target, parent, via)
    part = unroll(linked.extra(select={"_linked_to": key}), keys)  # noqa: S610
    return Branch(part, via=via, child_key="_linked_to", parent_key="pk", **named)
