"""Public pages of the coverage: home, films, articles, quotes, the timeline."""

from dataclasses import replace

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.calendars import release_entries
from coverage.changes import film_changes
from coverage.filters import ArticleFilter, QuoteFilter, TimelineForm
from coverage.models import Article, Film, Quote, Release
from coverage.reading import article_context
from coverage.timeline import STORY, Selection, entries, key_text, parse_key, story
from legal.calendars import calendar_response, hearing_entries
from legal.models import Hearing, Proceeding
from people.clocks import read_clocks
from people.paging import page, query_without

NEWEST = ("-published_at", "-pk")


def home(request):
    today = timezone.localdate()
    articles = list(Article.objects.published().for_cards().newest_first()[:7])
    releases = Release.objects.published().select_related("film")
    context = {
        "lead": articles[0] if articles else None,
        "articles": articles[1:],
        "next_release": releases.coming(today).first(),
        "latest_release": releases.order_by("-date", "-pk").first(),
        "next_hearing": Hearing.objects.published().coming().select_related("proceeding__court").first(),
        "cases": Proceeding.objects.published().filter(is_followed=True).with_standings()[:12],
        "entries": entries(Selection(), limit=8)[0],
    }
    return render(request, "coverage/home.html", context)


def film_list(request):
    films = page(Film.objects.published().select_related("poster").with_releases(), request.GET, key=("title", "pk"))
    return render(request, "coverage/film_list.html", {"films": films})


def film_detail(request, slug):
    if "since" in request.GET:
        return _film_changes(request, slug)
    clocks = read_clocks(request.GET)
    film = get_object_or_404(Film.objects.published().for_film_page(clocks), slug=slug)
    quotes = Quote.objects.published(clocks.until).filter(article__films=film)
    releases = [(release, release.state_on(clocks.day)) for release in film.releases.all()]
    context = {
        "film": film,
        "clocks": clocks,
        "releases": releases,
        "some_without_day": any(not release.date.is_day for release, _ in releases),
        "entries": story(Selection(films=[film], clocks=clocks)),
        "most": STORY,
        "articles": film.articles.published(clocks.until).for_cards().newest_first()[:10],
        "quotes": quotes.for_cards().newest_first()[:10],
    }
    return render(request, "coverage/film_detail.html", context)


def _film_changes(request, slug):
    film = get_object_or_404(Film.objects.published(), slug=slug)
    return render(request, "coverage/film_changes.html", film_changes(film, request.GET))


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
    articles = ArticleFilter(request.GET, Article.objects.published().for_cards())
    context = {"filter": articles, "articles": page(articles.qs, request.GET, key=NEWEST)}
    return render(request, "coverage/article_list.html", context)


def article_detail(request, slug):
    article = Article.objects.published().for_article_page().filter(slug=slug).first()
    if article is None:
        return _gone(request, slug)
    return render(request, "coverage/article_detail.html", article_context(article))


def _gone(request, slug):
    """410 and the reason for an article that readers could once see; 404 for every other address."""
    article = Article.objects.tombstones().filter(slug=slug).first()
    if article is None:
        raise Http404("No such article.")
    return render(request, "coverage/article_gone.html", {"article": article}, status=410)


def quote_list(request):
    quotes = QuoteFilter(request.GET, Quote.objects.published().for_cards())
    key = ("-article__published_at", "-pk")
    return render(
        request, "coverage/quote_list.html", {"filter": quotes, "quotes": page(quotes.qs, request.GET, key=key)}
    )


def quote_detail(request, pk):
    articles = (
        Article.objects.published()
        .for_cards()
        .prefetch_related(
            Prefetch("films", Film.objects.published(), to_attr="listed_films"),
            Prefetch("proceedings", Proceeding.objects.published().with_standings(), to_attr="listed_cases"),
        )
    )
    quotes = Quote.objects.published().select_related("speaker").prefetch_related(Prefetch("article", articles))
    return render(request, "coverage/quote_detail.html", {"quote": get_object_or_404(quotes, pk=pk)})


def timeline(request):
    form, clocks = TimelineForm(request.GET or {}), read_clocks(request.GET)
    selection = replace(form.selection(), clocks=clocks)
    found, following = entries(selection, limit=60, after=parse_key(request.GET.get("after", "")))
    context = {
        "form": form,
        "clocks": clocks,
        "kept": [(name, request.GET[name]) for name in form.fields if request.GET.get(name)],
        "entries": found,
        "live_query": query_without(request.GET, "after", "as_of", "known"),
        "first_query": query_without(request.GET, "after"),
        "next_query": query_without(request.GET, "after", after=key_text(following)) if following else "",
    }
    return render(request, "coverage/timeline.html", context)
