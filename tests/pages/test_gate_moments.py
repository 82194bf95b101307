"""What becomes public, or ceases to be, does so in every channel with the next request, with pages kept (one gate)."""

from datetime import timedelta

import pytest
from django.test import Client

from coverage.publishing import move
from legal.models import Development
from tests.factories import ArticleFactory, DevelopmentFactory, QuoteFactory
from tests.pages.channels import (
    NOW,
    TIMELINES,
    Secret,
    as_readers_are_served,
    build_world,
    link,
    named,
    pages,
    public_addresses,
    showing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECOND = timedelta(seconds=1)
ARTICLE, DEVELOPMENT, QUOTE, CASE, FILM = (Secret(f"Moment{number}") for number in range(5))
OF_ARTICLES = {"home", "articles", "section", "film", "case", "person", "search", "feed", "film-feed", "articles-csv"}
OF_ARTICLES |= {"sitemap-news", "api-articles-list", "api-timeline", *TIMELINES}
OF_DEVELOPMENTS = {
    "home",
    "film",
    "case",
    "api-developments-list",
    "api-timeline",
    "film-feed",
    "case-feed",
    *TIMELINES,
}
OF_QUOTES = {"film", "person", "quotes", "search", "quotes-csv", "api-quotes-list"}


@pytest.fixture
def world():
    with as_readers_are_served():
        yield build_world()


def told(world) -> dict[Secret, set[str]]:
    """The addresses that tell each secret; asking warms every cache."""
    found = dict(pages(Client(), world))
    return {secret: showing(found, secret.token) for secret in (ARTICLE, DEVELOPMENT, QUOTE, CASE, FILM)}


def test_it_shows_what_becomes_public_at_once_and_forgets_what_is_taken_back(world, time_machine_at):
    """An article by the clock, a development by its source, a quote by its words."""
    case, speaker, moment = world["case"], world["person"], NOW + SECOND
    article = ArticleFactory(headline=str(ARTICLE), slug=ARTICLE.token, state="published", published_at=moment)
    link(article, world["film"], case, speaker)
    details = {"kind": "event", "note": f"{DEVELOPMENT} note", "occurred": NOW.date().isoformat(), "sources": []}
    fact = DevelopmentFactory(proceeding=case, charges=[world["charge"]], **details)
    text = world["article"].body
    quote = QuoteFactory(article=world["article"], speaker=speaker, words=f"{QUOTE} is far.")
    with_quote = rewrite(quote.article, text)
    assert not any(told(world).values())

    with time_machine_at(moment):
        fact.sources.add(world["paper"])
        rewrite(quote.article, with_quote)
        shown = {secret: named(addresses, world) for secret, addresses in told(world).items()}
        assert shown[ARTICLE] >= OF_ARTICLES
        assert shown[DEVELOPMENT] >= OF_DEVELOPMENTS
        assert shown[QUOTE] >= OF_QUOTES

        move(article, "retract", by=world["desk"], because="It named the wrong person.")
        Development.objects.filter(pk=fact.pk).update(retracted_at=moment, retraction_reason="Wrong.")
        rewrite(quote.article, text)
        assert not any(told(world).values())
    with time_machine_at(moment + SECOND):
        assert not any(told(world).values())


def rewrite(article, body) -> str:
    """Give an article another body; the former one."""
    article.refresh_from_db()
    former, article.body = article.body, body
    article.save()
    return former


def test_it_shows_nothing_of_a_case_or_film_once_it_is_not_public(client, world):
    rows = {CASE: world["case"], FILM: world["film"]}
    for secret, field in ((CASE, "caption"), (FILM, "title")):
        type(rows[secret]).objects.filter(pk=rows[secret].pk).update(**{field: str(secret)})
    shown = told(world)
    assert {"case", "search"} <= named(shown[CASE], world) and {"film", "search"} <= named(shown[FILM], world)
    for row in rows.values():
        type(row).objects.filter(pk=row.pk).update(is_public=False)
    for address in public_addresses(world).values():
        page = client.get(address)
        text = page.getvalue().decode(errors="replace") if page.status_code == 200 else ""
        assert CASE.token not in text and FILM.token not in text, address
    assert {client.get(row.get_absolute_url()).status_code for row in rows.values()} == {404}
