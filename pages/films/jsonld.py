"""Structured data (schema.org) of films, from what their pages loaded."""

from collections.abc import Iterable

from coverage.models import Credit, Film, Release
from pages.cases.jsonld import case_named
from pages.shared.jsonld import Node, named, node, ref, web_page
from pages.shared.sharing import picture
from web.addresses import absolute_url

Kind, State = Release.Kind, Release.State
EVENTS = {
    # how a film comes to its viewers, and the kind of event that is; being announced or trailed is not coming out
    Kind.FESTIVAL: "ScreeningEvent",
    Kind.THEATRICAL: "ScreeningEvent",
    Kind.STREAMING: "OnDemandEvent",
    Kind.BROADCAST: "BroadcastEvent",
    Kind.HOME: "PublicationEvent",
}
STATUS = {State.POSTPONED: "EventPostponed", State.CANCELLED: "EventCancelled"}
JOBS = {
    # the words of a credit, and the property that means the same; any other job is a contribution
    "director": "director",
    "actor": "actor",
    "cast": "actor",
    "producer": "producer",
    "executive producer": "producer",
    "writer": "author",
    "screenwriter": "author",
    "editor": "editor",
    "composer": "musicBy",
}
COMPANIES = {"production company": "productionCompany", "producer": "producer"}


def film_at(film: Film) -> str:
    return f"{absolute_url(film.get_absolute_url())}#film"


def film_named(film: Film) -> Node:
    return node("Movie", at=film_at(film), name=film.title, url=absolute_url(film.get_absolute_url()))


def film_graph(film: Film) -> list[Node]:
    """A film's page; `film` comes from `for_film_page()`."""
    path = film.get_absolute_url()
    releases = [release for release in film.releases.all() if release.kind in EVENTS]
    screenings = [release for release in releases if EVENTS[release.kind] == "ScreeningEvent"]
    out = min((str(release.date) for release in releases if release.state == State.RELEASED), default=None)
    movie = node(
        "Movie",
        at=film_at(film),
        name=film.title,
        url=absolute_url(path),
        description=film.summary,
        image=picture(film.shown_poster),
        datePublished=out,
        about=[case_named(case) for case in film.listed_cases],
        releasedEvent=[_release(release) for release in releases if release not in screenings],
        **_makers(film.credits.all()),
    )
    page = web_page("WebPage", film.title, path, ("Films", "/films/"), mainEntity=ref(film_at(film)))
    return [page, movie, *({**_release(r), "workPresented": ref(film_at(film))} for r in screenings)]


def _makers(credits: Iterable[Credit]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for credit in credits:
        jobs = JOBS if credit.person_id else COMPANIES
        found.setdefault(jobs.get(credit.job.strip().casefold(), "contributor"), []).append(named(credit.who))
    return found


def _release(release: Release) -> Node:
    """A release of the film: its date as precisely as known, and whether it is still planned."""
    is_screening = EVENTS[release.kind] == "ScreeningEvent"
    places = filter(None, [release.platform if is_screening else "", release.territory])
    return node(
        EVENTS[release.kind],
        at=f"{absolute_url(release.film.get_absolute_url())}#release-{release.pk}",
        name=f"{release.film.title}: {release.title}",
        url=f"{absolute_url(release.film.get_absolute_url())}#release-{release.pk}",
        startDate=str(release.date),
        eventStatus=f"https://schema.org/{STATUS.get(release.state, 'EventScheduled')}",
        location=[node("Place", name=name) for name in places],
        publishedBy=node("Organization", name=release.platform) if release.platform and not is_screening else None,
    )
