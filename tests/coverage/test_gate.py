"""One gate: what is not public appears on no public page. A public address without a row here fails."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.utils import timezone

from coverage.models import Article, Correction, Outlet
from coverage.pictures.making import make
from coverage.publishing import NOTES, move, publish_correction
from pages.feeds.formats import FORMATS
from people.merging.apply import merge, undo_merge
from people.models import Organization
from tests.coverage.channels import (
    ABOUT_THE_API,
    NOT_PUBLIC,
    SEARCHES,
    SECRET,
    SINCE,
    TIMELINES,
    TYPED,
    assert_nowhere,
    build_world,
    embeddable,
    link,
    names,
    pages,
    public_addresses,
)
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
    SourceFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]  # as readers are served


@pytest.fixture
def world(settings):
    settings.SECURITY_CONTACT = ["mailto:security@example.org"]
    settings.SECURITY_EXPIRES = timezone.now() + timedelta(days=90)
    return build_world()


def test_it_has_a_row_for_every_public_address(world):
    assert names(get_resolver().url_patterns) == set(public_addresses(world))


def test_it_shows_what_is_public(client, world):
    """Else the tests below could not fail."""
    Article.objects.filter(pk=world["article"].pk).update(headline=SECRET)
    shown = {address for address, text in pages(client, world) if SECRET in text}
    names_shown = {name for name, address in public_addresses(world).items() if address in shown}
    in_pages = {"corrections", "home", "film", "articles", "article", "quotes", "quote", "timeline", "case", "person"}
    in_pages |= {"section", "search", "search-suggest", *TIMELINES}
    in_files = {"articles-csv", "quotes-csv", "article-ninjs"}
    in_api = {f"api-{name}-{view}" for name in ("articles", "quotes", "corrections") for view in ("list", "detail")}
    in_frames = {"oembed", "embed-article", "embed-quote", "embed-timeline"}
    in_feeds = {"feed", "film-feed", "case-feed", "person-feed", "section-feed", "corrections-feed"}
    assert names_shown == in_pages | in_files | in_api | in_frames | in_feeds | {"api-timeline"}


def test_it_shows_in_files_and_the_api_what_is_public_of_the_record_and_the_film(client, world):
    """Else the rows of the exports could not fail."""
    type(world["person"]).objects.filter(pk=world["person"].pk).update(name=f"{SECRET} Person")
    Organization.objects.filter(pk=world["organization"].pk).update(name=f"{SECRET} Organization")
    world["case"].developments.update(note=f"{SECRET} Note")
    world["case"].hearings.update(title=f"{SECRET} Hearing")
    world["film"].releases.update(platform=f"{SECRET} Platform")
    shown = {address for address, text in pages(client, world) if SECRET in text}
    silent = {name for name, address in public_addresses(world).items() if address not in shown}
    # Cards and files of articles name nobody; what moved is too long ago for feeds and a calendar.
    cards = {"articles-csv", "api-articles-list", "section", "oembed", "embed-article"}
    notes = {"corrections", "api-corrections-list", "api-corrections-detail", "corrections-feed"}
    long_ago = {"film-calendar", "film-feed", "case-feed", "feed", "section-feed"}
    files = {"picture-file", "picture-rendition", "source-file"}
    for_machines = {"sitemap", "sitemap-index", "sitemap-pages", "sitemap-news", "robots", "security", "manifest"}
    of_the_site = {"glossary", "standards", *ABOUT_THE_API, *for_machines}
    assert silent == cards | notes | long_ago | files | of_the_site


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


def test_it_finds_what_is_public(client, world):
    """Else the rows of the search could not fail."""
    FilmFactory(title=SECRET), ProceedingFactory(caption=SECRET), PersonFactory(name=SECRET)
    QuoteFactory(article=world["article"], words=f"{SECRET} it is.")
    shown = {address for address, text in pages(client, world) if SECRET in text}
    assert shown >= {reverse("search") + query for query in SEARCHES if TYPED in query or TYPED[:-1] in query}


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_shows_no_article_before_or_after_its_time(client, world, state):
    outlet = Outlet.objects.create(name=f"{SECRET} Post")  # that only a hidden article names
    hidden = ArticleFactory(headline=SECRET, deck=SECRET, slug=SECRET, outlet=outlet, **NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    quote = QuoteFactory(article=hidden, speaker=world["person"], words=f"{SECRET} it is.")
    assert_nowhere(client, world)
    assert client.get(quote.get_absolute_url()).status_code == 404
    for name, key in (("articles", hidden.slug), ("quotes", quote.pk)):
        assert client.get(reverse(f"api-{name}-detail", args=[key])).status_code == 404
    for page in (quote.get_absolute_url(), hidden.get_absolute_url()):
        assert client.get(embeddable(page)).status_code == 404
    assert client.get(reverse("embed-quote", args=[quote.pk])).status_code == 404
    for name in ("article", "article-ninjs", "embed-article"):
        page = reverse(name, args=[hidden.slug])
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
    assert names_shown == {"corrections", "article", "api-corrections-list", "api-articles-detail"} | feeds


def test_it_says_why_an_article_has_gone_but_not_what_it_was(client, world, editor):
    gone = ArticleFactory(headline=SECRET, deck=SECRET, published=True)
    publish_correction(gone, kind="correction", text=SECRET, by=editor)
    move(gone, "retract", by=editor, because="It named the wrong person.")
    assert_nowhere(client, world)
    listed = client.get(reverse("corrections")).content.decode()
    assert "It named the wrong person." in listed and gone.slug not in listed


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_shows_no_draft_as_a_source_of_a_role_or_an_amount(client, world, state):
    draft = ArticleFactory(headline=SECRET, **NOT_PUBLIC[state]).as_source()
    draft.file, draft.file_may_be_shown = ContentFile(SECRET.encode(), name="draft"), True
    draft.save()
    world["charge"].party.sources.add(draft)
    sentenced = DevelopmentFactory(proceeding=world["case"], kind="sentenced", charges=[world["charge"]])
    sentenced.amount_sources.add(draft)
    assert_nowhere(client, world)
    assert client.get(draft.file.url).status_code == 404


def test_it_gives_no_file_once_its_case_is_not_public(client, world):
    assert client.get(world["paper"].file.url).status_code == 200
    type(world["case"]).objects.update(is_public=False)
    assert client.get(world["paper"].file.url).status_code == 404


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
    type(case.court).objects.filter(pk=case.court.pk).update(name=f"{SECRET} Court")  # that only a hidden case is in
    organization = Organization.objects.create(name=f"{SECRET} Pictures")
    film.credits.create(organization=organization, job="production company")
    PartyFactory(proceeding=case, person=None, organization=organization, role="plaintiff")
    assert_nowhere(client, world)
    assert client.get(reverse("api-organizations-detail", args=[organization.pk])).status_code == 404
    for name, hidden in (("cases", case), ("films", film), ("people", person)):
        assert client.get(reverse(f"api-{name}-detail", args=[hidden.slug])).status_code == 404
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


PICTURE_USES = {
    "an article": lambda picture, world: ArticleFactory(published=True, picture=picture),
    "a film": lambda picture, world: FilmFactory(poster=picture),
}


def media(picture) -> list[str]:
    return [picture.file.url, *(picture.url_of(name) for name in picture.shape.names)]


def statuses(client, picture) -> set[int]:
    return {client.get(address).status_code for address in media(picture)}


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_sends_no_file_of_a_picture_that_only_a_hidden_article_uses(client, world, state):
    picture = PictureFactory(alt=SECRET, credit=SECRET)
    make(picture)
    hidden = ArticleFactory(picture=picture, picture_alt=SECRET, **NOT_PUBLIC[state])
    link(hidden, world["film"], world["case"], world["person"])
    FilmFactory(poster=picture, is_public=False)
    assert statuses(client, picture) == {404}
    assert_nowhere(client, world)
    ArticleFactory(published=True, picture=picture)
    assert statuses(client, picture) == {200}


def test_it_sends_no_file_of_a_picture_that_nothing_uses(client):
    picture = PictureFactory()
    make(picture)
    assert statuses(client, picture) == {404}


@pytest.mark.parametrize("use", PICTURE_USES)
def test_it_shows_a_picture_within_its_rights_only(client, world, use, time_machine_at):
    begin = timezone.now() + timedelta(days=1)
    end = begin + timedelta(days=1)
    picture = PictureFactory(alt=SECRET, credit=SECRET, rights_from=begin, rights_until=end)
    make(picture)
    row = PICTURE_USES[use](picture, world)
    if use == "an article":
        link(row, world["film"], world["case"], world["person"])
    second = timedelta(seconds=1)
    for moment, is_shown in ((begin - second, False), (begin, True), (end - second, True), (end, False)):
        with time_machine_at(moment):
            assert statuses(client, picture) == ({200} if is_shown else {404})
            page = client.get(row.get_absolute_url()).content.decode()
            assert (SECRET in page, picture.token in page) == (is_shown, is_shown)
            if not is_shown:
                assert_nowhere(client, world)
                assert_nowhere(client, world, picture.token)


def test_it_sends_the_desk_a_picture_that_is_not_public_and_lets_nobody_keep_it(desk):
    picture = PictureFactory()
    make(picture)
    assert statuses(desk, picture) == {200}
    assert desk.get(picture.file.url)["Cache-Control"] == "private, no-store"
    desk.logout()
    assert statuses(desk, picture) == {404}


def test_it_shows_the_desk_s_preview_to_the_desk_only(client, desk):
    draft = ArticleFactory(headline=SECRET)
    address = reverse("admin:coverage_article_preview", args=[draft.pk])
    assert SECRET in desk.get(address).content.decode()
    client.logout()
    assert client.get(address).status_code == 302
