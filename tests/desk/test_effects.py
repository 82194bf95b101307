"""What changes for readers is an action with a reason: making public, hiding, retracting, files, rights, addresses."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from coverage.models import Quote
from desk.models import Event
from legal.models import Development
from tests.desk_forms import loaded, save, sent
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
    SourceFactory,
)
from web.models import FormerAddress

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PAGES = [PersonFactory, ProceedingFactory, FilmFactory]  # with `is_public`


def do(row, name) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_effect", args=[row.pk, name])


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def source_with_file(**fields):
    source = SourceFactory(**fields)
    source.file = ContentFile(b"%PDF-1.4 a ruling", name="ruling.pdf")
    source.save()
    return source


CASES = {  # the action, the row it is done to, the field that it sets, and what else its page asks
    "make_public person": (lambda: PersonFactory(is_public=False), "is_public", {}),
    "make_public case": (lambda: ProceedingFactory(is_public=False), "is_public", {}),
    "make_public film": (lambda: FilmFactory(is_public=False), "is_public", {}),
    "hide person": (PersonFactory, "is_public", {}),
    "hide case": (ProceedingFactory, "is_public", {}),
    "hide film": (FilmFactory, "is_public", {}),
    "change_address person": (PersonFactory, "slug", {"slug": "another"}),
    "change_address case": (ProceedingFactory, "slug", {"slug": "another"}),
    "change_address film": (FilmFactory, "slug", {"slug": "another"}),
    "change_address article": (lambda: ArticleFactory(published=True), "slug", {"slug": "another"}),
    "retract development": (DevelopmentFactory, "retracted_at", {}),
    "restore development": (
        lambda: DevelopmentFactory(retracted_at=timezone.now(), retraction_reason="Wrong."),
        "retracted_at",
        {},
    ),
    "retract release": (ReleaseFactory, "retracted_at", {}),
    "restore release": (
        lambda: ReleaseFactory(retracted_at=timezone.now(), retraction_reason="Wrong."),
        "retracted_at",
        {},
    ),
    "show_file source": (source_with_file, "file_may_be_shown", {}),
    "withdraw_file source": (lambda: source_with_file(file_may_be_shown=True), "file_may_be_shown", {}),
    "renew_rights picture": (lambda: PictureFactory(rights_until=timezone.now()), "rights_until", {}),
    "end_rights picture": (PictureFactory, "rights_until", {}),
}


def test_it_knows_every_action():
    offered = [effect.name for one in admin.site._registry.values() for effect in one.effects]
    assert sorted(case.split()[0] for case in CASES) == sorted(offered)


@pytest.mark.parametrize("case", CASES)
def test_it_asks_for_a_reason_does_it_once_and_notes_it(desk, editor, case):
    make, field, more = CASES[case]
    row, name = make(), case.split()[0]
    before = getattr(row, field)
    assert "For colleagues, in the history." in desk.get(do(row, name)).content.decode()
    assert "This field is required" in desk.post(do(row, name), more).content.decode()
    row.refresh_from_db()
    assert getattr(row, field) == before and not Event.objects.exists()
    assert desk.post(do(row, name), {"reason": "The court sealed it.", **more}).url == change(row)
    row.refresh_from_db()
    assert getattr(row, field) != before
    event = Event.objects.get()
    assert (event.object_id, event.by, event.reason) == (row.pk, editor, "The court sealed it.")
    history = desk.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk]))
    assert "The court sealed it." in history.content.decode()
    if name != "change_address":
        assert "is done already" in desk.get(do(row, name)).content.decode()
    again = desk.post(do(row, name), {"reason": "Once more.", **more})
    assert again.status_code == 200 and Event.objects.count() == 1


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_without_the_right(client, case):
    make, field, more = CASES[case]
    row, name = make(), case.split()[0]
    user = User.objects.create_user("reporter", is_staff=True)
    model = row._meta.model_name
    user.user_permissions.set(Permission.objects.filter(codename__in=[f"view_{model}", f"change_{model}"]))
    client.force_login(user)
    before = getattr(row, field)
    assert client.get(do(row, name)).status_code == 403
    assert client.post(do(row, name), {"reason": "x", **more}).status_code == 403
    assert f'value="{name}"' not in client.get(change(row)).content.decode()
    row.refresh_from_db()
    assert getattr(row, field) == before


@pytest.mark.parametrize("case", CASES)
def test_it_is_no_field_that_a_form_can_set(desk, case):
    make, field, more = CASES[case]
    row = make()
    before = getattr(row, field)
    form = loaded(desk.get(change(row)))
    if case == "end_rights picture":
        pytest.skip("a future end of the rights is typed in the form")
    extra = {field: more.get(field, "on"), "retract": "on", "retraction_reason": "x"}
    desk.post(change(row), sent(form, **extra))
    row.refresh_from_db()
    assert getattr(row, field) == before


def test_it_saves_before_it_asks(desk):
    person = PersonFactory(description="")
    answer = save(desk, change(person), description="a gaffer", _effect="hide")
    person.refresh_from_db()
    assert answer.url == do(person, "hide") and person.description == "a gaffer" and person.is_public


@pytest.mark.parametrize("make", PAGES)
def test_it_leaves_a_neutral_sentence_where_a_page_was_hidden(client, desk, make):
    row = make()
    address = row.get_absolute_url()
    desk.post(do(row, "hide"), {"reason": "A secret reason."})
    gone = client.get(address)
    page = gone.content.decode()
    assert gone.status_code == 410 and "no longer public" in page
    assert str(row) not in page and "A secret reason." not in page
    desk.post(do(row, "make_public"), {"reason": "Checked."})
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("make", PAGES)
def test_it_leaves_nothing_where_nothing_was_public(client, desk, make):
    row = make(is_public=False)
    desk.post(do(row, "change_address"), {"reason": "x", "slug": "another"})
    assert client.get(row.get_absolute_url()).status_code == 404
    assert not FormerAddress.objects.exists()


@pytest.mark.parametrize("make", PAGES)
def test_it_leads_from_every_former_address_to_the_one_of_today(client, desk, make):
    row = make()
    addresses = [row.get_absolute_url()]
    for slug in ("second", "third"):
        desk.post(do(row, "change_address"), {"reason": "x", "slug": slug})
        row.refresh_from_db()
        addresses.append(row.get_absolute_url())
    for former in addresses[:2]:
        answer = client.get(f"{former}?a=b")
        assert (answer.status_code, answer.url) == (301, f"{addresses[2]}?a=b")
    desk.post(do(row, "hide"), {"reason": "x"})
    assert {client.get(address).status_code for address in addresses} == {410}


def test_it_leads_on_below_a_former_address_too(client, desk):
    case = ProceedingFactory()
    former = case.get_absolute_url()
    desk.post(do(case, "change_address"), {"reason": "x", "slug": "another"})
    case.refresh_from_db()
    answer = client.get(f"{former}calendar.ics")
    assert (answer.status_code, answer.url) == (301, f"{case.get_absolute_url()}calendar.ics")


def test_it_leads_from_a_former_address_of_an_article(client, desk):
    article = ArticleFactory(published=True)
    former = article.get_absolute_url()
    desk.post(do(article, "change_address"), {"reason": "It named a minor.", "slug": "another"})
    assert client.get(former).url == "/articles/another/"
    assert ArticleFactory(headline=article.headline).slug != article.slug


@pytest.mark.parametrize("path", ["/people/%00/", "/people/a%00b/x", "/%F0%9F%8E%AC/"])
def test_it_looks_for_no_address_that_cannot_be(client, path):
    assert client.get(path).status_code == 404


def test_it_gives_an_address_back_to_the_row_that_returns_to_it(client, desk):
    person = PersonFactory(slug="first")
    for slug in ("second", "first"):
        desk.post(do(person, "change_address"), {"reason": "x", "slug": slug})
    assert client.get("/people/first/").status_code == 200
    assert client.get("/people/second/").url == "/people/first/"


def test_it_gives_nobody_another_s_former_address(desk):
    person, other = PersonFactory(slug="first"), PersonFactory()
    desk.post(do(person, "change_address"), {"reason": "x", "slug": "second"})
    refused = desk.post(do(other, "change_address"), {"reason": "x", "slug": "first"}).content.decode()
    assert "This address was another page" in strip_tags(refused)
    assert (
        "Another one has this address"
        in desk.post(do(other, "change_address"), {"reason": "x", "slug": "second"}).content.decode()
    )


def test_it_leaves_a_trace_of_a_quote_that_is_taken_out_of_a_public_article(client, desk):
    quote = QuoteFactory()
    address = quote.get_absolute_url()
    assert client.get(address).status_code == 200
    save(desk, change(quote.article), **{"quotes-0-DELETE": "on"})
    assert not Quote.objects.exists() and client.get(address).status_code == 410


def test_it_leaves_no_trace_of_a_draft_s_quote(client):
    quote = QuoteFactory(article=ArticleFactory())
    address = quote.get_absolute_url()
    quote.delete()
    assert client.get(address).status_code == 404


def test_it_refuses_to_retract_what_a_later_step_rests_on(desk):
    charge = ChargeFactory()
    facts = {"proceeding": charge.proceeding, "charges": [charge]}
    charged = DevelopmentFactory(kind="charged", occurred="2021-01-01", **facts)
    DevelopmentFactory(kind="verdict", verdict="guilty", occurred="2021-02-01", **facts)
    assert "cannot come here" in desk.get(do(charged, "retract")).content.decode()
    assert "cannot come here" in desk.post(do(charged, "retract"), {"reason": "x"}).content.decode()
    assert not Development.objects.filter(retracted_at__isnull=False).exists()


def test_it_ends_rights_that_were_to_end_later(desk):
    picture = PictureFactory(rights_until=timezone.now() + timedelta(days=9))
    desk.post(do(picture, "end_rights"), {"reason": "The agency asked."})
    picture.refresh_from_db()
    assert picture.rights_until <= timezone.now()


def test_it_never_changes_or_deletes_an_event(desk):
    person = PersonFactory()
    desk.post(do(person, "hide"), {"reason": "x"})
    event = Event.objects.get()
    event.reason = "another"
    with pytest.raises(TypeError, match="never changed"):
        event.save()
    with pytest.raises(TypeError, match="never deleted"):
        event.delete()
