"""Structured data (schema.org) of a case and its hearings.

Schema.org has no type for a court case, so the page is about a plain Thing.

Where charges stand is left out: no property of schema.org could say it without saying more or less than the page.
"""

from collections.abc import Iterable

from legal.models import Development, Hearing, Proceeding
from legal.models.source import Source
from legal.scheduling import Agenda
from legal.vocabulary import HearingState
from pages.shared.jsonld import Node, named, node, web_page
from web.addresses import absolute_url

MOST = 30  # hearings, and works cited: the newest; the page has the rest
STATUS = {
    HearingState.SCHEDULED: "EventScheduled",
    HearingState.HELD: "EventScheduled",
    HearingState.CONTINUED: "EventPostponed",  # one whose later date is known is told with that date, below
    HearingState.VACATED: "EventCancelled",
    HearingState.CANCELLED: "EventCancelled",
}
RESCHEDULED = "EventRescheduled"


def case_at(case: Proceeding) -> str:
    return f"{absolute_url(case.get_absolute_url())}#case"


def case_named(case: Proceeding) -> Node:
    """A case that a page is about: its caption and URL, never its outcome."""
    return node("Thing", at=case_at(case), name=case.title, url=absolute_url(case.get_absolute_url()))


def case_graph(case: Proceeding, agenda: Agenda | None, developments: Iterable[Development]) -> list[Node]:
    """A case's page: the parties, the court dates and the cited sources."""
    sources = [source for development in developments for source in development.sources.all()]
    page = web_page(
        "WebPage",
        case.title,
        case.get_absolute_url(),
        ("Cases", "/cases/"),
        about=case_named(case) | ({"identifier": case.docket_number} if case.docket_number else {}),
        mentions=[named(party.who) for party in case.parties.all()],
        citation=[cited(source) for source in list(dict.fromkeys(sources))[:MOST]],
        lastReviewed=case.checked_on and case.checked_on.isoformat(),
    )
    return [page, *(hearing_events(agenda, case) if agenda else [])]


def cited(source: Source) -> Node:
    """A cited work. The specific schema.org types would claim more than we know."""
    article = getattr(source, "article", None)
    link = absolute_url(article.get_absolute_url()) if article else source.url
    return node(
        "CreativeWork",
        name=source.title,
        url=link,
        datePublished=source.date and str(source.date),
        publisher=node("Organization", name=source.publisher) if source.publisher else None,
    )


def hearing_events(agenda: Agenda, case: Proceeding) -> list[Node]:
    """The dates readers see, each once. A moved hearing has its new date and its previous ones."""
    rows = [*filter(None, [agenda.next]), *agenda.coming, *agenda.past]
    came_from = {hearing.continued_to_id: hearing for hearing in rows if hearing.later_for_readers}
    shown = [hearing for hearing in rows if not hearing.later_for_readers]
    return [_event(hearing, _earlier(hearing, came_from), case) for hearing in shown[:MOST]]


def _earlier(hearing: Hearing, came_from: dict[int, Hearing]) -> list[Hearing]:
    """Its previous dates, the latest first."""
    found: list[Hearing] = []
    while (before := came_from.get(hearing.pk)) and before not in found:
        found.append(before)
        hearing = before
    return found


def _event(hearing: Hearing, earlier: list[Hearing], case: Proceeding) -> Node:
    status = STATUS[HearingState(hearing.state)]
    if earlier and hearing.state == HearingState.SCHEDULED:
        status = RESCHEDULED
    end = hearing.last_day.isoformat() if hearing.is_all_day else hearing.local_end and hearing.local_end.isoformat()
    return node(
        "Event",
        at=absolute_url(hearing.get_absolute_url()),
        name=f"{hearing.title}, {case.title}",
        url=absolute_url(hearing.get_absolute_url()),
        startDate=_start(hearing),
        endDate=end,
        eventStatus=f"https://schema.org/{status}",
        previousStartDate=[_start(before) for before in earlier],
        location=_place(hearing, case),
        description=hearing.note,
        about=case_named(case),
    )


def _start(hearing: Hearing) -> str:
    """The day if no time is known, otherwise the time in the court's time zone."""
    return hearing.local_start.date().isoformat() if hearing.is_all_day else hearing.local_start.isoformat()


def _place(hearing: Hearing, case: Proceeding) -> Node:
    name = f"{case.court.name}, {hearing.place}" if hearing.place else case.court.name
    return node("Place", name=name, address=case.court.place)
