"""Score the engine on the annotated paragraphs in `samples/`: a plain scorer of our own."""

import datetime
import json
from pathlib import Path

from coverage.extraction.dates import find_dates
from coverage.extraction.quotes import find_quotes

SAMPLES = Path(__file__).parent / "samples" / "news.jsonl"


def samples():
    """The annotated paragraphs: {"id", "kind", "published", "text", "quotes", "dates", "people"?}."""
    return [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]


def published(sample):
    return datetime.date.fromisoformat(sample["published"])


def quotes_in(text):
    """What the engine finds, in the form of the annotation: the words of every span, the speaker, the person."""
    return [
        {"words": [text[start:end] for start, end in quote.spans], "speaker": quote.speaker, "person": quote.person}
        for quote in find_quotes(text)
    ]


def dates_in(sample):
    return [[date.text, date.value] for date in find_dates(sample["text"], published(sample))]


def f1(right, found, wanted):
    return round(200 * right / (found + wanted), 1) if found + wanted else 100.0


def _figure(pairs):
    """The F1 of (wanted, found) lists, compared item by item."""
    right = sum(sum(item in found for item in wanted) for wanted, found in pairs)
    return f1(right, sum(len(found) for _, found in pairs), sum(len(wanted) for wanted, _ in pairs))


def own_figures():
    """Name -> F1 over all annotated paragraphs."""
    quotes = [(sample["quotes"], quotes_in(sample["text"])) for sample in samples()]

    def only(*names):
        return _figure([tuple([{n: q[n] for n in names} for q in side] for side in pair) for pair in quotes])

    return {
        "paragraphs": sum(sample["text"].count("\n\n") + 1 for sample in samples()),
        "statements, exact spans F1": only("words"),
        "statement and speaker F1": only("words", "speaker"),
        "statement, speaker and person F1": only("words", "speaker", "person"),
        "dates, value F1": _figure([(sample["dates"], dates_in(sample)) for sample in samples()]),
    }
