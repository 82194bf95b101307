"""Every name inside Django that `web.asking` and `web.models` lean on. Django may change these without notice.

`CONTRACT` says of each what it must go on doing. A test checks every line of it, so an upgrade of Django fails with
that sentence rather than with a wrong page. No other module of `web/` touches a private name.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.models import Field, Model, Prefetch, QuerySet
from django.db.models.base import ModelState as ModelState
from django.db.models.sql import Query

CONTRACT = {
    "QuerySet._prefetch_related_lookups": "is the tuple of texts and Prefetch objects prefetch_related() was given",
    "QuerySet._iterable_class": "makes the rows of a queryset from what its query's compiler answers",
    "QuerySet._known_related_objects": "are the parents that rows of a relation get, by field and key",
    "QuerySet._query": "is what the property `query` gives while no filter is deferred",
    "QuerySet._result_cache": "holds the rows of a queryset that has been read, and None before",
    "QuerySet._prefetch_done": "keeps a queryset with rows from prefetching for them again",
    "Manager._apply_rel_filters": "narrows any queryset to the rows related to one row",
    "Model._prefetched_objects_cache": "holds querysets by relation, which `row.relation.all()` gives",
    "Prefetch.prefetch_through": "is the path of a lookup by the names of its relations",
    "Prefetch.to_attr": "is the attribute that the rows go to, or None",
    "Prefetch.queryset": "is the queryset it was given, or None",
    "Query.get_compiler": "gives the compiler that the rows of a queryset are made by",
    "Query.select_related": "is False, or what is selected, by name, at any depth",
    "SQLCompiler.select": "lists column, SQL and alias of each value, in the order of a row",
    "SQLCompiler.klass_info": "says which values make which model",
    "SQLCompiler.annotation_col_map": "says which value is which annotation",
    "SQLCompiler.as_sql": "gives SQL and params, and an alias to each column with with_col_aliases",
    "SQLCompiler.get_converters": "gives functions by the place of a value, each of (value, expression, connection)",
    "Field.set_cached_value": "keeps the row that a foreign key leads to, without a check or a change of its column",
    "ModelState": "is what Model.__init__ keeps as `_state`, with `adding` and `db`",
}


def lookups_of(queryset: QuerySet) -> tuple[str | Prefetch, ...]:
    """What a queryset prefetches."""
    return queryset._prefetch_related_lookups


def path_of(lookup: Prefetch) -> list[str]:
    """The names of the relations that a lookup follows."""
    return lookup.prefetch_through.split("__")


def attribute_of(lookup: Prefetch) -> str:
    """The attribute that the rows of a lookup go to; "" if they go to the relation itself."""
    return lookup.to_attr or ""


def rows_of(lookup: Prefetch) -> QuerySet | None:
    """The queryset that a lookup was given."""
    return lookup.queryset


def is_selected(queryset: QuerySet, path: tuple[str, ...]) -> bool:
    """Whether the rows come with those at the end of `path`."""
    selected = queryset.query.select_related
    for name in path:
        selected = selected.get(name) if isinstance(selected, dict) else None
        if selected is None:
            return False
    return True


def compiler_of(queryset: QuerySet) -> Any:
    return queryset.query.get_compiler(connection=connection)


def compiled(compiler: Any) -> tuple[str, tuple, list[str]]:
    """The SQL, its params and the quoted names of its columns; raises EmptyResultSet if it can have no rows."""
    sql, params = compiler.as_sql(with_col_aliases=True)
    return sql, tuple(params), [connection.ops.quote_name(alias) for _, _, alias in compiler.select]


def columns_of(compiler: Any) -> list[tuple[Any, list[Callable]]]:
    """Each value's expression with the functions that convert it."""
    columns = [column for column, _, _ in compiler.select]
    converters = compiler.get_converters(columns)
    return [(column, converters.get(place, ([], None))[0]) for place, column in enumerate(columns)]


class _Answered:
    """A compiler that has been answered already."""

    def __init__(self, compiler: Any, rows: list[list]):
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map, self.rows = compiler.annotation_col_map, rows

    def execute_sql(self, **_: Any) -> None:
        return None

    def results_iter(self, results: None = None, tuple_expected: bool = False, **_: Any) -> Iterator:
        return map(tuple, self.rows) if tuple_expected else iter(self.rows)


def made(queryset: QuerySet, compiler: Any, rows: list[list]) -> list:
    """What `queryset` gives (models, `values()`, whatever) for the values of its rows."""
    answered = _Answered(compiler, rows)
    query = copy.copy(queryset.query)
    query.get_compiler = lambda *_, **__: answered
    shell = type(queryset)(queryset.model, query, queryset.db)
    shell._known_related_objects = queryset._known_related_objects
    return list(queryset._iterable_class(shell))


_set = object.__setattr__  # which does not look at what it sets


class _Unbuilt(Query):
    """The query of a relation that has its rows, built when someone wants more of it than these.

    Few pages do, and building one for each relation of each row would take longer than the rows. Touched in any way,
    it becomes the Query that Django's own prefetch would have left here.
    """

    def __getattribute__(self, name: str) -> Any:
        relation, row, accessor, template = object.__getattribute__(self, "build")
        built = getattr(row, accessor)._apply_rel_filters(template().all())
        query = built.query  # which applies the filter that has been deferred so far
        _set(self, "__dict__", query.__dict__)
        _set(self, "__class__", type(query))
        kept = {"_query": self, "_result_cache": relation._result_cache, "_prefetch_done": True}
        relation.__dict__.update(built.__dict__ | kept)
        return getattr(self, name)


def read_and_like(queryset: QuerySet) -> tuple[type[QuerySet], dict[str, Any]]:
    """The class and the attributes of a queryset like this one that has been read."""
    return type(queryset), vars(type(queryset)(queryset.model)) | {"_prefetch_done": True}


def filler(
    name: str, like: tuple[type[QuerySet], dict[str, Any]], template: Callable[[], QuerySet]
) -> Callable[[Model, list[Model]], None]:
    """What lets `row.name.all()` be a queryset that has its rows, as Django's own prefetch leaves it.

    What else is asked of it is asked of `template()`, narrowed to the row.
    """
    kind, known = like

    def fill(row: Model, rows: list[Model]) -> None:
        query, relation = _Unbuilt.__new__(_Unbuilt), kind.__new__(kind)
        relation.__dict__.update(known, _query=query, _result_cache=rows)
        _set(query, "build", (relation, row, name, template))
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = relation

    return fill


def set_parent(row: Model, field: Field, parent: Model) -> None:
    """Let `field` of `row`, whose column holds the key of `parent` already, lead to this very object."""
    field.set_cached_value(row, parent)
