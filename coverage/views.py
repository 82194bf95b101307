"""Public pages of the coverage: home, films, articles, quotes, the timeline."""

from dataclasses import replace
from functools import partial

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.ahead import key_before, timeline_page
from coverage.calendars import release_entries
from coverage.changes import film_changes
from coverage.filters import ArticleFilter, QuoteFilter, ReleaseFilter, TimelineFilter
from coverage.models import Article, Film, Quote, Release
from coverage.reading import article_context
from coverage.sections import SECTIONS
from coverage.timeline import STORY, Selection, key_text, merged, parse_key, questions
from dates.clocks import NOW, read_clocks
from legal.calendars import calendar_response, hearing_entries
from legal.models import Hearing, Proceeding
from web.asking import Listing, Prepared
from web.filtering import PLACES
from web.paging import query_without

NEWEST = ("-published_at", "-pk")
SHOWN = 10  # articles and quotes on a film's page; the rest is a click away
RELEASES_NEWEST = ("-date", "-pk")


def home(request):
    today = timezone.localdate()
    told = HOME(today=today)
    context = {
        "lead": next(iter(told["articles"]), None),
        "articles": told["articles"][1:],
        "next_release": next(iter(told["coming"]), None),
        "latest_release": next(iter(told["latest"]), None),
        "next_hearing": next(iter(told["hearings"]), None),
        "cases": told["cases"],
        "entries": merged(told, Selection(), limit=8)[0],
    }
    return render(request, "coverage/home.html", context)


def _home(today):
    releases = Release.objects.published().select_related("film")
    return {
        "articles": Article.objects.published().for_cards().newest_first()[:7],
        "coming": releases.coming(today)[:1],
        "latest": releases.order_by("-date", "-pk")[:1],
        "hearings": Hearing.objects.published().coming().select_related("proceeding__court")[:1],
        "cases": Proceeding.objects.published().filter(is_followed=True).with_standings()[:12],
        **questions(Selection(), limit=8),
    }


HOME = Prepared(_home)


def film_list(request):
    return render(request, "coverage/film_list.html", {"films": FILMS.page(request.GET)})


FILMS = Listing(lambda: Film.objects.published().with_poster().with_releases(), key=("title", "pk"))


def film_detail(request, slug):
    if "since" in request.GET:
        return _film_changes(request, slug)
    clocks = read_clocks(request.GET)
    told = FILM.unprepared(slug=slug, clocks=clocks) if clocks else FILM(slug=slug, clocks=NOW)
    if not told["films"]:
        raise Http404("No such film.")
    film = told["films"][0]
    releases = [(release, release.state_on(clocks.day)) for release in film.releases.all()]
    context = {
        "film": film,
        "clocks": clocks,
        "releases": releases,
        "some_without_day": any(not release.date.is_day for release, _ in releases),
        "entries": merged(told, Selection(clocks=clocks), limit=STORY)[0][::-1],  # in the order they happened
        "most": STORY,
        "articles": told["articles"],
        "quotes": told["quotes"],
    }
    return render(request, "coverage/film_detail.html", context)


def release_list(request):
    return render(request, "coverage/release_list.html", RELEASES.context(request.GET, "releases"))


def _releases():
    return Release.objects.published().with_sources().select_related("film")


RELEASES = Listing(_releases, key=RELEASES_NEWEST, filters=ReleaseFilter)


def _film_changes(request, slug):
    film = get_object_or_404(Film.objects.published(), slug=slug)
    return render(request, "coverage/film_changes.html", film_changes(film, request.GET))


def _film(slug, clocks):
    film = Film.objects.filter(slug=slug)
    return {
        "films": Film.objects.published().for_film_page(clocks).filter(slug=slug),
        "articles": Article.objects.newest_of(film, number=SHOWN, until=clocks.until)
        .for_cards()
        .newest_first()[:SHOWN],
        "quotes": Quote.objects.newest_of(film, number=SHOWN, until=clocks.until).for_cards(),
        **questions(Selection(films=film, clocks=clocks), limit=STORY),
    }


