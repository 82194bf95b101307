"""Feeds tell the same in every format, validly, under ids that never change."""

import io
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import feedparser
import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver
from django.utils import timezone
from PIL import Image
from trafilatura.feeds import FeedParameters, find_links

from coverage.intake.formats import feed as intake
from coverage.models import Article, Outlet, Picture
from coverage.publishing import move, publish_correction
from legal.models import Development
from pages.feeds.views import MOST
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    ReleaseFactory,
)
from tests.pages.feeds.strict import ATOM, read

pytestmark = pytest.mark.django_db
FORMATS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
SITE = "https://film.example.org"
BODY = '<p>“Yes &amp; no,” she said of <a href="/cases/x/?a=1&amp;b=2">it</a>.</p><p>href="/kept" &lt;b&gt;</p>'


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def world(editor):
    """A film, its case, a person and two articles about them, one of them corrected; a development and a release."""
    film, case, person = FilmFactory(title="Salt & <Light>"), ProceedingFactory(), PersonFactory()
    film.proceedings.add(case)
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "JPEG")
    file = ContentFile(out.getvalue(), name="boat.jpg")
    picture = Picture.objects.create(title="Boat", alt="A <boat>.", credit="Photo: A. & B.", file=file)
    outlet = Outlet.objects.create(name="The & Post")
    details = {"body": BODY, "deck": "One & <two>.", "picture": picture, "outlet": outlet, "rights": "© The Post"}
    article = ArticleFactory(published=True, headline="Trial <ended> & done", **details)
    plain = ArticleFactory(published=True, kind="review", language="es-MX")
    for one in (article, plain):
        one.films.add(film)
        one.proceedings.add(case)
        one.people.add(person)
    BylineFactory(article=article, name="Ann O’Dea & Söhne")
    BylineFactory(article=article, name="B. Two", role="contributor", position=2)
    BylineFactory(article=article, name="An Editor", role="editor", position=3)
    publish_correction(article, kind="correction", text="It was <Tuesday>.", by=editor)
    today = timezone.localdate()
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    development = DevelopmentFactory(proceeding=case, kind="charged", charges=[charge], occurred=today.isoformat())
    release = ReleaseFactory(film=film, date=(today + timedelta(days=30)).isoformat())
    return {
        "film": film,
        "case": case,
        "person": person,
        "article": article,
        "plain": plain,
        "development": development,
        "release": release,
    }


def feeds(world) -> dict[str, str]:
    """The address of each feed, without its ending."""
    return {
        "feed": "/feed",
        "film-feed": f"{world['film'].get_absolute_url()}feed",
        "case-feed": f"{world['case'].get_absolute_url()}feed",
        "person-feed": f"{world['person'].get_absolute_url()}feed",
        "section-feed": "/sections/review/feed",
        "corrections-feed": "/corrections/feed",
    }


NAMES = ["feed", "film-feed", "case-feed", "person-feed", "section-feed", "corrections-feed"]


def fetch(client, path, form="atom"):
    answer = client.get(f"{path}.{form}")
    assert answer.status_code == 200
    return read(form, answer.content)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid_and_tells_the_same_in_every_format(client, world, name):
    path = feeds(world)[name]
    told = {form: fetch(client, path, form) for form in FORMATS}
    assert told["rss"].items == told["atom"].items == told["json"].items
    assert told["rss"].items
    for form, one in told.items():
        assert one.own == f"{SITE}{path}.{form}"
        assert (one.title, one.page) == (told["atom"].title, told["atom"].page)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_alike_by_other_programs(client, world, name):
    """feedparser, the import of feeds, trafilatura and Python's own XML find the same titles, ids, links and dates."""
    path = feeds(world)[name]
    for form in FORMATS:
        raw = client.get(f"{path}.{form}").content
        items = read(form, raw).items
        parameters = FeedParameters(SITE, "film.example.org", f"{path}.{form}", external=False)
        of_feed = {bare(read(form, raw).page), *(item.picture for item in items)}
        found = {bare(link) for link in find_links(raw.decode(), parameters)}
        assert found - of_feed == {bare(item.url) for item in items} - of_feed
        if form == "json":
            continue
        parsed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
        assert not parsed.bozo
        assert [entry.id for entry in parsed.entries] == [item.id for item in items]
        assert [entry.link for entry in parsed.entries] == [item.url for item in items]
        assert [datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in parsed.entries] == [
            item.published for item in items
        ]
        assert [entry.content[0].value for entry in parsed.entries] == [item.html for item in items]
        found = ET.fromstring(raw).iter(  # noqa: S314 (our own)
            "item" if form == "rss" else f"{ATOM}entry"
        )
        titles = [entry.findtext("title" if form == "rss" else f"{ATOM}title") for entry in found]
        assert titles == [item.title for item in items]


