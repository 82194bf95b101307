"""The house holds together: imports go one way, nothing is too long, and the name `coverage` is ours."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["dates", "web", "people", "legal", "coverage", "config"]  # each may import what stands before it, never after
PURE = [
    "dates/value.py",
    "people/names.py",
    *(f"legal/vocabulary/{path.name}" for path in sorted((ROOT / "legal/vocabulary").glob("*.py"))),
    "legal/glossary.py",
    "legal/states.py",
    "legal/steps.py",
    "legal/standing.py",
    "legal/wording.py",
    "legal/ical.py",
    "legal/explaining.py",
    "legal/thinning.py",
    "legal/summary.py",
    *(f"legal/records/{name}.py" for name in ("shape", "values", "reading", "pairing", "places")),
    "coverage/anchors.py",
    *(f"coverage/search/{name}.py" for name in ("positions", "query", "snippets", "spelling")),
    *(f"coverage/extraction/{path.name}" for path in sorted((ROOT / "coverage/extraction").glob("*.py"))),
]


def modules(folder: str) -> list[Path]:
    return [path for path in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in path.parts]


def imported(tree: ast.AST) -> list[str]:
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return names


@pytest.mark.parametrize("app", APPS)
def test_it_imports_downwards_only(app):
    above = set(APPS[APPS.index(app) + 1 :])
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(app)
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] in above
    ]
    assert found == []


def test_it_hides_no_import_in_a_function():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in modules(app)
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert found == []


@pytest.mark.parametrize("path", PURE)
def test_it_keeps_the_pure_modules_pure(path):
    roots = {name.split(".")[0] for name in imported(ast.parse((ROOT / path).read_text()))}
    assert roots & {"django", "environ", "nh3"} == set()


def test_it_has_no_function_over_40_lines_and_no_module_over_400():
    found = []
    for folder in [*APPS, "tests", "bench"]:
        for path in modules(folder):
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
