"""Several querysets asked in one query give what each would have given by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coverage.models import Article, Film, Quote, Release
from legal.models import Development, Hearing, Party, Proceeding
from people.models import Person
from web.asking import ask

pytestmark = pytest.mark.django_db
QUERYSETS = {
    "articles": lambda: Article.objects.published().for_cards().newest_first(),
    "an article's page": lambda: Article.objects.published().for_article_page(),
    "two articles": lambda: Article.objects.published().for_article_page().newest_first()[:2],
    "films": lambda: Film.objects.published().for_film_page(),
    "cases": lambda: Proceeding.objects.published().with_standings(),
    "a case's page": lambda: Proceeding.objects.published().for_case_page(),
    "parties": lambda: Party.objects.published().with_standings(),
    "developments": lambda: Development.objects.published().with_sources(),
    "hearings": lambda: Hearing.objects.published().with_what_followed(),
    "coming hearings": lambda: Hearing.objects.published().coming(),
    "releases": lambda: Release.objects.published().with_sources().select_related("film", "superseded_by"),
    "quotes": lambda: Quote.objects.published().for_cards().newest_first(),
    "people": lambda: Person.objects.published().with_names(),
    "nobody": lambda: Person.objects.none(),
    "values": lambda: Development.objects.published().values_list("charges", "occurred", "recorded_at"),
    "flat values": lambda: Article.objects.published().values_list("published_at", flat=True),
}


def described(rows):
    """Everything on rows that a page could read, including related rows at any depth."""
    return [_described(row, set()) for row in rows]


def _described(row, seen):
    if not hasattr(row, "_meta"):
        return row
    if (type(row), row.pk) in seen:
        return str(row.pk)
    seen = seen | {(type(row), row.pk)}
    found = {f.attname: row.__dict__.get(f.attname, "deferred") for f in row._meta.concrete_fields}
    for name, value in row._state.fields_cache.items():
        found[name] = value and _described(value, seen)
    for name, values in getattr(row, "_prefetched_objects_cache", {}).items():
        found[name] = [_described(value, seen) for value in values]
    for name, value in row.__dict__.items():
        if isinstance(value, list) and name.startswith("listed_"):
            found[name] = [_described(one, seen) for one in value]
    return found


@pytest.mark.parametrize("name", QUERYSETS)
def test_it_gives_what_the_queryset_gives(demo, name):
    with CaptureQueriesContext(connection) as captured:
        found = ask(rows=QUERYSETS[name]())["rows"]
    assert len(captured) <= 1
    alone = list(QUERYSETS[name]())
    assert bool(alone) is (name not in ("nobody", "coming hearings")) or alone == []
    assert described(found) == described(alone)


def test_it_asks_several_in_one_query(demo):
    with CaptureQueriesContext(connection) as captured:
        found = ask(**{name.replace(" ", "_").replace("'", ""): make() for name, make in QUERYSETS.items()})
    assert len(captured) == 1
    assert len(found) == len(QUERYSETS)


def test_it_keeps_the_relation_itself_in_reach(demo):
    film = ask(films=Film.objects.with_releases())["films"][0]
    assert list(film.releases.all()) == list(film.releases.published())
    assert film.releases.filter(kind="nothing").count() == 0
    assert film.releases.published().filter(film=film).exists()
    assert timezone.is_aware(film.releases.all()[0].changed_at)


def test_it_refuses_a_relation_that_is_prefetched_twice(db):
    with pytest.raises(ValueError, match="one Prefetch"):
        ask(rows=Development.objects.prefetch_related("charges__party", "charges__proceeding"))