def bare(address: str) -> str:
    """As trafilatura gives links: without a query."""
    return re.split(r"[?#]", address)[0]


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_it_comes_in_again_as_it_went_out(client, world, form):
    """The reader of the import, which is another program than the writer of feeds."""
    documents = list(intake.read(client.get(f"/feed.{form}").content, accept_changes=False))
    address = f"{SITE}{world['article'].get_absolute_url()}"
    document = next(one for one in documents if one.url == address)
    assert document.authors == ["Ann O’Dea & Söhne", "B. Two"]
    assert "“Yes &amp; no,” she said of" in document.body
    assert document.captions[0].address == f"{SITE}{world['article'].picture.file.url}"


def test_it_tells_an_article_whole(client, world):
    item = next(item for item in fetch(client, "/feed").items if item.title == "Trial <ended> & done")
    assert item.authors == ("Ann O’Dea & Söhne", "B. Two")
    assert item.summary == "One & <two>."
    assert item.picture == f"{SITE}{world['article'].picture.file.url}"
    assert item.html.index("It was &lt;Tuesday&gt;.") < item.html.index("“Yes &amp; no,” she said")
    assert '<a href="https://film.example.org/cases/x/?a=1&amp;b=2">it</a>' in item.html
    assert 'href="/kept" &lt;b&gt;' in item.html
    assert "Photo: A. &amp; B." in item.html and "First published by The &amp; Post." in item.html


def test_it_says_in_which_language_each_text_is(client, world):
    assert {item.language for item in fetch(client, "/sections/review/feed").items} == {"es-MX"}


def test_it_has_what_belongs_to_it_newest_first(client, world):
    ids = {
        name: [item.id.partition(":")[2].partition(":")[2] for item in fetch(client, path).items]
        for name, path in feeds(world).items()
    }
    article, plain = (f"article/{world[name].pk}" for name in ("article", "plain"))
    development, release = f"development/{world['development'].pk}", f"release/{world['release'].pk}"
    assert ids["feed"] == ids["person-feed"] == [plain, article]
    assert ids["section-feed"] == [plain]
    assert ids["case-feed"] == [development, plain, article]
    assert ids["film-feed"] == [release, development, plain, article]
    assert ids["corrections-feed"] == [f"correction/{world['article'].corrections.get().pk}"]


def test_it_tells_what_moved_in_the_record(client, world):
    item = fetch(client, feeds(world)["case-feed"]).items[0]
    development = Development.objects.get()
    assert item.title == f"{world['case'].title}: Charged, {development.occurred.reader}"
    assert f"{world['person'].name}, theft." in item.html
    assert item.url == f"{SITE}{world['case'].get_absolute_url()}?at={development.pk}#development-{development.pk}"
    assert item.published == development.recorded_at.replace(microsecond=0)


def test_it_does_not_tell_old_history_as_news(client, world):
    old = (timezone.localdate() - timedelta(days=800)).isoformat()
    DevelopmentFactory(proceeding=world["case"], occurred=old)
    ReleaseFactory(film=world["film"], date=old)
    assert len(fetch(client, feeds(world)["film-feed"]).items) == 4
    DevelopmentFactory(proceeding=world["case"], occurred=str(timezone.localdate().year))
    assert len(fetch(client, feeds(world)["film-feed"]).items) == 5


def test_it_holds_no_more_than_it_may(client, world):
    ArticleFactory.create_batch(MOST, published=True)
    items = fetch(client, "/feed").items
    assert len(items) == MOST
    assert items[0].published == max(item.published for item in items)


# What stays


def test_its_ids_stay_whatever_is_renamed(client, world, settings):
    before = {name: [item.id for item in fetch(client, path).items] for name, path in feeds(world).items()}
    for name in ("film", "case", "person", "article", "plain"):
        one = world[name]
        type(one).objects.filter(pk=one.pk).update(slug=f"new-{name}")
        one.refresh_from_db()
    settings.SITE_URL = "https://moved.example.net"
    after = {name: [item.id for item in fetch(client, path).items] for name, path in feeds(world).items()}
    assert after == before
    assert all(each.startswith("tag:127.0.0.1,2026:") for ids in after.values() for each in ids)


def test_its_ids_carry_the_host_that_the_site_says(client, world, settings):
    settings.FEED_ID_HOST = "first.example.org"
    assert fetch(client, "/feed").items[0].id.startswith("tag:first.example.org,2026:article/")


def test_it_says_updated_only_when_readers_are_told_of_a_change(client, world, editor):
    def updated():
        return {item.id: item.updated for item in fetch(client, "/feed").items}

    before = updated()
    for article in Article.objects.all():
        article.rights = "Ours."
        article.save()
    assert updated() == before
    note = publish_correction(world["plain"], kind="update", text="More.", by=editor)
    now = updated()
    changed = f"tag:127.0.0.1,2026:article/{world['plain'].pk}"
    assert now[changed] == note.at.replace(microsecond=0) and {k for k in now if now[k] != before[k]} == {changed}


# What goes


