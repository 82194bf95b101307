"""How many pages a second the site serves, against an empty Django view measured in the same run.

    python -m bench.site --articles 1000
    DATABASE_URL=postgres://…/bench python -m bench.site --articles 100000 --keep

Fills the database that DATABASE_URL names (empty, or filled by an earlier run; else a temporary SQLite file), starts
gunicorn twice, with two workers each, and asks for every page in turn with the empty view before it, several rounds.
Prints the median of the rounds: pages a second, the ratio, the questions asked of the database, milliseconds.
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
from pathlib import Path

from bench.site.load import ask, rate

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
        os.environ |= {"SITE_URL": "http://127.0.0.1", "MEDIA_ROOT": temporary, "PYTHONPATH": str(ROOT)}
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


def measure(options: argparse.Namespace, pages: dict[str, str], questions: dict[str, int]) -> None:
    kinds = [(name, path, options.port + 1, {}) for name, path in pages.items()]
    with contextlib.ExitStack() as running:
        running.enter_context(serving("bench.site.empty", options.port))
        running.enter_context(serving("config.wsgi", options.port + 1, PAGE_CACHE="0"))
        running.enter_context(serving("config.wsgi", options.port + 2, PAGE_CACHE="1"))
        path = pages.get("article, all panels") or next(iter(pages.values()))
        etag = ask(options.port + 2, path).headers.get("etag")
        kinds.append(("from the cache", path, options.port + 2, {}))
        if etag:
            kinds.append(("304", path, options.port + 2, {"If-None-Match": etag}))
        sizes = {name: ask(port, path, headers).size for name, path, port, headers in kinds}
        rates = {name: [] for name, *_ in kinds}
        ratios = {name: [] for name, *_ in kinds}
        for _ in range(options.rounds):
            for name, path, port, headers in kinds:
                nothing = rate(options.port, "/", options.seconds / 2)
                found = rate(port, path, options.seconds, headers)
                rates[name].append(found)
                ratios[name].append(found / nothing)
    print(f"{'page':24}{'a second':>10}{'ratio':>8}{'queries':>9}{'kB':>7}")
    for name in rates:
        middle, ratio = statistics.median(rates[name]), statistics.median(ratios[name])
        print(f"{name:24}{middle:10.0f}{ratio:8.3f}{questions.get(name, 0):9}{sizes[name] / 1000:7.1f}")


@contextlib.contextmanager
def serving(application: str, port: int, **environment: str) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", application, "-w", "2", "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT, env=os.environ | environment)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                ask(port, "/")
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
