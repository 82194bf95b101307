"""One gate: what is not public appears on no public page. A public address without a row here fails."""

import re
from datetime import timedelta
from urllib.parse import quote as percent

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from coverage.feeds.formats import FORMATS
from coverage.models import Article, Correction
from coverage.publishing import NOTES, move, publish_correction
from people.merging import merge, undo_merge
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
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

pytestmark = pytest.mark.django_db
SECRET = "Zanzibar"
SINCE = ("2000-01-01", timezone.localdate().isoformat())
NOT_PUBLIC = {
    "draft": {"state": "draft"},
    "in review": {"state": "in_review"},
    "legal read": {"state": "legal_read"},
    "approved": {"state": "approved"},
    "scheduled": {"state": "published", "published_at": timezone.now() + timedelta(days=1)},
    "withdrawn": {"state": "withdrawn", "published_at": LONG_AGO, "gone_because": "A reason."},
    "retracted": {"state": "retracted", "published_at": LONG_AGO, "gone_because": "A reason."},
}


@pytest.fixture
def world(settings):
    """A public film, case, person, article and quote, all linked with each other."""
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    settings.SECURITY_EXPIRES = timezone.now() + timedelta(days=90)
    film, case, person = FilmFactory(), ProceedingFactory(is_followed=True), PersonFactory()
    film.proceedings.add(case)
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    DevelopmentFactory(proceeding=case, charges=[charge], kind="charged")
    ReleaseFactory(film=film)
    HearingFactory(proceeding=case, starts_at=timezone.now() + timedelta(days=3))
    article = ArticleFactory(published=True)
    link(article, film, case, person)
    quote = QuoteFactory(article=article, speaker=person)
    return {"film": film, "case": case, "person": person, "article": article, "quote": quote, "charge": charge}


def link(article, film, case, person):
    article.films.add(film)
    article.proceedings.add(case)
    article.people.add(person)


def public_addresses(world) -> dict[str, str]:
    """Every public address by its name; a new pattern that is not here fails the test below."""
    return {
        "home": reverse("home"),
        "calendar": reverse("calendar"),
        "films": reverse("films"),
        "film": world["film"].get_absolute_url(),
        "film-calendar": reverse("film-calendar", args=[world["film"].slug]),
        "articles": reverse("articles"),
        "article": world["article"].get_absolute_url(),
        "quotes": reverse("quotes"),
        "quote": world["quote"].get_absolute_url(),
        "timeline": reverse("timeline"),
        "corrections": reverse("corrections"),
        "feed": reverse("feed", args=["atom"]),
        "film-feed": reverse("film-feed", args=[world["film"].slug, "atom"]),
        "case-feed": reverse("case-feed", args=[world["case"].slug, "atom"]),
        "person-feed": reverse("person-feed", args=[world["person"].slug, "atom"]),
        "section-feed": reverse("section-feed", args=["news", "atom"]),
        "corrections-feed": reverse("corrections-feed", args=["atom"]),
        "cases": reverse("cases"),
        "case": world["case"].get_absolute_url(),
        "case-calendar": reverse("case-calendar", args=[world["case"].slug]),
        "glossary": reverse("glossary"),
        "people": reverse("people"),
        "person": world["person"].get_absolute_url(),
        **machine_addresses(world),
    }


