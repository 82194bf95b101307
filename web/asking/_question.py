"""Ask the database everything a page needs in one query (decision 0020).

`ask()` takes querysets as they are, with all they prefetch. What a queryset prefetches is asked for by a subquery of it
rather than by the keys of its rows, so nothing has to be known before. Each becomes one JSON array of a single row; the
arrays go through Django's own converters and model loading, and the rows are joined as a prefetch would.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import count
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignObjectRel, Model, Prefetch, QuerySet
from django.db.models.expressions import RawSQL

from web.asking import _django
from web.asking._statements import Statement
from web.asking._values import Converted, converters


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
        self.compiler = _django.compiler_of(self.queryset)
        try:
            sql, self.params, names = _django.compiled(self.compiler)
        except EmptyResultSet:
            return
        self.sql = ARRAYS[connection.vendor].format(sql=sql, names=", ".join(names))
        self.converters = converters(self.compiler)

    def rows(self, text: str | None) -> list:
        """The queryset's rows, of a JSON array; of models, of `values()`, of whatever it gives."""
        if text in NOTHING:
            return []
        found = json.loads(text)
        rows = [list(row.values()) for row in found] if connection.vendor == "postgresql" else found
        for position, functions in self.converters:
            converted = Converted(functions)
            for row in rows:
                row[position] = converted[row[position]]
        return _django.made(self.queryset, self.compiler, rows)


NOTHING = (None, "", "[]")
PLACE = re.compile(r"(?<!%)%s")  # as Django looks for them
ARRAYS = {
    "sqlite": "(SELECT json_group_array(json_array({names})) FROM ({sql}))",
    # By row: a function takes no more than 100 arguments here. NULL if there is no row.
    "postgresql": "(SELECT json_agg(part)::text FROM ({sql}) part)",
}


@dataclass
class Branch:
    """How the rows of a part are attached to those of another one."""

    part: Part
    template: QuerySet  # what was to be prefetched, of all parents
    name: str  # of the relation
    via: tuple[str, ...]  # the selected rows between, such as a party's case
    to_attr: str
    child_key: str  # on the child: whose it is
    parent_key: str
    single: bool = False
    back: Field | None = None  # the child's, which leads to the parent

    def attach(self, parents: list[Model], children: list[Model], template: Callable[[], QuerySet]) -> None:
        for name in self.via:
            parents = [row for row in (getattr(parent, name) for parent in parents) if row is not None]
        families: dict[Any, list[Model]] = {}
        for child in children:
            families.setdefault(getattr(child, self.child_key), []).append(child)
        keep = self._keeper(template)
        for parent in parents:
            found = families.get(getattr(parent, self.parent_key), [])
            if self.back:
                for child in found:
                    _django.set_parent(child, self.back, parent)
            keep(parent, found)

    @cached_property
    def _like(self) -> tuple[type[QuerySet], dict[str, Any]]:
        return _django.read_and_like(self.template)

    def _keeper(self, template: Callable[[], QuerySet]) -> Callable[[Model, list[Model]], None]:
        """What gives a parent its children."""
        name = self.to_attr or self.name
        if self.single:
            return lambda parent, found: setattr(parent, name, found[0] if found else None)
        if self.to_attr:
            return lambda parent, found: setattr(parent, name, found)
        return _django.filler(name, self._like, template)


def ask(**querysets: QuerySet) -> dict[str, list]:
    """Run all `querysets` in one query.

    Returns `{name: rows}`; each row has its prefetched relations loaded. Raises ValueError if a queryset prefetches the
    same relation twice.
    """
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
        self.branches = [(part, branch) for part in self.parts for branch in part.branches]
        self.asked = [part for part in self.parts if part.sql]
        sql = f"{keys.sql}SELECT {', '.join(part.sql for part in self.asked)}"
        # Named, because a driver turns names of a long text into its own much faster than places.
        number = count()
        self.sql = PLACE.sub(lambda _: f"%(p{next(number)})s", sql)
        params = [*keys.params, *(param for part in self.asked for param in part.params)]
        self.params = {f"p{place}": param for place, param in enumerate(params)}
        self.statement: Statement | None = None

    def keep(self) -> None:
        """Let the server keep its plan, where that helps: SQLite's does so by itself."""
        if self.asked and connection.vendor == "postgresql" and settings.PREPARED_STATEMENTS:
            self.statement = Statement(self.sql)

    def answer(self, params: dict[str, Any], again: "Callable[[], Question] | None" = None) -> dict[str, list]:
        """The rows under their names, with `params` in place of its own.

        `again()` builds the same question with the values of these params, for relations that more is asked of.
        """
        texts: list[str | None] = [None] * len(self.asked)
        if self.asked:
            with connection.cursor() as cursor:
                self._execute(cursor, params)
                texts = cursor.fetchone()
        text_of = dict(zip(map(id, self.asked), texts, strict=True))
        rows = {id(part): part.rows(text_of.get(id(part))) for part in self.parts}
        built = cache(again or (lambda: self))
        for number, (part, branch) in enumerate(self.branches):
            template = partial(_template, built, number)
            branch.attach(rows[id(part)], rows[id(branch.part)], template)
        return {name: rows[id(root)] for name, root in self.roots.items()}

    def _execute(self, cursor: Any, params: dict[str, Any]) -> None:
        if self.statement:
            self.statement.execute(cursor, params)
        else:
            cursor.execute(self.sql, params)


