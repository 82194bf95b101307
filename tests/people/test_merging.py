"""Two records of one person become one, with every link; nothing is lost, and it can be undone."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import connection, models
from django.test.utils import CaptureQueriesContext, isolate_apps

from coverage.models import Article, ArticlePerson, Credit, Finding, ImportBatch, Quote
from legal.models import Charge, Party
from people.duplicates import say_distinct
from people.merging import plan
from people.merging.apply import Refused, merge, undo_merge
from people.merging.plan import Plan, links_to, unmovable
from people.models import DistinctPeople, OtherName, Person, PersonMerge
from tests.coverage.reviewing import everything_stored
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
)

pytestmark = pytest.mark.django_db


def finding(person):
    article = ArticleFactory()
    batch = ImportBatch.objects.create(started_by="somebody")
    return Finding.objects.create(
        article=article, batch=batch, kind="person", spans=[], exact="Pat", data={"name": "Pat"}, person=person
    )


def earlier_merge(person):
    gone = {"person_key": 999_999, "name": "P. S.", "slug": "p-s", "was_public": True, "wrote": {}}
    return PersonMerge.objects.create(into=person, **gone)


# Every way in which a row can point at a person. A new relation fails the first test until it has a row here.
RELATIONS = {
    "people.OtherName.person": lambda person: OtherName.objects.create(person=person, name=f"Alias {person.pk}"),
    "people.PersonMerge.into": earlier_merge,
    "people.DistinctPeople.one": lambda person: DistinctPeople.objects.create(one=person, other=PersonFactory()),
    "people.DistinctPeople.other": lambda person: DistinctPeople.objects.create(one=PersonFactory(), other=person),
    "legal.Party.person": lambda person: PartyFactory(person=person),
    "coverage.Credit.person": lambda person: Credit.objects.create(film=FilmFactory(), person=person, job="director"),
    "coverage.Quote.speaker": lambda person: QuoteFactory(speaker=person),
    "coverage.ArticlePerson.person": lambda person: ArticlePerson.objects.create(
        article=ArticleFactory(), person=person
    ),
    "coverage.Finding.person": finding,
}


def name_of(field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def pointing_at_people() -> set[str]:
    """Every column of every table that points at a person, found without the code under test."""
    return {
        name_of(field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(Person, field.related_model)
    }


@pytest.fixture
def pair(db):
    return PersonFactory(name="Bill Hale"), PersonFactory(name="William Hale")


def test_it_handles_every_relation_to_a_person():
    assert pointing_at_people() == set(RELATIONS)
    assert {name_of(field) for field in links_to(Person)} == set(RELATIONS)
    assert unmovable(Person) == []
    fields = [field for model in apps.get_models() for field in model._meta.private_fields]
    generic = [field for field in fields if isinstance(field, GenericForeignKey)]
    assert generic == [], "a generic key can point at a person, and merging would not see it"


@isolate_apps("people")
def test_it_says_which_relation_it_could_not_follow():
    class Somebody(models.Model):
        same_as = models.ForeignKey("self", models.CASCADE, related_name="+")

        class Meta:
            app_label = "people"

    class Portrait(models.Model):
        of = models.OneToOneField(Somebody, models.CASCADE, primary_key=True)

        class Meta:
            app_label = "people"

    class Chosen(models.Model):
        who = models.ForeignKey(Somebody, models.CASCADE)

        class Meta:
            app_label = "people"
            constraints = [models.UniqueConstraint(fields=["who"], condition=models.Q(pk__gt=1), name="one_chosen")]

    assert {sentence.split(" ")[0] for sentence in unmovable(Somebody)} == {
        "people.Somebody.same_as",
        "people.Portrait.of",
        "people.Chosen.who",
    }


@isolate_apps("people")
def test_it_sees_the_rows_of_a_through_table_nobody_named():
    class Someone(models.Model):
        class Meta:
            app_label = "people"

    class Club(models.Model):
        members = models.ManyToManyField(Someone, related_name="+")

        class Meta:
            app_label = "people"

    assert [name_of(field) for field in links_to(Someone)] == ["people.Club_members.someone"]
    assert unmovable(Someone) == []


def test_it_moves_a_row_of_every_kind_and_brings_each_back(pair, editor):
    loser, winner = pair
    rows = {name: (make(loser), make(winner)) for name, make in RELATIONS.items()}
    before = everything_stored()
    done = merge(loser=loser, into=winner, by=editor)
    assert not Person.objects.filter(pk=loser.pk).exists()
    for name, (moved, stayed) in rows.items():
        field = name.rpartition(".")[2]
        for row in (moved, stayed):
            row.refresh_from_db()
            assert getattr(row, field) == winner, name
    assert winner.other_names.filter(name="Bill Hale", kind="also").exists()
    rows_of = {label: len(stored) for label, stored in before.items()}
    gone_and_made = {"people.Person": rows_of["people.Person"] - 1, "people.OtherName": 3, "people.PersonMerge": 3}
    assert {label: len(stored) for label, stored in everything_stored().items()} == {**rows_of, **gone_and_made}
    assert undo_merge(done, by=editor) == loser
    done.refresh_from_db()
    assert done.undone_by == editor
    done.delete()
    assert everything_stored() == before


def test_it_merges_two_who_are_linked_to_the_same(pair, editor):
    """Where only one row can stand, the loser's goes, and what hangs on it moves to the one that stays."""
    loser, winner = pair
    case, article = ProceedingFactory(), ArticleFactory()
    parties = [PartyFactory(proceeding=case, person=person, role="defendant") for person in pair]
    Party.objects.filter(pk=parties[0].pk).update(named_as="Billy Hale")
    charges = [ChargeFactory(party=party) for party in parties]
    for person in pair:
        ArticlePerson.objects.create(article=article, person=person)
        OtherName.objects.create(person=person, name="Willy Hale", kind="charged")
    before = everything_stored()
    done = merge(loser=loser, into=winner, by=editor)
    assert list(Party.objects.values_list("pk", "person", "named_as")) == [(parties[1].pk, winner.pk, "Billy Hale")]
    assert set(Charge.objects.values_list("pk", "party")) == {(charge.pk, parties[1].pk) for charge in charges}
    assert ArticlePerson.objects.count() == 1
    assert sorted(winner.other_names.values_list("name", flat=True)) == ["Bill Hale", "Willy Hale"]
    undo_merge(done, by=editor)
    done.delete()
    assert everything_stored() == before


