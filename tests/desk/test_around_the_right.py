"""Ways around the right to publish that were tried, and are closed."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.groups import create_groups
from coverage.admin.picture import END_RIGHTS
from coverage.models import Article, Quote
from coverage.publishing import Refused, digest_of, move
from desk.effects import perform
from desk.models import OpenForm, Proposal
from legal.models import Development, Proceeding
from people.models import Person
from tests.coverage.reviewing import World
from tests.desk_forms import loaded, save, sent
from tests.factories import (
    ArticleFactory,
    ArticlePersonFactory,
    ArticleProceedingFactory,
    BylineFactory,
    DevelopmentFactory,
    OutletFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    QuoteFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SITTING = "a" * 22


@pytest.fixture
def member(client):
    create_groups()

    def sign_in(name: str, user: str = "somebody") -> User:
        account, _ = User.objects.get_or_create(username=user, is_staff=True)
        account.groups.set([Group.objects.get(name=name)])
        client.force_login(account)
        return account

    return sign_in


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def do(row, name) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_effect", args=[row.pk, name])


def read(client, address) -> str:
    return client.get(address).content.decode()


def tomorrow():
    return timezone.now() + timedelta(days=1)


def promised(**fields) -> Article:
    article = BylineFactory(article=ArticleFactory(**{"state": "approved", **fields})).article
    Article.objects.filter(pk=article.pk).update(read_digest=digest_of(article))
    return Article.objects.get(pk=article.pk)


def decide(client, finding, **card):
    own = ("undo", "accept", "sitting")
    data = {name if name in own else f"f{finding.pk}-{name}": value for name, value in card.items()}
    return client.post(reverse("admin:coverage_article_decide", args=[finding.article_id, finding.pk]), data)


def publish(article):
    yesterday = timezone.now() - timedelta(days=1)
    Article.objects.filter(pk=article.pk).update(state="published", published_at=yesterday)


SENTENCED = {"kind": "sentenced", "occurred": "2024-03", "by": "court", "sentence": "two years in prison"}


def test_it_lets_no_finding_make_a_development_public(client, member):
    world = World()
    publish(world.article)
    world.article.refresh_from_db()
    world.article.as_source()
    ArticleProceedingFactory(article=world.article, proceeding=world.case)
    known = world.step("sentenced", "2024-03", sentence="two years in prison", by="court", sources=[])
    finding = world.sentenced(development=known)
    member("Reporter")
    card = {**SENTENCED, "charges": [world.charge.pk], "proceeding": world.case.slug}
    decide(client, finding, accept="1", sitting=SITTING, **card)
    assert not Development.objects.published().filter(pk=known.pk).exists()


def test_it_lets_no_finding_add_a_name_to_a_public_person(client, member):
    world = World()
    finding = world.propose("person", "Ida Kellner", confidence="low", data={"name": "Ida Kellner"})
    ArticlePersonFactory(article=world.article, person=world.feld)
    member("Reporter")
    decide(client, finding, accept="1", sitting=SITTING, person="Jonas Feld", keep_name="on", same=str(world.feld.pk))
    assert "Ida Kellner" not in read(Client(), world.feld.get_absolute_url())


def test_it_lets_nobody_take_back_a_finding_that_readers_see(client, member):
    world = World()
    finding = world.tired()
    member("Reporter")
    decide(client, finding, accept="1", sitting=SITTING, person="Jonas Feld")
    assert Quote.objects.count() == 1
    publish(world.article)
    decide(client, finding, undo="1", sitting=SITTING)
    assert Quote.objects.count() == 1


def test_it_takes_a_scheduled_article_back_when_a_finding_changes_it(client, member):
    world = World()
    finding = world.tired()
    BylineFactory(article=world.article)
    Article.objects.filter(pk=world.article.pk).update(
        state="published", published_at=tomorrow(), read_digest=digest_of(world.article)
    )
    member("Editor")
    decide(client, finding, accept="1", sitting=SITTING, person="Jonas Feld")
    world.article.refresh_from_db()
    assert (world.article.state, world.article.published_at) == ("in_review", None)


def test_it_guards_what_views_of_the_past_show(client, member):
    development = DevelopmentFactory(note="Old note.")
    Development.objects.update(retracted_at=timezone.now(), retraction_reason="x")
    member("Reporter")
    save(client, change(development), note="New note.")
    save(client, change(development.sources.get()), title="New title")
    development.refresh_from_db()
    assert development.note == "Old note." and development.sources.get().title != "New title"


def test_it_guards_what_becomes_public_by_the_clock(client, member):
    source = promised(state="published", published_at=tomorrow()).as_source()
    case = ProceedingFactory()
    member("Reporter")
    fields = {"proceeding": str(case.pk), "kind": "order", "occurred": "2021-05", "sources": [str(source.pk)]}
    save(client, reverse("admin:legal_development_add"), **fields)
    with time_machine.travel(tomorrow() + timedelta(hours=1), tick=False):
        assert not Development.objects.published().exists()


PARTS_OF_ARTICLES = {
    "its picture": (lambda: PictureFactory(), "picture", "alt"),
    "its outlet": (lambda: OutletFactory(), "outlet", "name"),
}


@pytest.mark.parametrize("part", PARTS_OF_ARTICLES)
def test_it_guards_what_an_approved_article_shows(client, member, part):
    make, link, field = PARTS_OF_ARTICLES[part]
    row = make()
    promised(**{link: row})
    member("Reporter")
    save(client, change(row), **{field: "Something else"})
    row.refresh_from_db()
    assert getattr(row, field) != "Something else" and Proposal.objects.exists()


def test_it_guards_the_name_of_a_speaker_in_an_approved_article(client, member):
    quote = QuoteFactory(article=promised(), speaker=PersonFactory(is_public=False))
    member("Reporter")
    save(client, change(quote.speaker), name="Somebody else")
    quote.speaker.refresh_from_db()
    assert quote.speaker.name != "Somebody else"


def test_it_renews_ended_rights_by_the_action_only(client, member, editor):
    picture = PictureFactory()
    perform(END_RIGHTS, picture, by=editor, reason="The agency asked.")
    member("Reporter")
    save(client, change(picture), rights_until_0="", rights_until_1="")
    picture.refresh_from_db()
    assert picture.rights_until


def test_it_keeps_the_trace_of_what_was_withdrawn(client, member, editor):
    article = BylineFactory(article=ArticleFactory(published=True)).article
    move(article, "withdraw", by=editor, because="It was wrong.")
    member("Reporter")
    address = reverse("admin:coverage_article_move", args=[article.pk, "return_to_draft"])
    assert client.post(address).status_code == 403
    move(article, "return_to_draft", by=editor)
    assert Client().get(article.get_absolute_url()).status_code == 410


def test_it_takes_no_preview_for_a_reason_not_to_tell_readers(client, member):
    article = BylineFactory(article=ArticleFactory(published=True)).article
    member("Editor")
    save(client, change(article), deck="Silent change.", _preview="1")
    article.refresh_from_db()
    assert article.deck != "Silent change."


def test_it_previews_what_somebody_typed_who_may_only_propose(client, member):
    article = BylineFactory(article=ArticleFactory(published=True)).article
    member("Reporter")
    typed = sent(loaded(client.get(change(article))), headline="Typed anew", _preview="1")
    page = client.post(reverse("admin:coverage_article_preview", args=[article.pk]), typed)
    assert "Typed anew" in page.content.decode() and not Proposal.objects.exists()


def test_it_saves_from_a_preview_that_had_errors(desk):
    article = BylineFactory().article
    typed = sent(loaded(desk.get(change(article))), headline="", _preview="1")
    page = desk.post(reverse("admin:coverage_article_preview", args=[article.pk]), typed).content.decode()
    assert f'action="{change(article)}"' in page


def test_it_shows_a_proposal_to_its_author_and_to_those_who_decide(client, member):
    person = PersonFactory(description="before")
    member("Reporter", "one")
    save(client, change(person), description="secret words")
    proposal = Proposal.objects.get()
    for name, user, sees in (("Reporter", "two", False), ("Reporter", "one", True), ("Editor", "three", True)):
        member(name, user)
        page = client.get(f"{change(person)}?proposal={proposal.pk}", follow=True).content.decode()
        assert ("secret words" in page) is sees


def test_it_lets_nobody_mark_another_s_proposal_as_accepted(client, member):
    person = PersonFactory(description="before")
    member("Reporter", "one")
    save(client, change(person), description="secret words")
    Person.objects.update(is_public=False)
    member("Reporter", "two")
    save(client, change(person), proposal=str(Proposal.objects.get().pk))
    assert Proposal.objects.get().decided_at is None


def test_it_lets_an_author_open_what_was_declined(client, member, editor):
    person = PersonFactory()
    member("Reporter", "one")
    save(client, change(person), description="my words")
    Proposal.objects.update(decided_at=timezone.now(), decided_by=editor, is_accepted=False, reason="Source?")
    assert "my words" in read(client, f"{change(person)}?proposal={Proposal.objects.get().pk}")


def test_it_proposes_once_what_is_sent_twice(client, member):
    person = PersonFactory()
    member("Reporter")
    form = sent(loaded(client.get(change(person))), description="my words")
    for _ in range(2):
        client.post(change(person), form)
    assert Proposal.objects.count() == 1


def test_it_counts_the_author_of_a_proposal_as_an_author_of_the_text(client, member):
    article = promised()
    writer = member("Reporter", "writer")
    save(client, change(article), body="<p>My own words.</p>")
    proposal = Proposal.objects.get()
    member("Editor", "editor")
    address = f"{change(article)}?proposal={proposal.pk}"
    client.post(address, sent(loaded(client.get(address))))
    article.refresh_from_db()
    assert article.text == "My own words." and writer.pk in article.edited_by
    with pytest.raises(Refused, match="somebody else"):
        move(article, "approve", by=writer)


def test_it_lets_an_editor_approve_from_the_form_without_a_change(client, member):
    article = BylineFactory(article=ArticleFactory(state="in_review")).article
    member("Editor")
    save(client, change(article), _move="approve")
    address = reverse("admin:coverage_article_move", args=[article.pk, "approve"])
    client.post(address, {"read": client.get(address).context["form"]["read"].value()})
    article.refresh_from_db()
    assert article.state == "approved"


def test_it_leaves_an_older_approval_alone_when_nothing_changes(desk):
    article = promised()
    Article.objects.update(read_digest="")
    save(desk, change(article), rights="New.")
    article.refresh_from_db()
    assert article.state == "approved"


# Who may do what


def test_it_shows_a_legal_reader_the_actions(client, member):
    case = ProceedingFactory()
    member("Legal reader")
    assert f"{case.pk}/do/hide/" in read(client, change(case)) or "../do/hide/" in read(client, change(case))
    assert client.post(do(case, "hide"), {"reason": "A court order."}).status_code == 302
    assert not Proceeding.objects.get().is_public


def test_it_lets_no_administrator_become_a_superuser(client, member):
    account = member("Administrator")
    save(client, change(account), is_superuser="on")
    account.refresh_from_db()
    assert not account.is_superuser


def test_it_erases_nobody_else_s_unsaved_text(client, member):
    person = PersonFactory(is_public=False)
    member("Reporter", "one")
    form = loaded(client.get(change(person)))
    client.post(reverse("admin:keep_typed", args=[form["form_token"]]), sent(form))
    member("Reporter", "two")
    save(client, change(person), form_token=form["form_token"])
    assert OpenForm.objects.get(token=form["form_token"]).typed
