"""How many articles a second an import takes in, findings included, on the database that DATABASE_URL names.

Writes seeded articles of about 600 words into a temporary folder, imports them into a database of their own and prints
articles a second and the peak memory. `python bench/importing.py --help` tells the options.
"""

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = (
    "{given} {surname}, who directed the film, said the work took years. “We asked everyone twice,” {surname} said.",
    "In {month} of last year, a jury convicted {given} {surname} of negligent homicide in the death of a deckhand.",
    "The documentary is set to premiere on Netflix on Friday, May 30. It draws on records and on interviews.",
    "“The court has heard enough,” the judge said in {month}. Prosecutors did not answer questions after the hearing.",
    "Nobody in the harbor had seen the ferry turn. The wind had come up, and the boats had gone in before the rain.",
    "In a statement, the company wrote, “We will answer in court.” It had said nothing for most of a year.",
)
GIVEN = ("Anna", "Peter", "Maria", "Thomas", "Laura", "Simon", "Julia", "Martin")
SURNAMES = ("Kellner", "Brandt", "Moreno", "Adler", "Voss", "Lindqvist", "Okafor", "Tanaka")
MONTHS = ("January", "March", "April", "June", "September", "November")


def write(folder: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    for number in range(count):
        words = ["Published: 2025-05-08", f"Headline: Article number {number}"]
        text = "\n".join(words) + "\n\n"
        while text.count(" ") < 600:
            paragraph = chance.choice(PARAGRAPHS)
            text += paragraph.format(
                given=chance.choice(GIVEN), surname=chance.choice(SURNAMES), month=chance.choice(MONTHS)
            )
            text += "\n\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=500, help="articles (default: 500)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="processes that look for findings (default: 1)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{temporary}/bench.sqlite3")
        os.environ.setdefault("DEBUG", "0")
        os.environ.setdefault("SECRET_KEY", "for-the-measurement")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        sys.path.insert(0, str(ROOT))
        measure(Path(temporary), options.count, options.seed, options.jobs)


def measure(temporary: Path, count: int, seed: int, jobs: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from coverage.intake.draft import ImportOptions
    from coverage.intake.importing import Import

    call_command("migrate", verbosity=0)
    folder = temporary / "articles"
    folder.mkdir()
    write(folder, count, seed)
    start = time.perf_counter()
    run = Import(import_options=ImportOptions(), by="bench", jobs=jobs)
    created = sum(outcome.action == "created" for outcome in run.run(sorted(folder.iterdir())))
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{created} of {count} articles in {seconds:.1f} s: {created / seconds:.0f} a second, {memory:.0f} MB at most"
    )


if __name__ == "__main__":
    main()
