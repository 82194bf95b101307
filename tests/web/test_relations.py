"""A relation that a question has filled is the queryset that Django's own prefetch leaves: it can do all the same."""

import copy

import pytest
from django.db.models import Prefetch
from django.utils import timezone

from coverage.models import Article, Film
from legal.models import Charge, Party, Proceeding
from people.models import Person
from tests.factories import ArticleFactory, ChargeFactory, FilmFactory, PartyFactory, PersonFactory, ProceedingFactory
from web.asking import Prepared, ask

pytestmark = pytest.mark.django_db

charges = Charge.objects.exclude(offense="secret").select_related("party")
RELATIONS = {  # a queryset of one row, and the relation that comes with it
    "a reverse foreign key": (lambda: Proceeding.objects.prefetch_related(Prefetch("charges", charges)), "charges"),
    "one without a Prefetch": (lambda: Proceeding.objects.prefetch_related("charges"), "charges"),
    "many to many": (
        lambda: Film.objects.prefetch_related(Prefetch("proceedings", Proceeding.objects.published())),
        "proceedings",
    ),
    "many to many, the other way": (
        lambda: Proceeding.objects.prefetch_related(Prefetch("films", Film.objects.published())),
        "films",
    ),
    "rows behind a gate that asks for the time": (
        lambda: Film.objects.prefetch_related(Prefetch("articles", Article.objects.published())),
        "articles",
    ),
}
WITHOUT_A_QUERY = {
    "list": list,
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "len": len,
    "bool": bool,
    "a slice": lambda rows: list(rows[1:]),
    "the first by its place": lambda rows: rows[0],
    "membership": lambda rows: [row in rows for row in rows],
}
WITH_A_QUERY = {
    "filter": lambda rows: list(rows.filter(pk__gt=rows[0].pk)),
    "exclude": lambda rows: list(rows.exclude(pk=rows[0].pk)),
    "all": lambda rows: list(rows.all()),
    "none of them": lambda rows: list(rows.filter(pk=-1)),
    "order": lambda rows: list(rows.order_by("-pk")),
    "first": lambda rows: rows.order_by("-pk").first(),
    "values": lambda rows: list(rows.values_list("pk", flat=True)),
    "count of some": lambda rows: rows.filter(pk__gt=rows[0].pk).count(),
    "keys for another query": lambda rows: list(rows.model.objects.filter(pk__in=rows.all())),
    "either": lambda rows: list((rows | rows.model.objects.none()).order_by("pk")),
    "a copy": lambda rows: list(copy.deepcopy(rows)),
}


@pytest.fixture(autouse=True)
def _two_of_everything():
    """Each row of the first is also in reach of the second, whose own must not be mixed in."""
    cases = [ProceedingFactory(caption=f"State v. {n}") for n in range(2)]
    hidden = ProceedingFactory(is_public=False)
    films = [FilmFactory(title=f"Film {n}") for n in range(2)]
    FilmFactory(is_public=False).proceedings.set(cases)
    for case in cases:
        party = PartyFactory(proceeding=case)
        for offense in ("theft", "fraud", "secret"):
            ChargeFactory(party=party, offense=offense)
    for film in films:
        film.proceedings.set([*cases, hidden])
        film.articles.set([ArticleFactory(published=True), ArticleFactory(published=True), ArticleFactory()])


def filled(name):
    """The relation of the newest row, by `ask()`, by a prepared question and by Django alone."""
    make, relation = RELATIONS[name]
    pk = make().filter(is_public=True).order_by("-pk").first().pk
    rows = ask(rows=make().filter(pk=pk))["rows"]
    rows += Prepared(lambda pk: {"rows": make().filter(pk=pk)})(pk=pk)["rows"]
    return [getattr(row, relation).all() for row in (*rows, make().get(pk=pk))]


@pytest.mark.parametrize("operation", WITHOUT_A_QUERY)
@pytest.mark.parametrize("name", RELATIONS)
def test_it_needs_no_query_for_its_rows(name, operation, django_assert_num_queries):
    asked, prepared, by_django = filled(name)
    with django_assert_num_queries(0):
        found = [WITHOUT_A_QUERY[operation](rows) for rows in (asked, prepared, by_django)]
    assert len(asked) >= 2
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("operation", WITH_A_QUERY)
@pytest.mark.parametrize("name", RELATIONS)
def test_it_asks_for_what_more_is_wanted_as_django_would(name, operation, django_assert_num_queries):
    asked, prepared, by_django = filled(name)
    expected = WITH_A_QUERY[operation](by_django)
    for rows in (asked, prepared):
        with django_assert_num_queries(1):
            assert WITH_A_QUERY[operation](rows) == expected
        assert list(rows) == list(by_django)


@pytest.mark.parametrize("name", RELATIONS)
def test_it_is_of_the_same_class_as_django_s(name):
    asked, prepared, by_django = filled(name)
    assert type(asked) is type(prepared) is type(by_django)
    assert str(asked.query).split("WHERE")[0] == str(by_django.query).split("WHERE")[0]
    assert type(asked.query) is type(by_django.query)


def test_it_asks_again_about_the_present_and_not_the_mark():
    """A prepared question holds a mark in place of now; with it no article would have come out yet."""
    _, prepared, _ = filled("rows behind a gate that asks for the time")
    film = FilmFactory()
    later = ArticleFactory(published=True, published_at=timezone.now())
    film.articles.add(later)
    film.articles.add(*prepared)
    rows = Prepared(
        lambda slug: {"films": RELATIONS["rows behind a gate that asks for the time"][0]().filter(slug=slug)}
    )
    assert later in rows(slug=film.slug)["films"][0].articles.filter(pk=later.pk)


def test_it_knows_whose_rows_it_gives(django_assert_num_queries):
    [case, *_] = ask(rows=Proceeding.objects.filter(is_public=True).prefetch_related("charges"))["rows"]
    charge = case.charges.filter(offense="fraud")[0]
    with django_assert_num_queries(0):
        assert charge.proceeding is case


def test_it_is_asked_for_again_once_a_row_is_added():
    [film, *_] = ask(rows=Film.objects.filter(is_public=True).prefetch_related("proceedings"))["rows"]
    case = ProceedingFactory()
    assert case not in film.proceedings.all()
    film.proceedings.add(case)
    assert case in film.proceedings.all()


def test_it_offers_the_methods_of_its_own_manager(django_assert_num_queries):
    person = PersonFactory()
    PartyFactory(person=person), PartyFactory(person=person, proceeding=ProceedingFactory(is_public=False))
    [row] = ask(rows=Person.objects.filter(pk=person.pk).prefetch_related("parties"))["rows"]
    with django_assert_num_queries(0):
        assert row.parties.count() == 2
    assert list(row.parties.published()) == list(Party.objects.published().filter(person=person)) != []
