"""Lists can be narrowed: each filter lets through what it says, is shown, and can be taken away by itself."""

import re

import pytest
from django.urls import reverse

from coverage.models import Outlet
from people.merging.apply import merge
from people.models import Organization, OtherName
from tests.factories import (
    ArticleFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)
from web import filtering

pytestmark = pytest.mark.django_db
HEADING = re.compile(r'(?:card__headline|row__title|standings__case)[^"]*"[^>]*><a href="[^"]*">([^<]*)</a>')


@pytest.fixture
def listed(client):
    """What a list page shows: the headings of its rows."""

    def read(name, **asked):
        page = client.get(reverse(name), asked)
        assert page.status_code == 200
        return set(HEADING.findall(page.content.decode()))

    return read


@pytest.fixture
def page(client):
    return lambda name, **asked: client.get(reverse(name), asked).content.decode()


@pytest.fixture
def article():
    """An article with everything it can be found by, and another without."""
    ArticleFactory(headline="Other", published=True)
    found = ArticleFactory(
        headline="Found",
        kind="review",
        outlet=Outlet.objects.create(name="The Post & Courier"),
        state="published",
        published_at="2021-10-21T12:00:00Z",
    )
    found.films.add(FilmFactory(title="A Film", slug="a-film"))
    found.proceedings.add(ProceedingFactory(caption="State v. Oak", slug="state-v-oak"))
    found.people.add(PersonFactory(name="Ada Oak", slug="ada-oak"))
    return found


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "review"},
        {"film": "a-film"},
        {"film": "A FILM"},
        {"case": "state-v-oak"},
        {"case": "State v. Oak"},
        {"person": "ada-oak"},
        {"person": "Ada Oak"},
        {"outlet": "The Post & Courier"},
        {"since": "2021"},
        {"since": "2021-10-21"},
        {"until": "2021", "since": "2020-06"},
    ],
)
def test_it_narrows_articles(listed, article, asked):
    assert listed("articles", **asked) == {"Found"}


@pytest.mark.parametrize(
    "asked", [{"kind": "opinion"}, {"since": "2022"}, {"until": "2019"}, {"film": "b-film", "case": "state-v-oak"}]
)
def test_it_leaves_out_articles_that_do_not_fit(listed, article, asked):
    FilmFactory(slug="b-film")
    assert listed("articles", **asked) == set()


def test_it_narrows_cases(listed):
    case = ProceedingFactory(caption="State v. Oak")
    case.films.add(FilmFactory(slug="a-film"))
    PartyFactory(proceeding=case, person=PersonFactory(slug="ada-oak"), role="witness")
    DevelopmentFactory(proceeding=case, occurred="2022-03")
    DevelopmentFactory(proceeding=ProceedingFactory(caption="Other"), occurred="2021")
    for asked in (
        {"film": "a-film"},
        {"person": "ada-oak"},
        {"year": "2022"},
        {"court": case.court.name},
        {"q": "v. oak"},
    ):
        assert listed("cases", **asked) == {"State v. Oak"}, asked


def test_it_narrows_people(listed):
    """By a role in a case, a credit, a film and its cases, and the organizations they have to do with."""
    film, case = FilmFactory(slug="a-film"), ProceedingFactory(slug="state-v-oak")
    film.proceedings.add(case)
    PartyFactory(proceeding=case, person=PersonFactory(name="Judge Elm"), role="judge")
    film.credits.create(person=PersonFactory(name="Ida Ash"), job="director")
    film.credits.create(organization=Organization.objects.create(name="Tern Pictures"), job="distributor")
    PartyFactory(proceeding=ProceedingFactory(is_public=False), person=PersonFactory(name="Hidden Role"), role="judge")
    assert listed("people", role="judge") == {"Judge Elm"}
    assert listed("people", role="credited") == {"Ida Ash"}
    assert listed("people", film="a-film") == {"Judge Elm", "Ida Ash"}
    assert listed("people", case="state-v-oak") == {"Judge Elm"}
    assert listed("people", organization="Tern Pictures") == {"Ida Ash"}
    assert listed("people", q="hidden") == {"Hidden Role"}


def test_it_narrows_releases(listed):
    film = FilmFactory(title="A Film", slug="a-film")
    ReleaseFactory(film=film, kind="festival", state="released", platform="Kestrel", territory="Malta", date="2022-05")
    ReleaseFactory(film=FilmFactory(title="Other"))
    for asked in (
        {"film": "a-film"},
        {"kind": "festival"},
        {"state": "released"},
        {"platform": "kestrel"},
        {"territory": "malta"},
        {"since": "2022-05-20"},
    ):
        assert listed("releases", **asked) == {"A Film"}, asked
    assert listed("releases", until="2021") == {"Other"}


def test_it_counts_a_month_that_a_day_may_be_in(page):
    """“2021-10” may be later than October 20, and no earlier month is."""
    for said, words in (("2021-10", "In October."), ("2021-09", "In September.")):
        QuoteFactory(words=words, said=said)
    shown = page("quotes", since="2021-10-20")
    assert "In October." in shown and "In September." not in shown


