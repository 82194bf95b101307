"""One gate: what is not public appears on no public page.

Everything hidden there is stands beside one public world, each with a secret of its own, and every public address is
asked once. That these addresses tell what is public, `test_channels.py` shows: else nothing here could fail.
"""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from coverage.models import Article
from people.merging.apply import merge
from tests.factories import ArticleFactory, PersonFactory
from tests.pages import hidden
from tests.pages.channels import (
    NOT_PUBLIC,
    NOW,
    Secret,
    as_readers_are_served,
    build_world,
    embeddable,
    pages,
    showing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("served")]


@dataclass
class Served:
    """What readers get at every public address, and what they must not get."""

    world: dict
    hidden: dict[tuple, tuple[Secret, dict]]
    pages: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with as_readers_are_served():
            world = build_world()
            found = Served(world, hidden.hide_everything(world))
            charges = [rows["page"] for _, rows in found.hidden.values() if "page" in rows]
            found.pages = dict(pages(Client(), world, *charges))
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def served():
    with as_readers_are_served():
        yield


def name(case) -> str:
    return " ".join([case[0].__name__, *case[1:]])


@pytest.mark.parametrize("case", hidden.CASES, ids=name)
def test_it_tells_nowhere(site, case):
    secret, _ = site.hidden[case]
    assert showing(site.pages, secret.token) == set()


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_has_no_address_for_what_an_article_holds_that_is_not_public(client, site, state):
    secret, rows = site.hidden[hidden.article, state]
    article, quote = rows["article"], rows["quote"]
    paths = [reverse("api-articles-detail", args=[article.slug]), reverse("api-quotes-detail", args=[quote.pk])]
    paths += [embeddable(page) for page in (quote.get_absolute_url(), article.get_absolute_url())]
    paths += [quote.get_absolute_url(), reverse("embed-quote", args=[quote.pk])]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
    for view in ("article", "article-ninjs", "embed-article"):
        page = reverse(view, args=[article.slug])
        gone = client.get(page)
        assert gone.status_code == (410 if article.state in Article.GONE else 404)
        assert secret.token not in gone.content.decode().replace(page, "")  # the address is the reader's own


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_does_not_repeat_a_note_where_the_article_was(client, site, state):
    secret, rows = site.hidden[hidden.note, state]
    assert secret.token not in client.get(rows["article"].get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_gives_no_file_of_an_article_that_is_not_public(client, site, state):
    _, rows = site.hidden[hidden.source_of_a_role_or_an_amount, state]
    assert client.get(rows["file"]).status_code == 404


def test_it_gives_no_file_once_its_case_is_not_public(client, site):
    paper, case = site.world["paper"], site.world["case"]
    assert client.get(paper.file.url).status_code == 200
    type(case).objects.update(is_public=False)
    assert client.get(paper.file.url).status_code == 404


def test_it_says_why_an_article_has_gone_but_not_what_it_was(site):
    _, rows = site.hidden[hidden.what_was_retracted,]
    listed = site.pages[reverse("corrections")]
    assert "It named the wrong person." in listed and rows["article"].slug not in listed


def test_it_has_no_address_for_a_case_film_or_person_that_is_not_public(client, site):
    _, rows = site.hidden[hidden.case_film_and_person,]
    case, film, person = rows["case"], rows["film"], rows["person"]
    of_each = {"cases": case, "films": film, "people": person}
    paths = [row.get_absolute_url() for row in of_each.values()]
    paths += [reverse(f"api-{kind}-detail", args=[row.slug]) for kind, row in of_each.items()]
    paths.append(reverse("api-organizations-detail", args=[rows["organization"].pk]))
    views = {"case-calendar": case, "film-calendar": film, "embed-standing": case}
    paths += [reverse(view, args=[row.slug]) for view, row in views.items()]
    feeds = {"case-feed": case, "film-feed": film, "person-feed": person}
    paths += [reverse(view, args=[row.slug, "rss"]) for view, row in feeds.items()]
    paths.append(f"{reverse('embed-timeline')}?film={film.slug}")
    paths += [embeddable(page) for page in (case.get_absolute_url(), f"{reverse('timeline')}?film={film.slug}")]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


def test_it_says_nothing_at_the_address_of_a_merged_person_unless_both_are_public(client, site):
    secret, rows = site.hidden[hidden.merged_person,]
    for address in rows["addresses"]:
        page = client.get(address)
        assert page.status_code == 404
        assert secret.token not in page.content.decode() and "Location" not in page


def test_it_leads_on_from_the_address_of_a_merged_person_who_is_public(client, site):
    loser = PersonFactory()
    merge(loser=loser, into=site.world["person"], by=site.world["desk"])
    moved = client.get(loser.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, site.world["person"].get_absolute_url())


def test_it_follows_a_chain_of_merges_and_a_new_address(client, editor):
    one, two, three = (PersonFactory(name=name) for name in ("One Oak", "Two Oak", "Three Oak"))
    merge(loser=one, into=two, by=editor)
    merge(loser=two, into=three, by=editor)
    type(three).objects.filter(pk=three.pk).update(slug="oak")
    for former in (one, two):
        moved = client.get(former.get_absolute_url())
        assert (moved.status_code, moved["Location"]) == (301, "/people/oak/")


def test_it_has_no_page_for_a_quote_whose_words_have_gone_from_the_text(client, site):
    _, rows = site.hidden[hidden.quote_whose_words_have_gone,]
    assert client.get(rows["quote"].get_absolute_url()).status_code == 404


def statuses(client, picture) -> set[int]:
    media = [picture.file.url, *(picture.url_of(name) for name in picture.shape.names)]
    return {client.get(address).status_code for address in media}


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_it_sends_no_file_of_a_picture_before_a_public_article_uses_it(client, site, state):
    _, rows = site.hidden[hidden.picture, state]
    assert statuses(client, rows["picture"]) == {404}
    ArticleFactory(published=True, picture=rows["picture"])
    assert statuses(client, rows["picture"]) == {200}


def test_it_sends_no_file_of_a_picture_that_nothing_uses(client, site):
    assert statuses(client, hidden.made_picture()) == {404}


@pytest.mark.parametrize("use", hidden.PICTURE_USES)
@pytest.mark.parametrize("when", hidden.OUT_OF_RIGHTS)
def test_it_shows_a_picture_within_its_rights_only(client, site, use, when, time_machine_at):
    secret, rows = site.hidden[hidden.picture_out_of_its_rights, use, when]
    picture = rows["picture"]
    assert showing(site.pages, picture.token) == set()
    moments = {NOW - hidden.SECOND: when == "no longer", NOW: False, NOW + hidden.SECOND: when == "not yet"}
    for moment, is_shown in moments.items():
        with time_machine_at(moment):
            assert statuses(client, picture) == ({200} if is_shown else {404})
            page = client.get(rows["page"]).content.decode()
            assert (secret.token in page, picture.token in page) == (is_shown, is_shown)


def test_it_shows_an_article_from_its_second_on(client, site, time_machine_at):
    secret, rows = site.hidden[hidden.article, "scheduled"]
    article = rows["article"]
    with time_machine_at(article.published_at):
        assert client.get(article.get_absolute_url()).status_code == 200
        embed = reverse("embed-article", args=[article.slug])
        for path in (embed, embeddable(article.get_absolute_url()), reverse("sitemap-news")):
            assert secret.token in client.get(path).content.decode()


def test_it_sends_the_desk_a_picture_that_is_not_public_and_lets_nobody_keep_it(desk):
    picture = hidden.made_picture()
    assert statuses(desk, picture) == {200}
    assert desk.get(picture.file.url)["Cache-Control"] == "private, no-store"
    desk.logout()
    assert statuses(desk, picture) == {404}


def test_it_shows_the_desk_s_preview_to_the_desk_only(client, desk):
    draft = ArticleFactory(headline="A draft")
    address = reverse("admin:coverage_article_preview", args=[draft.pk])
    assert "A draft" in desk.get(address).content.decode()
    client.logout()
    assert client.get(address).status_code == 302
