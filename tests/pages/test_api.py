"""The read-only API: what pages show, filtered and paged as they are, and errors in sentences."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from coverage.models import Article
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
)

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def get(client):
    def ask(path, **asked):
        response = client.get(API + path, asked)
        assert (response.status_code, response["Content-Type"]) == (200, "application/json"), response.content
        return response.json()

    return ask


@pytest.fixture
def refused(client):
    """The problem that a request is answered with."""

    def ask(path, status, **asked):
        response = client.get(API + path, asked)
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
        problem = response.json()
        assert (problem["status"], problem["type"]) == (status, "about:blank") and problem["title"]
        return problem

    return ask


def test_it_lists_what_there_is(get, client):
    for name, address in get("/").items():
        path = address.removeprefix("http://127.0.0.1:8000")
        assert path != address and client.get(path).status_code == 200, name


def test_it_tells_an_article_in_whole(get):
    person, hidden = PersonFactory(name="Ada Oak", slug="ada-oak"), PersonFactory(name="Hidden", is_public=False)
    article = ArticleFactory(headline="Head", deck="Deck.", published=True, first_published="2019-12", rights="None.")
    BylineFactory(article=article, name="Mo Vale", role="editor")
    article.people.add(person, hidden)
    article.films.add(FilmFactory(title="A Film"), FilmFactory(title="Hidden", is_public=False))
    article.proceedings.add(ProceedingFactory(caption="State v. Oak"), ProceedingFactory(is_public=False))
    quote = QuoteFactory(article=article, speaker=hidden, words="We kept it — all.", said="2019")
    told = get(f"/articles/{article.slug}/")
    assert told["url"] == f"http://127.0.0.1:8000/articles/{article.slug}/"
    assert (told["headline"], told["first_published"], told["kind"]) == ("Head", "2019-12", "news")
    assert told["bylines"] == [{"name": "Mo Vale", "role": "editor"}]
    assert (told["body"], told["text"]) == (article.body, article.text)
    assert [each["title"] for each in told["films"] + told["cases"]] == ["A Film", "State v. Oak"]
    assert [each["slug"] for each in told["people"]] == ["ada-oak"]
    [quoted] = told["quotes"]
    # Somebody without a public page is named, as on the page, and led nowhere.
    assert quoted["speaker"] == {"name": "Hidden", "slug": None, "url": None}
    assert (quoted["id"], quoted["said"]) == (quote.pk, "2019")
    [span] = quoted["spans"]
    assert told["text"][span["start"] : span["end"]] == span["exact"] == "We kept it — all."


def test_it_tells_a_case_with_its_parties_charges_and_standings(get):
    case, other = ProceedingFactory(caption="State v. Oak", docket_number="D-1"), ProceedingFactory(caption="Appeal")
    case.links_in.create(kind="appeal_of", from_proceeding=other)
    case.links_in.create(kind="appeal_of", from_proceeding=ProceedingFactory(is_public=False))
    party = PartyFactory(proceeding=case, person=PersonFactory(name="Ada Oak"), named_as="A. Oak")
    charge = ChargeFactory(party=party, count_label="Count 1")
    DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", occurred="2021-02")
    DevelopmentFactory(
        proceeding=case, charges=[charge], kind="dismissed", by="court", prejudice="with", occurred="2021-03-04"
    )
    told = get(f"/cases/{case.slug}/")
    [charged] = told["charges"]
    assert charged["standing"] == {
        "state": "dismissed",
        "since": "2021-03-04",
        "is_open": False,
        "is_final": True,
        "on_appeal": False,
        "short": "Dismissed with prejudice, March 4, 2021",
        "sentence": charged["standing"]["sentence"],
    }
    assert "Dismissed with prejudice by the court on March 4, 2021" in charged["standing"]["sentence"]
    assert (charged["against"]["person"]["name"], charged["count"]) == ("Ada Oak", "Count 1")
    assert [(party["role"], party["named_as"]) for party in told["parties"]] == [("defendant", "A. Oak")]
    assert [(link["relation"], link["case"]["title"]) for link in told["links"]] == [("appealed in", "Appeal")]
    assert (told["docket_number"], told["court"]["name"]) == ("D-1", case.court.name)


def test_it_tells_of_a_sealed_charge_only_that(get):
    charge = ChargeFactory()
    for day, details in enumerate(
        ({"kind": "charged"}, {"kind": "verdict", "verdict": "guilty"}, {"kind": "sealed"}), 1
    ):
        DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], occurred=f"2021-05-0{day}", **details)
    [told] = get(f"/cases/{charge.proceeding.slug}/")["charges"]
    standing = told["standing"]
    assert (standing["state"], standing["since"], standing["is_final"]) == ("sealed", None, None)
    assert "onvicted" not in str(standing) and "uilty" not in str(standing)


def test_it_tells_a_hearing_by_the_court_s_clock(get):
    case = ProceedingFactory(court__time_zone="Europe/Berlin")
    HearingFactory(proceeding=case, starts_at="2026-01-05T08:00:00Z")
    [told] = get("/hearings/")["results"]
    assert (told["starts_at"], told["ends_at"], told["time_zone"]) == (
        "2026-01-05T09:00:00+01:00",
        None,
        "Europe/Berlin",
    )


def test_it_tells_a_development_and_a_release_with_their_sources(get):
    development = DevelopmentFactory(occurred="2021", note="A note.")
    release = ReleaseFactory(date="2021-06")
    for name, row, date in (("developments", development, "2021"), ("releases", release, "2021-06")):
        [told] = get(f"/{name}/")["results"]
        assert (told["id"], told["date"]) == (row.pk, date)
        assert [source["title"] for source in told["sources"]] == [row.sources.get().title]
        assert get(f"/{name}/{row.pk}/") == told


def test_it_tells_a_person_without_misspellings_and_hidden_cases(get):
    person = PersonFactory(slug="ada-oak", born="1970")
    person.other_names.create(name="A. Oak", kind="charged")
    person.other_names.create(name="Ada Oka", kind="misspelt")
    PartyFactory(person=person)
    PartyFactory(person=person, proceeding=ProceedingFactory(is_public=False))
    told = get("/people/ada-oak/")
    assert (told["born"], told["died"]) == ("1970", None)
    assert told["other_names"] == [{"name": "A. Oak", "kind": "charged"}]
    assert len(told["parts"]) == 1


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/articles/", {"film": "a-film"}),
        ("/quotes/", {"film": "a-film"}),
        ("/releases/", {"film": "a-film"}),
        ("/cases/", {"film": "a-film"}),
        ("/developments/", {"film": "a-film", "since": "2021"}),
        ("/hearings/", {"film": "a-film", "state": "scheduled"}),
        ("/people/", {"film": "a-film"}),
        ("/films/", {"case": "a-case"}),
        ("/timeline/", {"film": "a-film", "lane": "film"}),
    ],
)
def test_it_narrows_by_the_filters_of_the_pages(get, path, asked):
    film, case = FilmFactory(slug="a-film"), ProceedingFactory(slug="a-case")
    for about_film, about_case in ((film, case), (FilmFactory(), ProceedingFactory())):
        about_film.proceedings.add(about_case)
        article = ArticleFactory(published=True)
        article.films.add(about_film)
        QuoteFactory(article=article)
        ReleaseFactory(film=about_film)
        DevelopmentFactory(proceeding=about_case)
        HearingFactory(proceeding=about_case)
        PartyFactory(proceeding=about_case)
    assert len(get(path)["results"]) >= 2
    assert len(get(path, **asked)["results"]) == 1


@pytest.mark.parametrize(("name", "make"), [("articles", ArticleFactory), ("people", PersonFactory)])
def test_it_leads_through_a_whole_list_by_key(client, get, name, make):
    made = [make(**({"published": True} if name == "articles" else {})) for _ in range(7)]
    found, page = [], get(f"/{name}/", limit=3)
    while True:
        found += [row["slug"] for row in page["results"]]
        if page["next"] is None:
            break
        page = client.get(page["next"]).json()
    assert sorted(found) == sorted(row.slug for row in made)
    assert set(page) == {"next", "results"}


@pytest.mark.parametrize("limit", ["0", "-1", "101", "x", "1.5", "٣", "9" * 50])
def test_it_refuses_a_limit_out_of_bounds(refused, limit):
    assert refused("/articles/", 400, limit=limit)["errors"] == {"limit": ["Write a number from 1 to 100."]}


@pytest.mark.parametrize("after", ["x", "WzFd", "bnVsbA", "é", "9999.1.1.1"])
@pytest.mark.parametrize("path", ["/articles/", "/timeline/", "/cases/"])
def test_it_has_no_page_after_what_it_never_gave_out(client, refused, path, after):
    if (path, after) == ("/timeline/", "9999.1.1.1"):
        assert client.get(API + path, {"after": after}).status_code == 200  # a key like any other
        return
    assert "next" in refused(path, 404, after=after)["detail"]


def test_it_says_everything_that_is_wrong_with_a_request(refused):
    problem = refused("/articles/", 400, kind="novel", film="nope", since="soon")
    assert set(problem["errors"]) == {"kind", "film", "since"}
    assert "film: There is no film “nope” here." in problem["detail"]


def test_it_refuses_a_parameter_it_does_not_know(refused):
    """A slip would else give the whole list for a narrowed one."""
    for path in ("/articles/", "/organizations/", "/timeline/"):
        assert "There is no such parameter." in refused(path, 400, flim="a-film")["errors"]["flim"][0]


@pytest.mark.parametrize("name", ["film", "since", "kind", "after", "limit"])
def test_it_refuses_a_parameter_without_a_value(refused, name):
    assert "It is empty" in refused("/articles/", 400, **{name: ""})["errors"][name][0]


@pytest.mark.parametrize("path", ["/articles/nope/", "/quotes/99999999999999999/", "/nope/", "/nope/at/all/"])
def test_it_tells_in_its_own_way_what_is_not_there(refused, path):
    refused(path, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_for_reading(client, method):
    for path in ("/", "/articles/", "/timeline/", "/openapi.json", "/nope/"):
        response = getattr(client, method)(API + path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS"), path


def test_it_is_open_to_scripts_of_any_site(client):
    asked = client.options(f"{API}/articles/")
    assert (asked.status_code, asked.content) == (204, b"")
    for response in (asked, client.get(f"{API}/articles/"), client.get(f"{API}/nope/")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies and "Vary" not in response


def test_it_speaks_json_only(client):
    assert client.get(f"{API}/articles/", headers={"Accept": "text/html"}).status_code == 406
    assert client.get(f"{API}/articles/", headers={"Accept": "text/html, */*"}).status_code == 200


@pytest.mark.parametrize("path", ["/articles/", "/articles/a/", "/timeline/", "/openapi.json"])
def test_it_answers_304_until_something_changes(client, path):
    ArticleFactory(slug="a", published=True)
    first = client.get(API + path)
    again = client.get(API + path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    Article.objects.update(headline="Another")
    changed = client.get(API + path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == (304 if path == "/openapi.json" else 200)


def test_it_never_answers_304_for_what_has_gone(client):
    """An article that is withdrawn leaves only older ones: no date may say that nothing has changed."""
    ArticleFactory(slug="a", published=True)
    first = client.get(f"{API}/articles/a/")
    Article.objects.update(state="withdrawn", gone_because="A reason.")
    asked = {"If-None-Match": first["ETag"], "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
    assert client.get(f"{API}/articles/a/", headers=asked).status_code == 404
    asked.pop("If-None-Match")
    assert client.get(f"{API}/articles/", headers=asked).json()["results"] == []


@pytest.fixture
def limited(settings):
    settings.API_RATE = "2/minute"
    cache.clear()
    yield
    cache.clear()


def test_it_answers_so_many_requests_a_minute(client, limited):
    statuses = [client.get(f"{API}/articles/").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    late = client.get(f"{API}/people/")
    assert 0 < int(late["Retry-After"]) <= 60
    assert late.json()["title"] == "Too Many Requests" and late["Content-Type"] == "application/problem+json"
    with_other_address = client.get(f"{API}/people/", REMOTE_ADDR="192.0.2.7")
    assert with_other_address.status_code == 200


def test_it_believes_no_address_that_a_reader_names(client, limited):
    """Else each request could come from somewhere else."""
    for number in range(3):
        last = client.get(f"{API}/articles/", headers={"X-Forwarded-For": f"192.0.2.{number}"})
    assert last.status_code == 429


def test_it_limits_no_page(client, limited):
    assert {client.get(reverse("people")).status_code for _ in range(4)} == {200}


def test_it_shows_its_docs_from_here_without_a_script_in_the_page(client):
    page = client.get(f"{API}/docs/")
    text = page.content.decode()
    assert page.status_code == 200
    assert re.findall(r"<script(?![^>]* src=)", text) == []
    sources = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert sources and all(source.startswith("/") for source in sources)
    script = client.get(re.findall(r'src="([^"]*script=[^"]*)"', text)[0])
    assert (script.status_code, script["Content-Type"]) == (200, "application/javascript")


def test_it_shows_an_article_from_its_second_on(client, time_machine_at):
    moment = timezone.now() + timedelta(days=1)
    ArticleFactory(slug="a", state="published", published_at=moment)
    for at, status in ((moment - timedelta(seconds=1), 404), (moment, 200)):
        with time_machine_at(at):
            assert client.get(f"{API}/articles/a/").status_code == status
