"""Suggestions for what is being typed: pages by the beginnings of their titles."""

import pytest

from coverage.search import finding
from people.models import OtherName
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def suggested(client, typed):
    return [(row["kind"], row["title"]) for row in client.get("/search/suggest", {"q": typed}).json()["suggestions"]]


def test_it_suggests_pages_by_the_beginnings_of_their_titles(client, lantern):
    found = suggested(client, "lan")
    assert set(found[:3]) == {("film", "The Lantern"), ("case", "State v. Lantern"), ("person", "Ida Lantern")}
    assert found[3:] == [("article", "Lantern goes out")]
    assert suggested(client, "ida la") == [("person", "Ida Lantern")]
    assert suggested(client, "harbor") == []  # a text is not a title


def test_it_suggests_what_begins_with_it_first_and_few(client):
    for n in range(30):
        PersonFactory(name=f"Bo Lantern {n}")
    PersonFactory(name="Lantern Oak")
    found = suggested(client, "lan")
    assert found[0] == ("person", "Lantern Oak") and len(found) == finding.SUGGESTED


def test_it_suggests_by_other_names(client):
    OtherName.objects.create(person=PersonFactory(name="Walter Oak"), name="Bill Hale", kind="misspelt")
    assert suggested(client, "hal") == [("person", "Walter Oak")]


@pytest.mark.parametrize("typed", ["", "l", " ", "\0", "'", "🎬"])
def test_it_suggests_nothing_for_next_to_nothing(client, lantern, typed):
    assert suggested(client, typed) == []