def test_it_keeps_two_roles_in_one_case_two(pair, editor):
    loser, winner = pair
    case = ProceedingFactory()
    for person, role in zip(pair, ("witness", "defendant"), strict=True):
        PartyFactory(proceeding=case, person=person, role=role)
    merge(loser=loser, into=winner, by=editor)
    assert sorted(winner.parties.values_list("role", flat=True)) == ["defendant", "witness"]


def test_it_keeps_the_words_of_a_quote(pair, editor):
    quote = QuoteFactory(speaker=pair[0])
    merge(loser=pair[0], into=pair[1], by=editor)
    after = Quote.objects.get(pk=quote.pk)
    assert (after.text, after.spans, after.speaker) == (quote.text, quote.spans, pair[1])
    assert Article.objects.get().updated_at == quote.article.updated_at


def test_it_fills_blanks_and_keeps_what_the_one_who_stays_says(editor):
    loser = PersonFactory(name="Bill Hale", description="a grip", born="1970-05", died="2021")
    winner = PersonFactory(name="William Hale", description="a gaffer", born="1970", is_public=False)
    done = merge(loser=loser, into=winner, by=editor)
    winner.refresh_from_db()
    said = (winner.name, winner.description, str(winner.born), str(winner.died), winner.is_public)
    assert said == ("William Hale", "a gaffer", "1970-05", "2021", False)
    undo_merge(done, by=editor)
    winner.refresh_from_db()
    assert (str(winner.born), winner.died) == ("1970", None)


@pytest.mark.parametrize(("loses", "stays", "after"), [(True, False, True), (False, True, True), (False, False, False)])
def test_it_keeps_a_yes_of_either_record(monkeypatch, editor, loses, stays, after):
    monkeypatch.setattr(plan, "FILLED", ("is_public",))  # stands for any flag that restricts
    winner = PersonFactory(is_public=stays)
    merge(loser=PersonFactory(is_public=loses), into=winner, by=editor)
    winner.refresh_from_db()
    assert winner.is_public is after


@pytest.mark.parametrize("name", ["born", "died"])
def test_it_refuses_dates_that_differ(editor, name):
    loser, winner = PersonFactory(name="Bill Hale", **{name: "1970"}), PersonFactory(**{name: "1971-02"})
    with pytest.raises(Refused, match=r"differ: Bill Hale has 1970, .* has February 1971"):
        merge(loser=loser, into=winner, by=editor)
    assert Person.objects.count() == 2


