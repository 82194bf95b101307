"""Articles, quotes and films for machines, from what their views have fetched."""

import re
from collections.abc import Iterable
from html import unescape

from django.conf import settings

from coverage.models import Article, Byline, Correction, Credit, Film, Picture, Quote, Relation, Release
from coverage.sharing import share_image
from dates.clocks import site_iso
from legal.jsonld import case_named
from people.jsonld import (
    Node,
    address,
    breadcrumbs,
    named,
    node,
    organization_at,
    pixels,
    publisher,
    ref,
    web_page,
    website_at,
)

Kind, State = Release.Kind, Release.State
KINDS = {Article.Kind.EXPLAINER: "BackgroundNewsArticle", Article.Kind.OPINION: "OpinionNewsArticle"}
BYLINES = {
    Byline.Role.REPORTER: "author",
    Byline.Role.CONTRIBUTOR: "contributor",
    Byline.Role.EDITOR: "editor",
    Byline.Role.TRANSLATOR: "translator",
}
GROUPS = {"desk", "staff", "newsroom", "editors", "team"}  # the last word of a byline that is no person's
EVENTS = {
    # how a film comes to its viewers, and the kind of event that is; being announced or trailed is not coming out
    Kind.FESTIVAL: "ScreeningEvent",
    Kind.THEATRICAL: "ScreeningEvent",
    Kind.STREAMING: "OnDemandEvent",
    Kind.BROADCAST: "BroadcastEvent",
    Kind.HOME: "PublicationEvent",
}
STATUS = {State.POSTPONED: "EventPostponed", State.CANCELLED: "EventCancelled"}
CORRECTS = {Correction.Kind.CORRECTION, Correction.Kind.CLARIFICATION}  # an update says that nothing was wrong
LINK = re.compile(r'<a [^>]*?href="(https?://[^"]+)"')  # as sanitised bodies write it
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
    return f"{address(film.get_absolute_url())}#film"


def film_named(film: Film) -> Node:
    return node("Movie", at=film_at(film), name=film.title, url=address(film.get_absolute_url()))


def article_at(article: Article) -> str:
    return f"{address(article.get_absolute_url())}#article"


def article_graph(article: Article, body: str) -> list[Node]:
    """An article's page; `article` comes from `for_article_page()`, `body` is its text as the page shows it."""
    path = article.get_absolute_url()
    reviewed = _reviewed(article)
    told = node(
        "ReviewNewsArticle" if reviewed else KINDS.get(article.kind, "NewsArticle"),
        at=article_at(article),
        url=address(path),
        mainEntityOfPage=address(path),
        headline=article.headline,
        description=article.deck,
        datePublished=site_iso(article.published_at),
        dateModified=site_iso(article.last_changed),
        inLanguage=article.language,
        image=picture(article.shown_picture),
        publisher=publisher(),
        itemReviewed=reviewed and film_named(reviewed),
        isPartOf=ref(website_at()),
        isBasedOn=_original(article),
        correction=[_correction(note) for note in article.listed_corrections if note.kind in CORRECTS],
        citation=[node("CreativeWork", url=link) for link in _outward_links(body)],
        **_credits(article),
        **_subjects(article),
    )
    return [told, breadcrumbs(("Coverage", "/articles/"), (article.headline, path))]


def _outward_links(body: str) -> list[str]:
    """The addresses elsewhere that a text links to, each once."""
    links = dict.fromkeys(unescape(link) for link in LINK.findall(body))
    return [link for link in links if not link.startswith(settings.SITE_URL)]


def picture(shown: Picture | None) -> Node | None:
    """A picture as a page shows it, with its credit."""
    if shown is None:
        return None
    image = share_image(shown)
    return node(
        "ImageObject",
        url=image.url,
        width=pixels(image.width),
        height=pixels(image.height),
        caption=image.alt,
        creditText=shown.credit,
    )


def _correction(note: Correction) -> Node:
    where = address(note.get_absolute_url())
    return node("CorrectionComment", at=where, url=where, text=note.text, datePublished=site_iso(note.at))


