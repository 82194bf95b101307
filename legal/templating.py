"""What templates may use of the record."""

from urllib.parse import urlsplit

from django.conf import settings

from legal import stands, wording
from legal.jsonld import case_graph
from legal.standing import Standing
from legal.vocabulary import Role
from people.jsonld import script


def webcal(path: str) -> str:
    """The address at which calendar programs subscribe, rather than copy once."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{path}"


def openness(standing: Standing) -> str:
    """“open” while a court still has to decide, “final” when nothing keeps it open, else “ended”."""
    return "open" if standing.is_open else "final" if standing.is_final else "ended"


def role(value: str) -> str:
    return Role(value).label


def case_data(case, hearings, developments) -> str:
    """The data for machines of a case's page, from what its view has fetched."""
    return script(case_graph(case, hearings, developments))


FILTERS = {
    "next_hearing": stands.next_hearing,
    "openness": openness,
    "role": role,
    "sentence": wording.sentence,
    "short": wording.short,
    "webcal": webcal,
}
GLOBALS = {
    "case_data": case_data,
    "parties_by_outcome": stands.parties_by_outcome,
    "standing_of": stands.standing_of,
    "standings_of": stands.standings_of,
    "summary_of": stands.summary_of,
}
