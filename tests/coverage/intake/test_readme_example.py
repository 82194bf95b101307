"""The import that the README shows works on the demo, from the file to the published article."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import call_command

from coverage.intake.kinds import KINDS
from coverage.intake.review import accept
from coverage.models import Article
from coverage.publishing import move
from legal.models import Development
from people.models import Person

ROOT = Path(__file__).parents[3]
COMMANDS = re.findall(r"^\.venv/bin/python manage\.py (import_articles .+)$", (ROOT / "README.md").read_text(), re.M)
ORDER = list(KINDS)


@pytest.fixture
def imported(demo, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    said = []
    for command in COMMANDS:
        call_command(*shlex.split(command))
        said.append(capsys.readouterr().out)
    assert ["A dry run: nothing was written." in text for text in said] == [True, False]
    return Article.objects.get(import_rows__isnull=False)


def accept_all(article, *, by):
    for finding in sorted(article.findings.all(), key=lambda finding: ORDER.index(finding.kind)):
        accept(finding, by=by)


def test_it_finds_something_of_every_kind(imported):
    assert {finding.kind for finding in imported.findings.all()} == set(ORDER)


def test_it_is_about_what_the_demo_has_on_record(imported, editor):
    people, steps = Person.objects.count(), Development.objects.count()
    accept_all(imported, by=editor)
    assert (Person.objects.count(), Development.objects.count()) == (people, steps)


def test_it_can_be_published_once_everything_is_decided(imported, editor):
    accept_all(imported, by=editor)
    for step in ("submit", "send_to_legal", "clear", "approve", "publish"):
        move(imported, step, by=editor)
    assert Article.objects.published().filter(pk=imported.pk).exists()
