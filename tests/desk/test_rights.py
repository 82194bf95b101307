"""Nothing reaches readers without the right to publish it: every group, every write address, and what becomes of it."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from config.groups import GROUPS, create_groups
from coverage.models import Article, Correction
from coverage.publishing import MOVES, RIGHTS, Refused, digest_of, move
from desk.models import Event, Proposal
from desk.options import DeskAdmin
from legal.models import Development, Hearing
from people.models import Person
from tests.desk_forms import loaded, save, sent
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    ChargeFactory,
    CourtFactory,
    CreditFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    OrganizationFactory,
    OutletFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    ReleaseFactory,
    SourceFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ALLOWED, PROPOSED, REFUSED = "allowed", "proposed", "refused"
NAMES = list(GROUPS)  # Reporter, Editor, Legal reader, Record keeper, Administrator


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def text(page) -> str:
    return strip_tags(page.content.decode()).replace("&#x27;", "'")


def public_court():
    return ProceedingFactory().court


def public_organization():
    return CreditFactory(person=None, organization=OrganizationFactory()).organization


def public_outlet():
    return ArticleFactory(published=True, outlet=OutletFactory()).outlet


def public_picture():
    return ArticleFactory(published=True, picture=PictureFactory()).picture


def charge_of_public_case():
    charge = ChargeFactory()
    DevelopmentFactory(proceeding=charge.proceeding, charges=[charge], kind="charged")
    return charge


def cited_source():
    return DevelopmentFactory().sources.get()


def promised(state, **fields):
    article = BylineFactory(article=ArticleFactory(state=state, **fields)).article
    Article.objects.filter(pk=article.pk).update(read_digest=digest_of(article))
    return article


def scheduled():
    return promised("published", published_at=timezone.now() + timedelta(days=1))


def live():
    return BylineFactory(article=ArticleFactory(published=True)).article


# Each write: a row, a field of its form with a new value, and what becomes of it for each group in the order of NAMES.
FORMS = {
    "a draft": (lambda: BylineFactory().article, "deck", "New.", "AARRR"),
    "an approved article": (lambda: promised("approved"), "deck", "New.", "PARRR"),
    "a scheduled article": (scheduled, "deck", "New.", "PARRR"),
    "a live article": (live, "rights", "New.", "PARRR"),
    "a hidden person": (lambda: PersonFactory(is_public=False), "description", "new", "AARAR"),
    "a public person": (PersonFactory, "description", "new", "PARAR"),
    "a person with a part in a public case": (
        lambda: PartyFactory(person__is_public=False).person,
        "description",
        "new",
        "PARAR",
    ),
    "an organization": (OrganizationFactory, "description", "new", "AARAR"),
    "a public organization": (public_organization, "description", "new", "PARAR"),
    "a hidden film": (lambda: FilmFactory(is_public=False), "summary", "New.", "RARRR"),
    "a public film": (FilmFactory, "summary", "New.", "RARRR"),
    "a release": (ReleaseFactory, "platform", "Hulu", "RARRR"),
    "an outlet": (OutletFactory, "url", "https://a.example", "AARRR"),
    "an outlet of a live article": (public_outlet, "url", "https://a.example", "PARRR"),
    "a picture": (PictureFactory, "alt", "New.", "AARRR"),
    "a picture of a live article": (public_picture, "alt", "New.", "PARRR"),
    "a court": (CourtFactory, "place", "Taos", "AARAR"),
    "a court of a public case": (public_court, "place", "Taos", "PPRAR"),
    "a source": (SourceFactory, "locator", "p. 9", "AARAR"),
    "a source that readers see": (cited_source, "locator", "p. 9", "PPRAR"),
    "a hidden case": (lambda: ProceedingFactory(is_public=False), "summary", "New.", "AARAR"),
    "a public case": (ProceedingFactory, "summary", "New.", "PPRAR"),
    "a party of a public case": (PartyFactory, "named_as", "P. S.", "PPRAR"),
    "a charge that readers see": (charge_of_public_case, "statute", "s. 1", "PPRAR"),
    "a development that readers see": (DevelopmentFactory, "note", "New.", "PPRAR"),
    "a hearing that readers see": (HearingFactory, "place", "Room 9", "PPRAR"),
}
BECOMES = {"A": ALLOWED, "P": PROPOSED, "R": REFUSED}
TABLE = [(write, name, BECOMES[FORMS[write][3][n]]) for write in FORMS for n, name in enumerate(NAMES)]


@pytest.fixture
def member(client):
    """Signs somebody in who belongs to one group."""
    create_groups()

    def sign_in(name: str, user: str = "somebody") -> User:
        account, _ = User.objects.get_or_create(username=user, is_staff=True)
        account.groups.set([Group.objects.get(name=name)])
        client.force_login(account)
        return account

    return sign_in


def test_it_has_a_row_for_every_form_of_the_desk():
    models = {make()._meta.label for make, *_ in FORMS.values()}
    apart = {"auth.User", "auth.Group"}  # accounts; nothing of them reaches readers
    editable = {
        model._meta.label
        for model, one in admin.site._registry.items()
        if isinstance(one, DeskAdmin) and model._meta.model_name not in ("importbatch", "importrow", "revision")
    }
    assert models == editable - apart


@pytest.mark.parametrize(("write", "name", "becomes"), TABLE)
def test_it_saves_proposes_or_refuses_a_form(client, member, write, name, becomes):
    make, field, value, _ = FORMS[write]
    row = make()
    editor = User.objects.create_superuser("boss")
    client.force_login(editor)
    form = sent(loaded(client.get(change(row))), form_token=None, **{field: value})
    if "what_changed" in form:
        form["what_changed"] = ["nothing"]
    member(name)
    page = client.post(change(row), form)
    saved = str(getattr(type(row).objects.get(pk=row.pk), field)) == value
    assert saved is (becomes == ALLOWED), text(page)
    assert (page.status_code == 403) is (becomes == REFUSED)
    assert Proposal.objects.filter(decided_at=None).exists() is (becomes == PROPOSED)


@pytest.mark.parametrize("name", NAMES)
def test_it_opens_every_page_to_those_who_may_only_look(client, member, name):
    member(name)
    rows = {make()._meta.label: make() for make, *_ in FORMS.values()}
    if name == "Administrator":
        rows |= {"auth.User": User.objects.create_user("x"), "auth.Group": Group.objects.create(name="x")}
    assert {label: client.get(change(row)).status_code for label, row in rows.items()} == dict.fromkeys(rows, 200)


HOLDERS = {  # which groups may make which move
    "submit": ["Reporter", "Editor"],
    "send_to_legal": ["Reporter", "Editor"],
    "return_to_draft": ["Reporter", "Editor"],
    "clear": ["Legal reader"],
    "approve": ["Editor"],
    "publish": ["Editor"],
    "unschedule": ["Editor"],
    "withdraw": ["Editor", "Legal reader", "Record keeper"],
    "retract": ["Editor", "Legal reader", "Record keeper"],
}


def test_it_names_the_right_and_the_holders_of_every_move():
    assert set(MOVES) == set(RIGHTS) == set(HOLDERS)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("to", MOVES)
def test_it_moves_an_article_for_those_who_may(client, member, to, name):
    state = min(MOVES[to][1], key=["in_review", *Article.State.values].index)
    article = promised(state, published_at=timezone.now() + timedelta(days=to == "unschedule"))
    member(name)
    address = reverse("admin:coverage_article_move", args=[article.pk, to])
    answer = client.post(address, {"because": "Wrong.", "at_0": "", "at_1": "", "read": digest_of(article)})
    article.refresh_from_db()
    assert answer.status_code == (302 if name in HOLDERS[to] else 403)
    assert (article.state == MOVES[to][0]) is (name in HOLDERS[to])


@pytest.mark.parametrize("name", NAMES)
def test_it_offers_each_action_to_those_who_may(client, member, name):
    rights = {p.codename for p in Group.objects.get(name=name).permissions.all()} if member(name) else set()
    for model_admin in admin.site._registry.values():
        for effect in model_admin.effects:
            codename = effect.right.partition(".")[2]
            assert (codename in rights) is User.objects.get(username="somebody").has_perm(effect.right)


def test_it_waits_for_somebody_who_may_publish_it(client, member):
    person = PersonFactory(description="before")
    reporter = member("Reporter", "reporter")
    page = save(client, change(person), description="after")
    assert page.url == reverse("admin:proposals") and "waits as a proposal" in text(client.get(page.url))
    proposal = Proposal.objects.get()
    member("Editor", "editor")
    assert f"{change(person)}?proposal={proposal.pk}" in client.get(reverse("admin:proposals")).content.decode()
    shown = client.get(f"{change(person)}?proposal={proposal.pk}")
    assert f"{reporter} proposes this" in text(shown) and loaded(shown)["description"] == "after"
    assert Person.objects.get().description == "before"
    client.post(f"{change(person)}?proposal={proposal.pk}", sent(loaded(shown)))
    proposal.refresh_from_db()
    assert Person.objects.get().description == "after" and proposal.is_accepted and str(proposal.decided_by) == "editor"


def test_it_combines_a_proposal_with_what_was_saved_since(client, member):
    person = PersonFactory(description="before", born="1970")
    member("Reporter", "reporter")
    save(client, change(person), description="after")
    member("Editor", "editor")
    save(client, change(person), born="1971")
    shown = client.get(f"{change(person)}?proposal={Proposal.objects.get().pk}")
    client.post(f"{change(person)}?proposal={Proposal.objects.get().pk}", sent(loaded(shown)))
    person.refresh_from_db()
    assert (person.description, str(person.born)) == ("after", "1971")


def test_it_declines_a_proposal_with_a_reason_only(client, member):
    member("Reporter", "reporter")
    save(client, change(PersonFactory()), description="after")
    address = reverse("admin:decline_proposal", args=[Proposal.objects.get().pk])
    member("Legal reader", "lawyer")
    assert client.post(address, {"reason": "No."}).status_code == 403
    member("Editor", "editor")
    client.post(address, {"reason": ""})
    assert Proposal.objects.get().decided_at is None
    client.post(address, {"reason": "It is not sourced."})
    assert Proposal.objects.get().is_accepted is False
    member("Reporter", "reporter")
    assert "It is not sourced." in text(client.get(reverse("admin:proposals")))


def test_it_lets_the_author_take_a_proposal_back_or_send_it_again(client, member):
    person = PersonFactory(description="before")
    member("Reporter", "reporter")
    save(client, change(person), description="after")
    first = Proposal.objects.get()
    shown = client.get(f"{change(person)}?proposal={first.pk}")
    client.post(f"{change(person)}?proposal={first.pk}", sent(loaded(shown), description="better"))
    again = Proposal.objects.get()
    assert again != first and again.typed["description"] == ["better"]
    client.post(reverse("admin:decline_proposal", args=[again.pk]))
    assert Proposal.objects.get().is_accepted is False


def test_it_publishes_no_correction_without_the_right(client, member):
    article = live()
    member("Reporter")
    page = save(client, change(article), what_changed="correction", correction="It was Tuesday.")
    assert page.status_code == 302 and not Correction.objects.exists() and Proposal.objects.exists()


def test_it_proposes_a_development_of_a_public_case(client, member):
    charge = ChargeFactory()
    address = reverse("admin:legal_proceeding_record", args=[charge.proceeding.pk])
    day = {"kind": "charged", f"charged-charge_{charge.pk}": "on", "occurred": "2021-05", "title": "Docket"}
    day |= {"source_kind": "document", "newest": "0"}
    member("Reporter", "reporter")
    assert client.post(address, day).url == reverse("admin:proposals")
    assert not Development.objects.exists()
    member("Record keeper", "keeper")
    shown = client.get(f"{address}?proposal={Proposal.objects.get().pk}")
    assert "What readers will see" in text(shown)
    client.post(address, {**day, "proposal": Proposal.objects.get().pk})
    assert Development.objects.count() == 1 and Proposal.objects.get().is_accepted


def test_it_looks_again_if_somebody_has_recorded_something_meanwhile(client, member):
    charge = ChargeFactory()
    address = reverse("admin:legal_proceeding_record", args=[charge.proceeding.pk])
    day = {"kind": "charged", f"charged-charge_{charge.pk}": "on", "occurred": "2021-05", "title": "Docket"}
    day |= {"source_kind": "document", "newest": "0"}
    member("Record keeper")
    assert client.post(address, day).url == address
    again = client.post(address, day)
    assert again.status_code == 200 or "cannot" in text(again)
    assert Development.objects.count() == 1


@pytest.mark.parametrize(("name", "status"), [("Reporter", 403), ("Editor", 403), ("Record keeper", 302)])
def test_it_continues_a_public_hearing_for_those_who_may(client, member, name, status):
    hearing = HearingFactory()
    member(name)
    times = {"starts_at_0": "2026-12-09", "starts_at_1": "13:30"}
    answer = client.post(reverse("admin:legal_hearing_continue", args=[hearing.pk]), times)
    assert answer.status_code == status and (Hearing.objects.count() == 2) is (status == 302)


@pytest.mark.parametrize(("name", "changes"), [("Reporter", False), ("Record keeper", True)])
def test_it_says_that_a_docket_was_checked_for_those_who_may(client, member, name, changes):
    case = ProceedingFactory()
    member(name)
    data = {"action": "checked_today", "_selected_action": [case.pk]}
    client.post(reverse("admin:legal_proceeding_changelist"), data)
    save(client, change(case), _checked="")
    case.refresh_from_db()
    assert (case.checked_on is not None) is changes


@pytest.mark.parametrize(("name", "status"), [("Reporter", 403), ("Editor", 302), ("Administrator", 403)])
def test_it_merges_people_for_those_who_may(client, member, name, status):
    one, other = PersonFactory(), PersonFactory()
    member(name)
    answer = client.post(reverse("admin:people_person_merge", args=[one.pk, other.pk]))
    assert answer.status_code == status


def test_it_lets_nobody_approve_or_clear_a_text_of_their_own(client, member, settings):
    article = BylineFactory().article
    account = member("Editor")
    save(client, change(article), deck="My words.")
    article.refresh_from_db()
    move(article, "submit", by=account)
    with pytest.raises(Refused, match="somebody else"):
        move(article, "approve", by=account)
    move(article, "approve", by=User.objects.create_user("another"))
    settings.FOUR_EYES = False
    move(article, "return_to_draft", by=account)
    move(article, "submit", by=account)
    move(article, "approve", by=account)


def test_it_publishes_exactly_what_was_approved(editor):
    article = promised("approved")
    Article.objects.filter(pk=article.pk).update(body="<p>Another text.</p>", text="Another text.")
    with pytest.raises(Refused, match="has changed since it was approved"):
        move(article, "publish", by=editor)


def test_it_takes_a_scheduled_article_back_when_it_changes(client, member):
    article = scheduled()
    member("Editor")
    save(client, change(article), body="<p>Another text.</p>")
    article.refresh_from_db()
    assert (article.state, article.published_at) == ("in_review", None)


def test_it_approves_only_what_was_on_the_screen(desk):
    article = BylineFactory(article=ArticleFactory(state="in_review")).article
    address = reverse("admin:coverage_article_move", args=[article.pk, "approve"])
    seen = desk.get(address).context["form"]["read"].value()
    Article.objects.update(deck="Something else.")
    desk.post(address, {"read": seen})
    article.refresh_from_db()
    assert article.state == "in_review"


def test_it_creates_the_groups_once(db):
    create_groups()
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
    Group.objects.get(name="Reporter").delete()
    Group.objects.get(name="Editor").permissions.clear()
    create_groups()
    assert not Group.objects.filter(name="Reporter").exists()
    assert not Group.objects.get(name="Editor").permissions.exists()
    assert Event.objects.filter(kind="groups_created").count() == 1


def test_it_gives_no_group_a_permission_by_accident():
    create_groups()
    record = Permission.objects.get(codename="publish_record")
    assert list(record.group_set.values_list("name", flat=True)) == ["Record keeper"]
