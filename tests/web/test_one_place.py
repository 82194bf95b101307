"""What is done in one place is done nowhere else."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = {
    "web/addresses.py": r"SITE_URL(\}\{| \+)|\+ settings\.SITE_URL",
    "web/conditional.py": r"\b(get_conditional_response|http_date|quote_etag)\b",
    "web/triggers.py": r"\b(CREATE TRIGGER|pre_migrate)\b",
}


@pytest.mark.parametrize("place", PLACES)
def test_it_is_done_in_one_place(place):
    code = [path for package in ROOT.glob("*/__init__.py") for path in package.parent.rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in code if re.search(PLACES[place], path.read_text())}
    assert {path for path in found if not path.startswith("tests/")} == {place}
