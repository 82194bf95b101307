"""What pages tell machines: valid by schema.org, no more than the page says, and in step with the record."""

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from coverage.models import Article, ArticleFilm, Byline, Credit, Outlet
from coverage.publishing import publish_correction
from legal.scheduling import continue_hearing
from pages.shared.jsonld import node, script
from people.models import Organization, OtherName
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
    SourceFactory,
)
from tests.linked_data import Head, graph, nodes, scripts
from tests.public_pages import public_pages
from tests.schema_org import faults

pytestmark = pytest.mark.django_db
TYPES = os.environ.get("SCHEMA_DTS", "")
# What no property of ours may say of anybody: it would be true of a charge on a day, not of a person for good.
VERDICTS = re.compile(r"convict|guilty|acquit|criminal|felon|sentenced|murder", re.I)


def read(client, thing) -> str:
    page = client.get(thing if isinstance(thing, str) else thing.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def everything(client, demo):
    """A page of every kind, with every kind of release, hearing, byline and credit."""
    film, case, person = FilmFactory(summary="A film."), ProceedingFactory(docket_number="D-1"), PersonFactory()
    film.proceedings.add(case)
    OtherName.objects.create(person=person, name="P. Sample", kind="credited")
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    DevelopmentFactory(proceeding=case, charges=[charge], kind="verdict", verdict="guilty")
    for number, kind in enumerate(["festival", "theatrical", "streaming", "broadcast", "home", "trailer"]):
        state = ["released", "postponed", "cancelled"][number % 3]
        ReleaseFactory(film=film, kind=kind, platform="Somewhere", territory="Norway", state=state)
    studio = Organization.objects.create(name="A Studio")
    for job in ("Director", "actor", "producer", "screenwriter", "editor", "composer", "gaffer"):
        Credit.objects.create(film=film, person=person, job=job)
    for job in ("production company", "producer", "distributor"):
        Credit.objects.create(film=film, organization=studio, job=job)
    for state in ("scheduled", "held", "vacated", "cancelled", "continued"):
        HearingFactory(proceeding=case, state=state, place="Room 2", note="A note.")
    pages = [film, case, person]
    for kind in Article.Kind.values:
        article = ArticleFactory(published=True, kind=kind, outlet=Outlet.objects.get_or_create(name="The Outlet")[0])
        ArticleFilm.objects.create(article=article, film=film, relation="reviews")
        for role in Byline.Role.values:
            BylineFactory(article=article, role=role)
            BylineFactory(article=article, role=role, name="The Newsroom")
        pages.append(article)
    quote = QuoteFactory(article=article, speaker=person, said="2021-05")
    addresses = [*public_pages(), *(thing.get_absolute_url() for thing in [*pages, quote])]
    return {address: client.get(address).content.decode() for address in addresses}


def test_it_tells_every_page_in_the_words_of_schema_org(everything):
    found = []
    for address, html in everything.items():
        blocks = Head(html).data
        is_indexed = "noindex" not in (Head(html).metas["robots"] or "")
        assert len(blocks) == (1 if is_indexed else 0), address
        found += [f"{address}: {fault}" for block in blocks for fault in faults(block)]
    assert found == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "LegalCase", "name": "A case"},
        {"@type": "Person", "verdict": "guilty"},
        {"@type": "Person", "birthDate": "in May"},
        {"@type": "Movie", "director": {"@type": "Place", "name": "Rome"}},
        {"@type": "Event", "eventStatus": "https://schema.org/EventVacated"},
        {"@type": "WebPage", "url": "/no/whole/address/"},
        {"@type": "ImageObject", "caption": 4},
        {"@type": "Thing", "@id": "#case"},
    ],
)
def test_it_would_notice_what_schema_org_does_not_know(wrong):
    """Else the test above could not fail."""
    assert faults({"@context": "https://schema.org", "@graph": [wrong]})


