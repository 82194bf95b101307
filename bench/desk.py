"""Processor time and queries of the desk's lists, forms and choosers in a large archive.

    python -m bench.desk --articles 100000 --people 50000

Fills a temporary SQLite database, or the empty one that DATABASE_URL names, and asks for each page in this process,
after one that warms up. Prints the median of the rounds in milliseconds of processor time, and the number of queries.
"""

import argparse
import os
import statistics
import tempfile
import time

PAGES = {
    "home": "/admin/",
    "articles": "/admin/coverage/article/",
    "articles, second page": "/admin/coverage/article/?p=2",
    "articles, a state": "/admin/coverage/article/?state__exact=draft",
    "articles, searched": "/admin/coverage/article/?q=lantern",
    "people": "/admin/people/person/",
    "people, searched": "/admin/people/person/?q=sample",
    "cases": "/admin/legal/proceeding/",
    "developments": "/admin/legal/development/",
    "an article": "/admin/coverage/article/{article}/change/",
    "a new article": "/admin/coverage/article/add/",
    "a person": "/admin/people/person/{person}/change/",
    "a case": "/admin/legal/proceeding/{case}/change/",
    "recording a development": "/admin/legal/proceeding/{case}/record/",
    "a case's history": "/admin/legal/proceeding/{case}/history/",
    "proposals": "/admin/proposals/",
    "choosing a person": "/admin/autocomplete/?term=sam&app_label=coverage&model_name=quote&field_name=speaker",
    "choosing a film": "/admin/autocomplete/?term=film&app_label=coverage&model_name=articlefilm&field_name=film",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{tempfile.mkdtemp()}/desk.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SECRET_KEY", "for-the-bench")
    os.environ["ALLOWED_HOSTS"] = "testserver"
    import django

    django.setup()
    measure(prepare(options), options.rounds)


def prepare(options: argparse.Namespace) -> dict[str, int]:
    """Fill the database; the keys of the rows whose forms are measured."""
    from django.core.management import call_command

    from bench.site.data import build
    from coverage.models import Article
    from legal.models import Proceeding
    from people.models import Person

    call_command("migrate", verbosity=0)
    build(options.articles)
    names = ((f"Pat Sample {n}", f"pat-sample-{n}", f"Sample {n}, Pat") for n in range(options.people))
    people = (Person(name=name, slug=slug, sort_name=sort_name) for name, slug, sort_name in names)
    Person.objects.bulk_create(people, batch_size=2000)
    return {
        "article": Article.objects.get(slug="panels").pk,
        "person": Person.objects.get(slug="person").pk,
        "case": Proceeding.objects.get(slug="case").pk,
    }


def measure(keys: dict[str, int], rounds: int) -> None:
    from django.contrib.auth.models import User
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(User.objects.create_superuser(f"bench{time.time_ns()}"))
    for name, address in PAGES.items():
        path, times = address.format(**keys), []
        for _ in range(rounds + 1):
            reset_queries()
            with CaptureQueriesContext(connection) as captured:
                started = time.process_time()
                answer = client.get(path)
                times.append(time.process_time() - started)
        assert answer.status_code == 200, (path, answer.status_code)
        print(f"{name:28}{statistics.median(times[1:]) * 1000:8.0f} ms{len(captured):5} queries")


if __name__ == "__main__":
    main()