def _template(built: Callable[[], Question], number: int) -> QuerySet:
    return built().branches[number][1].template


def _all(part: Part) -> Iterator[Part]:
    yield part
    for branch in part.branches:
        yield from _all(branch.part)


class Keys:
    """The keys of rows that others belong to, each list named once at the top of the query (WITH).

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
        """The keys at the end of `path` from the rows of `parent`; None if it can have no rows."""
        column = "__".join(path) or "pk"
        if (id(parent), column) not in self.names:
            self.parents.append(parent)
            self.names[id(parent), column] = self._add(parent.values(column))
        return self.names[id(parent), column]

    def _add(self, keys: QuerySet) -> RawSQL | None:
        try:
            sql, params, columns = _django.compiled(_django.compiler_of(keys))
        except EmptyResultSet:
            return None
        name = f"keys_{len(self.lists)}"
        self.lists.append(f"{name} AS ({sql})")
        self.params += params
        return RawSQL(f"SELECT {columns[0]} FROM {name}", [])  # noqa: S608, S611

    def narrow(self, rows: QuerySet, field: str, parent: QuerySet, path: tuple[str, ...]) -> QuerySet:
        """`rows` whose `field` is among the keys."""
        keys = self.of(parent, path)
        return rows.none() if keys is None else rows.filter(**{f"{field}__in": keys})


def unroll(queryset: QuerySet, keys: Keys) -> Part:
    """A queryset and what it prefetches as parts, each to be asked for by itself."""
    lookups = _django.lookups_of(queryset)
    part = Part(queryset.prefetch_related(None))
    plain = dict.fromkeys(lookup for lookup in lookups if isinstance(lookup, str))
    for lookup in (*plain, *(lookup for lookup in lookups if not isinstance(lookup, str))):
        chosen = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        part.branches.append(_branch(part.queryset, chosen, _django.path_of(chosen), (), keys))
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
    if rest and relation.many_to_one and _django.is_selected(parent, (*via, name)):
        return _branch(parent, lookup, rest, (*via, name), keys)
    given = _django.rows_of(lookup) if not rest else None
    rows = relation.related_model._default_manager.all() if given is None else given
    if rest:
        rows = rows.prefetch_related(_the_rest(lookup, rest))
    to_attr = "" if rest else _django.attribute_of(lookup)
    kind = _many if relation.many_to_many else _forward if relation.many_to_one else _reverse
    return kind(parent, relation, rows, keys, name=name, via=via, to_attr=to_attr)


def _the_rest(lookup: Prefetch, rest: list[str]) -> Prefetch:
    return Prefetch("__".join(rest), _django.rows_of(lookup), to_attr=_django.attribute_of(lookup) or None)


def _key(relation: Any) -> str:
    """The attribute that holds the key of the model a relation belongs to; `pk` itself takes longer to read."""
    return relation.model._meta.pk.attname


def _reverse(
    parent: QuerySet, relation: ForeignObjectRel, rows: QuerySet, keys: Keys, *, via: tuple, **named: str
) -> Branch:
    back = relation.field
    part = unroll(keys.narrow(rows, back.name, parent, via), keys)
    return Branch(part, rows, via=via, child_key=back.attname, parent_key=_key(relation), back=back, **named)


def _forward(parent: QuerySet, relation: Any, rows: QuerySet, keys: Keys, *, via: tuple, **named: str) -> Branch:
    part = unroll(keys.narrow(rows, "pk", parent, (*via, relation.attname)), keys)
    return Branch(
        part, rows, via=via, child_key=_key(relation.remote_field), parent_key=relation.attname, single=True, **named
    )


def _many(parent: QuerySet, relation: Any, rows: QuerySet, keys: Keys, *, via: tuple, **named: str) -> Branch:
    """Through the table of links, whose column for the parent comes with each row, as Django's own prefetch has it."""
    is_reverse = isinstance(relation, ForeignObjectRel)
    many = relation.field if is_reverse else relation
    source = many.m2m_reverse_field_name() if is_reverse else many.m2m_field_name()
    target = many.name if is_reverse else many.related_query_name()
    through = many.remote_field.through._meta
    quote = connection.ops.quote_name
    key = f"{quote(through.db_table)}.{quote(through.get_field(source).column)}"
    linked = keys.narrow(rows, target, parent, via)
    part = unroll(linked.extra(select={"_linked_to": key}), keys)  # noqa: S610
    return Branch(part, rows, via=via, child_key="_linked_to", parent_key=_key(relation), **named)
