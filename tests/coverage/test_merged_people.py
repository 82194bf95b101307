"""What imports and the review desk make of a person who was merged."""

import pytest
from django.urls import reverse

from coverage.intake.matching import Known
from coverage.intake.review import Refused, accept, undo
from coverage.models import ArticlePerson
from people.merging.apply import Refused as NotUndone
from people.merging.apply import merge, undo_merge
from people.models import Person
from tests.coverage.reviewing import World
from tests.factories import PersonFactory, QuoteFactory

pytestmark = pytest.mark.django_db
NOW = "this-sitting"


@pytest.fixture
def world(db):
    return World()


def test_it_matches_the_name_of_one_who_was_merged_with_the_one_who_stays(editor):
    loser, winner = PersonFactory(name="Bill Hale"), PersonFactory(name="Walter Oak")
    done = merge(loser=loser, into=winner, by=editor)
    assert Known().person("Bill Hale") == winner.pk
    undo_merge(done, by=editor)
    assert Known().person("Bill Hale") == loser.pk


def test_it_offers_nobody_who_was_merged(desk, editor):
    loser, winner = PersonFactory(name="Bill Hale"), PersonFactory(name="Bill Oak")
    merge(loser=loser, into=winner, by=editor)
    query = {"app_label": "legal", "model_name": "party", "field_name": "person", "term": "bill"}
    offered = desk.get("/admin/autocomplete/", query).json()["results"]
    assert [one["id"] for one in offered] == [str(winner.pk)]


def test_it_gives_a_finding_back_matched_with_the_one_who_stays(world, editor):
    """The link that accepting made was dropped, so nothing stands in the way of taking the decision back."""
    finding, winner = world.captain(), PersonFactory(name="Walter Oak")
    ArticlePerson.objects.create(article=world.article, person=winner)
    accept(finding, by=editor, sitting=NOW)
    merge(loser=world.feld, into=winner, by=editor)
    undo(finding, by=editor, sitting=NOW)
    finding.refresh_from_db()
    assert (finding.status, finding.person) == ("proposed", winner)


def test_it_does_not_take_back_what_a_merge_has_moved(world, editor):
    finding = world.captain()
    accept(finding, by=editor, sitting=NOW)
    done = merge(loser=world.feld, into=PersonFactory(name="Walter Oak"), by=editor)
    with pytest.raises(Refused, match="has been changed since"):
        undo(finding, by=editor, sitting=NOW)
    undo_merge(done, by=editor)
    undo(finding, by=editor, sitting=NOW)
    assert not ArticlePerson.objects.exists()


def test_it_cannot_undo_a_merge_over_a_finding_decided_since(world, editor):
    finding, winner = world.captain(), PersonFactory(name="Walter Oak")
    done = merge(loser=world.feld, into=winner, by=editor)
    finding.refresh_from_db()
    accept(finding, corrected={"person": winner}, by=editor, sitting=NOW)
    with pytest.raises(NotUndone, match=r"The finding “person: .*” has been changed since"):
        undo_merge(done, by=editor)
    assert not Person.objects.filter(pk=world.feld.pk).exists()


def test_it_finds_the_quotes_by_the_address_of_either_record(client, editor):
    loser, winner = PersonFactory(name="Bill Hale"), PersonFactory(name="Walter Oak")
    QuoteFactory(speaker=loser, words="It was mine.")
    QuoteFactory(words="It was not.")
    merge(loser=loser, into=winner, by=editor)

    def listed(slug):
        page = client.get(reverse("quotes"), {"speaker": slug}).content.decode()
        return [words for words in ("It was mine.", "It was not.") if words in page]

    assert listed("bill-hale") == listed("walter-oak") == ["It was mine."]
    assert listed("nobody") == ["It was mine.", "It was not."], "and the page says that there is no such choice"
    Person.objects.filter(pk=winner.pk).update(is_public=False)
    assert listed("bill-hale") == listed("nobody")
