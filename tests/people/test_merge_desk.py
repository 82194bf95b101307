"""Merging at the desk: choose two, see what would happen, confirm, undo."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from coverage.models import ArticlePerson
from people.models import DistinctPeople, Person, PersonMerge
from tests.desk_forms import save
from tests.factories import ArticleFactory, PartyFactory, PersonFactory, ProceedingFactory, QuoteFactory

pytestmark = pytest.mark.django_db
DUPLICATES = "/admin/people/person/duplicates/"


@pytest.fixture
def pair(db):
    return PersonFactory(name="Bill Hale", is_public=False), PersonFactory(name="William Hale", description="a grip")


def merge_page(loser, winner):
    return reverse("admin:people_person_merge", args=[loser.pk, winner.pk])


def text(page) -> str:
    return " ".join(page.content.decode().split())


def undo_page():
    return reverse("admin:people_person_unmerge", args=[PersonMerge.objects.get().pk])


def test_it_shows_both_and_says_what_would_happen(desk, pair):
    loser, winner = pair
    article = ArticleFactory(headline="A day on the set")
    for person in pair:
        ArticlePerson.objects.create(article=article, person=person)
    for number in range(5):
        QuoteFactory(speaker=loser, words=f"Number {number} it was.")
    PartyFactory(person=loser, role="witness", proceeding=ProceedingFactory(caption="State v. Oak"))
    said = text(desk.get(merge_page(loser, winner)))
    for words in (
        "5 quotes",
        "and 2 more",
        "1 party",
        "Bill Hale, witness (State v. Oak)",
        "1 link with articles",
        "mentions Bill Hale (A day on the set)",
        "William Hale already has one like it",
        "The name “Bill Hale” is kept as another name",
        "Keep Bill Hale instead",
    ):
        assert words in said
    assert Person.objects.count() == 2, "looking changes nothing"


def test_it_says_what_is_lost_where_two_rows_differ(desk, pair):
    article = ArticleFactory(headline="A day on the set")
    for person, relation in zip(pair, ("about", "mentions"), strict=True):
        ArticlePerson.objects.create(article=article, person=person, relation=relation)
    case = ProceedingFactory(caption="State v. Oak")
    for person, named_as in zip(pair, ("Billy", "Willy"), strict=True):
        PartyFactory(person=person, role="witness", proceeding=case, named_as=named_as, until="2020")
    said = text(desk.get(merge_page(*pair)))
    assert "is about Bill Hale (A day on the set): how “is about”; “mentions” stays" in said
    assert "Bill Hale, witness (State v. Oak): named as “Billy”; “Willy” stays" in said
    assert "until “2020”" not in said


def test_it_merges_and_offers_to_undo(desk, pair, editor):
    loser, winner = pair
    page = desk.post(merge_page(loser, winner), follow=True)
    assert page.redirect_chain[-1][0] == reverse("admin:people_person_change", args=[winner.pk])
    assert f'Bill Hale was merged into William Hale. <a href="{undo_page()}">Undo</a>' in text(page)
    assert "Merged into this record" in text(page)
    assert PersonMerge.objects.get().by == editor
    assert "Merged Bill Hale" in LogEntry.objects.get().change_message
    assert not Person.objects.filter(name="Bill Hale").exists()
    assert "becomes a separate record again" in text(desk.get(undo_page()))
    assert PersonMerge.objects.get().undone_at is None, "looking changes nothing"
    page = desk.post(undo_page(), follow=True)
    assert page.redirect_chain[-1][0] == reverse("admin:people_person_change", args=[loser.pk])
    assert Person.objects.get(name="Bill Hale") == loser
    assert "It was undone on" in text(desk.get(undo_page()))
    assert "undone it already" in text(desk.post(undo_page(), follow=True))


def test_it_says_why_it_cannot_be_undone(desk, pair):
    QuoteFactory(speaker=pair[0], words="It was cold.")
    desk.post(merge_page(*pair))
    pair[1].quotes.update(attribution="he wrote")
    said = text(desk.post(undo_page(), follow=True))
    assert "The quote “William Hale: “It was cold.”” has been changed since." in said
    assert Person.objects.count() == 1


def test_it_says_what_has_to_be_decided_first(desk, pair):
    loser, winner = pair
    Person.objects.filter(pk=loser.pk).update(born="1970")
    Person.objects.filter(pk=winner.pk).update(born="1980")
    page = desk.get(merge_page(loser, winner))
    assert "The dates of birth differ" in text(page)
    assert "Merge into" not in text(page)
    assert "The dates of birth differ" in text(desk.post(merge_page(loser, winner), follow=True))
    assert Person.objects.count() == 2
    assert "choose two" in text(desk.get(merge_page(loser, loser)))


def test_it_warns_of_a_page_that_readers_lose_and_of_what_was_said_before(desk, pair, editor):
    hidden, public = pair
    DistinctPeople.objects.create(one=hidden, other=public, by=editor)
    said = text(desk.get(merge_page(public, hidden)))
    assert "Somebody has said that these are two different people." in said
    assert "after the merge they see none" in said
    assert "after the merge they see none" not in text(desk.get(merge_page(hidden, public)))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_it_starts_from_two_that_are_ticked(desk, pair, count):
    ticked = [*pair, PersonFactory()][:count]
    data = {"action": "merge_selected", "_selected_action": [person.pk for person in ticked]}
    page = desk.post(reverse("admin:people_person_changelist"), data, follow=True)
    if count == 2:
        assert page.redirect_chain[-1][0] == merge_page(*pair), "whom readers know stays"
    else:
        assert "Tick exactly two people" in text(page)


def test_it_starts_from_a_person_s_form_with_likely_ones_and_a_search(desk, pair):
    loser, winner = pair
    far = PersonFactory(name="Sven Oak")
    address = reverse("admin:people_person_merge_with", args=[winner.pk])
    assert address in text(desk.get(reverse("admin:people_person_change", args=[winner.pk])))
    page = text(desk.get(address))
    assert merge_page(loser, winner) in page
    assert merge_page(far, winner) not in page
    assert merge_page(far, winner) in text(desk.get(address, {"q": "sven"}))
    assert "Nobody else is on record under “nil”" in text(desk.get(address, {"q": "nil"}))


def test_it_lists_likely_duplicates_and_remembers_that_two_are_not(desk, pair):
    loser, winner = pair
    assert DUPLICATES in text(desk.get(reverse("admin:people_person_changelist")))
    assert DUPLICATES in text(desk.get("/admin/"))
    assert merge_page(loser, winner) in text(desk.get(DUPLICATES))
    said = text(desk.post(DUPLICATES, {"one": loser.pk, "other": winner.pk}, follow=True))
    assert "Bill Hale and William Hale are not the same" in said
    assert merge_page(loser, winner) not in said
    assert DUPLICATES not in text(desk.get("/admin/"))
    note = DistinctPeople.objects.get()
    again = reverse("admin:people_person_look_again", args=[note.pk])
    assert desk.get(again).status_code == 405
    assert merge_page(loser, winner) in text(desk.post(again, follow=True))


@pytest.mark.parametrize("keys", [{}, {"one": "x", "other": "²"}, {"one": "9" * 30, "other": "1"}])
def test_it_knows_no_pair_that_is_not_on_record(desk, keys):
    assert desk.post(DUPLICATES, keys).status_code == 404


@pytest.mark.parametrize("missing", ["change_person", "delete_person"])
def test_it_is_for_those_who_may_change_and_delete_people(client, pair, missing):
    user = User.objects.create_user("reporter", is_staff=True)
    names = {"view_person", "change_person", "delete_person"} - {missing}
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    for address in (DUPLICATES, merge_page(*pair), reverse("admin:people_person_merge_with", args=[pair[0].pk])):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert "duplicates" not in text(client.get(reverse("admin:people_person_changelist")))
    assert DUPLICATES not in text(client.get("/admin/"))
    assert Person.objects.count() == 2


def test_it_refuses_an_address_that_leads_to_somebody(desk, pair):
    desk.post(merge_page(*pair))
    other = PersonFactory(name="Sven Oak", is_public=False)
    page = save(desk, reverse("admin:people_person_change", args=[other.pk]), slug=pair[0].slug)
    assert "This address leads to William Hale, whom Bill Hale was merged into." in text(page)