def machine_addresses(world) -> dict[str, str]:
    """What machines read, and what other sites show in a frame."""
    return {
        "oembed": embeddable(world["article"].get_absolute_url()),
        "embed-article": reverse("embed-article", args=[world["article"].slug]),
        "embed-quote": reverse("embed-quote", args=[world["quote"].pk]),
        "embed-timeline": reverse("embed-timeline"),
        "embed-standing": reverse("embed-standing", args=[world["case"].slug]),
        "sitemap-index": reverse("sitemap-index"),
        "sitemap-pages": reverse("sitemap-pages"),
        "sitemap-news": reverse("sitemap-news"),
        "sitemap": reverse("sitemap", args=["articles", world["article"].pk // 10_000]),
        "robots": reverse("robots"),
        "security": reverse("security"),
        "manifest": reverse("manifest"),
    }


def embeddable(path) -> str:
    """Where another site asks how to embed a page of ours."""
    return f"{reverse('oembed')}?url={percent(settings.SITE_URL + path, safe='')}"


def names(patterns) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            found |= names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
    return found


def pages(client, world):
    """Every public page with every filter open, as text."""
    filters = f"?film={world['film'].slug}&case={world['case'].slug}"
    addresses = list(public_addresses(world).values())
    feeds = [address.removesuffix("atom") for address in addresses if address.endswith("feed.atom")]
    addresses += [f"{feed}{form}" for feed in feeds for form in ("rss", "json")]
    addresses += [reverse(name) + filters for name in ("articles", "quotes", "timeline")]
    past = f"as_of=2026-01-01&known={timezone.now():%Y-%m-%dT%H:%MZ}"
    told = [world[name].get_absolute_url() for name in ("case", "person", "film")]
    addresses += [f"{address}?{past}" for address in (*told, reverse("timeline"))]
    addresses += [f"{world[name].get_absolute_url()}?since={day}" for name in ("case", "film") for day in SINCE]
    addresses.append(f"{world['case'].get_absolute_url()}?charge={world['charge'].pk}")
    addresses.append(f"{reverse('embed-timeline')}?film={world['film'].slug}")
    addresses += [embeddable(world[name].get_absolute_url()) for name in ("quote", "case")]
    found = client.get(reverse("sitemap-index")).content.decode()
    addresses += [path for path in re.findall(r"<loc>https?://[^/]+([^<]+)", found) if path not in addresses]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        yield address, page.content.decode()


def assert_nowhere(client, world, secret=SECRET):
    leaks = [address for address, text in pages(client, world) if secret in text]
    assert leaks == []


def test_it_has_a_row_for_every_public_address(world):
    assert names(get_resolver().url_patterns) - {"^media/(?P<path>.*)$"} == set(public_addresses(world))


def test_it_shows_what_is_public(client, world):
    """Else the tests below could not fail."""
    Article.objects.filter(pk=world["article"].pk).update(headline=SECRET)
    shown = {address for address, text in pages(client, world) if SECRET in text}
    names_shown = {name for name, address in public_addresses(world).items() if address in shown}
    pages_shown = {"home", "film", "articles", "article", "quotes", "quote", "timeline", "case", "person"}
    machines_shown = {"oembed", "embed-article", "embed-quote", "embed-timeline"}
    feeds_shown = {"feed", "film-feed", "case-feed", "person-feed", "section-feed"}
    assert names_shown == pages_shown | machines_shown | feeds_shown


def test_it_tells_machines_what_is_public(client, world):
    """Else the rows of the sitemaps and of the standing in a frame could not fail."""
    ArticleFactory(headline=SECRET, slug=SECRET, state="published", published_at=timezone.now())
    type(world["case"]).objects.filter(pk=world["case"].pk).update(caption=SECRET)
    shown = {address for address, text in pages(client, world) if SECRET in text}
    names_shown = {name for name, address in public_addresses(world).items() if address in shown}
    assert names_shown >= {"sitemap", "sitemap-news", "embed-standing"}


def test_it_shows_in_the_feeds_what_is_public(client, world):
    """Else the rows of what moved in the record could not fail."""
    today = timezone.localdate().isoformat()
    DevelopmentFactory(proceeding=world["case"], occurred=today, note=SECRET)
    ReleaseFactory(film=world["film"], platform=SECRET, date=today)
    shown = {address for address, text in pages(client, world) if SECRET in text}
    assert {f"{world[name].get_absolute_url()}feed.{form}" for name in ("film", "case") for form in FORMATS} <= shown
    assert {f"{world[name].get_absolute_url()}?since={day}" for name in ("film", "case") for day in SINCE} <= shown


def test_it_shows_in_the_calendars_what_is_public(client, world):
    """Else the rows of the calendars could not fail."""
    HearingFactory(proceeding=world["case"], title=SECRET, starts_at=timezone.now())
    ReleaseFactory(film=world["film"], platform=SECRET, date=timezone.localdate().isoformat())
    shown = {address for address, text in pages(client, world) if SECRET in text}
    calendars = {"calendar", "case-calendar", "film-calendar"}
    assert {name for name, address in public_addresses(world).items() if address in shown} >= calendars


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_shows_no_article_before_or_after_its_time(client, world, state):
    hidden = ArticleFactory(headline=SECRET, deck=SECRET, slug=SECRET, **NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    quote = QuoteFactory(article=hidden, speaker=world["person"], words=f"{SECRET} it is.")
    assert_nowhere(client, world)
    assert client.get(quote.get_absolute_url()).status_code == 404
    for page in (quote.get_absolute_url(), hidden.get_absolute_url()):
        assert client.get(embeddable(page)).status_code == 404
    assert client.get(reverse("embed-quote", args=[quote.pk])).status_code == 404
    for page in (hidden.get_absolute_url(), reverse("embed-article", args=[hidden.slug])):
        gone = client.get(page)
        assert gone.status_code == (410 if hidden.state in Article.GONE else 404)
        text = gone.content.decode().replace(page, "")  # the address is the reader's own
        assert SECRET not in text


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_does_not_cite_an_article_that_is_not_public(client, world, state):
    """A finding accepted from a draft must not publish the draft's headline as a source."""
    hidden = ArticleFactory(headline=SECRET, **NOT_PUBLIC[state])
    today = timezone.localdate().isoformat()
    for day in ("2021-05-06", today):
        DevelopmentFactory(proceeding=world["case"], occurred=day, note=f"{SECRET} note", sources=[hidden.as_source()])
    ReleaseFactory(film=world["film"], note=f"{SECRET} note", sources=[hidden.as_source()])
    ReleaseFactory(film=world["film"], platform=SECRET, date=today, sources=[hidden.as_source()])
    assert_nowhere(client, world)
    DevelopmentFactory(proceeding=world["case"], sources=[hidden.as_source(), SourceFactory()])
    assert_nowhere(client, world)


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_shows_no_note_on_an_article_that_is_not_public(client, world, editor, state):
    """The note repeats what the article said."""
    hidden = ArticleFactory(**NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    for kind in NOTES:
        Correction.objects.create(article=hidden, kind=kind, text=SECRET, at=LONG_AGO, by=editor)
    assert_nowhere(client, world)
    assert SECRET not in client.get(hidden.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", sorted(set(NOT_PUBLIC) - {"withdrawn", "retracted"}))
def test_it_shows_no_reason_before_or_without_a_tombstone(client, world, editor, state):
    hidden = ArticleFactory(**NOT_PUBLIC[state])
    Correction.objects.create(article=hidden, kind="withdrawal", text=SECRET, at=LONG_AGO, by=editor)
    assert_nowhere(client, world)


def test_it_shows_a_note_where_its_article_is_and_in_the_list(client, world, editor):
    """Else the rows above could not fail."""
    publish_correction(world["article"], kind="update", text=SECRET, by=editor)
    shown = {address for address, text in pages(client, world) if SECRET in text}
    names_shown = {name for name, address in public_addresses(world).items() if address in shown}
    assert {f"{world[name].get_absolute_url()}?since={SINCE[0]}" for name in ("film", "case")} <= shown
    feeds = {"feed", "film-feed", "case-feed", "person-feed", "section-feed", "corrections-feed"}
    assert names_shown == {"corrections", "article"} | feeds


def test_it_says_why_an_article_has_gone_but_not_what_it_was(client, world, editor):
    gone = ArticleFactory(headline=SECRET, deck=SECRET, published=True)
    publish_correction(gone, kind="correction", text=SECRET, by=editor)
    move(gone, "retract", by=editor, because="It named the wrong person.")
    assert_nowhere(client, world)
    listed = client.get(reverse("corrections")).content.decode()
    assert "It named the wrong person." in listed and gone.slug not in listed


def test_it_shows_an_article_from_its_second_on(client, world, time_machine_at):
    moment = timezone.now() + timedelta(days=1)
    later = ArticleFactory(headline=SECRET, slug=SECRET, state="published", published_at=moment)
    with time_machine_at(moment - timedelta(seconds=1)):
        assert client.get(later.get_absolute_url()).status_code == 404
        assert_nowhere(client, world)
        assert client.get(embeddable(later.get_absolute_url())).status_code == 404
    with time_machine_at(moment):
        assert client.get(later.get_absolute_url()).status_code == 200
        assert SECRET in client.get(reverse("embed-article", args=[later.slug])).content.decode()
        assert SECRET in client.get(embeddable(later.get_absolute_url())).content.decode()
        assert SECRET in client.get(reverse("sitemap-news")).content.decode()


def test_it_shows_no_development_without_a_source_or_retracted(client, world):
    charge = world["charge"]
    details = {"proceeding": world["case"], "charges": [charge], "note": SECRET, "kind": "dismissed", "by": "court"}
    for day in ("2021-05-06", timezone.localdate().isoformat()):
        DevelopmentFactory(**details, occurred=day, reason=SECRET, sources=[])
        retracted = {"retracted_at": timezone.now(), "retraction_reason": SECRET}
        DevelopmentFactory(**details, occurred=day, reason=SECRET, **retracted)
    assert_nowhere(client, world)


@pytest.mark.parametrize("hidden", [{"sources": []}, {"retracted_at": LONG_AGO, "retraction_reason": "Wrong."}])
def test_it_tells_no_outcome_of_a_hearing_that_readers_may_not_see(client, world, hidden):
    details = {"proceeding": world["case"], "kind": "event", "note": SECRET}  # an event's title is its note
    outcome = DevelopmentFactory(**details, **hidden)
    held = {"proceeding": world["case"], "starts_at": timezone.now() - timedelta(days=1), "state": "held"}
    HearingFactory(**held, outcome=outcome)
    assert_nowhere(client, world)
    HearingFactory(**held, outcome=DevelopmentFactory(**details))
    shown = {address for address, text in pages(client, world) if SECRET in text}
    assert {reverse("calendar"), reverse("case-calendar", args=[world["case"].slug])} <= shown


def test_it_shows_no_case_film_or_person_that_is_not_public(client, world):
    case = ProceedingFactory(caption=SECRET, slug=SECRET, is_public=False, is_followed=True)
    film = FilmFactory(title=SECRET, slug=SECRET, is_public=False)
    person = PersonFactory(name=SECRET, slug=SECRET, is_public=False)
    link(world["article"], film, case, person)
    world["film"].proceedings.add(case)
    film.proceedings.add(world["case"])
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=world["person"]), refiles=world["charge"])
    DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", note=SECRET)
    DevelopmentFactory(proceeding=case, kind="event", note=SECRET, occurred=timezone.localdate().isoformat())
    ReleaseFactory(film=film, platform=SECRET)
    ReleaseFactory(film=film, platform=SECRET, date=timezone.localdate().isoformat())
    HearingFactory(proceeding=case, title=SECRET)
    HearingFactory(proceeding=case, title=SECRET, starts_at=timezone.now() + timedelta(days=1))
    assert_nowhere(client, world)
    for hidden in (case, film, person):
        assert client.get(hidden.get_absolute_url()).status_code == 404
    for name, hidden in (("case-calendar", case), ("film-calendar", film), ("embed-standing", case)):
        assert client.get(reverse(name, args=[hidden.slug])).status_code == 404
    assert client.get(reverse("embed-timeline"), {"film": film.slug}).status_code == 404
    for page in (case.get_absolute_url(), f"{reverse('timeline')}?film={film.slug}"):
        assert client.get(embeddable(page)).status_code == 404
    for name, hidden in (("case-feed", case), ("film-feed", film), ("person-feed", person)):
        assert client.get(reverse(name, args=[hidden.slug, "rss"])).status_code == 404


def test_it_leads_on_from_a_merged_person_s_address_only_among_the_public(client, world, editor):
    """Both were for readers, or the address says nothing: neither who it was nor who it is now."""
    loser, hidden = PersonFactory(name=SECRET), PersonFactory(name=f"{SECRET} Two", is_public=False)
    first = merge(loser=loser, into=world["person"], by=editor)
    moved = client.get(loser.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, world["person"].get_absolute_url())
    undo_merge(first, by=editor)
    merge(loser=loser, into=hidden, by=editor)
    merge(loser=PersonFactory(name="Private", slug="private", is_public=False), into=world["person"], by=editor)
    for address in (loser.get_absolute_url(), hidden.get_absolute_url(), reverse("person", args=["private"])):
        page = client.get(address)
        assert page.status_code == 404
        assert SECRET not in page.content.decode() and "Location" not in page
    assert_nowhere(client, world)


def test_it_follows_a_chain_of_merges_and_a_new_address(client, editor):
    one, two, three = (PersonFactory(name=name) for name in ("One Oak", "Two Oak", "Three Oak"))
    merge(loser=one, into=two, by=editor)
    merge(loser=two, into=three, by=editor)
    type(three).objects.filter(pk=three.pk).update(slug="oak")
    for former in (one, two):
        moved = client.get(former.get_absolute_url())
        assert (moved.status_code, moved["Location"]) == (301, "/people/oak/")


def test_it_shows_no_quote_whose_words_have_gone_from_the_text(client, world):
    quote = QuoteFactory(article=world["article"], words=f"{SECRET} is far.")
    article = quote.article
    article.body = article.body.replace(SECRET, "Madagascar")
    article.save()
    assert_nowhere(client, world)
    assert client.get(quote.get_absolute_url()).status_code == 404


def test_it_shows_the_desk_s_preview_to_the_desk_only(client, desk):
    draft = ArticleFactory(headline=SECRET)
    address = reverse("admin:coverage_article_preview", args=[draft.pk])
    assert SECRET in desk.get(address).content.decode()
    client.logout()
    assert client.get(address).status_code == 302
