"""How long the page of a long case takes beside that of a short one, on the database that DATABASE_URL names.

Writes two cases into a database of their own (a long one of 2,000 developments and 60 charges, a short one of 20
developments and 2 charges, unless told otherwise), asks for their pages in turn, and prints the medians and the ratio.
`python bench/casepage.py --help` tells the options.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEPS = [("charged", {"instrument": "information"}), ("arraigned", {}), ("pleaded", {"plea": "not_guilty"})]
FILLERS = ("motion_filed", "motion_denied", "order")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--developments", type=int, default=2000)
    parser.add_argument("--charges", type=int, default=60)
    parser.add_argument("--short-developments", type=int, default=20)
    parser.add_argument("--short-charges", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=21, help="pages of each (default: 21)")
    parser.add_argument("--query", default="", help="of both pages, such as as_of=2015-06-30")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{temporary}/bench.sqlite3")
        os.environ.update({"DEBUG": "0", "SECRET_KEY": "for-the-measurement", "ALLOWED_HOSTS": "testserver"})
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        sys.path.insert(0, str(ROOT))
        measure(options)


def write(slug: str, developments: int, charges: int) -> None:
    """A criminal case against three people: each charge is brought and pleaded to; motions and orders fill the rest."""
    from legal.models import Charge, Court, Development, Party, Proceeding, Source
    from people.models import Person

    court, _ = Court.objects.get_or_create(name="District Court")
    source, _ = Source.objects.get_or_create(title="Docket")
    named = {"caption": f"State v. {slug}", "slug": slug}
    case = Proceeding.objects.create(**named, kind="criminal", court=court, is_public=True)
    people = [Person.objects.create(name=f"Pat {slug} {n}", is_public=True) for n in range(3)]
    parties = [Party.objects.create(proceeding=case, person=person, role="defendant") for person in people]
    counts = [
        Charge.objects.create(proceeding=case, party=parties[n % 3], offense="theft", count_label=f"Count {n}")
        for n in range(charges)
    ]
    for number in range(developments):
        step, charge = divmod(number, charges)
        kind, details = STEPS[step] if step < len(STEPS) else (FILLERS[number % len(FILLERS)], {})
        occurred = f"{2001 + number * 20 // developments}-0{number % 7 + 1 if step >= len(STEPS) else 1}-11"
        development = Development.objects.create(
            proceeding=case, kind=kind, occurred=occurred, position=number + 1, **details
        )
        development.charges.add(counts[charge])
        development.sources.add(source)


def measure(options: argparse.Namespace) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        write("long", options.developments, options.charges)
        write("short", options.short_developments, options.short_charges)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database in use has done by itself
    client = Client()
    times: dict[str, list[float]] = {"short": [], "long": []}
    for number in range(options.rounds + 2):
        for slug, seconds in times.items():
            start = time.perf_counter()
            response = client.get(f"/cases/{slug}/?{options.query}")
            if response.status_code != 200:
                sys.exit(f"/cases/{slug}/ answered {response.status_code}")
            if number > 1:  # the first ones compile the templates
                seconds.append(time.perf_counter() - start)
    short, long = (statistics.median(times[slug]) * 1000 for slug in ("short", "long"))
    print(f"short case {short:.1f} ms, long case {long:.1f} ms: {long / short:.2f} times")


if __name__ == "__main__":
    main()
