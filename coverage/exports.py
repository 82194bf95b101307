"""Lists of the coverage as CSV files."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.filters import ArticleFilter, FilmFilter, QuoteFilter, ReleaseFilter
from coverage.models import Article, Film, Quote, Release
from people.spreadsheets import absolute, csv_response

ARTICLE = {
    "headline": lambda article: article.headline,
    "deck": lambda article: article.deck,
    "kind": lambda article: article.kind,
    "bylines": lambda article: article.bylines.all(),
    "published_at": lambda article: timezone.localtime(article.published_at).isoformat(),
    "first_published_by": lambda article: article.outlet,
    "first_published": lambda article: article.first_published,
    "language": lambda article: article.language,
    "url": lambda article: absolute(article.get_absolute_url()),
}
QUOTE = {
    "text": lambda quote: quote.text,
    "speaker": lambda quote: quote.who,
    "medium": lambda quote: quote.medium,
    "said": lambda quote: quote.said,
    "attribution": lambda quote: quote.attribution,
    "article": lambda quote: quote.article.headline,
    "article_url": lambda quote: absolute(quote.article.get_absolute_url()),
    "url": lambda quote: absolute(quote.get_absolute_url()),
}
FILM = {
    "title": lambda film: film.title,
    "kind": lambda film: film.kind,
    "summary": lambda film: film.summary,
    "releases": lambda film: [f"{release.title}, {release.date}" for release in film.releases.all()],
    "url": lambda film: absolute(film.get_absolute_url()),
}
RELEASE = {
    "film": lambda release: release.film.title,
    "kind": lambda release: release.kind,
    "date": lambda release: release.date,
    "state": lambda release: release.state,
    "platform": lambda release: release.platform,
    "territory": lambda release: release.territory,
    "announced": lambda release: release.announced,
    "note": lambda release: release.note,
    "url": lambda release: absolute(f"{release.film.get_absolute_url()}#release-{release.pk}"),
}


@require_safe
def article_csv(request):
    articles = Article.objects.published().for_cards().select_related("outlet").prefetch_related("bylines")
    chosen = ArticleFilter(request.GET, articles)
    return csv_response(chosen, key=("-published_at", "-pk"), columns=ARTICLE, name="articles")


@require_safe
def quote_csv(request):
    chosen = QuoteFilter(request.GET, Quote.objects.published().for_cards())
    return csv_response(chosen, key=("-published_at", "-pk"), columns=QUOTE, name="quotes")


@require_safe
def film_csv(request):
    chosen = FilmFilter(request.GET, Film.objects.published().with_releases())
    return csv_response(chosen, key=("title", "pk"), columns=FILM, name="films")


@require_safe
def release_csv(request):
    chosen = ReleaseFilter(request.GET, Release.objects.published().select_related("film"))
    return csv_response(chosen, key=("-date", "-pk"), columns=RELEASE, name="releases")
