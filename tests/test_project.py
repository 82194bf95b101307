"""The house holds together: imports go one way, nothing is too long, and the name `coverage` is ours."""

import ast
import re
import subprocess
import tomllib
from functools import partial

import pytest

from tests import floors
from web import triggers
from web.registry import REGISTRIES

ROOT = floors.ROOT
PURE = [
    str(path.relative_to(ROOT))
    for name in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    for path in ([ROOT / name] if name.endswith(".py") else sorted((ROOT / name).rglob("*.py")))
]


def found(floor: str, look) -> list[str]:
    """What `look` finds in the modules of a floor, with the file and the line."""
    return [
        f"{path.relative_to(ROOT)}:{line} {what}"
        for path in floors.modules(floor)
        for line, what in look(ast.parse(path.read_text()))
    ]


@pytest.mark.parametrize("floor", floors.FLOORS)
def test_it_imports_downwards_only(floor):
    assert found(floor, partial(floors.upward_imports, floor)) == []


@pytest.mark.parametrize("floor", floors.FLOORS)
def test_it_hides_no_import_in_a_function(floor):
    assert found(floor, floors.hidden_imports) == []


@pytest.mark.parametrize("floor", floors.FLOORS)
def test_it_names_no_relation_of_an_app_above(floor):
    assert found(floor, partial(floors.reaches_up, floor)) == []


@pytest.mark.parametrize(
    "code",
    [
        "Proceeding._meta.get_field('films').related_model",
        "Proceeding.objects.filter(films__slug='rust')",
        "Proceeding.objects.prefetch_related('articles')",
        "case.articles.all()",
        "apps.get_model('coverage.Article')",
        "apps.get_model('coverage', 'Article')",
    ],
)
def test_it_sees_a_lower_app_reach_up(code):
    assert list(floors.reaches_up("legal", ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["Proceeding.objects.filter(charges__party__person=1)", "apps.get_model('people.Person')"]
)
def test_it_lets_an_app_name_what_is_its_own_or_below(code):
    assert list(floors.reaches_up("legal", ast.parse(code))) == []


def test_it_sees_an_import_that_hides():
    assert list(floors.hidden_imports(ast.parse("def f():\n    import os")))
    assert list(floors.hidden_imports(ast.parse("def f():\n    return import_module('os')")))


def test_it_lets_pages_for_readers_know_nothing_of_the_desk():
    """Everything in pages/ may be read by anybody; pages/desk/ may import it, never the other way around."""
    readers = [path for path in floors.modules("pages") if "desk" not in path.parts]
    names = [(path, name) for path in readers for _, name in floors.imported(ast.parse(path.read_text()))]
    assert [f"{path} imports {name}" for path, name in names if name.startswith("pages.desk")] == []


def test_it_imports_nothing_into_migrations_that_is_likely_to_move():
    """Only what Django itself writes into them: fields, models' functions, and the terms of the vocabulary."""
    stays = re.compile(r"django|dates\.fields|legal\.vocabulary|(legal|coverage)\.models|coverage\.anchors")
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for floor in floors.FLOORS
        for path in sorted((ROOT / floor).glob("migrations/*.py"))
        for _, name in floors.imported(ast.parse(path.read_text()))
        if name.split(".")[0] in floors.FLOORS and not stays.match(name)
    ]
    assert found == []


@pytest.mark.parametrize("registry", REGISTRIES, ids=str)
def test_it_fills_every_registry(registry):
    assert len(registry) > 0


def test_it_fills_the_registry_of_triggers():
    assert len(triggers.GROUPS) > 0


@pytest.mark.parametrize("path", PURE)
def test_it_keeps_the_pure_modules_pure(path):
    roots = {name.split(".")[0] for _, name in floors.imported(ast.parse((ROOT / path).read_text()))}
    assert roots & {"django", "environ", "nh3"} == set()


def test_it_has_no_function_over_40_lines_and_no_module_over_400():
    found = []
    for folder in [*floors.FLOORS, "tests", "bench"]:
        for path in floors.modules(folder):
            text = path.read_text()
            if text.count("\n") > 400:
                found.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert found == []


def test_it_never_depends_on_the_package_that_has_our_app_s_name():
    pinned = re.findall(r"^([\w.-]+)(?:\[.*\])?==", (ROOT / "requirements/dev.txt").read_text(), re.M)
    assert pinned
    assert {name.lower() for name in pinned} & {"coverage", "pytest-cov"} == set()


def test_it_has_a_package_in_every_test_folder():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_it_lets_git_see_the_coverage_app():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    ignored = subprocess.run(
        ["git", "check-ignore", "coverage", "coverage/models/__init__.py"], cwd=ROOT, capture_output=True, text=True
    )
    assert ignored.stdout == ""


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_it_pins_with_hashes_and_records_no_address(name):
    text = (ROOT / "requirements" / name).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index-url" not in text


def test_it_says_of_every_dependency_why_it_is_there():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    declared = tomllib.loads("\n".join(lines))
    names = declared["project"]["dependencies"] + declared["dependency-groups"]["dev"]
    for name in names:
        line = next(line for line in lines if line.strip().startswith(f'"{name}"'))
        assert re.search(r'",\s+# \w', line), f"{name} has no reason"