FILM = Prepared(_film)


@require_safe
def film_calendar(request, slug):
    film = get_object_or_404(Film.objects.published(), slug=slug)
    entries = release_entries(film.releases.all())
    return calendar_response(request, film.title, f"The releases of {film.title}.", film.get_absolute_url(), entries)


@require_safe
def whole_calendar(request):
    entries = hearing_entries(Hearing.objects.all()) + release_entries(Release.objects.all())
    about = "Every hearing and every release whose day is known."
    return calendar_response(request, "Hearings and releases", about, "/", entries)


def article_list(request):
    return render(request, "coverage/article_list.html", ARTICLES.context(request.GET, "articles"))


def _articles(until=None, **narrowed):
    return Article.objects.published(until).filter(**narrowed).for_cards()


ARTICLES = Listing(_articles, key=NEWEST, filters=ArticleFilter, newest_first=True)


def section(request, kind):
    """The front of one section: its newest article large, the others under it."""
    if kind not in SECTIONS:
        raise Http404("No such section.")
    context = {"section": SECTIONS[kind], "articles": FRONTS[kind].page(request.GET)}
    return render(request, "coverage/section.html", context)


FRONTS = {kind: Listing(partial(_articles, kind=kind), key=NEWEST, newest_first=True) for kind in SECTIONS}


def standards(request):
    return render(request, "coverage/standards.html")


def article_detail(request, slug):
    articles = ARTICLE(slug=slug)["articles"]
    if not articles:
        return missing_article(request, slug)
    return render(request, "coverage/article_detail.html", article_context(articles[0]))


ARTICLE = Prepared(lambda slug: {"articles": Article.objects.published().for_article_page().filter(slug=slug)})


def missing_article(request, slug):
    """410 and the reason for an article that readers could once see; 404 for every other address."""
    article = Article.objects.tombstones().filter(slug=slug).first()
    if article is None:
        raise Http404("No such article.")
    return render(request, "coverage/article_gone.html", {"article": article}, status=410)


def quote_list(request):
    return render(request, "coverage/quote_list.html", QUOTES.context(request.GET, "quotes"))


def _quotes(until=None):
    return Quote.objects.published(until).for_cards()


QUOTES = Listing(_quotes, key=NEWEST, filters=QuoteFilter, newest_first=True)


def quote_detail(request, pk):
    quotes = QUOTE(pk=pk)["quotes"] if pk < 2**62 else []
    if not quotes:
        raise Http404("No such quote.")
    return render(request, "coverage/quote_detail.html", {"quote": quotes[0]})


def _quote(pk):
    articles = (
        Article.objects.published_of_few()
        .for_cards()
        .prefetch_related(
            Prefetch("films", Film.objects.published(), to_attr="listed_films"),
            Prefetch("proceedings", Proceeding.objects.published().with_standings(), to_attr="listed_cases"),
        )
    )
    quotes = Quote.objects.published().select_related("speaker").prefetch_related(Prefetch("article", articles))
    return {"quotes": quotes.filter(pk=pk)}


QUOTE = Prepared(_quote)


def timeline(request):
    chosen, clocks = TimelineFilter(request.GET), read_clocks(request.GET)
    selection = replace(chosen.selection(), clocks=clocks)
    at = key_before(request.GET["at"], clocks) if request.GET.get("at") else None
    after = at or parse_key(request.GET.get("after", ""))
    found, following = timeline_page(selection, after)
    context = {
        "form": chosen.form,
        "film": chosen.chosen.get("film"),
        "active": chosen.active,
        "clocks": clocks,
        "is_newest": after is None,
        "is_lost": bool(request.GET.get("at") and at is None),
        "kept": [(name, request.GET[name]) for name in chosen.filters if request.GET.get(name)],
        "entries": found,
        "live_query": query_without(request.GET, *PLACES, "as_of", "known"),
        "first_query": chosen.query,
        "next_query": query_without(request.GET, *PLACES, after=key_text(following)) if following else "",
    }
    return render(request, "coverage/timeline.html", context)
