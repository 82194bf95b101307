"""What was just decided can be taken back: all of it, or nothing and the reason."""

import itertools

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from coverage.intake.review import Refused, accept, reject, undo
from coverage.models import Decision, Quote
from people.models import Person
from tests.coverage.reviewing import World, everything_stored
from tests.factories import ArticleFactory, PersonFactory, QuoteFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
NOW = "this-sitting"


@pytest.fixture
def world(db):
    return World()


def new_person(world):
    return world.kellner(), {}


def same_as_somebody(world):
    return world.kellner(), {"person": PersonFactory(name="Ida M. Kellner"), "keep_name": True}


def known_person(world):
    return world.captain(), {}


def new_quote(world):
    return world.tired(), {}


def known_quote(world):
    QuoteFactory(article=world.article, speaker=world.feld, words="I am tired,")
    return world.tired(), {}


def new_development(world):
    return world.sentenced(), {}


def known_development(world):
    return world.sentenced(development=world.step("sentenced", "2024-03-14")), {}


def development_in_another_case(world):
    world.article.as_source()  # it is a source already, and stays one
    other = World()
    return world.sentenced(), {"proceeding": other.case, "charges": [other.charge]}


def new_release(world):
    return world.release(), {}


def known_release(world):
    return world.release(release=ReleaseFactory(film=world.film, date="2025-05")), {}


KINDS = [
    new_person, same_as_somebody, known_person, new_quote, known_quote, new_development, known_development,
    development_in_another_case, new_release, known_release,
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_it_leaves_everything_as_it_was(world, editor, kind):
    finding, corrected = kind(world)
    before = everything_stored()
    accept(finding, by=editor, corrected=corrected, sitting=NOW)
    assert everything_stored() != before
    undo(finding, by=editor, sitting=NOW)
    assert everything_stored() == before


def test_it_takes_a_rejection_back(world, editor):
    finding = world.captain()
    before = everything_stored()
    reject(finding, by=editor, sitting=NOW)
    undo(finding, by=editor, sitting=NOW)
    assert everything_stored() == before


def test_it_records_who_took_it_back_and_when(world, editor):
    finding = world.kellner()
    accept(finding, by=editor, sitting=NOW)
    undone = undo(finding, by=editor, sitting=NOW)
    assert list(finding.decisions.values_list("action", "by")) == [("accepted", editor.pk), ("undone", editor.pk)]
    assert undone.at >= finding.decisions.first().at


def test_it_can_be_decided_again_and_taken_back_again(world, editor):
    finding = world.sentenced()
    before = everything_stored()
    for _ in range(2):
        accept(finding, by=editor, sitting=NOW)
        undo(finding, by=editor, sitting=NOW)
    assert everything_stored() == before


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_it_does_not_matter_in_which_order(world, editor, order):
    arraigned = world.step("arraigned", "2023-12")
    findings = [world.sentenced(), world.release(), world.sentenced(development=arraigned)]
    findings[2].data |= {"kind": "arraigned", "occurred": "2023-12"}
    findings[2].save()
    before = everything_stored()
    for finding in findings:
        accept(finding, by=editor, sitting=NOW)
    for number in order:
        undo(findings[number], by=editor, sitting=NOW)
        left = [f for f in findings if f.decisions.last().action == "accepted"]
        assert (world.article.proceedings.exists()) == any(f.kind == "development" for f in left)
    assert everything_stored() == before


class TestItRefuses:
    @pytest.fixture
    def refused(self, editor):
        """Undo, and see that it is refused in these words and that nothing has changed."""

        def check(finding, words, sitting=NOW, by=editor):
            before, decisions = everything_stored(), Decision.objects.count()
            with pytest.raises(Refused, match=words):
                undo(finding, by=by, sitting=sitting)
            assert (everything_stored(), Decision.objects.count()) == (before, decisions)

        return check

    @pytest.mark.parametrize("sitting", ["another", ""])
    def test_it_once_the_page_was_left(self, world, editor, refused, sitting):
        finding = world.kellner()
        accept(finding, by=editor, sitting=NOW)
        refused(finding, "since you opened this page", sitting=sitting)

    def test_it_without_any_sitting(self, world, editor, refused):
        finding = world.kellner()
        accept(finding, by=editor)
        refused(finding, "since you opened this page", sitting="")

    def test_it_for_somebody_else(self, world, editor, refused):
        finding = world.kellner()
        accept(finding, by=editor, sitting=NOW)
        refused(finding, "Only what you have decided", by=User.objects.create(username="other"))

    def test_it_when_it_is_open(self, world, refused):
        refused(world.kellner(), "It is open already")

    def test_it_when_a_quote_is_the_new_person_s(self, world, editor, refused):
        person, quote = world.kellner(), world.villain()
        accept(person, by=editor, sitting=NOW)
        accept(quote, by=User.objects.create(username="roe", first_name="Ana", last_name="Roe"), sitting="hers")
        refused(person, r"The quote Ida Kellner: “We never.*” builds on it \(Ana Roe\): take that back first")
        undo(quote, by=User.objects.get(username="roe"), sitting="hers")
        undo(person, by=editor, sitting=NOW)
        assert not Person.objects.filter(name="Ida Kellner").exists() and not Quote.objects.exists()

    def test_it_when_another_finding_is_the_new_person(self, world, editor, refused):
        first, second = world.kellner(), world.propose("person", "Kellner", data={"name": "Kellner"})
        accept(first, by=editor, sitting=NOW)
        accept(second, by=editor, corrected={"person": Person.objects.get(name="Ida Kellner")}, sitting=NOW)
        refused(first, "The finding person: Kellner builds on it")

    def test_it_when_a_later_step_follows(self, world, editor, refused):
        finding = world.sentenced()
        accept(finding, by=editor, sitting=NOW)
        world.step("released", "2024-06")
        refused(finding, "A later step follows from it")

    def test_it_when_another_article_reports_the_new_development_too(self, world, editor, refused):
        first = world.sentenced()
        accept(first, by=editor, sitting=NOW)
        other = ArticleFactory(headline="The other paper’s report", body=world.article.body)
        development = world.case.developments.get(kind="sentenced")
        second = world.sentenced(article=other, development=development)
        accept(second, by=editor, sitting=NOW)
        refused(first, "The other paper’s report")

    def test_it_when_somebody_has_changed_what_was_written(self, world, editor, refused):
        finding = world.kellner()
        accept(finding, by=editor, sitting=NOW)
        person = Person.objects.get(name="Ida Kellner")
        Person.objects.filter(pk=person.pk).update(description="a director")
        roe = User.objects.create(username="roe", first_name="Ana", last_name="Roe")
        LogEntry.objects.log_actions(roe.pk, [person], CHANGE, "Changed.", single_object=True)
        refused(finding, r"The person Ida Kellner has been changed since \(Ana Roe\)")


def test_it_does_not_mind_that_a_quote_has_followed_its_words(world, editor):
    finding = world.tired()
    accept(finding, by=editor, sitting=NOW)
    world.article.body = "<p>A new first paragraph.</p>" + world.article.body
    world.article.save()
    undo(finding, by=editor, sitting=NOW)
    assert not Quote.objects.exists()
