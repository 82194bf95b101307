"""How long the desk takes to find who may be on record twice: `python bench/duplicates.py [PEOPLE]`.

The names are seeded and need no database: once with 1,500 surnames, once with a single one.
"""

import os
import random
import sys
import time
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
GIVEN = ("Anna", "Peter", "Maria", "Thomas", "Laura", "Simon", "Julia", "Martin", "Bill", "William", "Kate", "Dave")
SYLLABLES = ("ber", "dal", "kov", "lin", "mar", "nes", "ost", "rin", "sen", "tor", "vik", "wald")


def names(people: int, surnames: int) -> list[tuple[int, list[str]]]:
    chance = random.Random(1)
    known = ["".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(surnames)]
    return [(key, [f"{chance.choice(GIVEN)} {chance.choice(known)}"]) for key in range(people)]


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    for surnames in (1500, 1):
        record = names(people, surnames)
        started = time.process_time()
        likely = likely_pairs(record, set())
        took = time.process_time() - started
        whole = "all compared" if likely.is_whole else "not all compared"
        print(f"{people} people, {surnames} surnames: {len(likely.pairs)} pairs in {took:.2f} s, {whole}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEBUG", "1")
    django.setup()
    from people.duplicates import likely_pairs

    main()
