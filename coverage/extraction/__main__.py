"""Read articles as JSON lines and write what the engine finds in each one as JSON lines."""

import argparse
import datetime
import json
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from coverage.extraction.dates import find_dates
from coverage.extraction.people import find_people
from coverage.extraction.quotes import find_quotes
from people.names import Gazetteer

DESCRIPTION = """Find the quotes, dates and people of articles.

Reads JSON lines on standard input, one article a line:
  {"id": "a1", "text": "…", "published": "2025-02-06", "known_people": ["Ann Lee", ["Bo Ray", "Robert Ray"]]}
"published" (the day relative dates are read against) and "known_people" (names, or lists of one person's names,
the display name first) may be left out. Writes for each, on standard output:
  {"id", "quotes": [{"spans": [[start, end], …], "kind", "speaker", "speaker_start", "speaker_end", "person", "cue",
   "cue_start", "cue_end", "confidence", "medium"}], "dates": [{"start", "end", "text", "value"}],
   "people": [{"name", "mentions": [[start, end], …]}]}
Offsets are code points of the text as given; spans exclude the quotation marks.

A line that cannot be read is reported on standard error with its number; the others are still done, and the exit
status is 1.

Example:
  echo '{"id": 1, "text": "“No,” Ann Lee said."}' | python -m coverage.extraction
"""


def known_people(names: Any) -> Gazetteer:
    """Build a gazetteer from `names`, a list of names or of lists of names; the keys are the display names."""
    if not isinstance(names, list):
        raise ValueError('"known_people" must be a list of names')
    each = [[name] if isinstance(name, str) else name for name in names]
    if not all(isinstance(one, list) and one and all(isinstance(name, str) for name in one) for one in each):
        raise ValueError('"known_people" must hold names or lists of names')
    return Gazetteer((one[0], one) for one in each)


def findings(article: Any) -> dict[str, Any]:
    """Return the findings for one article, as the JSON to write."""
    if not isinstance(article, dict) or not isinstance(article.get("text"), str):
        raise ValueError('an object with "id" and "text" is wanted')
    text = article["text"]
    published = article.get("published")
    day = datetime.date.fromisoformat(published[:10]) if published else None
    people = find_people(text, known_people(article.get("known_people") or []))
    return {
        "id": article.get("id"),
        "quotes": [quote.__dict__ for quote in find_quotes(text, people=people)],
        "dates": [
            {"start": date.start, "end": date.end, "text": date.text, "value": date.value}
            for date in find_dates(text, day)
        ],
        "people": [{"name": person.name, "mentions": person.mentions} for person in people],
    }


def run(lines: Iterable[str | bytes], out: TextIO, errors: TextIO) -> int:
    """Write the findings for every line to `out`; return exit status 1 if any line could not be read."""
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            out.write(json.dumps(findings(json.loads(line)), ensure_ascii=False) + "\n")
        except (ValueError, TypeError) as error:
            print(f"line {number}: {error}", file=errors)
            status = 1
    return status


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m coverage.extraction",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.parse_args()
    with open(sys.stdout.fileno(), "w", encoding="utf-8", errors="backslashreplace", closefd=False) as out:
        return run(sys.stdin.buffer, out, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
