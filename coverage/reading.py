"""An article's body as readers see it: every quote has an address of its own in the text."""

from django.utils.safestring import SafeString, mark_safe

from coverage import richtext
from coverage.models import Article, Film
from coverage.since import since_questions, since_told
from people.asking import ask


def body_with_quotes(article: Article) -> SafeString:
    """The sanitised body with each quote's characters marked and numbered; needs `for_article_page()`."""
    marks = [richtext.Mark(span["start"], span["end"], quote) for quote in article.quotes.all() for span in quote.spans]
    # `Article.save()` has put the body through nh3, and `mark` adds nothing but the spans below.
    return mark_safe(richtext.mark(article.body, marks, _wrap))  # noqa: S308


def article_context(article: Article) -> dict:
    """What an article's page shows, for readers and for an editor's preview alike."""
    its_cases = Film.objects.published().filter(proceedings__in=article.listed_cases).distinct().with_releases()
    told = ask(**since_questions(article), films=Film.objects.none() if article.listed_films else its_cases)
    return {
        "article": article,
        "films": article.listed_films or told["films"],
        "body": body_with_quotes(article),
        "since": since_told(article, told),
    }


def _wrap(html: str, here: list[richtext.Mark], first: list[richtext.Mark]) -> str:
    begun = next((m.key for m in first if m.start == m.key.starts), None)
    anchor = f' id="quote-{begun.pk}"' if begun else ""
    return f'<span class="quoted"{anchor}>{html}</span>'