@pytest.mark.sqlite_only  # a compiler of what pages say, whatever database they come from
@pytest.mark.skipif(
    not (TYPES and (Path(TYPES) / "schema-dts").is_dir() and shutil.which("node")),
    reason="NO SCHEMA-DTS CHECK: set SCHEMA_DTS to a node_modules with it and typescript, and install Node",
)
def test_it_passes_the_types_of_schema_dts(everything, tmp_path):
    (tmp_path / "node_modules").symlink_to(Path(TYPES).resolve())
    lines = ['import type { Graph, SearchActionLeaf, WithActionConstraints } from "schema-dts";']
    for number, html in enumerate(everything.values()):
        for block in Head(html).data:
            # What an action asks for (`query-input`) has a type of its own.
            actions = [node.pop("potentialAction") for node in block["@graph"] if "potentialAction" in node]
            lines.append(f"export const page{number}: Graph = {json.dumps(block)};")
            kind = "WithActionConstraints<SearchActionLeaf>"
            lines += [f"export const action{number}: {kind} = {json.dumps(action)};" for action in actions]
    wrong = {"@context": "https://schema.org", "@graph": [{"@type": "Person", "verdict": "guilty"}]}
    lines += ["// @ts-expect-error", f"export const wrong: Graph = {json.dumps(wrong)};"]
    (tmp_path / "pages.ts").write_text("\n".join(lines))
    tsc = ["node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "pages.ts"]
    checked = subprocess.run(tsc, cwd=tmp_path, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout[-4000:]


def test_it_says_no_outcome_of_a_case_to_machines(everything):
    """Only texts that the page itself shows as its own may hold such a word: a headline, a quote, a summary."""
    texts = {"headline", "description", "text", "name"}
    pairs = [(at, name, str(value)) for at, html in everything.items() for name, value in _pairs(Head(html).data)]
    found = [(at, name, value) for at, name, value in pairs if not value.startswith("http") and VERDICTS.search(value)]
    assert [one for one in found if one[1] not in texts] == []
    assert [one for one in found if one[0].startswith(("/cases/", "/people/"))] == []


def _pairs(value, name=""):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _pairs(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _pairs(one, name)
    else:
        yield name, value


def test_it_cannot_be_broken_out_of():
    nasty = "</script><script>alert(1)</script><!-- & \u2028\u2029"
    text = script([node("Thing", name=nasty)])
    inside = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside)["@graph"][0]["name"] == nasty


def test_it_keeps_a_nasty_headline_inside_its_block(client):
    article = ArticleFactory(published=True, headline='</script><img src=x onerror="x()">')
    html = read(client, article)
    assert [tag for tag in scripts(html) if " src=" not in tag] == ['<script type="application/ld+json">']
    assert nodes(html, "NewsArticle")[0]["headline"] == article.headline
    assert "<img src=x" not in html


def test_it_tells_who_wrote_an_article_by_role(client):
    article = ArticleFactory(published=True)
    for name, role in (("A. Sample", "reporter"), ("The Newsroom", "reporter"), ("E. Sample", "editor")):
        BylineFactory(article=article, name=name, role=role)
    (one,) = nodes(read(client, article), "NewsArticle")
    assert one["author"] == [
        {"@type": "Person", "name": "A. Sample"},
        {"@type": "Organization", "name": "The Newsroom"},
    ]
    assert one["editor"] == [{"@type": "Person", "name": "E. Sample"}]


def test_it_names_the_outlet_where_nobody_is_named(client, settings):
    outlet = Outlet.objects.create(name="The Outlet", url="https://outlet.example/")
    article = ArticleFactory(published=True, outlet=outlet, original_url="https://outlet.example/1")
    (one,) = nodes(read(client, article), "NewsArticle")
    assert one["author"] == [{"@type": "Organization", "name": "The Outlet"}]
    assert one["isBasedOn"]["url"] == "https://outlet.example/1"
    (one,) = nodes(read(client, ArticleFactory(published=True)), "NewsArticle")
    assert one["author"] == [{"@id": f"{settings.SITE_URL}/#organization"}]
    assert "isBasedOn" not in one


def test_it_tells_what_an_article_is_about_from_what_it_mentions(client):
    article, film, other = ArticleFactory(published=True), FilmFactory(), FilmFactory()
    hidden = FilmFactory(title="Hidden", is_public=False)
    for relation, one in (("about", film), ("background", other), ("mentions", hidden)):
        ArticleFilm.objects.create(article=article, film=one, relation=relation)
    ArticleFilm.objects.create(article=ArticleFactory(published=True), film=film, relation="mentions")
    (one,) = nodes(read(client, article), "NewsArticle")
    assert [thing["name"] for thing in one["about"]] == [film.title]
    assert [thing["name"] for thing in one["mentions"]] == [other.title]


def test_it_tells_a_review_by_the_film_it_reviews(client):
    film = FilmFactory()
    review, plain = (ArticleFactory(published=True, kind="review") for _ in range(2))
    ArticleFilm.objects.create(article=review, film=film, relation="reviews")
    ArticleFilm.objects.create(article=plain, film=film, relation="mentions")
    (one,) = nodes(read(client, review), "ReviewNewsArticle")
    assert one["itemReviewed"]["@type"] == "Movie" and one["itemReviewed"]["name"] == film.title
    assert not nodes(read(client, plain), "ReviewNewsArticle")


def test_it_cites_what_a_text_links_to_elsewhere(client, settings):
    body = f'<p><a href="https://court.example/a?b=1&amp;c=2">Order</a> <a href="{settings.SITE_URL}/">us</a></p>'
    (one,) = nodes(read(client, ArticleFactory(published=True, body=body)), "NewsArticle")
    assert [work["url"] for work in one["citation"]] == ["https://court.example/a?b=1&c=2"]


def test_it_keeps_the_words_of_a_quote_and_names_a_private_speaker_only(client):
    quote = QuoteFactory(words="We said so.", speaker=PersonFactory(is_public=False, name="Private"))
    (one,) = nodes(read(client, quote), "Quotation")
    assert one["text"] == "We said so."
    assert one["creator"] == {"@type": "Person", "name": "Private"}


def test_it_tells_a_film_by_its_credits_and_releases(client):
    film, person = FilmFactory(), PersonFactory()
    Credit.objects.create(film=film, person=person, job="Director")
    Credit.objects.create(film=film, person=PersonFactory(name="G. Sample"), job="gaffer")
    ReleaseFactory(film=film, kind="festival", platform="A Festival", date="2021-03", state="released")
    ReleaseFactory(film=film, kind="streaming", platform="A Service", state="postponed")
    ReleaseFactory(film=film, kind="trailer")
    html = read(client, film)
    (movie,) = [one for one in graph(html) if one["@type"] == "Movie"]
    assert [one["name"] for one in movie["director"]] == [person.name]
    assert [one["name"] for one in movie["contributor"]] == ["G. Sample"]
    assert movie["datePublished"] == "2021-03"
    (streaming,) = movie["releasedEvent"]
    assert streaming["@type"] == "OnDemandEvent" and streaming["eventStatus"].endswith("/EventPostponed")
    (screening,) = nodes(html, "ScreeningEvent")
    assert screening["location"][0]["name"] == "A Festival" and screening["workPresented"] == {"@id": movie["@id"]}


def test_it_tells_a_person_without_their_cases(client):
    person = PersonFactory(born="1958-04", description="a producer")
    OtherName.objects.create(person=person, name="Pat S.", kind="charged")
    OtherName.objects.create(person=person, name="Pst Sample", kind="misspelt")
    ChargeFactory(party=PartyFactory(person=person))
    (one,) = nodes(read(client, person), "Person")
    assert one.pop("@id") and one.pop("url")
    assert one == {
        "@type": "Person",
        "name": person.name,
        "description": "a producer",
        "alternateName": ["Pat S."],
        "birthDate": "1958-04",
    }


def test_it_tells_a_hearing_that_was_moved_by_its_new_date_and_the_old(client):
    case = ProceedingFactory()
    start = datetime(2099, 5, 4, 15, tzinfo=UTC)
    first = HearingFactory(proceeding=case, starts_at=start)
    later = continue_hearing(first, starts_at=start + timedelta(days=2))
    continue_hearing(later, starts_at=start + timedelta(days=4))
    (one,) = nodes(read(client, case), "Event")
    assert one["eventStatus"] == "https://schema.org/EventRescheduled"
    assert one["startDate"] == "2099-05-08T09:00:00-06:00"
    assert one["previousStartDate"] == ["2099-05-06T09:00:00-06:00", "2099-05-04T09:00:00-06:00"]
    assert one["location"] == {"@type": "Place", "name": case.court.name}


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("scheduled", "EventScheduled"),
        ("held", "EventScheduled"),
        ("vacated", "EventCancelled"),
        ("cancelled", "EventCancelled"),
        ("continued", "EventPostponed"),
    ],
)
def test_it_tells_whether_a_hearing_holds(client, state, status):
    hearing = HearingFactory(state=state)
    (one,) = nodes(read(client, hearing.proceeding), "Event")
    assert one["eventStatus"] == f"https://schema.org/{status}"
    assert "previousStartDate" not in one


