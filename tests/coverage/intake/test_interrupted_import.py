"""An import that is killed leaves every article whole or absent, and running it again finishes the job."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
TEXT = "Ada Lund said: “We never saw bridge {0}.”\n\nThe second paragraph is about number {0}, and about nothing else."
FILES = 60


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A database of its own with every table and no row; a process of its own cannot see a test's."""
    path = tmp_path_factory.mktemp("killed") / "empty.sqlite3"
    manage(path, "migrate", "--verbosity", "0").wait()
    return path.read_bytes()


@pytest.fixture
def database(empty, tmp_path):
    path = tmp_path / "killed.sqlite3"
    path.write_bytes(empty)
    return path


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.txt").write_text(TEXT.format(number), encoding="utf-8")
    return folder


def manage(database, *arguments):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "DEBUG": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def rows(database, sql):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20) as connection:
        return connection.execute(sql).fetchall()


def articles(database):
    return rows(database, "SELECT count(*) FROM coverage_article")[0][0]


def assert_whole(database):
    """Every article has its row and both its findings, and there is nothing beside them."""
    counted = """
        SELECT (SELECT count(*) FROM coverage_importrow WHERE article_id = a.id),
               (SELECT count(*) FROM coverage_finding WHERE article_id = a.id)
        FROM coverage_article a
    """
    assert {tuple(row) for row in rows(database, counted)} <= {(1, 2)}
    assert rows(database, "SELECT count(*) FROM coverage_importrow")[0][0] == articles(database)


@pytest.mark.parametrize("after", [1, 10, 30])
def test_it_leaves_no_half_article_and_finishes_the_job(database, folder, after):
    process = manage(database, "import_articles", str(folder), "--jobs", "1")
    while process.poll() is None and articles(database) < after:
        time.sleep(0)  # only lets the other process on
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert articles(database) >= after
    assert_whole(database)
    assert manage(database, "import_articles", str(folder)).wait() == 0
    assert articles(database) == FILES
    assert_whole(database)
