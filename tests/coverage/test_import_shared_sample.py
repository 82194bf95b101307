"""An extra: a real article, where the folder that holds it stands beside the checkout."""

from pathlib import Path

import pytest
from django.core.management import call_command

from coverage.models import Article, Finding

FOLDER = Path(__file__).parents[3] / "shared" / "samples"
SAMPLE = next(iter(sorted(FOLDER.glob("*last-take*.txt"))), None) if FOLDER.exists() else None

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(SAMPLE is None, reason=f"an extra: there is no sample in {FOLDER.name}/ beside this checkout"),
]


@pytest.fixture
def findings(demo):
    call_command("import_articles", str(SAMPLE), "--film", "last-take", "--json")
    return Article.objects.get(import_rows__isnull=False).findings


def test_it_finds_the_release(findings):
    release = findings.get(kind="release")
    assert release.data["date"] == "2025-03-11"
    assert release.data["platform"] == "Hulu"
    assert str(release.release.date) == "2025-03-11"


def test_it_finds_the_steps_of_the_cases_and_knows_them(findings):
    found = [
        (f.data["kind"], f.data["occurred"], str(f.development.occurred)) for f in findings.filter(kind="development")
    ]
    assert found == [
        ("event", "2021-10", "2021-10-21"),
        ("sentenced", "2024-04", "2024-04-15"),
        ("dismissed", "2024-07", "2024-07-12"),
        ("filed", "2025-01", "2025-01"),
    ]
    assert findings.get(data__kind="dismissed").data["prejudice"] == "with"


def test_it_finds_the_speakers_and_keeps_one_statement_together(findings):
    quotes = [(f.data["name"] or f.data["source_name"], len(f.spans)) for f in findings.filter(kind="quote")]
    assert quotes == [
        ("a release", 1),
        ("Rachel Mason", 3),
        ("the release", 1),
        ("the release", 1),
        ("Mary Marlowe Sommer", 1),
        ("Alec Baldwin", 1),
        ("Kari Morrissey", 1),
    ]


def test_it_knows_everybody_and_invents_nobody(findings):
    people = [finding.person.name for finding in findings.filter(kind="person")]
    assert sorted(people) == [
        "Alec Baldwin", "Halyna Hutchins", "Hannah Gutierrez Reed", "Joel Souza", "Kari Morrissey",
        "Mary Marlowe Sommer", "Rachel Mason",
    ]  # fmt: skip


def test_it_keeps_credits_and_heading_apart(findings):
    article = Article.objects.get(import_rows__isnull=False)
    assert article.import_notes.count("[credit: Felipe Orozco]") == 2
    assert article.body.count("<h2>") == 1
    assert Finding.objects.filter(article=article).count() == 19
