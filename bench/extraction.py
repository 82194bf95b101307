"""Print benchmark figures for the extraction engine, measured against gold files and against the paragraphs in our
own tests.

  python bench/extraction.py --own
  python bench/extraction.py --scorers DIR --quotes quotes.jsonl --dates dates.jsonl

DIR holds `score.py` (quotes and speakers) and `score_timex.py` (dates), whose docstrings say what they measure and
how a gold file is written. Each gold article is read once; time is the processor's for the engine alone, without
reading or scoring.
"""

import argparse
import datetime
import importlib.util
import json
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coverage.extraction.dates import find_dates  # noqa: E402
from coverage.extraction.findings import find  # noqa: E402
from coverage.extraction.quotes import find_quotes  # noqa: E402
from coverage.extraction.text import paragraphs  # noqa: E402
from people.names import Gazetteer  # noqa: E402
from tests.coverage.extraction.scoring import own_figures  # noqa: E402


def load(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def module(path):
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def day(article):
    written = article.get("dct") or article.get("date") or article.get("published")
    return datetime.date.fromisoformat(written[:10]) if written else None


def quotes_of(article):
    """One prediction for each stretch between marks: the gold counts those."""
    return {
        "id": article["id"],
        "quotes": [
            {
                "start": start,
                "end": end,
                "speaker": quote.speaker,
                "speaker_start": quote.speaker_start,
                "speaker_end": quote.speaker_end,
                "person": quote.person,
                "confidence": quote.confidence,
            }
            for quote in find_quotes(article["text"])
            for start, end in quote.spans
        ],
    }


def dates_of(article):
    found = find_dates(article["text"], day(article))
    return {"id": article["id"], "timex": [{"start": d.start, "end": d.end, "value": d.value} for d in found]}


def line(name, value):
    print(f"{name:<52} {value}")


def print_quotes(scorers, path):
    score = module(scorers / "score.py")
    gold = load(path)
    found = [quotes_of(article) for article in gold]
    direct = score.score(gold, found)
    wanted = [dict(a, quotes=[{k: v for k, v in q.items() if k != "ignore"} for q in a["quotes"]]) for a in gold]
    every = score.score(wanted, found)
    line("direct quotes, exact span F1", direct["span_exact"]["F1"])
    line("quote and speaker, lenient F1", direct["quote+speaker_lenient"]["F1"])
    line("quote and speaker, strict F1", direct["quote+speaker_strict"]["F1"])
    named = direct["person"].get("named", {})
    line("right person, named speakers: of all", named.get("right_of_gold%"))
    line("right person, named speakers: of those named", named.get("right_of_named%"))
    line("direct and mixed, quote and speaker, lenient F1", every["quote+speaker_lenient"]["F1"])
    print_confidence(score, wanted, found)


def print_confidence(score, gold, found):
    """How often a speaker given with high confidence is the right one, among the quotes that are in the gold."""
    right = total = 0
    for article, prediction in zip(gold, found, strict=True):
        pairs, *_ = score.match_doc(article["text"], article["quotes"], prediction["quotes"])
        for _, (_, wanted), (_, got) in pairs:
            if got["confidence"] == "high":
                total += 1
                right += score.speaker_match(wanted, got)[1]
    line(f"high confidence: right (of {total})", f"{100 * right / total:.1f} %" if total else "none")


def print_dates(scorers, path):
    scorer = module(scorers / "score_timex.py")
    gold = load(path)
    found = [dates_of(article) for article in gold]
    line(f"{Path(path).name}: calendar values, value F1", scorer.score(gold, found, "calendar")["value"]["F1"])


def print_speed(articles):
    """The processor's time for all that is found in an article, steps of cases and releases too."""
    known, began = Gazetteer(), time.process_time()
    for article in articles:
        find(article["text"], published=day(article), known=known)
    seconds = time.process_time() - began
    count = sum(len(paragraphs(article["text"])) for article in articles)
    words = sum(article["text"].count(" ") for article in articles)
    line(f"seconds per 1,000 paragraphs (of {count:,})", f"{1000 * seconds / max(count, 1):.2f}")
    line("milliseconds per 600 words", f"{600_000 * seconds / max(words, 1):.1f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", action="store_true", help="score the paragraphs of our own tests")
    parser.add_argument("--scorers", type=Path, help="the folder of score.py and score_timex.py")
    parser.add_argument("--quotes", help="a gold file of quotes")
    parser.add_argument("--dates", action="append", default=[], help="a gold file of dates; may be repeated")
    options = parser.parse_args()
    if (options.quotes or options.dates) and not options.scorers:
        parser.error("--quotes and --dates need --scorers")
    if not (options.own or options.quotes or options.dates):
        parser.error("nothing to measure: give --own, --quotes or --dates")
    if options.own:
        for name, value in own_figures().items():
            line(f"own paragraphs: {name}", value)
    if options.quotes:
        print_quotes(options.scorers, options.quotes)
    for path in options.dates:
        print_dates(options.scorers, path)
    if options.quotes:
        print_speed(load(options.quotes))
    line("peak memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
