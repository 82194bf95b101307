"""Three people of invented cases, and what is found of them in a text."""

from datetime import date

from coverage.extraction.dates import find_dates
from coverage.extraction.developments import find_developments
from coverage.extraction.people import find_people
from coverage.extraction.quotes import find_quotes
from people.names import Gazetteer

KNOWN = Gazetteer([("lund", ["Ottilie Lund"]), ("ortega", ["Ramiro Ortega"]), ("varga", ["Petra Varga"])])
DAY = date(2024, 3, 14)


def find(text, offenses=()):
    quoted = [span for quote in find_quotes(text, KNOWN) for span in quote.spans]
    dates = find_dates(text, DAY)
    return find_developments(text, dates=dates, people=find_people(text, KNOWN), quoted=quoted, offenses=offenses)


def steps(text, offenses=()):
    return [(found.kind, found.occurred) for found in find(text, offenses)]


def one(text, offenses=()):
    found = find(text, offenses)
    assert len(found) == 1, found
    return found[0]
