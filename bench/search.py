"""How long searches take, on the database that DATABASE_URL names (it must be empty; give it a name of its own).

Writes seeded articles of about 100 words each from a vocabulary as uneven as English is, with people, films, cases and
quotes (beyond 100,000 they are copies of the first ones, published in between), builds the index, and prints the median
and the 99th percentile of each kind of search: everything the page does but drawing it, snippets and the gate included.
Beside them stands the processor's time of this process and of its session on a PostgreSQL that runs on this machine
(Linux), which tells more than the clock where others use the machine too. `--help` tells the options.
"""

import argparse
import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START = datetime(2000, 1, 1, tzinfo=UTC)
SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru sha the qui sto pla".split()
)
WORDS, PEOPLE, FILMS, CASES, LENGTH = 60_000, 2_000, 200, 500, 100
WRITTEN = 100_000  # articles of their own; more are copies, which the database makes by itself


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=200, help="searches of each kind (default: 200)")
    parser.add_argument("--keep", action="store_true", help="measure what is in the database, write nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{temporary}/bench.sqlite3")
        os.environ.update({"DEBUG": "0", "SECRET_KEY": "for-the-measurement", "ALLOWED_HOSTS": "testserver"})
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        if not options.keep:
            write(options.articles)
        measure(options.rounds, options.articles)


# The data.


def vocabulary() -> list[str]:
    made = ("".join(parts) for size in itertools.count(2) for parts in itertools.product(SYLLABLES, repeat=size))
    return list(itertools.islice(made, WORDS))


def texts(count: int) -> Iterator[list[str]]:
    """Words as they come in English: the second most frequent half as often as the first, and so on."""
    chance, words = random.Random(1), vocabulary()
    chance.shuffle(words)
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(WORDS)))
    for _ in range(count):
        yield chance.choices(words, cum_weights=weights, k=LENGTH)


def write(count: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from coverage.search.index import SEARCH, index_of, rebuild
    from web.triggers import remove

    call_command("migrate", verbosity=0)
    index = index_of()
    remove(SEARCH, connection)  # a load like this one is indexed at its end, at once
    began = time.perf_counter()
    add_rows(min(count, WRITTEN))
    copy_rows(count // WRITTEN)
    loaded = time.perf_counter()
    for _ in rebuild(index):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{count:,} articles: written in {loaded - began:.0f} s, indexed in {time.perf_counter() - loaded:.0f} s")


def add_rows(count: int) -> None:
    from coverage.models import Article, ArticleFilm, ArticleProceeding, Film, Quote
    from legal.models import Court, Proceeding
    from people.models import Person

    chance, words = random.Random(2), vocabulary()
    names = [f"{chance.choice(words)} {chance.choice(words)}".title() for _ in range(PEOPLE + FILMS + CASES)]
    court = Court.objects.create(name="District Court")
    people = [Person(name=name, sort_name=name, slug=f"p{n}", is_public=True) for n, name in enumerate(names[:PEOPLE])]
    films = [Film(title=name, slug=f"f{n}", is_public=True) for n, name in enumerate(names[PEOPLE:-CASES])]
    cases = [
        Proceeding(caption=f"State v. {name}", slug=f"c{n}", court=court, kind="criminal", is_public=True)
        for n, name in enumerate(names[-CASES:])
    ]
    for model, rows in ((Person, people), (Film, films), (Proceeding, cases)):
        model.objects.bulk_create(rows)
    for batch in batches(count):
        articles = Article.objects.bulk_create(article(number, found, count) for number, found in batch)
        ArticleFilm.objects.bulk_create(ArticleFilm(article=a, film=chance.choice(films)) for a in articles)
        ArticleProceeding.objects.bulk_create(
            ArticleProceeding(article=a, proceeding=chance.choice(cases)) for a in articles
        )
        Quote.objects.bulk_create(quote(a, chance.choice(people)) for a in articles[::4])


def copy_rows(times: int) -> None:
    """Articles `times` as many as there are, with their links and quotes, each a while after the one it repeats."""
    from django.db import connection

    from coverage.models import Article, ArticleFilm, ArticleProceeding, Quote

    later = "datetime(published_at, '+' || {} || ' seconds')"
    later = later if connection.vendor == "sqlite" else "published_at + {} * interval '1 second'"
    for number in range(1, times):
        figures = {
            "id": f"id + {number * WRITTEN}",
            "article_id": f"article_id + {number * WRITTEN}",
            "slug": f"slug || '-{number}'",
            "published_at": later.format(number * 25 * 365 * 86400 // WRITTEN // times),
        }
        with connection.cursor() as cursor:
            for model in (Article, ArticleFilm, ArticleProceeding, Quote):
                columns = [f.column for f in model._meta.concrete_fields]
                wanted = ", ".join(figures.get(column, column) for column in columns)
                into = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)})"
                cursor.execute(f"{into} SELECT {wanted} FROM {model._meta.db_table} WHERE id <= {WRITTEN}")  # noqa: S608


