import io
import json
import subprocess
import sys
from pathlib import Path

from coverage.extraction.__main__ import run

ROOT = Path(__file__).resolve().parents[3]


def results(*articles):
    out, errors = io.StringIO(), io.StringIO()
    lines = [article if isinstance(article, str) else json.dumps(article) for article in articles]
    status = run(lines, out, errors)
    return status, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def test_it_writes_quotes_dates_and_people():
    article = {"id": "a", "text": "“No,” Orla Szabo said Tuesday.", "published": "2024-03-14"}
    status, [found], errors = results(dict(article, known_people=[["Orla Szabo", "Orla Kertész"], "Ann Lee"]))
    assert (status, errors) == (0, "")
    assert found["id"] == "a"
    assert found["quotes"][0] | {"cue_start": 0, "cue_end": 0, "medium": ""} == {
        "spans": [[1, 4]],
        "kind": "direct",
        "speaker": "Orla Szabo",
        "speaker_start": 6,
        "speaker_end": 16,
        "person": "Orla Szabo",
        "cue": "said",
        "cue_start": 0,
        "cue_end": 0,
        "confidence": "high",
        "medium": "",
    }
    assert found["dates"] == [{"start": 22, "end": 29, "text": "Tuesday", "value": "2024-03-12"}]
    assert found["people"] == [{"name": "Orla Szabo", "mentions": [[6, 16]]}]


def test_it_reports_a_bad_line_and_does_the_others():
    status, found, errors = results({"id": 1, "text": "One."}, "{not json", {"id": 3}, {"id": 4, "text": "Four."})
    assert status == 1
    assert [one["id"] for one in found] == [1, 4]
    assert "line 2:" in errors and "line 3:" in errors


def test_it_refuses_a_bad_date_and_bad_names():
    _, found, errors = results(
        {"id": 1, "text": "", "published": "soon"}, {"id": 2, "text": "", "known_people": "Ann"},
        {"id": 3, "text": "", "known_people": [1]}, {"id": 4, "text": "", "published": 5},
    )  # fmt: skip
    assert found == []
    assert [f"line {number}:" in errors for number in (1, 2, 3, 4)] == [True] * 4


def test_it_reports_bytes_that_are_no_utf_8_and_does_the_others():
    done = subprocess.run(
        [sys.executable, "-m", "coverage.extraction"],
        input=b'{"id": 1, "text": "\xff"}\n{"id": 2, "text": "One."}\n',
        capture_output=True,
        cwd=ROOT,
    )
    assert done.returncode == 1
    assert b"line 1:" in done.stderr
    assert json.loads(done.stdout)["id"] == 2


def test_it_teaches_its_use():
    done = subprocess.run(
        [sys.executable, "-m", "coverage.extraction", "--help"], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0 and "known_people" in done.stdout
