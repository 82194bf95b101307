"""An article's page. Every quote in the text has its own anchor."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from coverage import richtext
from coverage.models import Article, Film
from legal.models import Proceeding
from pages.articles.since import since_day, since_entries, since_questions
from web.asking import Prepared

ARTICLE = Prepared(lambda slug: {"articles": Article.objects.published().for_article_page().filter(slug=slug)})


def _around(key: int, day: str, with_films: bool) -> dict[str, QuerySet]:
    """What changed since, and the films of its cases if it names none."""
    cases = Proceeding.objects.published().filter(articles=key)
    films = Film.objects.published().filter(proceedings__in=cases).distinct().with_releases()
    return {**since_questions(key, day), "films": films if with_films else films.none()}


AROUND = Prepared(_around)


def article_context(article: Article) -> dict:
    """The context of an article's page, for readers and for previews."""
    rows = {"films": [], "later_developments": [], "later_releases": []}
    if article.listed_films or article.listed_cases:  # without films or cases, nothing can have changed
        rows = AROUND(key=article.pk, day=since_day(article), with_films=not article.listed_films)
    return {
        "article": article,
        "films": article.listed_films or rows["films"],
        "body": body_with_quotes(article),
        "since": since_entries(article, rows),
        "preview": False,
    }


def body_with_quotes(article: Article) -> SafeString:
    """The sanitized body with each quote's characters marked and numbered; needs `for_article_page()`."""
    marks = [richtext.Mark(span["start"], span["end"], quote) for quote in article.quotes.all() for span in quote.spans]
    # `Article.save()` has put the body through nh3, and `mark` adds nothing but the spans below.
    return mark_safe(richtext.mark(article.body, marks, _wrap))  # noqa: S308


def _wrap(html: str, here: list[richtext.Mark], first: list[richtext.Mark]) -> str:
    begun = next((m.key for m in first if m.start == m.key.starts), None)
    anchor = f' id="quote-{begun.pk}"' if begun else ""
    return f'<span class="quoted"{anchor}>{html}</span>'


def article_detail(request, slug):
    articles = ARTICLE(slug=slug)["articles"]
    if not articles:
        return missing_article(request, slug)
    return render(request, "articles/detail.html", article_context(articles[0]))


def missing_article(request, slug):
    """Respond 410 with the reason if readers could once see the article. Raises Http404 otherwise."""
    article = Article.objects.tombstones().filter(slug=slug).first()
    if article is None:
        raise Http404("No such article.")
    return render(request, "articles/gone.html", {"article": article}, status=410)