def test_it_gives_a_day_where_no_time_is_known(client):
    hearing = HearingFactory(is_all_day=True, starts_at=datetime(2099, 5, 4, 6, tzinfo=UTC))
    (one,) = nodes(read(client, hearing.proceeding), "Event")
    assert (one["startDate"], one["endDate"]) == ("2099-05-04", "2099-05-04")


def test_it_cites_the_public_sources_of_a_case(client):
    case = ProceedingFactory()
    source = SourceFactory(title="Order", url="https://court.example/", publisher="A Court")
    draft = ArticleFactory(headline="A draft").as_source()
    DevelopmentFactory(proceeding=case, sources=[source, draft])
    html = read(client, case)
    assert [work["name"] for work in graph(html)[0]["citation"]] == ["Order"]


def test_it_tells_of_the_past_nothing_to_machines(client):
    case = ProceedingFactory()
    page = f"{case.get_absolute_url()}?as_of=2024-01-01"
    assert Head(read(client, page)).data == []


def test_it_tells_on_the_home_page_who_publishes_and_how_to_search(client, settings):
    site, publisher = graph(read(client, "/"))
    assert site["potentialAction"]["target"]["urlTemplate"] == f"{settings.SITE_URL}/search/?q={{search_term_string}}"
    assert publisher["@type"] == "NewsMediaOrganization"
    assert {"publishingPrinciples", "correctionsPolicy", "ethicsPolicy"} <= set(publisher)


