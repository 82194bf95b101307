"""Which entries a feed has, and how it is sent."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.models import Article, Correction, Film
from coverage.models.article import ArticleQuerySet
from legal.models import Charge, Development, Proceeding
from pages.feeds.entries import article_entry, correction_entry, development_entry, release_entry, tag
from pages.feeds.formats import FORMATS, MIME_TYPES
from pages.feeds.shape import Entry, Feed, clean
from people.models import Person
from web.addresses import absolute_url, path_to
from web.conditional import conditional

MOST = 50  # entries
MAX_AGE = 60  # seconds for which a cache need not ask
BACK = timedelta(days=365)  # older history that is only recorded now is on the page: it is no news


@require_safe
def site_feed(request, form):
    entries = _articles(Article.objects.published())
    return _send(request, form, _feed("site", settings.SITE_NAME, "The latest coverage.", path_to("home"), entries))


@require_safe
def section_feed(request, kind, form):
    if kind not in Article.Kind.values:
        raise Http404("No such section.")
    label = Article.Kind(kind).label.capitalize()
    entries = _articles(Article.objects.published().filter(kind=kind))
    about = f"The latest coverage of the kind “{kind}”."
    page = f"{path_to('articles')}?kind={kind}"
    folder = f"/sections/{kind}/"
    return _send(request, form, _feed(f"section/{kind}", _title(label), about, page, entries, folder=folder))


@require_safe
def film_feed(request, slug, form):
    film = get_object_or_404(Film.objects.published(), slug=slug)
    releases = (
        film.releases.published()
        .filter(date__since=timezone.localdate() - BACK)
        .select_related("film")
        .order_by("-changed_at", "-pk")
    )
    developments = _developments(Development.objects.filter(proceeding__films=film))
    entries = [*_about(film), *developments, *map(release_entry, releases[:MOST])]
    about = f"Coverage of {film.title}, its releases, and what moves in its cases."
    return _send(request, form, _feed(f"film/{film.pk}", _title(film.title), about, film.get_absolute_url(), entries))


@require_safe
def case_feed(request, slug, form):
    case = get_object_or_404(Proceeding.objects.published(), slug=slug)
    entries = [*_about(case), *_developments(case.developments.all())]
    about = f"Coverage of {case.title}, and what moves in it."
    return _send(request, form, _feed(f"case/{case.pk}", _title(case.title), about, case.get_absolute_url(), entries))


@require_safe
def person_feed(request, slug, form):
    person = get_object_or_404(Person.objects.published(), slug=slug)
    entries = _about(person)
    about = f"Coverage that names {person.name}."
    return _send(
        request, form, _feed(f"person/{person.pk}", _title(person.name), about, person.get_absolute_url(), entries)
    )


@require_safe
def corrections_feed(request, form):
    notes = Correction.objects.published().with_article().newest_first()[:MOST]
    about = "Every note to readers on an article: corrections, clarifications, updates, withdrawals, retractions."
    entries = map(correction_entry, notes)
    return _send(request, form, _feed("corrections", _title("Corrections"), about, path_to("corrections"), entries))


def _title(what: str) -> str:
    return f"{what} ({settings.SITE_NAME})"


def _articles(public: ArticleQuerySet) -> list[Entry]:
    """The newest of some public articles: three queries."""
    return [article_entry(article) for article in public.for_feed().newest_first()[:MOST]]


def _about(topic: Film | Proceeding | Person) -> list[Entry]:
    """The newest public articles linked to one of these: three queries."""
    return _articles(Article.objects.newest_of(type(topic).objects.filter(pk=topic.pk), number=MOST))


def _developments(developments) -> list[Entry]:
    """The public ones that were recorded last, of the last year: two queries."""
    charges = Charge.objects.select_related("party__person", "party__organization")
    rows = developments.published().filter(occurred__since=timezone.localdate() - BACK).select_related("proceeding")
    rows = rows.prefetch_related(Prefetch("charges", charges)).order_by("-recorded_at", "-pk")
    return [development_entry(row) for row in rows[:MOST]]


def _feed(name: str, title: str, about: str, page: str, entries: Iterable[Entry], *, folder: str = "") -> Feed:
    """The newest of `entries`, newest first. `page` is what they are about; the feed is in `folder`, or beside it."""
    newest = sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True)[:MOST]
    return Feed(
        id=tag("feed", name),
        title=clean(title),
        about=clean(about),
        page=absolute_url(page),
        path=f"{absolute_url(folder or page)}feed",
        site=settings.SITE_NAME,
        entries=tuple(newest),
        hub=settings.WEBSUB_HUB,
    )


def _send(request: HttpRequest, form: str, feed: Feed) -> HttpResponse:
    """The feed, or 304 when the reader has it already; WebSub's links beside it."""
    body = FORMATS[form](feed)
    response = HttpResponse(body, content_type=f"{MIME_TYPES[form]}; charset=utf-8")
    links = [f'<{feed.url(form)}>; rel="self"', *([f'<{feed.hub}>; rel="hub"'] if feed.hub else [])]
    response.headers["Link"] = ", ".join(links)
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    return conditional(request, response, changed_at=feed.updated if feed.entries else None)
