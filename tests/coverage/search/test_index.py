"""The index is what the data are, whichever way they were written; and whatever is taken away from it can be mended."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from coverage.intake.review import accept, undo
from coverage.models import Article, ArticleFilm, ArticleProceeding, Credit, Film, ImportBatch, Quote
from coverage.publishing import move
from coverage.search import postgres
from coverage.search.index import SEARCH, faults, index_of, rebuild
from coverage.search.positions import LAST, row_of
from coverage.search.query import Scope, read
from legal.models import Court, Party, Proceeding
from people.merging.apply import merge, undo_merge
from people.models import OtherName, Person
from tests.coverage.intake.test_import import SAMPLE
from tests.coverage.reviewing import World
from tests.factories import (
    LONG_AGO,
    ArticleFactory,
    BylineFactory,
    FilmFactory,
    PartyFactory,
    PersonFactory,
    ProceedingFactory,
    QuoteFactory,
)
from tests.legal.record_files import CASES, bring_in
from web.triggers import install, remove

pytestmark = pytest.mark.django_db


def assert_right():
    assert list(faults(index_of())) == []


def count(typed="", **scope) -> int:
    return len(index_of().newest(read(typed), Scope(**scope), 1000))


def test_it_holds_a_document_of_each_kind():
    quote = QuoteFactory(words="We saw the lantern.")
    FilmFactory(title="Lantern")
    ProceedingFactory(caption="State v. Lantern")
    PersonFactory(name="Ida Lantern")
    assert count("lantern") == 5
    assert_right()
    Article.objects.filter(pk=quote.article_id).delete()
    assert count("lantern") == 3
    assert_right()


def test_it_follows_an_article_through_its_states(editor):
    article = ArticleFactory(headline="Lantern")
    BylineFactory(article=article)
    assert count("lantern") == 0
    for to, found in [("submit", 0), ("approve", 0), ("publish", 1), ("withdraw", 0)]:
        move(article, to, by=editor, because="A reason.")
        assert count("lantern") == found, to
        assert_right()


def test_it_has_in_it_whatever_the_gate_may_let_through():
    """A state that becomes public, and is not in the index, would never be found."""
    for state in Article.State.values:
        ArticleFactory(headline="Lantern", state=state, published_at=LONG_AGO, gone_because="A reason.")
    assert count("lantern") >= Article.objects.published().count() == 1
    for model, factory in ((Film, FilmFactory), (Proceeding, ProceedingFactory), (Person, PersonFactory)):
        factory(is_public=True)
        factory(is_public=False)
        assert model.objects.published().count() == 1
    assert len(index_of().near(["sa", "st", "fi"], 1000)) == 3


def test_it_follows_saves_and_bulk_writes():
    articles = Article.objects.bulk_create(ArticleFactory.build(slug=f"a{n}", published=True) for n in range(5))
    assert_right()
    Article.objects.filter(pk=articles[0].pk).update(headline="Lantern", published_at=timezone.now())
    assert count("lantern") == 1
    assert_right()
    for article in articles:
        article.deck = "Under a lantern."
    Article.objects.bulk_update(articles, ["deck"])
    assert count("lantern") == 5
    assert_right()
    Article.objects.all()._raw_delete("default")
    assert count("lantern") == 0
    assert_right()


def test_it_follows_the_links_of_an_article_and_its_quotes():
    quote, film, case = QuoteFactory(words="We saw the lantern."), FilmFactory(), ProceedingFactory()
    article = quote.article
    assert count("lantern", film=film.pk) == 0
    ArticleFilm.objects.bulk_create([ArticleFilm(article=article, film=film)])
    article.proceedings.add(case)
    assert count("lantern", film=film.pk) == count("lantern", case=case.pk) == 2
    assert_right()
    other = ArticleFactory(published=True)
    ArticleProceeding.objects.filter(article=article).update(article=other)
    article.films.clear()
    assert count("lantern", film=film.pk) == count("lantern", case=case.pk) == 0
    assert_right()


def test_it_follows_the_links_of_films_cases_and_people():
    film, case, person = (
        FilmFactory(title="Lantern"),
        ProceedingFactory(caption="Lantern"),
        PersonFactory(name="Lantern"),
    )
    film.proceedings.add(case)
    party = PartyFactory(proceeding=case, person=person)
    credit = Credit.objects.create(film=film, person=person, job="director")
    assert count("lantern", film=film.pk) == count("lantern", case=case.pk) == 3
    assert_right()
    film.proceedings.clear()
    Credit.objects.filter(pk=credit.pk).update(person=PersonFactory())
    Party.objects.filter(pk=party.pk).delete()
    assert (count("lantern", film=film.pk), count("lantern", case=case.pk)) == (1, 1)
    assert_right()


def test_it_follows_a_quote_whose_words_go_and_come_back():
    quote = QuoteFactory(words="We saw the lantern.")
    article, body = quote.article, quote.article.body
    article.body = "<p>Nothing of it.</p>"
    article.save()
    assert count("lantern") == 0
    assert_right()
    article.body = body
    article.save()
    assert count("lantern") == 2
    assert_right()
    Quote.objects.filter(pk=quote.pk).update(article=ArticleFactory())  # a draft
    assert count("lantern") == 1
    assert_right()


def test_it_follows_names():
    person = PersonFactory(name="Ida Kellner")
    QuoteFactory(speaker=person)
    name = OtherName.objects.create(person=person, name="Ida Lantern")
    assert count("lantern") == 1
    Person.objects.filter(pk=person.pk).update(name="Ida Harbor")
    assert count("kellner") == 0 and count("harbor") == 2
    assert_right()
    name.delete()
    assert count("lantern") == 0
    assert_right()


def test_it_follows_a_merge_and_its_undoing(editor):
    quote, winner = QuoteFactory(speaker__name="Bill Hale"), PersonFactory(name="Walter Oak")
    PartyFactory(person=quote.speaker)
    OtherName.objects.create(person=quote.speaker, name="William Hale")
    done = merge(loser=quote.speaker, into=winner, by=editor)
    assert count("oak") == 2 and count("hale") == 1
    assert_right()
    undo_merge(done, by=editor)
    assert count("oak") == 1 and count("hale") == 2
    assert_right()


def test_it_follows_an_import_and_its_undoing():
    call_command("import_articles", str(SAMPLE), "--json", stdout=StringIO())
    assert_right()
    Article.objects.update(state="published", published_at=LONG_AGO)
    assert_right()
    Article.objects.update(state="draft")
    call_command("import_undo", str(ImportBatch.objects.get().pk), "--yes", stdout=StringIO())
    assert_right()
    assert not Article.objects.exists()


def test_it_follows_accepted_findings_and_their_undoing(editor):
    world = World()
    Article.objects.filter(pk=world.article.pk).update(state="published", published_at=LONG_AGO)
    quote = world.propose("quote", "I am tired,", data={"name": "Jonas Feld", "medium": "statement"})
    for finding in (world.captain(), world.kellner(), quote):
        accept(finding, by=editor, sitting="now")
        assert_right()
        undo(finding, by=editor, sitting="now")
        assert_right()


def test_it_follows_records_that_come_in():
    for path in sorted(CASES.glob("*.yaml"))[:4]:
        bring_in(path)
    assert_right()
    assert Person.objects.published().exists()
    Proceeding.objects.update(is_public=False)
    Person.objects.update(is_public=False)
    assert_right()
    assert len(index_of().near(list("abcdefghijklmnopqrstuvwxyz"), 1000)) == 0


def test_it_follows_the_demo_story(demo):
    assert_right()
    assert count("rust") > 5


def test_it_leaves_out_what_never_is_a_page():
    Court.objects.create(name="Lantern Court")
    PersonFactory(name="Ida Lantern", is_public=False)
    assert count("lantern") == 0


# Proving and mending.


def damage():
    """A document too many, one too few, one out of date; the triggers do not see it."""
    remove(SEARCH, connection)
    Person.objects.filter(name="Ida Gone").update(is_public=False)
    Person.objects.filter(name="Ida Old").update(name="Ida New")
    PersonFactory(name="Ida Missing")
    install(SEARCH, connection)


def test_it_finds_every_fault_and_mends_it():
    gone, old = PersonFactory(name="Ida Gone"), PersonFactory(name="Ida Old")
    damage()
    missing = Person.objects.get(name="Ida Missing")
    assert sorted(faults(index_of())) == sorted(
        [
            f"person {gone.pk} is in the index and should not be",
            f"person {old.pk} is missing or out of date",
            f"person {missing.pk} is missing or out of date",
        ]
    )
    with pytest.raises(CommandError, match="3 faults"):
        call_command("rebuild_search", "--check", stdout=StringIO())
    call_command("rebuild_search", verbosity=0, stdout=StringIO())
    call_command("rebuild_search", "--check", stdout=StringIO())
    assert (count("new"), count("old"), count("gone"), count("missing")) == (1, 0, 0, 1)


def test_it_fills_an_index_that_is_empty():
    QuoteFactory(words="We saw the lantern.")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM coverage_search")
    assert count("lantern") == 0
    assert sum(rows for _, rows in rebuild(index_of())) == 3  # the article, its quote, who said it
    assert count("lantern") == 2
    assert_right()


def test_it_keeps_the_index_of_a_text_longer_than_an_index_can_hold():
    words = " ".join(f"word{n}" for n in range(120_000))
    ArticleFactory(headline="Lantern", body=f"<p>{words}</p>", published=True)
    assert count("lantern word5") == 1
    assert count("word119999") == 0
    assert_right()


@pytest.mark.django_db(transaction=True)
def test_it_is_filled_and_kept_after_migrations():
    """SQLite's triggers are taken away while a migration runs, and put back after it."""
    ArticleFactory(headline="Lantern", published=True)
    ArticleFactory(headline="Candle", published=True)
    call_command("migrate", "coverage", "0011", verbosity=0)
    Article.objects.filter(headline="Candle").update(headline="Lantern")  # writes no column that is gone now
    call_command("migrate", verbosity=0)
    assert count("lantern") == 2
    ArticleFactory(headline="Lantern", published=True, published_at=timezone.now() - timedelta(days=1))
    assert count("lantern") == 3
    assert_right()