def test_it_refuses_one_with_itself_and_one_that_is_gone(pair, editor):
    with pytest.raises(Refused, match="one record already"):
        merge(loser=pair[0], into=pair[0], by=editor)
    merge(loser=pair[0], into=pair[1], by=editor)
    with pytest.raises(Refused, match="Bill Hale is no longer on record"):
        merge(loser=pair[0], into=pair[1], by=editor)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Wiliam Hale", [("Wiliam Hale", "misspelt")]),
        ("Bill Hale", [("Bill Hale", "also")]),
        ("William Hale", []),
        ("W. Hale", [("W. Hale", "charged")]),
    ],
)
def test_it_keeps_the_name_as_another_name_once(editor, name, kept):
    loser, winner = PersonFactory(name=name), PersonFactory(name="William Hale")
    OtherName.objects.create(person=loser, name="William Hale")
    if name == "W. Hale":
        OtherName.objects.create(person=winner, name=name, kind="charged")
    done = merge(loser=loser, into=winner, by=editor)
    assert list(winner.other_names.values_list("name", "kind")) == kept
    undo_merge(done, by=editor)
    assert loser.other_names.get().name == "William Hale"


def test_it_forgets_that_the_two_were_said_to_differ_until_it_is_undone(pair, editor):
    note = say_distinct(*pair, by=editor)
    done = merge(loser=pair[0], into=pair[1], by=editor)
    assert not DistinctPeople.objects.exists()
    undo_merge(done, by=editor)
    assert DistinctPeople.objects.get() == note


def test_it_refuses_to_undo_what_somebody_has_built_on(pair, editor):
    loser, winner = pair
    party = PartyFactory(person=loser, role="witness")
    done = merge(loser=loser, into=winner, by=editor)
    Party.objects.filter(pk=party.pk).update(role="victim")
    PersonFactory(name="Another", slug=loser.slug)
    with pytest.raises(Refused) as refused:
        undo_merge(done, by=editor)
    assert "The party “William Hale, victim” has been changed since." in str(refused.value)
    assert f"The address “{loser.slug}” is Another’s now" in str(refused.value)
    assert not Person.objects.filter(pk=loser.pk).exists()
    Party.objects.filter(pk=party.pk).update(role="witness")
    Person.objects.filter(name="Another").delete()
    undo_merge(done, by=editor)
    assert loser.parties.get() == party


def test_it_refuses_to_undo_when_what_it_filled_in_or_made_was_changed(editor):
    loser, winner = PersonFactory(name="Bill Hale", description="a grip"), PersonFactory(name="William Hale")
    done = merge(loser=loser, into=winner, by=editor)
    Person.objects.filter(pk=winner.pk).update(description="a key grip")
    winner.other_names.update(kind="former")
    with pytest.raises(Refused, match=r"former name.* changed since. The description of William Hale has been changed"):
        undo_merge(done, by=editor)


def test_it_follows_the_words_of_a_quote_that_moved_since(pair, editor):
    """What the machine keeps up to date is not an editor's change."""
    quote = QuoteFactory(speaker=pair[0])
    done = merge(loser=pair[0], into=pair[1], by=editor)
    article = quote.article
    article.body = "<p>A new first paragraph.</p>" + article.body
    article.save()
    undo_merge(done, by=editor)
    assert pair[0].quotes.get() == quote


def test_it_leaves_deleted_what_was_deleted_since(pair, editor):
    loser, winner = pair
    gone, shared = QuoteFactory(speaker=loser), ArticleFactory()
    for person in pair:
        ArticlePerson.objects.create(article=shared, person=person)
    done = merge(loser=loser, into=winner, by=editor)
    gone.delete()
    shared.delete()
    undo_merge(done, by=editor)
    assert not loser.quotes.exists() and not loser.article_links.exists()


def test_it_undoes_a_chain_from_its_end_and_only_once(pair, editor):
    first, second = pair
    third = PersonFactory(name="W. B. Hale")
    one = merge(loser=first, into=second, by=editor)
    two = merge(loser=second, into=third, by=editor)
    assert set(third.merges.all()) == {one, two}
    with pytest.raises(Refused, match=r"William Hale was itself merged into W\. B\. Hale since: undo that first"):
        undo_merge(one, by=editor)
    undo_merge(two, by=editor)
    undo_merge(one, by=editor)
    with pytest.raises(Refused, match="already"):
        undo_merge(one, by=editor)
    assert Person.objects.count() == 3


def test_it_plans_in_a_fixed_number_of_queries(pair):
    loser, winner = (Person.objects.with_names().get(pk=person.pk) for person in pair)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            plan = Plan(loser, winner)
        assert plan.moves and plan.drops
        return len(captured)

    def grow(count):
        for _ in range(count):
            case = ProceedingFactory()
            for person in pair:
                ChargeFactory(party=PartyFactory(proceeding=case, person=person))
            QuoteFactory(speaker=loser)

    grow(1)
    few = queries()
    grow(8)
    assert queries() == few


def test_it_gives_no_new_person_an_address_that_leads_elsewhere(pair, editor):
    merge(loser=pair[0], into=pair[1], by=editor)
    assert PersonFactory(name="Bill Hale").slug == "bill-hale-2"
