"""Find everything that an article's text proposes in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coverage.extraction.dates import find_dates
from coverage.extraction.developments import FoundDevelopment, find_developments, without_repeats
from coverage.extraction.people import FoundPerson, find_people
from coverage.extraction.quotes import FoundQuote, find_quotes
from coverage.extraction.releases import FoundRelease, find_releases
from people.names import Gazetteer


@dataclass(frozen=True)
class Findings:
    people: list[FoundPerson]
    quotes: list[FoundQuote]
    developments: list[FoundDevelopment]
    releases: list[FoundRelease]


def find(
    text: str, *, published: date | None, known: Gazetteer, offenses: Sequence[str] = (), titles: Sequence[str] = ()
) -> Findings:
    """Return what `text` proposes, dating “last month” by `published` and matching against what is `known`."""
    people = find_people(text, known)
    quotes = find_quotes(text, people=people)
    quoted = [span for quote in quotes for span in quote.spans]
    dates = find_dates(text, published)
    developments = find_developments(text, dates=dates, people=people, quoted=quoted, offenses=offenses)
    return Findings(
        people=people,
        quotes=quotes,
        developments=without_repeats(developments),
        releases=find_releases(text, dates=dates, quoted=quoted, titles=titles, published=published),
    )
