"""The rows for positions in the index, in one query: the gate decides on everything that the index proposes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, DateTimeField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from coverage.models import Article, Film, Quote
from coverage.search.positions import Kind, row_of
from legal.models import Proceeding
from people.models import OtherName, Person

NOTHING = Value("", output_field=TextField())
NO_TIME = Value(None, output_field=DateTimeField())
NONE = Value(0)
CASE_TITLE = Concat("caption", Value(" "), "short_title", output_field=TextField())


@dataclass(frozen=True)
class Row:
    what: str
    key: int
    of: int  # the key of the row it belongs to
    title: str
    slug: str
    text: str
    more: str
    at: datetime | None


def rows_at(positions: Iterable[int]) -> dict[int, Row]:
    """The public rows at these positions, for a list of titles."""
    keys = _keys(positions)
    return _by_position(positions, _read(_own(keys, with_text=False)))


def rows_with_surroundings(positions: Iterable[int]) -> tuple[dict[int, Row], dict[str, list[Row]]]:
    """The public rows at these positions with their text, and the related rows, grouped by what they are.

    Related rows: spans of quotes in articles (“span”), other names of people (“name”), films and cases of articles
    (“film of” …).
    """
    keys = _keys(positions)
    found = _read([*_own(keys, with_text=True), *_around(keys)])
    around = defaultdict(list)
    for row in found:
        around[row.what].append(row)
    return _by_position(positions, found), around


def names_of(film: str, case: str) -> dict[str, Row]:
    """The public film and the public case with these slugs, under the keys “film” and “case”."""
    asked = [_film(Film.objects.published().filter(slug=film))] if film else []
    asked += [_case(Proceeding.objects.published().filter(slug=case))] if case else []
    return {row.what: row for row in _read(asked)}


def _keys(positions: Iterable[int]) -> dict[Kind, list[int]]:
    found = defaultdict(list)
    for kind, key in map(row_of, positions):
        found[kind].append(key)
    return found


def _by_position(positions: Iterable[int], rows: list[Row]) -> dict[int, Row]:
    by_row = {(row.what, row.key): row for row in rows}
    named = {position: (kind.name.lower(), key) for position in positions for kind, key in [row_of(position)]}
    return {position: by_row[name] for position, name in named.items() if name in by_row}


def _read(asked: list[QuerySet]) -> list[Row]:
    """Read all the querysets in one query."""
    if not asked:
        return []
    first, *others = (rows.order_by() for rows in asked)
    found = first.union(*others) if others else first
    return [Row(what, key, of, title.strip(), *rest) for what, key, of, title, *rest in found]


def _own(keys: dict[Kind, list[int]], with_text: bool) -> list[QuerySet]:
    gates = {
        Kind.ARTICLE: (Article, _article if with_text else _headline),
        Kind.QUOTE: (Quote, _quote),
        Kind.FILM: (Film, _film),
        Kind.CASE: (Proceeding, _case),
        Kind.PERSON: (Person, _person),
    }
    return [
        columns(model.objects.published().filter(pk__in=keys[kind]))
        for kind, (model, columns) in gates.items()
        if keys.get(kind)
    ]


def _around(keys: dict[Kind, list[int]]) -> list[QuerySet]:
    found = []
    if articles := keys.get(Kind.ARTICLE):
        spans = Quote.objects.published().filter(article__in=articles)
        films = Film.objects.published().filter(article_links__article__in=articles)
        cases = Proceeding.objects.published().filter(article_links__article__in=articles)
        exact = Cast("spans", TextField())
        found += [
            _columns(spans, "span", "pk", "article_id", NOTHING, NOTHING, exact, NOTHING, NO_TIME),
            _columns(films, "film of", "pk", NONE, "title", "slug", NOTHING, NOTHING, NO_TIME),
            _columns(cases, "case of", "pk", NONE, CASE_TITLE, "slug", NOTHING, NOTHING, NO_TIME),
        ]
    if people := keys.get(Kind.PERSON):
        names = OtherName.objects.filter(person__in=Person.objects.published().filter(pk__in=people))
        names = names.exclude(kind=OtherName.Kind.MISSPELT)  # finds the person, but is never shown
        found.append(_columns(names, "name", "pk", "person_id", "name", NOTHING, NOTHING, NOTHING, NO_TIME))
    return found


def _article(articles: QuerySet) -> QuerySet:
    return _columns(articles, "article", "pk", NONE, "headline", "slug", "text", "deck", "published_at")


def _headline(articles: QuerySet) -> QuerySet:
    return _columns(articles, "article", "pk", NONE, "headline", "slug", NOTHING, NOTHING, "published_at")


def _quote(quotes: QuerySet) -> QuerySet:
    who = Coalesce("speaker__name", "source_name")
    exact, at = Cast("spans", TextField()), "article__published_at"
    return _columns(quotes, "quote", "pk", "article_id", "article__headline", "article__slug", exact, who, at)


def _film(films: QuerySet) -> QuerySet:
    return _columns(films, "film", "pk", NONE, "title", "slug", "summary", "kind", NO_TIME)


def _case(cases: QuerySet) -> QuerySet:
    return _columns(cases, "case", "pk", NONE, CASE_TITLE, "slug", "summary", "docket_number", NO_TIME)


def _person(people: QuerySet) -> QuerySet:
    return _columns(people, "person", "pk", NONE, "name", "slug", "description", NOTHING, NO_TIME)


def _columns(rows: QuerySet, what: str, *columns) -> QuerySet:
    return rows.values_list(Value(what, output_field=CharField()), *columns)
