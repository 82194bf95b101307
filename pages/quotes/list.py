"""The list of quotes, as a page and as CSV."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from coverage.models import Quote
from pages.quotes.filters import QuoteFilter
from web.addresses import absolute_url
from web.asking import Listing
from web.csv import csv_response


def _quotes(until=None):
    return Quote.objects.published(until).for_cards()


QUOTES = Listing(_quotes, key=Quote.NEWEST, filters=QuoteFilter, newest_first=True)
COLUMNS = {
    "text": lambda quote: quote.text,
    "speaker": lambda quote: quote.who,
    "medium": lambda quote: quote.medium,
    "said": lambda quote: quote.said,
    "attribution": lambda quote: quote.attribution,
    "article": lambda quote: quote.article.headline,
    "article_url": lambda quote: absolute_url(quote.article.get_absolute_url()),
    "url": lambda quote: absolute_url(quote.get_absolute_url()),
}


def quote_list(request):
    return render(request, "quotes/list.html", QUOTES.context(request.GET, "quotes"))


@require_safe
def quote_csv(request):
    chosen = QuoteFilter(request.GET, Quote.objects.published().for_cards())
    return csv_response(chosen, key=Quote.NEWEST, columns=COLUMNS, name="quotes")