def batches(count: int) -> Iterator[list]:
    rows = enumerate(texts(count))
    while batch := list(itertools.islice(rows, 5000)):
        yield batch


def article(number: int, found: list[str], count: int):
    from coverage.models import Article

    text = f"{' '.join(found[:40])}.\n\n“{' '.join(found[40:60])}.” {' '.join(found[60:])}."
    at = START + timedelta(seconds=number * (25 * 365 * 86400 // count))
    headline = " ".join(found[3:10]).capitalize()
    details = {"headline": headline, "deck": " ".join(found[10:20]), "slug": f"a{number}", "body": f"<p>{text}</p>"}
    return Article(**details, text=text, state="published", published_at=at)


def quote(article, speaker):
    from coverage.models import Quote

    start = article.text.index("“") + 1
    exact = article.text[start : article.text.index("”")]
    span = {"start": start, "end": start + len(exact), "exact": exact, "prefix": "", "suffix": ""}
    return Quote(article=article, speaker=speaker, text=exact, spans=[span], starts=start)


# The measurement.


def searches(chance: random.Random, articles: int) -> dict[str, Callable[[], object]]:
    from coverage.models import Article
    from coverage.search.finding import find, suggest
    from coverage.search.query import Scope, read

    words = vocabulary()
    random.Random(1).shuffle(words)
    phrases = Article.objects.filter(pk__in=[chance.randrange(1, articles) for _ in range(200)])
    phrases = [text.split()[20:22] for text in phrases.values_list("text", flat=True)]

    def search(text: str, newest: bool, scope: Scope | None = None, after: str = "") -> object:
        return find(read(text), scope or Scope(), newest=newest, after=after)

    def kinds(newest: bool) -> dict[str, Callable[[], object]]:
        return {
            "a rare word": lambda: search(words[chance.randrange(20_000, WORDS)], newest),
            "a middling word": lambda: search(words[chance.randrange(100, 2000)], newest),
            "a common word": lambda: search(words[chance.randrange(0, 10)], newest),
            "two words": lambda: search(f"{words[chance.randrange(5, 300)]} {words[chance.randrange(5, 300)]}", newest),
            "a phrase": lambda: search(f'"{" ".join(chance.choice(phrases))}"', newest),
            "a word without another": lambda: search(f"{words[chance.randrange(200)]} -{words[0]}", newest),
            "a word of one film": lambda: search(
                words[chance.randrange(100)], newest, Scope(film=1 + chance.randrange(FILMS))
            ),
        }

    found = {
        f"{name}, {'newest' if newest else 'ranked'}": run
        for newest in (True, False)
        for name, run in kinds(newest).items()
    }
    deep = index_position(articles // 10)
    found["a common word, newest, a deep page"] = lambda: search(words[chance.randrange(0, 10)], True, after=deep)
    found["nothing found, with spelling help"] = lambda: spelled(words, chance)
    found["suggestions"] = lambda: suggest(words[chance.randrange(2000)][:4])
    return found


def index_position(number: int) -> str:
    from coverage.models import Article
    from coverage.search.positions import Kind, position

    article = Article.objects.order_by("pk")[number]
    return str(position(Kind.ARTICLE, article.pk, article.published_at))


def spelled(words: list[str], chance: random.Random) -> object:
    from coverage.search.finding import did_you_mean, find
    from coverage.search.query import Scope, read

    query = read(words[chance.randrange(2000)] + "qx")
    find(query, Scope(), newest=False)
    return did_you_mean(query)


def measure(rounds: int, articles: int) -> None:
    from django.db import connection

    print(f"{connection.vendor}, {articles:,} articles, {rounds} searches of each kind; milliseconds")
    server = session()
    every: dict[str, list[tuple[float, float]]] = {"newest": [], "ranked": []}
    for name, run in searches(random.Random(4), articles).items():
        run()
        times = [timed(run, server) for _ in range(rounds)]
        for sort, all_of_it in every.items():
            if f", {sort}" in name:
                all_of_it += times
        report(name, times)
    for sort, times in every.items():
        report(f"all of them, {sort}", times)


def timed(run: Callable[[], object], server: Path | None) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time() + served(server)
    run()
    return (time.perf_counter() - clock) * 1000, (time.process_time() + served(server) - processor) * 1000


def session() -> Path | None:
    """Where the kernel tells how long our session on the database server has run, if it runs here."""
    from django.db import connection

    if connection.vendor != "postgresql" or connection.settings_dict["HOST"] not in ("", "localhost", "127.0.0.1"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def served(server: Path | None) -> float:
    return int(server.read_text().split()[0]) / 1e9 if server and server.exists() else 0.0


def report(name: str, times: list[tuple[float, float]]) -> None:
    figures = []
    for measured in zip(*times, strict=True):
        figures.append(f"{statistics.median(measured):7.1f} {statistics.quantiles(measured, n=100)[-1]:7.1f}")
    print(f"{name:40} clock: median, 99th {figures[0]}   processor: {figures[1]}", flush=True)


if __name__ == "__main__":
    main()
