"""The two lines, intercut: the film's releases and the record's developments, with the articles between.

Every line becomes a list of Entry; `entries()` merges them by date, newest first, with keyset paging.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from coverage.models import Article, Credit, Film, Release
from dates.clocks import NOW, Clocks, end_of, site_day, site_time, start_of
from dates.value import PartialDate
from legal.models import Development, Proceeding
from people.models import Person
from web.addresses import path_to
from web.asking import ask

LANES = {"film": "The film", "record": "The record", "article": "Coverage"}
RANK = {lane: rank for rank, lane in enumerate(LANES)}  # of one day's entries
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = (datetime(9999, 1, 1, tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
Key = tuple[str, int, int, int]  # date, lane, place in the day, primary key


class After(NamedTuple):
    """Where the next page starts: the parts of a Key, and the moment they stand for among articles."""

    day: str
    rank: int
    place: int
    pk: int
    at: datetime

    @classmethod
    def of(cls, key: Key) -> "After":
        day, rank, place, pk = key
        is_article = rank == RANK["article"]
        at = EPOCH + timedelta(microseconds=place) if is_article else start_of(PartialDate.parse(day).first)
        return cls(day, rank, place, pk, at)


@dataclass(frozen=True)
class Entry:
    """One dated thing on the timeline."""

    lane: str
    date: PartialDate
    title: str
    url: str
    place: int
    pk: int
    note: str = ""
    about: str = ""  # the film or the case it belongs to
    sources: list = field(default_factory=list)
    charges: list = field(default_factory=list)
    may_precede: bool = False  # beside an article: same month, so it may have happened earlier
    today: date | None = None  # the date of the view, if it is not today
    retracted_at: datetime | None = None  # in a view of the past: readers saw it then
    retraction_reason: str = ""  # for editors
    language: str = "en"  # of the title
    is_hearing: bool = False  # an upcoming date on the court's calendar

    @property
    def key(self) -> Key:
        return str(self.date), RANK[self.lane], self.place, self.pk

    @property
    def anchor(self) -> str:
        """The permalink's fragment."""
        return f"{'hearing' if self.is_hearing else self.lane}-{self.pk}"

    @property
    def permalink(self) -> str:
        """The timeline from this entry on. A hearing may move, so its permalink is on the case's page."""
        return self.url if self.is_hearing else f"{path_to('timeline')}?at={self.anchor}"

    @property
    def is_coming(self) -> bool:
        return self.date.first > (self.today or site_day())


@dataclass(frozen=True)
class Selection:
    """Which part of the timeline: None or "" leaves that open. `start` and `end` are partial dates, inclusive."""

    films: QuerySet[Film] | None = None
    proceedings: QuerySet[Proceeding] | None = None
    person: Person | None = None
    lane: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    clocks: Clocks = NOW
    only: int | None = None  # the primary key of one entry of the lane


def entries(selection: Selection, *, limit: int, after: Key | None = None) -> tuple[list[Entry], Key | None]:
    """At most `limit` entries after the key `after`, newest first, and the key of the next page or None."""
    return merged(ask(**questions(selection, limit=limit, after=after and After.of(after))), selection, limit=limit)


def questions(selection: Selection, *, limit: int, after: After | None = None) -> dict[str, QuerySet]:
    """The querysets for `merged()`, by lane, for a page that loads other rows in the same query."""
    lanes = [lane for lane in LANES if selection.lane in ("", lane)]
    return {lane: LINES[lane](selection, after, limit + 1)[: limit + 1] for lane in lanes}


def merged(lane_rows: dict[str, list], selection: Selection, *, limit: int) -> tuple[list[Entry], Key | None]:
    """The entries of the rows under the names of the lanes, as `entries()` gives them."""
    rows = [(KEYS[lane](row), lane, row) for lane in LANES for row in lane_rows.get(lane, ())]
    found = sorted(rows, key=lambda row: row[0], reverse=True)
    made = [ENTRIES[lane](row, selection.clocks) for _, lane, row in found[:limit]]
    return made, made[-1].key if len(found) > limit else None