@pytest.mark.django_db(transaction=True)
def test_it_lets_a_migration_make_a_table_anew():
    """As SQLite does for most changes; it would refuse while a trigger of another table speaks of this one."""
    ArticleFactory(headline="Lantern", published=True)
    field = Person._meta.get_field("description")
    remove(SEARCH, connection)
    with connection.schema_editor() as editor:
        changed = type(field)(max_length=251, blank=True)
        changed.set_attributes_from_name("description")
        changed.model = Person
        editor.alter_field(Person, field, changed)
        editor.alter_field(Person, changed, field)
    install(SEARCH, connection)
    PersonFactory(name="Ida Lantern")
    assert count("lantern") == 2
    assert_right()


def test_it_never_finds_its_own_words():
    film = FilmFactory()
    ArticleFactory(published=True).films.add(film)
    for typed in ("kind1", "=kind1", f"film{film.pk}", f"=film{film.pk}", "'=kind1'"):
        assert count(typed) == 0, typed
    assert index_of().beginning(["kind"], LAST, (5, 5)) == []


@pytest.mark.parametrize(
    ("mentions", "limit", "found"),
    [
        ({0, 10, 11}, 2, [0, 10]),  # one among the latest eight, one before them
        ({9, 10, 11}, 2, [9, 10]),
        ({0, 7, 8}, 3, [0, 7, 8]),  # at the edge of the latest; all are among the latest twelve
        ({0, 1, 11}, 2, [0, 1]),
        (set(), 2, []),
    ],
)
def test_it_finds_the_newest_wherever_the_latest_end(monkeypatch, mentions, limit, found):
    monkeypatch.setattr(postgres, "WINDOW", 1)  # four times the limit are read one by one
    articles = [
        ArticleFactory(
            state="published",
            published_at=LONG_AGO - timedelta(days=number),
            body=f"<p>{'A lantern.' if number in mentions else 'A lamp.'}</p>",
        )
        for number in range(12)
    ]
    places = index_of().newest(read("lantern"), Scope(), limit)
    assert [row_of(place)[1] for place in places] == [articles[number].pk for number in found]
    scope = Scope(end=min(places, default=LAST))  # the next page: fewer are left than are read one by one
    rest = [articles[number].pk for number in sorted(mentions) if number not in found]
    assert [row_of(place)[1] for place in index_of().newest(read("lantern"), scope, 9)] == rest
