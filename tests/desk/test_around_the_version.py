"""Ways around a form's version and around addresses that were tried, and are closed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from coverage.models import ArticlePerson
from tests.desk_forms import loaded, save, sent
from tests.factories import (
    ArticleFactory,
    ArticlePersonFactory,
    FilmFactory,
    OtherNameFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def do(row, name) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_effect", args=[row.pk, name])


def test_it_takes_a_changed_form_again_that_was_sent_before(desk):
    film = FilmFactory()
    form = loaded(desk.get(change(film)))
    desk.post(change(film), sent(form, summary="One."))
    page = desk.post(change(film), sent(form, summary="One and two more."))
    film.refresh_from_db()
    assert film.summary == "One." and "One and two more." in page.content.decode()


@pytest.mark.parametrize("delta", [timedelta(seconds=-5), timedelta(days=3)])
def test_it_combines_a_time_that_another_changed(desk, delta):
    picture = PictureFactory(rights_until=timezone.now() + timedelta(days=9))
    form = sent(loaded(desk.get(change(picture))), title="New")
    until = (timezone.now() + delta).replace(microsecond=123)
    type(picture).objects.update(rights_until=until)
    assert desk.post(change(picture), form).status_code == 302
    picture.refresh_from_db()
    assert picture.title == "New" and abs(picture.rights_until - until) < timedelta(seconds=1)


def test_it_saves_an_account_whose_owner_signed_in_meanwhile(desk):
    account = User.objects.create_user("pat")
    User.objects.update(last_login=timezone.now())
    form = sent(loaded(desk.get(change(account))), first_name="Pat")
    User.objects.update(last_login=timezone.now() + timedelta(hours=1, microseconds=7))
    assert desk.post(change(account), form).status_code == 302
    assert User.objects.get(pk=account.pk).first_name == "Pat"


def test_it_says_that_a_row_is_there_already(desk):
    article, person = ArticleFactory(), PersonFactory()
    form = loaded(desk.get(change(article)))
    ArticlePersonFactory(article=article, person=person)
    page = desk.post(change(article), sent(form, **{"person_links-0-person": str(person.pk)}))
    assert page.status_code == 200 and ArticlePerson.objects.count() == 1
    name = OtherNameFactory(person=person)
    form = loaded(desk.get(change(person)))
    page = desk.post(change(person), sent(form, **{"other_names-1-name": name.name}))
    assert page.status_code == 200


def test_it_links_no_case_to_itself(desk):
    case = ProceedingFactory()
    link = {"links_out-TOTAL_FORMS": "1", "links_out-0-kind": "arises_from", "links_out-0-to_proceeding": str(case.pk)}
    assert save(desk, change(case), **link).status_code == 200


@pytest.mark.parametrize("key", ["abc", "add", "%00", "%20"])
def test_it_knows_no_row_by_such_a_key(desk, key):
    assert desk.post(f"/admin/people/person/{key}/change/", {"name": "x"}).status_code < 500
    assert desk.get(f"/admin/people/person/{key}/do/hide/").status_code == 404


def test_it_survives_what_no_database_can_look_for(desk):
    person = PersonFactory()
    assert desk.get(f"{change(person)}?unsaved=%00").status_code == 302
    assert desk.get(f"{change(person)}?proposal={'9' * 5000}").status_code == 302
    assert desk.post("/admin/forms/%00/").status_code == 404
    assert desk.post("/admin/forms/%00/discard/").status_code == 302


def test_it_gives_no_case_a_reserved_address(desk):
    case = ProceedingFactory()
    assert "already" in desk.post(do(case, "change_address"), {"reason": "x", "slug": "glossary"}).content.decode()


def test_it_makes_nothing_public_at_another_s_former_address(desk):
    first, second = FilmFactory(slug="a"), FilmFactory(slug="c", is_public=False)
    desk.post(do(first, "change_address"), {"reason": "x", "slug": "b"})
    type(second).objects.filter(pk=second.pk).update(slug="a")
    assert "another page" in desk.post(do(second, "make_public"), {"reason": "x"}).content.decode()
    assert desk.get("/films/a/").url == "/films/b/"


def test_it_leads_from_a_former_address_to_the_person_merged_into(client, desk):
    loser, winner = PersonFactory(slug="ann-old"), PersonFactory()
    desk.post(do(loser, "change_address"), {"reason": "x", "slug": "ann"})
    desk.post(reverse("admin:people_person_merge", args=[loser.pk, winner.pk]))
    assert client.get("/people/ann-old/").url == winner.get_absolute_url()


def test_it_adds_a_party_once(desk):
    party = PartyFactory()
    form = loaded(desk.get(change(party.proceeding)))
    row = {"parties-TOTAL_FORMS": "2", "parties-1-role": party.role, "parties-1-person": str(party.person_id)}
    assert desk.post(change(party.proceeding), sent(form, **row)).status_code == 200
