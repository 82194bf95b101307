"""The list of articles, as a page and as CSV."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.models import Article
from pages.articles.filters import ArticleFilter
from web.addresses import absolute_url
from web.asking import Listing
from web.csv import csv_response


def articles_of(until=None, **narrowed):
    return Article.objects.published(until).filter(**narrowed).for_cards()


ARTICLES = Listing(articles_of, key=Article.NEWEST, filters=ArticleFilter, newest_first=True)
COLUMNS = {
    "headline": lambda article: article.headline,
    "deck": lambda article: article.deck,
    "kind": lambda article: article.kind,
    "bylines": lambda article: article.bylines.all(),
    "published_at": lambda article: timezone.localtime(article.published_at).isoformat(),
    "first_published_by": lambda article: article.outlet,
    "first_published": lambda article: article.first_published,
    "language": lambda article: article.language,
    "url": lambda article: absolute_url(article.get_absolute_url()),
}


def article_list(request):
    return render(request, "articles/list.html", ARTICLES.context(request.GET, "articles"))


@require_safe
def article_csv(request):
    articles = Article.objects.published().for_cards().select_related("outlet").prefetch_related("bylines")
    chosen = ArticleFilter(request.GET, articles)
    return csv_response(chosen, key=Article.NEWEST, columns=COLUMNS, name="articles")
