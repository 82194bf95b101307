"""What `web.asking` leans on inside Django goes on as it did; else the test says in a sentence what has changed."""

import ast
import inspect
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.query import ModelIterable

from legal.models import Charge, Party, Proceeding
from people.models import Person
from tests.factories import ChargeFactory
from web.asking import _django

WEB = Path(_django.__file__).parent.parent
THIS = "_django.py"
DOCUMENTED = {"_meta", "_default_manager"}


def compiler(queryset):
    return queryset.query.get_compiler(connection=connection)


def _lookups():
    lookup = Prefetch("charges")
    return Proceeding.objects.prefetch_related("parties", lookup)._prefetch_related_lookups == ("parties", lookup)


def _known_parents():
    charge = ChargeFactory()
    field = Charge._meta.get_field("proceeding")
    return charge.proceeding.charges.all()._known_related_objects == {field: {charge.proceeding_id: charge.proceeding}}


def _query():
    people = Person.objects.filter(name="x")
    return people._query is people.query


def _cache():
    people = Person.objects.all()
    before = people._result_cache
    return before is None and (list(people), people._result_cache)[1] == []


def _prefetch_done():
    case = ChargeFactory().proceeding
    cases = Proceeding.objects.prefetch_related("charges")
    cases._result_cache, cases._prefetch_done = [case], True
    return list(cases) == [case] and not hasattr(case, "_prefetched_objects_cache")


def _narrowed():
    mine, other = ChargeFactory(), ChargeFactory()
    charges = mine.proceeding.charges._apply_rel_filters(Charge.objects.all())
    return list(charges) == [mine] != [other]


def _prefetched():
    case = ChargeFactory().proceeding
    case._prefetched_objects_cache = {"charges": Charge.objects.none()}
    return list(case.charges.all()) == [] and case.charges.all() is case._prefetched_objects_cache["charges"]


def _compiler_is_asked():
    answered = []
    people = Person.objects.all()
    make = people.query.get_compiler
    people.query.get_compiler = lambda *given, **named: answered.append(1) or make(*given, **named)
    return list(people) == [] and answered == [1]


def _selected():
    return Person.objects.all().query.select_related is False and Party.objects.select_related(
        "proceeding__court"
    ).query.select_related == {"proceeding": {"court": {}}}


def _select():
    made = compiler(Person.objects.order_by("pk"))
    made.as_sql(with_col_aliases=True)
    return [column.target.attname for column, _, alias in made.select if alias] == [
        field.attname for field in Person._meta.concrete_fields
    ]


def _klass_info():
    made = compiler(Party.objects.select_related("proceeding"))
    made.as_sql()
    own, [related] = made.klass_info, made.klass_info["related_klass_infos"]
    return own["model"] is Party and related["model"] is Proceeding and own["select_fields"][0] == 0


def _annotations():
    charged = Exists(Party.objects.filter(person=OuterRef("pk")))
    made = compiler(Person.objects.annotate(charged=charged))
    made.as_sql()
    return made.annotation_col_map == {"charged": len(Person._meta.concrete_fields)}


def _as_sql():
    sql, params = compiler(Person.objects.filter(name="x").values("pk")).as_sql(with_col_aliases=True)
    return " AS " in sql.split(" FROM ")[0] and tuple(params) == ("x",)


def _converters():
    made = compiler(Person.objects.only("born"))
    made.as_sql()
    columns = [column for column, _, _ in made.select]
    [(functions, column)] = [
        found for place, found in made.get_converters(columns).items() if columns[place].target.name == "born"
    ]
    return str(functions[-1]("2021-10", column, connection)) == "2021-10"


def _cached():
    charge, case = Charge(proceeding_id=7), Proceeding(pk=7)
    Charge._meta.get_field("proceeding").set_cached_value(charge, case)
    return charge.proceeding is case and charge.proceeding_id == 7


def _state():
    state = Person(name="x")._state
    return type(state) is _django.ModelState and state.adding is True and state.db is None


CHECKS = {
    "QuerySet._prefetch_related_lookups": _lookups,
    "QuerySet._iterable_class": lambda: Person.objects.all()._iterable_class is ModelIterable,
    "QuerySet._known_related_objects": _known_parents,
    "QuerySet._query": _query,
    "QuerySet._result_cache": _cache,
    "QuerySet._prefetch_done": _prefetch_done,
    "Manager._apply_rel_filters": _narrowed,
    "Model._prefetched_objects_cache": _prefetched,
    "Prefetch.prefetch_through": lambda: Prefetch("charges__party").prefetch_through == "charges__party",
    "Prefetch.to_attr": lambda: (
        (Prefetch("charges__party").to_attr, Prefetch("charges", to_attr="listed").to_attr) == (None, "listed")
    ),
    "Prefetch.queryset": lambda: (
        Prefetch("charges").queryset is None and isinstance(Prefetch("x", Charge.objects.all()).queryset, QuerySet)
    ),
    "Query.get_compiler": _compiler_is_asked,
    "Query.select_related": _selected,
    "SQLCompiler.select": _select,
    "SQLCompiler.klass_info": _klass_info,
    "SQLCompiler.annotation_col_map": _annotations,
    "SQLCompiler.as_sql": _as_sql,
    "SQLCompiler.get_converters": _converters,
    "Field.set_cached_value": _cached,
    "ModelState": _state,
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", _django.CONTRACT)
def test_it_finds_django_as_it_was(name):
    changed = f"Django has changed {name}. {THIS} counts on this: it {_django.CONTRACT[name]}."
    try:
        holds = CHECKS[name]()
    except Exception as error:
        pytest.fail(f"{changed} ({type(error).__name__}: {error})")
    assert holds, changed


def test_it_checks_every_name_it_lists():
    assert list(CHECKS) == list(_django.CONTRACT)


def private_names(path):
    """The attributes with an underscore that a module takes from something other than itself."""
    return {
        node.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and node.attr not in DOCUMENTED
        and not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    }


def test_it_lists_every_private_name_it_takes():
    listed = {name.split(".")[-1] for name in _django.CONTRACT}
    assert private_names(Path(inspect.getfile(_django))) - listed == set()


@pytest.mark.parametrize("path", sorted(path for path in WEB.rglob("*.py") if path.name != THIS), ids=lambda p: p.name)
def test_it_takes_private_names_in_that_module_only(path):
    assert private_names(path) == set()
