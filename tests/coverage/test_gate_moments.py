"""What becomes public, or ceases to be, does so in every channel with the next request, with pages kept (one gate)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coverage.publishing import move
from legal.models import Development
from tests.coverage.channels import SECRET, TIMELINES, assert_nowhere, build_world, link, pages, public_addresses
from tests.factories import ArticleFactory, DevelopmentFactory, QuoteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]
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
def world(settings):
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    settings.SECURITY_EXPIRES = timezone.now() + timedelta(days=90)
    return build_world()


def showing(client, world) -> set[str]:
    """The names of the channels that tell the secret; asking warms every cache."""
    shown = {address for address, text in pages(client, world) if SECRET in text}
    return {name for name, address in public_addresses(world).items() if address in shown}


def test_it_shows_an_article_from_its_moment_until_it_is_taken_back(client, world, editor, time_machine_at):
    moment = timezone.now() + timedelta(days=1)
    article = ArticleFactory(headline=f"{SECRET} rules", slug=SECRET, state="published", published_at=moment)
    link(article, world["film"], world["case"], world["person"])
    with time_machine_at(moment - timedelta(seconds=1)):
        assert_nowhere(client, world)
    with time_machine_at(moment):
        assert showing(client, world) >= OF_ARTICLES
        move(article, "retract", by=editor, because="It named the wrong person.")
        assert_nowhere(client, world)
    with time_machine_at(moment + timedelta(seconds=1)):
        assert_nowhere(client, world)


def test_it_shows_a_development_from_its_source_on_until_it_is_retracted(client, world):
    details = {"proceeding": world["case"], "charges": [world["charge"]], "kind": "event", "note": f"{SECRET} note"}
    fact = DevelopmentFactory(**details, occurred=timezone.localdate().isoformat(), sources=[])
    assert_nowhere(client, world)
    fact.sources.add(world["paper"])
    assert showing(client, world) >= OF_DEVELOPMENTS
    Development.objects.filter(pk=fact.pk).update(retracted_at=timezone.now(), retraction_reason="Wrong.")
    assert_nowhere(client, world)


def test_it_shows_a_quote_as_long_as_its_words_stand(client, world):
    quote = QuoteFactory(article=world["article"], speaker=world["person"], words=f"{SECRET} is far.")
    assert showing(client, world) >= OF_QUOTES
    article = quote.article
    article.body = article.body.replace(SECRET, "Madagascar")
    article.save()
    assert_nowhere(client, world)


@pytest.mark.parametrize(("name", "field"), [("case", "caption"), ("film", "title")])
def test_it_shows_nothing_of_a_case_or_film_once_it_is_not_public(client, world, name, field):
    rows = type(world[name]).objects.filter(pk=world[name].pk)
    rows.update(**{field: SECRET})
    assert {name, "search"} <= showing(client, world)
    rows.update(is_public=False)
    for address in public_addresses(world).values():
        page = client.get(address)
        assert page.status_code != 200 or SECRET not in page.getvalue().decode(errors="replace"), address
    assert client.get(world[name].get_absolute_url()).status_code == 404