def test_it_finds_a_person_by_another_name_and_by_a_merged_record(listed, article, editor):
    person = article.people.get()
    OtherName.objects.create(person=person, name="Aida Oak", kind="misspelt")
    merge(loser=PersonFactory(name="A. Oak", slug="a-oak"), into=person, by=editor)
    assert listed("articles", person="aida oak") == listed("articles", person="a-oak") == {"Found"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "novel"}, "Select a valid choice."),
        ({"film": "nope"}, "There is no film “nope” here."),
        ({"outlet": "nope"}, "There is no outlet “nope” here."),
        ({"since": "soon"}, "“soon” is not a date."),
        ({"until": "2021-02-30"}, "is not in the calendar."),
        ({"since": "0000"}, "“0000” is not in the calendar."),
        ({"film": "x" * 300}, "at most 200 characters"),
        ({"film": "\0"}, "Null characters are not allowed."),
    ],
)
def test_it_says_what_it_cannot_understand_and_goes_on(client, article, asked, message):
    page = client.get(reverse("articles"), asked)
    assert page.status_code == 200
    shown = page.content.decode()
    assert message in shown and "Found" in shown


@pytest.mark.parametrize("year", ["20", "20222", "x", "1e3", "NaN"])
def test_it_understands_no_year_but_four_digits(client, year):
    ProceedingFactory(caption="State v. Oak")
    page = client.get(reverse("cases"), {"year": year})
    assert page.status_code == 200 and "State v. Oak" in page.content.decode()
    assert "filter__error" in page.content.decode()


def test_it_does_not_say_whether_what_is_hidden_is_there(page):
    FilmFactory(title="Secret Film", slug="secret", is_public=False)
    shown = page("articles", film="secret")
    assert "There is no film “secret” here." in shown and "Secret Film" not in shown


def test_it_takes_away_each_choice_by_itself(page, article):
    shown = page("articles", film="a-film", kind="review", since="2021")
    for left in ("kind=review&amp;since=2021", "film=a-film&amp;since=2021", "kind=review&amp;film=a-film"):
        others = set(left.split("&amp;"))
        links = re.findall(r'chips__choice" href="/articles/\?([^"]*)"', shown)
        assert any(set(link.split("&amp;")) == others for link in links), left
    assert "Film: A Film" in shown and "Kind: review" in shown and "Since: 2021" in shown


def test_it_leads_the_last_choice_back_to_the_whole_list(page, article):
    assert 'chips__choice" href="/articles/">' in page("articles", kind="review")


def test_it_offers_a_select_of_few_and_suggestions_of_many(page, monkeypatch):
    monkeypatch.setattr(filtering, "FEW", 2)
    for title in ("One", "Two"):
        FilmFactory(title=title)
    assert re.search(r'<select name="film"[^>]*>\s*<option value="">Every film</option>', page("releases"))
    FilmFactory(title="Three")
    shown = page("releases")
    assert '<input type="text" name="film"' in shown and '<select name="film"' not in shown
    assert re.findall(r"<option value=[^>]*>([^<]*)</option>", shown.partition("<datalist")[2].partition("</data")[0])


def test_it_keeps_what_was_typed_when_no_option_is_meant(page):
    FilmFactory()
    assert 'name="film" value="nope"' in page("releases", film="nope")


@pytest.mark.parametrize(("number", "said"), [(1, "1 article"), (3, "3 articles"), (30, "30 articles")])
def test_it_says_how_many_there_are(page, number, said):
    film = FilmFactory(slug="a-film")
    for _ in range(number):
        ArticleFactory(published=True).films.add(film)
    assert f"{said} ·" in page("articles", film="a-film")


def test_it_stops_counting_in_time(page, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(filtering, "MOST_COUNTED", 26)
    for _ in range(30):
        ArticleFactory(published=True)
    assert "More than 26 articles ·" in page("articles", since="2020")


def test_it_asks_for_a_bounded_count_once_however_many_there_are(client, django_assert_num_queries):
    """The row that is narrowed by, the page, the options; and the count where there is a next page."""
    film, address = FilmFactory(slug="a-film"), "/articles/?film=a-film"
    for number, most in ((3, 3), (30, 4), (30, 4)):
        for _ in range(number):
            ArticleFactory(published=True).films.add(film)
        with django_assert_num_queries(most):
            client.get(address)


def test_it_never_counts_the_whole_list(client, django_assert_num_queries):
    for _ in range(30):
        ArticleFactory(published=True)
    with django_assert_num_queries(1) as captured:
        client.get(reverse("articles"))
    assert not [query for query in captured.captured_queries if "COUNT(" in query["sql"] or "OFFSET" in query["sql"]]


def test_it_says_when_nothing_fits(page):
    assert "No article fits." in page("articles", kind="opinion")
    assert "Nobody fits." in page("people", q="nobody")
    assert "No release fits." in page("releases", kind="home")


def test_it_keeps_the_choices_on_the_next_page(client):
    film = FilmFactory(slug="a-film")
    for _ in range(30):
        ArticleFactory(published=True).films.add(film)
    ArticleFactory(headline="Other", published=True)
    first = client.get("/articles/?film=a-film").content.decode()
    following = re.search(r'rel="next" href="(\?[^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get("/articles/" + following).content.decode()
    assert len(HEADING.findall(second)) == 6 and "Other" not in second


def test_it_tells_cases_of_one_caption_apart(client):
    for year in ("2023", "2024"):
        ProceedingFactory(caption="State v. Twice", short_title=f"({year})", slug=f"twice-{year}")
    for path in ("/timeline/", reverse("articles"), reverse("people")):
        page = client.get(path).content.decode()
        assert "State v. Twice (2023)" in page and "State v. Twice (2024)" in page
    asked = client.get("/timeline/", {"case": "state v. twice (2024)"}).content.decode()
    assert "Case: State v. Twice (2024)&nbsp;<span" in asked
    assert "Several are called" in client.get("/timeline/", {"case": "State v. Twice"}).content.decode()
