"""The search page and its suggestions: what comes first, what narrows it, and what helps when nothing is found."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coverage.models import Article, Quote
from coverage.search import finding
from coverage.search.index import SEARCH
from coverage.search.query import Scope, read
from people.models import OtherName, Person
from tests.coverage.search.test_suggestions import suggested
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    QuoteFactory,
)
from web.triggers import remove

pytestmark = pytest.mark.django_db


def ask(client, **params):
    page = client.get("/search/", params)
    assert page.status_code == 200
    return page


def titles(page) -> list[str]:
    return [result.row.title for result in page.context["found"].results]


def shown(page) -> str:
    return page.content.decode()


# What is found, and in which order.


def test_it_finds_articles_people_cases_films_and_quotes(client, lantern):
    page = ask(client, q="lantern")
    kinds = [result.kind for result in page.context["found"].results]
    assert sorted(kinds) == ["article", "article", "case", "film", "person", "quote"]


def test_it_puts_pages_of_their_own_first(client, lantern):
    for _ in range(3):
        ArticleFactory(headline="Lantern lantern lantern", published=True)
    kinds = [result.kind for result in ask(client, q="lantern").context["found"].results]
    assert set(kinds[:3]) == {"film", "case", "person"}
    assert set(kinds[3:]) == {"article", "quote"}


def test_it_does_not_put_a_page_first_that_is_named_otherwise(client):
    PersonFactory(name="Bo Hale", description="was seen near the lantern, and then not again for a long time")
    ArticleFactory(headline="Lantern", published=True)
    assert titles(ask(client, q="lantern"))[0] == "Lantern"


def test_it_puts_what_fits_best_first_unless_asked_for_the_newest(client):
    ArticleFactory(headline="Lantern", published=True)
    ArticleFactory(headline="Other", body=f"<p>A lantern. {'Word. ' * 300}</p>", published=True)
    assert titles(ask(client, q="lantern")) == ["Lantern", "Other"]
    assert titles(ask(client, q="lantern", sort="newest")) == ["Other", "Lantern"]


def test_it_finds_phrases_and_leaves_words_out(client):
    ArticleFactory(headline="Red lantern", published=True)
    ArticleFactory(headline="Lantern red", published=True)
    assert set(titles(ask(client, q="red lantern"))) == {"Red lantern", "Lantern red"}
    assert titles(ask(client, q='"red lantern"')) == ["Red lantern"]
    assert titles(ask(client, q='red -"red lantern"')) == ["Lantern red"]
    assert titles(ask(client, q="lantern -red")) == []


def test_it_finds_whatever_the_accents_and_capitals(client):
    ArticleFactory(headline="JOSÉ’s Café", published=True)
    for typed in ("jose cafe", "JOSÉ", "Jose\u0301", "josé’s"):
        assert titles(ask(client, q=typed)) == ["JOSÉ’s Café"], typed


def test_it_leads_from_other_names_and_misspellings_to_the_person(client):
    person = PersonFactory(name="Hannah Gutierrez Reed")
    OtherName.objects.create(person=person, name="Hannah Gutierrez-Reid", kind="misspelt")
    OtherName.objects.create(person=person, name="Hannah Thell", kind="former")
    misspelt, former = ask(client, q="gutierrez-reid"), ask(client, q="thell")
    assert titles(misspelt) == titles(former) == ["Hannah Gutierrez Reed"]
    assert "Also: Hannah <mark>Thell</mark>" in shown(former)
    assert "Reid<" not in shown(misspelt).replace('value="gutierrez-reid"', "")  # nobody is shown how it was misspelt


def test_it_finds_a_person_by_the_name_of_one_who_was_merged(client, editor):
    other = OtherName.objects.create(person=PersonFactory(name="Walter Oak"), name="Bill Hale")
    assert titles(ask(client, q="bill hale")) == ["Walter Oak"]
    Person.objects.filter(pk=other.person_id).update(is_public=False)
    assert titles(ask(client, q="bill hale")) == []


# Snippets.


def test_it_marks_the_words_and_escapes_everything_else(client):
    body = "<p>The &lt;b&gt;bold&lt;/b&gt; lantern &amp; the harbor.</p>"
    ArticleFactory(headline="<i>Lantern</i>", body=body, published=True)
    page = shown(ask(client, q="lantern"))
    assert "&lt;i&gt;<mark>Lantern</mark>&lt;/i&gt;" in page
    assert "The &lt;b&gt;bold&lt;/b&gt; <mark>lantern</mark> &amp; the harbor." in page


def test_it_cuts_no_quote(client):
    words = "We saw the lantern, " + "and the harbor lay dark, " * 14 + "and that was all."
    filling = "The court set a date. " * 30
    article = ArticleFactory(headline="Seen", body=f"<p>{filling}</p><p>“{words}”</p><p>{filling}</p>", published=True)
    QuoteFactory(article=article, words=words)
    page = shown(ask(client, q="lantern", type="article"))
    assert f"“{words}”".replace("lantern", "<mark>lantern</mark>") in page
    near = shown(ask(client, q="court", type="article"))
    assert words[:30] not in near or words in near


def test_it_shows_a_quote_with_the_words_exactly_as_they_were_said(client):
    words = "We saw\u00a0it — the “lantern” — e\u0301teint…"
    quote = QuoteFactory(words=words)
    page = shown(ask(client, q="lantern", type="quote"))
    assert words.replace("lantern", "<mark>lantern</mark>") in page
    assert quote.speaker.name in page


# Narrowing.


@pytest.mark.parametrize("kind", ["article", "person", "case", "film", "quote"])
def test_it_narrows_to_a_type(client, lantern, kind):
    page = ask(client, q="lantern", type=kind)
    assert {result.kind for result in page.context["found"].results} == {kind}


def test_it_narrows_to_a_film_and_a_case(client, lantern):
    lantern["article"].films.add(lantern["film"])
    lantern["film"].proceedings.add(lantern["case"])
    PartyFactory(proceeding=lantern["case"], person=lantern["person"])
    in_film = titles(ask(client, q="lantern", film=lantern["film"].slug))
    assert set(in_film) == {"The Lantern", "State v. Lantern", "Lantern goes out"}
    in_case = titles(ask(client, q="lantern", case=lantern["case"].slug))
    assert set(in_case) == {"The Lantern", "State v. Lantern", "Ida Lantern"}
    both = titles(ask(client, q="lantern", film=lantern["film"].slug, case=lantern["case"].slug))
    assert set(both) == {"The Lantern", "State v. Lantern"}


def test_it_narrows_to_dates_by_the_clock_of_the_site(client, settings):
    settings.TIME_ZONE = "America/Denver"
    ArticleFactory(headline="Lantern", published=True, published_at="2024-03-08T06:59:00Z")  # the 7th in Denver
    PersonFactory(name="Ida Lantern")  # has no date
    assert titles(ask(client, q="lantern", since="2024-03-07", until="2024-03-07")) == ["Lantern"]
    assert titles(ask(client, q="lantern", since="2024-03", until="2024")) == ["Lantern"]
    assert titles(ask(client, q="lantern", since="2024-03-08")) == []
    assert titles(ask(client, q="lantern", until="2024-03-06")) == []


@pytest.mark.parametrize("dates", [{"since": "9999"}, {"until": "0001"}, {"since": "0001", "until": "9999-12-31"}])
def test_it_takes_any_date(client, dates):
    ArticleFactory(headline="Lantern", published=True)
    assert titles(ask(client, q="lantern", **dates)) == (["Lantern"] if len(dates) == 2 else [])


def test_it_says_which_date_it_cannot_read(client):
    ArticleFactory(headline="Lantern", published=True)
    page = ask(client, q="lantern", since="soon")
    assert "“soon” is not a date" in shown(page) and titles(page) == ["Lantern"]


def test_it_offers_to_narrow_and_to_take_each_of_it_back(client, lantern):
    lantern["article"].films.add(lantern["film"])
    page = shown(ask(client, q="lantern"))
    assert f'href="?q=lantern&amp;film={lantern["film"].slug}">The Lantern</a>' in page
    assert 'href="?q=lantern&amp;type=case">Cases</a>' in page
    narrowed = ask(client, q="lantern", film=lantern["film"].slug, type="article", since="2019")
    found = {str(choice): choice.query for choice in narrowed.context["ask"].active}
    assert found == {
        "Type: Articles": f"q=lantern&film={lantern['film'].slug}&since=2019",
        "Film: The Lantern": "q=lantern&type=article&since=2019",
        "Since: 2019": f"q=lantern&film={lantern['film'].slug}&type=article",
    }


def test_it_finds_nothing_in_a_film_or_case_that_is_not_there(client, lantern):
    FilmFactory(title="Hidden", slug="hidden", is_public=False).proceedings.add(lantern["case"])
    for narrowed in ({"film": "none"}, {"case": "none"}, {"film": "hidden"}):
        page = ask(client, q="lantern", **narrowed)
        assert titles(page) == [] and "Hidden" not in shown(page)
        assert "Search without" in shown(page)


# Pages.


def test_it_pages_through_everything_once_in_both_orders(client, monkeypatch):
    monkeypatch.setattr(finding, "SIZE", 7)
    Article.objects.bulk_create(
        ArticleFactory.build(headline=f"Lantern {n}", slug=f"a{n}", published=True) for n in range(40)
    )
    for n in range(9):
        PersonFactory(name=f"Ida Lantern {n}")
    for sort in ("relevance", "newest"):
        seen, address = [], f"/search/?q=lantern&sort={sort}"
        while address:
            page = client.get(address)
            seen += [(result.kind, result.row.key) for result in page.context["found"].results]
            assert len(page.context["found"].results) <= 7
            address = f"/search/{page.context['next']}" if page.context["next"] else ""
        assert len(seen) == len(set(seen)) == 49


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "1_nan_5", "1_2", "1_inf_2", "0_1e999_3", "٣", "1_1_x"])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_it_has_no_page_that_it_did_not_give_out(client, after, sort):
    assert client.get("/search/", {"q": "lantern", "sort": sort, "after": after}).status_code == 404


def test_it_ranks_the_newest_only_and_says_so(client, monkeypatch):
    monkeypatch.setattr(finding, "RANKED", 5)
    monkeypatch.setattr(finding, "SIZE", 3)
    Article.objects.bulk_create(
        ArticleFactory.build(headline=f"Lantern {n}", slug=f"a{n}", published=True) for n in range(9)
    )
    first = ask(client, q="lantern")
    second = client.get(f"/search/{first.context['next']}")
    assert len(titles(first)) + len(titles(second)) == 5
    assert "newest first.</a>" in shown(second)


# What helps.


def test_it_says_what_can_be_found_before_anything_is_asked(client):
    assert "What can be found" in shown(ask(client))
    assert "Add a word to look for" in shown(ask(client, q="-rust"))


def test_it_offers_names_that_were_nearly_typed_right(client):
    PersonFactory(name="Alec Baldwin")
    page = shown(ask(client, q="alec baldwyn"))
    assert re.search(r'Did you mean <a href="\?q=Alec\+Baldwin">Alec Baldwin</a>\?', page)
    assert "Did you mean" not in shown(ask(client, q="lighthouse"))
    assert "Did you mean" not in shown(ask(client, q="baldwin"))


def test_it_helps_on_when_nothing_is_found(client, lantern):
    page = shown(ask(client, q="lighthouse", type="case", since="2019"))
    assert "Nothing was found for “lighthouse” in this part of the site." in page
    assert 'href="?q=lighthouse&amp;since=2019">Search without “Type: Cases”.</a>' in page
    assert 'href="?q=lighthouse">Search everything.</a>' in page


def test_it_is_not_for_other_search_engines(client, lantern):
    for params in ({}, {"q": "lantern"}):
        assert '<meta name="robots" content="noindex' in shown(ask(client, **params))


def test_it_can_be_asked_from_every_page(client):
    page = shown(client.get("/articles/"))
    assert '<form class="masthead__search" method="get" action="/search/"' in page
    assert 'name="q"' in page


# Whatever is typed, it answers, in few questions.

ODD = [
    '"',
    '"" -""',
    "a OR b AND NOT c",
    "(",
    "*",
    "title:lantern",
    "links:kind1",
    "NEAR(a b)",
    "a^2",
    "\0",
    "x" * 9999,
]
ODD += [
    "the and of",
    "🎬🎬",
    "ابحث عن",
    "\u202eabc",
    "%s %(a)s",
    "'; DROP TABLE x; --",
    "\\",
    "':*",
    "a:*",
    "!a & b |",
    "-",
]


@pytest.mark.parametrize("typed", ODD)
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_it_answers_odd_questions(client, lantern, typed, sort):
    ask(client, q=typed, sort=sort)
    assert client.get("/search/suggest", {"q": typed}).status_code == 200


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), st.booleans())
def test_it_answers_whatever_is_typed(client, text, newest):
    ask(client, q=text, sort="newest" if newest else "relevance", film=text, case=text, type=text, since=text)
    ask(client, q=text)
    assert client.get("/search/suggest", {"q": text}).status_code == 200


def test_it_asks_the_database_three_questions_at_most(client, lantern):
    narrowed = {"film": lantern["film"].slug, "case": lantern["case"].slug, "since": "2019"}
    for params in ({"q": "lantern"}, {"q": "lantern", **narrowed}, {"q": "lantren"}, {"q": "lantren", **narrowed}, {}):
        with CaptureQueriesContext(connection) as captured:
            ask(client, **params)
        assert len(captured) <= 3, params
    with CaptureQueriesContext(connection) as captured:
        assert suggested(client, "lan")
    assert len(captured) <= 2


# The gate.


def test_it_finds_an_article_from_its_second_on_and_until_it_goes(client, time_machine_at):
    moment = timezone.now().replace(microsecond=500_000) + timedelta(days=1)
    article = ArticleFactory(headline="Lantern", state="published", published_at=moment)
    for at, found in ((moment - timedelta(seconds=1), 0), (moment - timedelta(milliseconds=1), 0), (moment, 1)):
        with time_machine_at(at):
            assert len(titles(ask(client, q="lantern"))) == len(suggested(client, "lant")) == found
            assert len(titles(ask(client, q="lantern", sort="newest"))) == found
    Article.objects.filter(pk=article.pk).update(published_at=LONG_AGO)
    assert titles(ask(client, q="lantern")) == ["Lantern"]
    Article.objects.filter(pk=article.pk).update(state="retracted", gone_because="A reason.")
    assert titles(ask(client, q="lantern")) == []


def test_it_shows_nothing_that_only_the_index_still_holds(client, lantern):
    """Were the index ever wrong, the gate would still decide."""
    remove(SEARCH, connection)
    for model in (Person, type(lantern["film"]), type(lantern["case"])):
        model.objects.update(is_public=False)
    Article.objects.update(state="draft")
    assert len(finding.index_of().newest(read("lantern"), Scope(), 10)) == 6
    assert titles(ask(client, q="lantern")) == suggested(client, "lan") == []
    assert "Did you mean" not in shown(ask(client, q="lantren"))
    Article.objects.update(state="published")
    Quote.objects.update(anchor_state="broken")
    assert {result.kind for result in ask(client, q="lantern").context["found"].results} == {"article"}
