"""The Nu HTML checker finds no error on a public page."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from coverage.models import Article
from tests.public_pages import framed_pages, public_pages

JAR = os.environ.get("VNU_JAR", "")
pytestmark = [
    pytest.mark.needs_java,
    pytest.mark.sqlite_only,  # a checker of pages, whatever database they come from
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (Path(JAR).is_file() and shutil.which("java")),
        reason="NO HTML CHECK: set VNU_JAR to the Nu HTML checker's vnu.jar and install Java",
    ),
]


def test_it_finds_no_error(demo, tmp_path):
    call_command("renditions")
    client = Client(raise_request_exception=False)
    Article.objects.filter(slug="last-take-in-six-questions").update(state="withdrawn", gone_because="A test.")
    pages = [*public_pages(), *framed_pages(), "/articles/last-take-in-six-questions/"]
    for number, path in enumerate(pages):
        (tmp_path / f"{number}.html").write_bytes(client.get(path).content)
    (tmp_path / "500.html").write_bytes((Path(__file__).parents[2] / "templates/500.html").read_bytes())
    command = ["java", "-jar", JAR, "--errors-only", "--format", "json", "--exit-zero-always", str(tmp_path)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stderr)
    assert [f"{m['url']}:{m.get('lastLine')}: {m['message']}" for m in found["messages"]] == []
