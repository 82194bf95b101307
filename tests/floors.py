"""What the floors of the house forbid, found in the code: a lower app names nothing that stands above it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [*settings.FLOORS, "config"]  # each may import what stands before it, never what stands after


def modules(folder: str) -> list[Path]:
    """The Python files of a folder, without its migrations."""
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]


def above(floor: str) -> set[str]:
    return set(FLOORS[FLOORS.index(floor) + 1 :])


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and the module of each import, wherever in the file it is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def upward_imports(floor: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    for line, name in imported(tree):
        if name.split(".")[0] in above(floor):
            yield line, f"imports {name}"


def hidden_imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno, "imports inside a function"
                elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
                    yield node.lineno, f"imports by name with {_called(node)}()"


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def relations(floor: str) -> tuple[set[str], set[str]]:
    """The names under which apps above hang on models of this floor or a lower one; and every name of these models."""
    upper, own = set(), set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in FLOORS or model._meta.app_label in above(floor):
            continue
        for field in model._meta.get_fields():
            is_upper = field.auto_created and field.is_relation and field.related_model._meta.app_label in above(floor)
            names = {field.name, getattr(field, "get_accessor_name", lambda: None)() or field.name}
            (upper if is_upper else own).update(names)
    return upper, own


def reaches_up(floor: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a module names a relation, a model or an app above: in a lookup, by get_model, by a reverse accessor."""
    upper, own = relations(floor)
    forbidden = upper - own
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in {"get_model", "get_app_config"}:
            yield from (
                (node.lineno, f"{_called(node)}({label!r})") for label in _labels(node) if _app(label) in above(floor)
            )
        for line, name in _names(node):
            if found := forbidden.intersection(name.split("__")):
                yield line, f"names {' and '.join(sorted(found))}, which an app above adds"


def _labels(node: ast.Call) -> list[str]:
    return [value.value for value in node.args[:1] if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def _app(label: str) -> str:
    return label.split(".")[0].lower()


def _names(node: ast.AST) -> Iterator[tuple[int, str]]:
    """What can be a lookup or an accessor: keywords and texts in a call, and attributes."""
    if isinstance(node, ast.Call):
        values = [*node.args, *(keyword.value for keyword in node.keywords)]
        yield from ((node.lineno, keyword.arg) for keyword in node.keywords if keyword.arg)
        yield from ((v.lineno, v.value) for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))
    elif isinstance(node, ast.Attribute):
        yield node.lineno, node.attr