def _reviewed(article: Article) -> Film | None:
    """The film that a review reviews; without one it is told as an article like others."""
    if article.kind != Article.Kind.REVIEW:
        return None
    return next((film for film in article.listed_films if film.relation == Relation.REVIEWS), None)


def _credits(article: Article) -> dict[str, list[Node]]:
    """Who wrote it, by their roles; where nobody is named, who published it first, or who does here."""
    found: dict[str, list[Node]] = {}
    for byline in article.bylines.all():
        signed, role = _signed(byline.name, article), BYLINES[byline.role]
        role = "contributor" if role == "editor" and signed["@type"] != "Person" else role
        found.setdefault(role, []).append(signed)
    if "author" not in found:
        outlet = node("Organization", name=article.outlet.name) if article.outlet else ref(organization_at())
        found["author"] = [outlet]
    return found


def _signed(name: str, article: Article) -> Node:
    groups = {settings.SITE_NAME.casefold(), article.outlet.name.casefold() if article.outlet else ""}
    words = name.casefold().split()
    is_group = name.casefold() in groups or (bool(words) and words[-1] in GROUPS)
    return node("Organization" if is_group else "Person", name=name)


def _subjects(article: Article) -> dict[str, list[Node]]:
    """What it is about or reviews, and what it only mentions or gives as background; only what readers may see."""
    linked = [(film.relation, film_named(film)) for film in article.listed_films]
    linked += [(case.relation, case_named(case)) for case in article.listed_cases]
    linked += [(person.relation, named(person)) for person in article.listed_people]
    main = {Relation.ABOUT, Relation.REVIEWS}
    return {
        "about": [thing for relation, thing in linked if relation in main],
        "mentions": [thing for relation, thing in linked if relation not in main],
    }


def _original(article: Article) -> Node | None:
    """The text this one was taken over from."""
    if not article.outlet:
        return None
    return node(
        "Article",
        url=article.original_url,
        datePublished=article.first_published and str(article.first_published),
        publisher=node("Organization", name=article.outlet.name, url=article.outlet.url),
    )


def quote_graph(quote: Quote) -> list[Node]:
    """A quote's page: the words exactly as they stand, span by span, and where."""
    path = quote.get_absolute_url()
    article = quote.article
    home = node("Article", at=article_at(article), url=address(article.get_absolute_url()), headline=article.headline)
    told = node(
        "Quotation",
        at=f"{address(path)}#quote",
        url=address(path),
        text=quote.parts if len(quote.parts) > 1 else quote.parts[0],
        creator=named(quote.speaker),
        dateCreated=quote.said and str(quote.said),
        isPartOf=home,
    )
    return [web_page("WebPage", f"A quote from {quote.who}", path, ("Quotes", "/quotes/"), mainEntity=told)]


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
        url=address(path),
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
    """One coming-out of the film: the day as far as it is known, and whether it still holds."""
    is_screening = EVENTS[release.kind] == "ScreeningEvent"
    places = filter(None, [release.platform if is_screening else "", release.territory])
    return node(
        EVENTS[release.kind],
        at=f"{address(release.film.get_absolute_url())}#release-{release.pk}",
        name=f"{release.film.title}: {release.title}",
        url=f"{address(release.film.get_absolute_url())}#release-{release.pk}",
        startDate=str(release.date),
        eventStatus=f"https://schema.org/{STATUS.get(release.state, 'EventScheduled')}",
        location=[node("Place", name=name) for name in places],
        publishedBy=node("Organization", name=release.platform) if release.platform and not is_screening else None,
    )


def home_graph() -> list[Node]:
    """The site itself: who publishes it, by which rules, and how it is searched."""
    search = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=address("/search/?q={search_term_string}")),
        **{"query-input": "required name=search_term_string"},
    )
    site = node(
        "WebSite",
        at=website_at(),
        url=address("/"),
        name=settings.SITE_NAME,
        publisher=ref(organization_at()),
        potentialAction=search,
    )
    return [site, publisher()]