def test_it_leads_from_home_to_every_page(client):
    crumbs = nodes(read(client, reverse("cases")), "BreadcrumbList")[0]["itemListElement"]
    assert [(crumb["position"], crumb["name"]) for crumb in crumbs] == [(1, "Home"), (2, "Cases")]


def test_it_dates_an_article_by_what_readers_were_told_not_by_saves(client, editor):
    article = ArticleFactory(published=True)
    article.save()
    (one,) = nodes(read(client, article), "NewsArticle")
    assert one["dateModified"] == one["datePublished"]
    note = publish_correction(article, kind="correction", text="It was May, not June.", by=editor)
    html = read(client, article)
    (one,) = nodes(html, "NewsArticle")
    assert one["dateModified"] == timezone.localtime(note.at).isoformat(timespec="seconds") != one["datePublished"]
    assert Head(html).metas["article:modified_time"][:16] == one["dateModified"][:16]


def test_it_tells_corrections_but_not_updates_as_such(client, editor):
    article = ArticleFactory(published=True)
    publish_correction(article, kind="correction", text="It was May, not June.", by=editor)
    publish_correction(article, kind="update", text="The court has ruled.", by=editor)
    html = read(client, article)
    (one,) = nodes(html, "CorrectionComment")
    assert one["text"] == "It was May, not June."
    assert not faults(Head(html).data[0])