def key_text(key: Key) -> str:
    return ".".join(str(part) for part in key)


def parse_key(text: str) -> Key | None:
    """Parse the key that a page continues from (“2024-07-12.1.2.34”); None if it is invalid."""
    try:
        day, *numbers = text.split(".")
        rank, place, pk = (int(number) for number in numbers)
    except ValueError:
        return None
    known = 0 <= rank < len(LANES) and 0 <= place < LATEST and 0 <= pk < LATEST
    return (day, rank, place, pk) if known and _is_partial(day) else None


def _is_partial(text: str) -> bool:
    try:
        return bool(PartialDate.parse(text))
    except ValueError:
        return False


STORY = 40  # the most entries on a film's page; the timeline has the rest


def _film_line(selection: Selection, after: After | None, number: int) -> QuerySet:
    known_at, as_of = selection.clocks.known_at, selection.clocks.as_of
    releases = Release.objects.published(known_at).announced_by(as_of).with_sources(known_at)
    releases = releases.select_related("film", "superseded_by")
    if selection.person is not None:
        releases = releases.filter(film__in=Credit.objects.filter(person=selection.person).values("film"))
    if selection.films is not None:
        releases = releases.filter(film__in=selection.films)
    if selection.proceedings is not None:
        releases = releases.filter(film__proceedings__in=selection.proceedings).distinct()
    return _slice(releases, "film", "date", "pk", selection, after).newest_first()


def _record_line(selection: Selection, after: After | None, number: int) -> QuerySet:
    clocks = selection.clocks
    developments = Development.objects.published(clocks.known_at).happened_by(clocks.as_of)
    developments = developments.with_sources(clocks.known_at).select_related("proceeding")
    if selection.person is not None:
        developments = developments.filter(proceeding__in=selection.person.parties.values("proceeding"))
    if selection.films is not None:
        developments = developments.filter(proceeding__films__in=selection.films).distinct()
    if selection.proceedings is not None:
        developments = developments.filter(proceeding__in=selection.proceedings)
    rows = _slice(developments, "record", "occurred", "position", selection, after)
    return rows.newest_first()


ARTICLE_FIELDS = ("headline", "slug", "kind", "language", "published_at")


def _article_line(selection: Selection, after: After | None, number: int) -> QuerySet:
    articles = _articles_about(selection, after, number).only(*ARTICLE_FIELDS)
    if selection.only is not None:
        articles = articles.filter(pk=selection.only)
    if selection.start:
        articles = articles.filter(published_at__gte=start_of(selection.start.first))
    if after:
        articles = articles.filter(_articles_after(after))
    return articles.newest_first()


def _articles_about(selection: Selection, after: After | None, number: int) -> QuerySet:
    """The articles about the selection, up to its end. They always include the newest `number`; if there is only one
    topic, they are just those (and any published at the same moment as the last).
    """
    ends = [selection.clocks.until, after.at if after else None]
    ends += [end_of(selection.end.last)] if selection.end else []
    until = min(filter(None, ends), default=None)
    topics = list(_topics(selection))
    if not topics:
        return Article.objects.published(until)
    if len(topics) == 1:
        beyond = _articles_after(after, "article") if after else None
        return Article.objects.newest_of(*topics[0], number=number, until=until, beyond=beyond)
    articles = Article.objects.published(until)
    for about in topics:  # an article must match all of them, so the newest may lie far back
        linked = [rows.filter(article_links__article=OuterRef("pk")).order_by() for rows in about]
        articles = articles.filter(reduce(or_, map(Exists, linked)))
    return articles


def _topics(selection: Selection) -> Iterator[list[QuerySet]]:
    """What an article must be linked to: for each topic, querysets of which one must match (a film or its cases)."""
    if selection.films is not None:
        yield [selection.films, Proceeding.objects.filter(films__in=selection.films)]
    if selection.proceedings is not None:
        yield [selection.proceedings]
    if selection.person is not None:
        yield [Person.objects.filter(pk=selection.person.pk)]


