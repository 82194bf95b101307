"""How many pages a second the site serves, against an empty Django view measured in the same run.

    python -m bench.site --articles 1000
    DATABASE_URL=postgres://…/bench python -m bench.site --articles 100000

Fills the database that DATABASE_URL names (empty, or filled by an earlier run), or a temporary SQLite file, starts
gunicorn twice, with two workers each, and asks for every page in turn with the empty view before it, several rounds.
Prints the medians of the rounds: pages a second; their ratio to the empty view; the same ratio by processor time (the
server's and the database's), which other work on the machine disturbs less; the questions asked of the database.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.site import work
from bench.site.load import Answer, ask, rate

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = {
    "article, plain": "/articles/plain/",
    "article, all panels": "/articles/panels/",
    "film": "/films/film/",
    "case": "/cases/case/",
    "person": "/people/person/",
    "home": "/",
    "articles": "/articles/",
    "articles, deep": "/articles/?after={articles}",
    "quotes": "/quotes/",
    "quotes, deep": "/quotes/?after={quotes}",
    "cases": "/cases/",
    "cases, deep": "/cases/?after={cases}",
    "people": "/people/",
    "people, deep": "/people/?after={people}",
    "films": "/films/",
    "timeline": "/timeline/",
    "timeline, deep": "/timeline/?after=2003-01-01.2.0.1",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, help="(default: 1000)")
    parser.add_argument("--seconds", type=float, default=1.5, help="of each measurement (default: 1.5)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", default="", help="only the pages whose names contain one of these, with commas")
    parser.add_argument("--port", type=int, default=8190, help="and the next two (default: 8190)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{temporary}/bench.sqlite3")
        os.environ |= {"DEBUG": "0", "SECRET_KEY": "for-the-measurement", "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {
            "PAGE_CACHE": "0",
            "SITE_URL": "http://127.0.0.1",
            "MEDIA_ROOT": temporary,
            "PYTHONPATH": str(ROOT),
        }
        sys.path.insert(0, str(ROOT))
        pages, questions = prepare(options)
        measure(options, pages, questions)


def prepare(options: argparse.Namespace) -> tuple[dict[str, str], dict[str, int]]:
    """Fill the database; the addresses to measure, and how many questions each page asks."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.site.data import build
    from bench.site.deep import fill_in, questions
    from coverage.models import Article

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Article.objects.exists():
        start = time.perf_counter()
        build(options.articles)
        print(f"built in {time.perf_counter() - start:.0f} s")
    print(f"{Article.objects.count()} articles, {connection.vendor}")
    wanted = [part for part in options.pages.split(",") if part]
    chosen = {name: path for name, path in PAGES.items() if not wanted or any(part in name for part in wanted)}
    pages = fill_in(chosen)
    counted = {name: questions(path) for name, path in pages.items()}
    connection.close()
    return pages, counted


@dataclass
class Row:
    """One page, as it was measured in several rounds."""

    name: str
    server: "Server"
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    rates: list[float] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)
    works: list[float] = field(default_factory=list)

    def tell(self, questions: int) -> str:
        rate, ratio, work = (statistics.median(found) for found in (self.rates, self.ratios, self.works))
        size = self.server.ask(self.path, self.headers).size / 1000
        return f"{self.name:22}{rate:10.0f}{ratio:8.3f}{work:14.3f}{questions:9}{size:8.1f}"


def measure(options: argparse.Namespace, pages: dict[str, str], questions: dict[str, int]) -> None:
    with contextlib.ExitStack() as running:
        start = lambda app, n, **env: running.enter_context(serving(app, options.port + n, **env))  # noqa: E731
        empty, made, kept = (
            start("bench.site.empty", 0),
            start("config.wsgi", 1, PAGE_CACHE="0"),
            start("config.wsgi", 2, PAGE_CACHE="1"),
        )
        rows = [Row(name, made, path) for name, path in pages.items()]
        path = pages.get("article, all panels") or next(iter(pages.values()))
        rows.append(Row("from the cache", kept, path))
        rows.append(Row("304", kept, path, {"If-None-Match": kept.ask(path).headers["etag"]}))
        for _ in range(options.rounds):
            for row in rows:
                nothing, least = empty.rate("/", options.seconds / 2)
                found, work = row.server.rate(row.path, options.seconds, row.headers)
                row.rates.append(found)
                row.ratios.append(found / nothing)
                row.works.append(least / work)
        print(f"{'page':22}{'a second':>10}{'ratio':>8}{'of processor':>14}{'queries':>9}{'kB':>8}")
        for row in rows:
            print(row.tell(questions.get(row.name, 0)))


@dataclass
class Server:
    port: int
    pid: int

    def ask(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return ask(self.port, path, headers)

    def rate(self, path: str, seconds: float, headers: dict[str, str] | None = None) -> tuple[float, float]:
        """Answers a second, and the processor time of each: the server's, and the database's for it."""
        self.ask(path, headers)
        pids = [*work.children(self.pid), *work.backends()]
        before = work.seconds(pids)
        answers, took = rate(self.port, path, seconds, headers)
        return answers / took, max(work.seconds(pids) - before, 0.01) / max(answers, 1)


@contextlib.contextmanager
def serving(application: str, port: int, **environment: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "gunicorn", application, "-w", "2", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT, env=os.environ | environment)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                ask(port, "/")
                break
            time.sleep(0.1)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
