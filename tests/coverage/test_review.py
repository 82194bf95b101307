"""A person decides about what an import found; only then is anything real."""

import pytest
from django.db import IntegrityError

from coverage.intake.kinds.person import PersonFinding
from coverage.intake.review import DecidedAlready, Refused, accept, reject
from coverage.models import Finding, Quote, Release
from legal.models import Development
from people.models import Person
from tests.coverage.reviewing import World
from tests.factories import (
    ChargeFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return World()


def last(finding):
    return finding.decisions.last()


class TestPeople:
    def test_it_makes_a_new_person_that_readers_do_not_see_yet(self, world, editor):
        accept(world.kellner(), by=editor)
        kellner = Person.objects.get(name="Ida Kellner")
        assert not kellner.is_public
        assert world.article.people.get() == kellner

    def test_it_links_a_known_person_and_makes_no_second_one(self, world, editor):
        accept(world.captain(), by=editor)
        assert Person.objects.get(name="Jonas Feld") == world.article.people.get() == world.feld

    @pytest.mark.parametrize("known", ["Ida Kellner", "Ida M. Kellner", "Ida Kelner", "I. Kellner", "Ida Kéllner"])
    def test_it_neither_merges_nor_doubles_a_near_match_unasked(self, world, editor, known):
        PersonFactory(name=known)
        with pytest.raises(Refused, match=r"can be somebody on record: .*Say whether it is"):
            accept(world.kellner(), by=editor)
        assert not world.article.people.exists()

    @pytest.mark.parametrize("other", ["Ida Moreno", "Tomas Kellner"])
    def test_it_takes_nobody_else_for_a_near_match(self, world, editor, other):
        PersonFactory(name=other)
        accept(world.kellner(), by=editor)
        assert world.article.people.get().name == "Ida Kellner"

    def test_it_asks_when_the_import_has_matched_a_name_that_is_only_like_it(self, world, editor):
        known = PersonFactory(name="Ida M. Kellner")
        finding = world.kellner(name="Ida M. Kellner", person=known)
        with pytest.raises(Refused, match=r"“Ida Kellner” can be somebody on record: Ida M\. Kellner"):
            accept(finding, by=editor)
        accept(finding, by=editor, corrected={"person": known})
        assert world.article.people.get() == known

    @pytest.mark.parametrize(
        ("known", "kind"), [("Ida Kelner", "misspelt"), ("Ida Kellner-Voss", "also"), ("Ida M. Kellner", "also")]
    )
    def test_it_keeps_the_name_in_the_text_where_an_editor_says_so(self, world, editor, known, kind):
        person = PersonFactory(name=known)
        accept(world.kellner(), by=editor, corrected={"person": person, "keep_name": True})
        assert [(other.name, other.kind) for other in person.other_names.all()] == [("Ida Kellner", kind)]

    def test_it_keeps_no_name_otherwise(self, world, editor):
        person = PersonFactory(name="Ida M. Kellner")
        accept(world.kellner(), by=editor, corrected={"person": person})
        assert not person.other_names.exists()

    def test_it_makes_no_second_person_of_a_name(self, world, editor):
        PersonFactory(name="Ida Kellner")
        with pytest.raises(Refused, match="already: choose them"):
            accept(world.kellner(), by=editor, corrected={"person": None, "name": "Ida Kellner"})
        assert Person.objects.filter(name="Ida Kellner").count() == 1

    def test_it_does_not_take_the_matched_person_when_an_editor_has_cleared_them(self, world, editor):
        accept(world.captain(), by=editor, corrected={"person": None, "name": "Jonas Feld the Elder"})
        assert world.article.people.get().name == "Jonas Feld the Elder"


class TestQuotes:
    def test_it_makes_a_quote_of_the_exact_characters(self, world, editor):
        accept(world.kellner(), by=editor)
        accept(world.villain(), by=editor)
        quote = Quote.objects.get()
        assert quote.speaker.name == "Ida Kellner" and quote.medium == "statement"
        assert quote.parts == ["We never wanted a villain,", "We wanted to listen, for once."]

    def test_it_does_not_guess_who_speaks(self, world, editor):
        with pytest.raises(Refused, match="Nobody speaks yet"):
            accept(world.villain(), by=editor)
        assert not Quote.objects.exists()

    def test_it_gives_the_words_to_whoever_an_editor_has_said_the_name_is(self, world, editor):
        known, other = PersonFactory(name="Ida M. Kellner"), PersonFactory(name="Ida Kellner-Voss")
        accept(world.kellner(), by=editor, corrected={"person": other})
        accept(world.villain(person=known), by=editor)
        assert Quote.objects.get().speaker == other

    def test_it_takes_a_document_for_a_speaker(self, world, editor):
        accept(world.villain(), by=editor, corrected={"person": None, "source_name": "the release"})
        assert Quote.objects.get().who == "the release"

    def test_it_takes_a_quote_that_stands_already_for_the_same_one(self, world, editor):
        quote = QuoteFactory(article=world.article, speaker=world.feld, words="I am tired,")
        finding = world.tired()
        accept(finding, by=editor)
        finding.refresh_from_db()
        assert Quote.objects.get() == quote == finding.quote

    def test_it_refuses_another_quote_at_the_same_place(self, world, editor):
        QuoteFactory(article=world.article, words="I am tired,")
        with pytest.raises(Refused, match="Another quote stands at this place"):
            accept(world.tired(), by=editor)

    def test_it_follows_words_that_have_moved_and_refuses_words_that_have_gone(self, world, editor):
        moved, gone = world.tired(), world.villain(person=world.feld)
        world.article.body = "<p>A new paragraph.</p>" + world.article.body.replace("never wanted", "did not want")
        world.article.save()
        accept(moved, by=editor)
        assert Quote.objects.get().parts == ["I am tired,"]
        with pytest.raises(Refused, match="no longer stand"):
            accept(gone, by=editor)


class TestDevelopments:
    def test_it_records_a_development_with_the_article_as_its_source(self, world, editor):
        finding = world.sentenced()
        accept(finding, by=editor)
        sentenced = world.case.developments.get(kind="sentenced")
        assert str(sentenced.occurred) == "2024-03" and sentenced.sentence == "two years in prison"
        assert sentenced.charges.get() == world.charge
        assert sentenced.sources.get().article == world.article
        assert sentenced.recorded_by == editor
        assert sentenced.findings.get().exact == "In March 2024, Feld was sentenced to two years in prison."
        assert not Development.objects.published().filter(pk=sentenced.pk).exists()  # its only source is a draft

    def test_it_adds_a_source_to_what_is_on_record_already(self, world, editor):
        known = world.step("sentenced", "2024-03-14")
        accept(world.sentenced(development=known), by=editor)
        assert world.case.developments.filter(kind="sentenced").count() == 1
        assert known.sources.count() == 2

    def test_it_records_another_step_when_the_card_says_another_date(self, world, editor):
        known = world.step("sentenced", "2024-03-14")
        corrected = {"kind": "sentenced", "occurred": "2024-05-01", "charges": [world.charge]}
        accept(world.sentenced(development=known), by=editor, corrected=corrected)
        assert world.case.developments.filter(kind="sentenced").count() == 2
        assert known.sources.count() == 1

    def test_it_adds_no_source_to_what_has_been_retracted(self, world, editor):
        known = world.step("sentenced", "2024-03", retracted_at="2024-04-01T00:00Z", retraction_reason="Wrong.")
        accept(world.sentenced(development=known), by=editor)
        assert known.sources.count() == 1
        assert world.case.developments.filter(kind="sentenced", retracted_at__isnull=True).count() == 1

    def test_it_refuses_what_the_record_cannot_hold(self, world, editor):
        world.case.developments.get(kind="verdict").charges.clear()
        with pytest.raises(Refused, match="It can only follow: convicted"):
            accept(world.sentenced(), by=editor)
        assert not world.case.developments.filter(kind="sentenced").exists()

    def test_it_asks_for_the_case_where_the_text_leaves_it_open(self, world, editor):
        finding = world.sentenced(proceeding=None)
        with pytest.raises(Refused, match="Choose the case"):
            accept(finding, by=editor)
        claim = ChargeFactory(party=PartyFactory(proceeding=ProceedingFactory(kind="civil")))
        corrected = {"kind": "filed", "by": "", "sentence": "", "charges": [claim]}
        accept(finding, by=editor, corrected={**corrected, "proceeding": claim.proceeding})
        assert claim.proceeding.developments.get().kind == "filed"
        assert world.article.proceedings.filter(pk=claim.proceeding.pk).exists()


class TestReleases:
    def test_it_records_a_release_as_corrected(self, world, editor):
        film = FilmFactory()
        accept(world.release(), by=editor, corrected={"film": film, "platform": "Elsewhere"})
        release = Release.objects.get()
        assert (release.film, release.platform, str(release.date)) == (film, "Elsewhere", "2025-05-30")
        assert release.sources.get().article == world.article

    def test_it_asks_for_the_film_where_the_text_leaves_it_open(self, world, editor):
        with pytest.raises(Refused, match="Choose the film"):
            accept(world.release(film=None), by=editor)
        assert not Release.objects.exists()


class TestDecisions:
    def test_it_writes_nothing_for_what_is_rejected(self, world, editor):
        finding = world.kellner()
        reject(finding, by=editor)
        finding.refresh_from_db()
        assert finding.status == "rejected" and finding.decided_by == editor
        assert not Person.objects.filter(name="Ida Kellner").exists()

    def test_it_decides_only_once(self, world, editor):
        finding = world.kellner()
        reject(finding, by=editor)
        with pytest.raises(DecidedAlready, match="Somebody has rejected it already"):
            accept(finding, by=editor)

    def test_it_takes_the_first_acceptance_of_two(self, world, editor):
        finding = world.kellner()
        accept(Finding.objects.get(pk=finding.pk), by=editor)
        with pytest.raises(Refused):
            accept(finding, by=editor)
        assert Person.objects.filter(name="Ida Kellner").count() == 1
        assert finding.decisions.count() == 1

    def test_it_records_who_when_and_what_was_written(self, world, editor):
        finding = world.kellner()
        accept(finding, by=editor, sitting="morning")
        decision, finding = last(finding), Finding.objects.get(pk=finding.pk)
        assert (decision.action, decision.by, decision.sitting) == ("accepted", editor, "morning")
        assert decision.at == finding.decided_at
        assert [row[0] for row in decision.wrote] == ["coverage.finding", "people.person", "coverage.articleperson"]

    def test_it_records_what_was_corrected_and_nothing_else(self, world, editor):
        same = {"kind": "sentenced", "by": "court", "proceeding": world.case, "charges": [world.charge], "plea": ""}
        finding = world.sentenced()
        accept(finding, by=editor, corrected={**same, "occurred": "2024-03-09", "sentence": "two years"})
        assert last(finding).said == {"occurred": "2024-03-09", "sentence": "two years"}

    def test_it_records_no_decision_that_was_refused(self, world, editor):
        finding = world.villain()
        with pytest.raises(Refused):
            accept(finding, by=editor)
        assert last(finding) is None


def test_it_says_so_when_somebody_has_just_written_the_same(world, editor, monkeypatch):
    def write(*arguments, **named):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(PersonFinding, "accept", write)
    with pytest.raises(Refused, match="Try again"):
        accept(world.captain(), by=editor)


def test_it_says_so_when_the_finding_is_gone(world, editor):
    finding = world.captain()
    Finding.objects.filter(pk=finding.pk).delete()
    with pytest.raises(DecidedAlready, match="imported again"):
        accept(finding, by=editor)
