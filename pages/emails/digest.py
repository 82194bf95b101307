"""The digest: public changes over some days, and upcoming dates."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.dateformat import format as in_words

from coverage.models import Article, Correction, Film, Release
from dates.clocks import end_of, start_of
from legal.models import Charge, Development, Hearing

MOST = 100  # of a kind
WORDS = (
    ("article", "articles"),
    ("correction or note", "corrections and notes"),
    ("development", "developments"),
    ("retraction in the record", "retractions in the record"),
    ("release", "releases"),
)


@dataclass(frozen=True)
class Days:
    """Whole days in the site's time zone, both included; the last one may still be running."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return start_of(self.first), min(end_of(self.last), timezone.now())

    @property
    def are_over(self) -> bool:
        return end_of(self.last) < timezone.now()

    def __str__(self) -> str:
        """“November 24, 2026”, or “November 20, 2026 to November 24, 2026”."""
        words = [in_words(day, "F j, Y") for day in (self.first, self.last)]
        return words[0] if self.first == self.last else " to ".join(words)


@dataclass(frozen=True)
class Digest:
    days: Days
    film: Film | None
    articles: list[Article]
    corrections: list[Correction]
    developments: list[Development]
    retracted: list[Development]
    releases: list[Release]  # what was changed of them
    coming_hearings: list[Hearing]
    coming_releases: list[Release]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed. Upcoming dates are not news: they were reported when they were entered."""
        return not any(self.changed)

    @property
    def changed(self) -> tuple[list, ...]:
        return (self.articles, self.corrections, self.developments, self.retracted, self.releases)

    @property
    def is_cut(self) -> bool:
        return any(len(rows) == MOST for rows in self.changed)

    @property
    def about(self) -> str:
        return self.film.title if self.film else settings.SITE_NAME

    @property
    def subject(self) -> str:
        """“Intercut, November 24, 2026: 2 articles, 1 correction”, in one line."""
        counts = [(len(rows), *words) for rows, words in zip(self.changed, WORDS, strict=True) if rows]
        counts_in_words = ", ".join(f"{count} {one if count == 1 else more}" for count, one, more in counts)
        return " ".join(f"{self.about}, {self.days}: {counts_in_words}".split())


def gather(days: Days, *, film: Film | None = None, ahead: int = 7) -> Digest:
    """Public changes in `days`, about one film or everything, and the dates of the next `ahead` days."""
    within = days.moments
    articles, corrections = Article.objects.published(), Correction.objects.published()
    developments, hearings = Development.objects.all(), Hearing.objects.published().coming()
    releases = Release.objects.published().select_related("film")
    if film:
        articles, corrections = articles.filter(_about(film)).distinct(), corrections.filter(article__films=film)
        developments = developments.filter(proceeding__films=film)
        hearings, releases = hearings.filter(proceeding__films=film), releases.filter(film=film)
    today = timezone.localdate()
    until = today + timedelta(days=ahead)
    gone = developments.published(within[0]).filter(retracted_at__range=within)
    return Digest(
        days,
        film,
        list(articles.filter(published_at__range=within).for_cards().newest_first()[:MOST]),
        list(corrections.filter(at__range=within).with_article().newest_first()[:MOST]),
        _with_charges(developments.published().filter(recorded_at__range=within)),
        _with_charges(gone),
        list(releases.filter(changed_at__range=within).order_by("date", "pk")[:MOST]),
        list(hearings.filter(starts_at__lte=end_of(until)).select_related("proceeding__court")[:MOST]),
        list(releases.coming(today).filter(date__until=until)[:MOST]),
    )


def _about(film: Film) -> Q:
    return Q(films=film) | Q(proceedings__films=film)


def _with_charges(developments: QuerySet) -> list[Development]:
    charges = Charge.objects.select_related("party__person", "party__organization")
    rows = developments.select_related("proceeding").prefetch_related(Prefetch("charges", charges))
    return list(rows.newest_first()[:MOST])
