"""`web.asking` offers a one-off question, a prepared one and a listing; how it asks is its own business."""

import ast
from pathlib import Path

import pytest

from web import asking

ROOT = Path(__file__).resolve().parent.parent.parent
OUTSIDE = ("config", "coverage", "legal", "people", "dates", "bench", "tests")


def private_imports(source: str) -> list[str]:
    """The modules and names inside `web.asking` that a text of Python imports past its public names."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("web.asking.")]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("web.asking"):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [name for name in names if name.removeprefix("web.asking.") not in asking.__all__]
    return found


def test_it_offers_three_names():
    assert asking.__all__ == ["Listing", "Prepared", "ask"]
    assert all(hasattr(asking, name) for name in asking.__all__)


@pytest.mark.parametrize("folder", OUTSIDE)
def test_it_is_asked_by_those_names_only(folder):
    found = {
        str(path.relative_to(ROOT)): names
        for path in (ROOT / folder).rglob("*.py")
        if ROOT / "tests" / "web" not in path.parents and (names := private_imports(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    "line",
    ["import web.asking._question", "from web.asking import _question", "from web.asking._question import Question"],
)
def test_it_notices_an_import_from_inside(line):
    assert private_imports(line)


def test_it_takes_no_offense_at_a_public_name():
    assert private_imports("from web.asking import Listing, Prepared, ask\nfrom web.paging import Page") == []
