"""Editors do all of it at the desk: the article's form, its states, the record."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from coverage.models import Article, Quote
from coverage.publishing import RIGHTS, digest_of
from legal.models import Development, Hearing
from tests.desk_forms import loaded, save, sent
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PersonFactory,
    QuoteFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return BylineFactory().article


@pytest.fixture
def address(article):
    return reverse("admin:coverage_article_change", args=[article.pk])


def test_it_saves_and_cleans_an_article(desk, article, address):
    answer = save(desk, address, headline="Another", body='<p onclick="x">One <script>y</script><em>two</em></p>')
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.body, article.version) == ("Another", "<p>One <em>two</em></p>", 2)


def test_it_takes_a_quote_pasted_from_the_text(desk, article, address):
    speaker = PersonFactory()
    save(
        desk,
        address,
        body="<p>“Quite so,” she said. “Yes.”</p>",
        **new_quote(words="Quite so,\nYes.", speaker=speaker.pk),
    )
    quote = Quote.objects.get()
    assert quote.parts == ["Quite so,", "Yes."] and quote.speaker == speaker


@pytest.mark.parametrize(
    ("words", "complaint"),
    [("Quite so.", "does not stand"), ("e", "stands more than once"), ("", "Paste the words")],
)
def test_it_refuses_a_quote_that_is_not_in_the_text(desk, address, words, complaint):
    page = save(desk, address, body="<p>“Quite so,” she said.</p>", **new_quote(words=words, source_name="the letter"))
    assert page.status_code == 200 and complaint in page.content.decode()
    assert not Quote.objects.exists()


def test_it_refuses_a_quote_of_nobody(desk, address):
    page = save(desk, address, body="<p>“Quite so,”</p>", **new_quote(words="Quite so,"))
    assert "Choose who speaks" in page.content.decode()


def new_quote(**fields):
    counts = {"quotes-TOTAL_FORMS": 1, "quotes-INITIAL_FORMS": 0}
    return {**counts, **{f"quotes-0-{name}": value for name, value in fields.items()}}


def test_it_publishes_step_by_step(desk, article):
    for step in ("submit", "approve", "publish"):
        question = desk.get(reverse("admin:coverage_article_move", args=[article.pk, step]))
        assert question.status_code == 200
        desk.post(question.request["PATH_INFO"], {"read": question.context["form"]["read"].value()})
    assert Article.objects.published().get() == article


@pytest.mark.parametrize("step", ["approve", "publish", "unschedule", "withdraw", "retract"])
def test_it_changes_what_readers_see_only_for_those_who_may_publish(client, article, step):
    writer = User.objects.create_user("writer", is_staff=True)
    address = reverse("admin:coverage_article_move", args=[article.pk, step])
    right = RIGHTS[step].partition(".")[2]
    for names, status in ((["view_article", "change_article"], 403), (["view_article", right], 200)):
        writer.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(writer)
        assert client.get(address).status_code == status


def test_it_schedules(desk, article, editor):
    Article.objects.update(state="approved")
    later = timezone.localtime() + timedelta(days=2)
    address = reverse("admin:coverage_article_move", args=[article.pk, "publish"])
    assert "America/Denver" in desk.get(address).content.decode()
    desk.post(address, {"at_0": f"{later:%Y-%m-%d}", "at_1": "08:30"})
    article.refresh_from_db()
    assert f"{timezone.localtime(article.published_at):%Y-%m-%d %H:%M}" == f"{later:%Y-%m-%d} 08:30"
    assert not Article.objects.published().exists()


def test_it_says_what_keeps_an_article_from_being_published(desk):
    article = ArticleFactory(state="approved")
    address = reverse("admin:coverage_article_move", args=[article.pk, "publish"])
    assert "Nobody is named" in desk.get(address).content.decode()
    assert "Nobody is named" in desk.post(address, follow=True).content.decode()
    assert not Article.objects.published().exists()


def test_it_takes_an_article_back_into_review_when_its_text_changes_after_it_was_read(desk, article, address, editor):
    Article.objects.update(state="approved", legal_read_by=editor, read_digest=digest_of(article))
    save(desk, address, body="<p>Something else.</p>")
    article.refresh_from_db()
    assert (article.state, article.legal_read_by) == ("in_review", None)


def test_it_leaves_an_approval_alone_when_only_a_byline_changes(desk, article, address):
    Article.objects.update(state="approved", read_digest=digest_of(article))
    save(desk, address, rights="With thanks.", **{"bylines-0-name": "P. Sample"})
    article.refresh_from_db()
    assert article.state == "approved"


def test_it_does_not_break_a_quote_that_readers_see(desk):
    quote = QuoteFactory()
    address = reverse("admin:coverage_article_change", args=[quote.article_id])
    page = save(desk, address, body="<p>Nothing of it is left.</p>")
    assert "Correct a misquote" in page.content.decode()
    assert Quote.objects.published().exists()


def test_it_finds_the_quotes_again_after_their_forms_were_saved(desk):
    quote = QuoteFactory(article=ArticleFactory())
    address = reverse("admin:coverage_article_change", args=[quote.article_id])
    save(desk, address, body="<p>A longer intro. “We said what we said.”</p>", **{"quotes-0-attribution": "she said"})
    quote.refresh_from_db()
    span = quote.spans[0]
    assert quote.article.text[span["start"] : span["end"]] == "We said what we said."
    save(desk, address, body="<p>Gone.</p>", **{"quotes-0-attribution": "she wrote"})
    quote.refresh_from_db()
    assert quote.anchor_state == "broken"


def test_it_moves_no_quote_onto_the_same_words_of_somebody_else(desk):
    article = ArticleFactory(body="<p>“No comment.” said Ann.</p><p>“No comment.” said Bo.</p>")
    starts = [article.text.index("No comment."), article.text.rindex("No comment.")]
    for start in starts:
        quote = Quote(article=article, source_name="somebody")
        quote.anchor(article.text, [(start, start + 11)])
        quote.save()
    article.body = "<p>Another start.</p><p>“No comment.” said Bo.</p>"
    article.save()
    assert not Quote.objects.anchored().exists()


def test_it_makes_the_address_from_the_editor_s_headline(desk, article, address):
    Article.objects.update(headline_is_proposed=True)
    fields = loaded(desk.get(address))
    del fields["headline_is_proposed"]
    desk.post(address, sent(fields, headline="What the court said"))
    article.refresh_from_db()
    assert article.slug == "what-the-court-said"


@pytest.mark.parametrize("path", ["preview/", "findings/", "move/publish/"])
def test_it_shows_a_draft_to_those_with_the_permission_only(client, article, path):
    client.force_login(User.objects.create_user("new", is_staff=True))
    assert client.get(f"/admin/coverage/article/{article.pk}/{path}").status_code == 403
    assert article.headline not in client.get("/admin/").content.decode()


def test_it_keeps_a_source_that_facts_rest_on(desk):
    draft = ArticleFactory()
    draft.as_source()
    assert desk.post(f"/admin/coverage/article/{draft.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_keeps_the_charges_of_a_public_case(desk):
    charge = ChargeFactory()
    assert desk.post(f"/admin/legal/charge/{charge.pk}/delete/", {"post": "yes"}).status_code == 403


def test_it_never_deletes_what_readers_may_have_seen(desk):
    published, draft = ArticleFactory(published=True), ArticleFactory()
    assert desk.post(f"/admin/coverage/article/{published.pk}/delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"/admin/coverage/article/{draft.pk}/delete/", {"post": "yes"}).status_code == 302
    for row in (DevelopmentFactory(), HearingFactory()):
        name = row._meta.model_name
        assert desk.post(f"/admin/legal/{name}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Development.objects.exists() and Hearing.objects.exists()


@pytest.mark.parametrize("model", ["article", "film"])
def test_it_never_deletes_in_bulk_what_readers_may_have_seen(desk, model):
    row = ArticleFactory(published=True) if model == "article" else FilmFactory()
    ask = {"action": "delete_selected", "_selected_action": [row.pk]}
    desk.post(f"/admin/coverage/{model}/", {**ask, "post": "yes"})
    row.refresh_from_db()


def test_it_records_a_development(desk, editor):
    charge, source = ChargeFactory(), SourceFactory()
    fields = {"proceeding": charge.proceeding_id, "charges": [charge.pk], "sources": [source.pk]}
    answer = desk.post("/admin/legal/development/add/", {**fields, "kind": "charged", "occurred": "2021-05"})
    assert answer.status_code == 302
    development = Development.objects.published().get()
    assert (str(development.occurred), development.position, development.recorded_by) == ("2021-05", 1, editor)


def test_it_refuses_an_impossible_development_in_words(desk):
    charge = ChargeFactory()
    fields = {"proceeding": charge.proceeding_id, "charges": [charge.pk], "kind": "sentenced"}
    page = desk.post("/admin/legal/development/add/", {**fields, "occurred": "2021-05"})
    assert "It can only follow: convicted, pleaded no contest, sentenced." in page.content.decode()
    ahead = desk.post("/admin/legal/development/add/", {**fields, "occurred": "2999"})
    assert "This day is still to come" in ahead.content.decode()
    assert not Development.objects.exists()


def test_it_says_where_a_case_stands_on_its_form(desk):
    charge = ChargeFactory()
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged")
    page = desk.get(f"/admin/legal/proceeding/{charge.proceeding_id}/change/").content.decode()
    assert "Charged on May 6, 2021; pending." in page


def test_it_shows_on_the_home_what_needs_work(desk, article):
    Article.objects.update(state="in_review")
    HearingFactory(title="Sentencing", starts_at=timezone.now() + timedelta(days=3))
    quote = QuoteFactory()
    broken = quote.article
    broken.body = "<p>Nothing is left.</p>"
    broken.save()
    home = re.sub(r"\s+", " ", desk.get("/admin/").content.decode())
    assert f'{article.headline}</a> <span class="desk__meta">in review' in home
    assert "Sentencing" in home
    assert "Quotes no longer found in their text" in home


def test_it_offers_no_view_on_site_before_there_is_one(desk, article, address):
    assert "View on site" not in desk.get(address).content.decode()
    published = ArticleFactory(published=True)
    page = desk.get(reverse("admin:coverage_article_change", args=[published.pk]))
    assert "View on site" in page.content.decode()


@pytest.mark.parametrize(
    "model",
    [
        "people/person",
        "people/organization",
        "legal/court",
        "legal/proceeding",
        "coverage/film",
        "coverage/picture",
        "coverage/outlet",
        "coverage/release",
        "legal/source",
        "legal/hearing",
        "legal/party",
        "legal/charge",
        "coverage/article",
    ],
)
def test_it_opens_every_form_and_list(desk, demo, model):
    assert desk.get(f"/admin/{model}/").status_code == 200
    assert desk.get(f"/admin/{model}/add/").status_code == 200


def test_it_suggests_as_one_types(desk, demo):
    for app, model, field, term in (
        ("coverage", "articleperson", "person", "Gutierrez-Reed"),
        ("legal", "development", "charges", "manslaughter"),
        ("coverage", "articleproceeding", "proceeding", "Halls"),
    ):
        query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
        assert desk.get("/admin/autocomplete/", query).json()["results"]
