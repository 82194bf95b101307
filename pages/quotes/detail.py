"""A quote's page: the words, the speaker, and the article."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render

from coverage.models import Article, Film, Quote
from legal.models import Proceeding
from web.asking import Prepared


def _querysets(pk):
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


QUOTE = Prepared(_querysets)


def quote_detail(request, pk):
    quotes = QUOTE(pk=pk)["quotes"] if pk < 2**62 else []
    if not quotes:
        raise Http404("No such quote.")
    return render(request, "quotes/detail.html", {"quote": quotes[0]})