LINES: dict[str, Callable[[Selection, After | None, int], QuerySet]] = {
    "film": _film_line,
    "record": _record_line,
    "article": _article_line,
}


def release_entry(release: Release, day: date | None = None) -> Entry:
    """A release on the timeline; with `day`, as known at the end of that day."""
    state = release.state_on(day)
    words = "as announced" if state == Release.State.ANNOUNCED.label else state
    title = release.title if state == Release.State.RELEASED.label else f"{release.title}, {words}"
    return Entry(
        lane="film",
        date=release.date,
        title=title,
        url=release.film.get_absolute_url(),
        place=release.pk,
        pk=release.pk,
        note=release.note,
        about=release.film.title,
        sources=list(release.sources.all()),
        today=day,
        retracted_at=release.retracted_at,
        retraction_reason=release.retraction_reason,
    )


def development_entry(development: Development, clocks: Clocks = NOW) -> Entry:
    """A development on the timeline; its link leads to the same past date on the case's page."""
    query = "&".join(filter(None, [f"at={development.pk}", clocks.query]))
    return Entry(
        lane="record",
        date=development.occurred,
        title=development.title,
        url=f"{development.proceeding.get_absolute_url()}?{query}#development-{development.pk}",
        place=development.position,
        pk=development.pk,
        note=development.more,
        about=development.proceeding.title,
        sources=list(development.sources.all()),
        charges=list(development.charges.all()),
        retracted_at=development.retracted_at,
        retraction_reason=development.retraction_reason,
    )


def article_entry(article: Article) -> Entry:
    return Entry(
        lane="article",
        date=PartialDate.of(_day_of(article)),
        title=article.headline,
        url=article.get_absolute_url(),
        place=_microseconds(article),
        pk=article.pk,
        about=article.choice_label("kind"),
        language=article.language,
    )


def _day_of(article: Article) -> date:
    return site_time(article.published_at).date()


def _microseconds(article: Article) -> int:
    return (article.published_at - EPOCH) // timedelta(microseconds=1)


# Where a row stands, as the key of its entry says: to cut a page before its entries are made.
KEYS: dict[str, Callable[[Any], Key]] = {
    "film": lambda release: (str(release.date), RANK["film"], release.pk, release.pk),
    "record": lambda made: (str(made.occurred), RANK["record"], made.position, made.pk),
    "article": lambda article: (_day_of(article).isoformat(), RANK["article"], _microseconds(article), article.pk),
}
ENTRIES: dict[str, Callable[[Any, Clocks], Entry]] = {
    "film": lambda release, clocks: release_entry(release, clocks.day),
    "record": development_entry,
    "article": lambda article, clocks: article_entry(article),
}


def _slice(
    rows: QuerySet, lane: str, date_field: str, place: str, selection: Selection, after: After | None
) -> QuerySet:
    """Cut rows with a partial date to the selection's period and to what comes after the key."""
    if selection.only is not None:
        rows = rows.filter(pk=selection.only)
    if selection.start:
        rows = rows.filter(**{f"{date_field}__since": selection.start})
    if selection.end:
        rows = rows.filter(**{f"{date_field}__until": selection.end})
    if after is None:
        return rows
    rows = rows.filter(**{f"{date_field}__lte": after.day})  # where an index is entered
    same_day = Q(**{date_field: after.day})
    earlier = Q(**{f"{date_field}__lt": after.day})
    own = RANK[lane]
    if own < after.rank:
        return rows.filter(earlier | same_day)
    if own > after.rank:
        return rows.filter(earlier)
    lower = Q(**{f"{place}__lt": after.place}) | Q(**{place: after.place, "pk__lt": after.pk})
    return rows.filter(earlier | same_day & lower)


def _articles_after(after: After, key: str = "pk") -> Q:
    """A condition on articles, or on rows that keep their date and have their key under another name."""
    if after.rank < RANK["article"]:
        return Q(published_at__lt=after.at)
    return Q(published_at__lte=after.at) & (Q(published_at__lt=after.at) | Q(**{f"{key}__lt": after.pk}))
