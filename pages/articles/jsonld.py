"""Structured data (schema.org) of an article's page, from what the page loaded."""

import re
from html import unescape

from django.conf import settings

from coverage.models import Article, Byline, Correction, Film, Relation
from dates.clocks import site_iso
from pages.cases.jsonld import case_named
from pages.films.jsonld import film_named
from pages.shared.jsonld import Node, breadcrumbs, named, node, organization_at, publisher, ref, website_at
from pages.shared.sharing import picture
from web.addresses import absolute_url

KINDS = {Article.Kind.EXPLAINER: "BackgroundNewsArticle", Article.Kind.OPINION: "OpinionNewsArticle"}
BYLINES = {
    Byline.Role.REPORTER: "author",
    Byline.Role.CONTRIBUTOR: "contributor",
    Byline.Role.EDITOR: "editor",
    Byline.Role.TRANSLATOR: "translator",
}
GROUPS = {"desk", "staff", "newsroom", "editors", "team"}  # last words of bylines that are not people
CORRECTS = {Correction.Kind.CORRECTION, Correction.Kind.CLARIFICATION}  # an update says that nothing was wrong
LINK = re.compile(r'<a [^>]*?href="(https?://[^"]+)"')  # as sanitized bodies write it


def article_at(article: Article) -> str:
    return f"{absolute_url(article.get_absolute_url())}#article"


def article_graph(article: Article, body: str) -> list[Node]:
    """An article's page; `article` comes from `for_article_page()`, `body` is its text as the page shows it."""
    path = article.get_absolute_url()
    reviewed = _reviewed(article)
    news_article = node(
        "ReviewNewsArticle" if reviewed else KINDS.get(article.kind, "NewsArticle"),
        at=article_at(article),
        url=absolute_url(path),
        mainEntityOfPage=absolute_url(path),
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
    return [news_article, breadcrumbs(("Coverage", "/articles/"), (article.headline, path))]


def _outward_links(body: str) -> list[str]:
    """The external URLs that a text links to, each once."""
    links = dict.fromkeys(unescape(link) for link in LINK.findall(body))
    return [link for link in links if not link.startswith(settings.SITE_URL)]


def _correction(note: Correction) -> Node:
    where = absolute_url(note.get_absolute_url())
    return node("CorrectionComment", at=where, url=where, text=note.text, datePublished=site_iso(note.at))


def _reviewed(article: Article) -> Film | None:
    """The film that a review reviews; a review without one is described like other articles."""
    if article.kind != Article.Kind.REVIEW:
        return None
    return next((film for film in article.listed_films if film.relation == Relation.REVIEWS), None)


def _credits(article: Article) -> dict[str, list[Node]]:
    """The authors by role; if no one is named, the first publisher or this site."""
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
    """What it is about or reviews, and what it only mentions or uses as background; public rows only."""
    linked = [(film.relation, film_named(film)) for film in article.listed_films]
    linked += [(case.relation, case_named(case)) for case in article.listed_cases]
    linked += [(person.relation, named(person)) for person in article.listed_people]
    main = {Relation.ABOUT, Relation.REVIEWS}
    return {
        "about": [thing for relation, thing in linked if relation in main],
        "mentions": [thing for relation, thing in linked if relation not in main],
    }


def _original(article: Article) -> Node | None:
    """The original that this text was republished from."""
    if not article.outlet:
        return None
    return node(
        "Article",
        url=article.original_url,
        datePublished=article.first_published and str(article.first_published),
        publisher=node("Organization", name=article.outlet.name, url=article.outlet.url),
    )