def test_it_forgets_an_article_that_has_gone_and_says_why(client, world, editor):
    move(world["article"], "retract", by=editor, because="It named the wrong person.")
    for form in FORMATS:
        raw = {name: client.get(f"{path}.{form}").content.decode() for name, path in feeds(world).items()}
        assert not any("Trial" in text or world["article"].slug in text for text in raw.values())
    [note] = fetch(client, "/corrections/feed").items
    assert note.title == "Retraction: an article published on January 1, 2020"
    assert "It named the wrong person." in note.html and note.url.startswith(f"{SITE}/corrections/?at=")


def test_it_forgets_a_development_that_is_retracted(client, world):
    Development.objects.update(retracted_at=timezone.now(), retraction_reason="Wrong.")
    assert len(fetch(client, feeds(world)["case-feed"]).items) == 2


@pytest.mark.parametrize("path", ["/films/no/feed", "/cases/no/feed", "/people/no/feed", "/sections/no/feed"])
def test_it_is_not_there_for_what_is_not_there(client, path):
    assert {client.get(f"{path}.{form}").status_code for form in FORMATS} == {404}


@pytest.mark.parametrize("name", ["film", "case", "person"])
def test_it_is_not_there_for_what_is_not_public(client, world, name):
    type(world[name]).objects.update(is_public=False)
    assert client.get(f"{feeds(world)[f'{name}-feed']}.rss").status_code == 404


def test_it_is_valid_without_an_entry(client):
    for form in FORMATS:
        for path in ("/feed", "/corrections/feed", "/sections/news/feed"):
            assert fetch(client, path, form).items == ()


# How it is sent


@pytest.mark.parametrize("form", FORMATS)
def test_it_says_what_it_is_where_it_is_and_for_how_long(client, world, form):
    answer = client.get(f"/feed.{form}")
    assert answer.headers["Content-Type"] == f"{FORMATS[form]}; charset=utf-8"
    assert answer.headers["Link"] == f'<{SITE}/feed.{form}>; rel="self"'
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert client.post(f"/feed.{form}").status_code == 405 and client.head(f"/feed.{form}").status_code == 200


@pytest.mark.parametrize("form", FORMATS)
def test_it_names_its_hub_when_there_is_one(client, world, settings, form):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    answer = client.get(f"/feed.{form}")
    assert answer.headers["Link"].split(", ")[1] == '<https://hub.example.org/>; rel="hub"'
    assert read(form, answer.content).hubs == ("https://hub.example.org/",)
    settings.WEBSUB_HUB = ""
    assert fetch(client, "/feed", form).hubs == ()


@pytest.mark.parametrize("form", FORMATS)
def test_it_is_sent_again_only_when_something_has_changed(client, world, editor, form):
    first = client.get(f"/feed.{form}")
    asked = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/feed.{form}", headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    last = parsedate_to_datetime(first.headers["Last-Modified"])
    assert last == world["article"].changed_at.replace(microsecond=0)
    move(world["article"], "withdraw", by=editor, because="To be checked.")
    assert client.get(f"/feed.{form}", headers=asked).status_code == 200
    older = client.get(f"/feed.{form}", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert older.status_code == 200 and b"Trial" not in older.content


def test_it_has_an_article_from_its_second_on(client, time_machine_at):
    moment = timezone.now() + timedelta(days=1)
    ArticleFactory(headline="Later", state="published", published_at=moment)
    with time_machine_at(moment - timedelta(seconds=1)):
        before = client.get("/feed.atom")
        assert b"Later" not in before.content
    with time_machine_at(moment):
        after = client.get("/feed.atom", headers={"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 200 and b"Later" in after.content


def test_it_stays_the_same_while_nothing_happens(client, world, time_machine_at):
    first = client.get("/feed.rss").headers["ETag"]
    with time_machine_at(timezone.now() + timedelta(days=3)):
        assert client.get("/feed.rss").headers["ETag"] == first


def test_it_carries_what_xml_cannot(client):
    ArticleFactory(published=True, headline="A\x0bB", body="<p>One\x02 two\r three.</p>")
    for form in FORMATS:
        [item] = fetch(client, "/feed", form).items
        assert item.title == "AB" and "One two" in item.html


def test_it_is_offered_on_the_pages_it_is_about(client, world):
    for page in ("/", *(world[name].get_absolute_url() for name in ("film", "case", "person")), "/corrections/"):
        text = client.get(page).content.decode()
        for form, mime_type in FORMATS.items():
            assert f'<link rel="alternate" type="{mime_type}"' in text
            assert f'href="{SITE}{page}feed.{form}">' in text and f'<a href="{page}feed.{form}">' in text


def test_it_shows_a_missing_picture_s_file_as_of_unknown_length(client, world):
    world["article"].picture.file.storage.delete(world["article"].picture.file.name)
    raw = client.get("/feed.rss").content
    assert b'length="0"' in raw and read("rss", raw).items


def test_it_checks_every_feed_that_there_is(world):
    patterns = {str(name) for name in get_resolver().reverse_dict if str(name).endswith("feed")}
    assert patterns == set(NAMES) == set(feeds(world))
