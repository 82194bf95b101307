"""Correct a misquote in a live article in one action: the text, the quote on record, and a note to readers."""

from html import escape

from django.contrib.auth.models import User
from django.db import transaction

from coverage import richtext
from coverage.models import Article, Correction, Quote
from coverage.publishing import Refused, is_public, publish_correction
from desk.events import record_event


@transaction.atomic
def correct_quote(quote: Quote, *, words: list[str], note: str, by: User, seen: str = "") -> Correction:
    """Replace the words of a quote, span by span, in the article's text and on record, and tell readers.

    The quote keeps its key, so its address answers with the right words. Raises Refused, writing nothing, if the
    article is not public, the words are the same, a span is missing or another quote would no longer match the text.
    """
    article = Article.objects.select_for_update().get(pk=quote.article_id)
    quote = article.quotes.select_for_update().get(pk=quote.pk)
    if not is_public(article):
        raise Refused("Readers cannot see this article: change the text and the quote in its form.")
    if not quote.holds:
        raise Refused("The quote no longer matches the text: correct the text in the article's form.")
    if seen and seen.replace("\r\n", "\n") != quote.text:
        raise Refused("Somebody has corrected this quote since you opened the page. Open it again.")
    if len(words) != len(quote.spans) or not all(words):
        raise Refused(f"The quote has {len(quote.spans)} parts: write one line for each.")
    if words == quote.parts:
        raise Refused("These are the words already.")
    before, body = quote.text, _with_other_words(article.body, quote.spans, words)
    text = richtext.to_text(richtext.sanitise(body))
    quote.anchor(text, _places(quote.spans, words))
    if quote.parts != words:
        raise Refused("The new words cannot be put into the text as they are: correct them in the article's form.")
    quote.save(update_fields=["text", "spans", "starts", "anchor_state"])
    article.body, article.version = body, article.version + 1
    article.save()
    if broken := [other for other in article.quotes.all() if not other.holds]:
        raise Refused(f"Another quote would no longer match the text: {broken[0]}. Correct the text in the form.")
    record_event("quote_corrected", article, by=by, reason=note, before=before, after=quote.text)
    return publish_correction(article, kind=Correction.Kind.CORRECTION, text=note, by=by)


def _with_other_words(body: str, spans: list[dict], words: list[str]) -> str:
    """The HTML with the characters of each span replaced. Tags inside a span stay; its words stand in the first."""
    marks = [richtext.Mark(span["start"], span["end"], number) for number, span in enumerate(spans)]

    def replaced(html: str, here: list[richtext.Mark], first: list[richtext.Mark]) -> str:
        return "".join(escape(words[mark.key], quote=False) for mark in first)

    return richtext.mark(body, marks, replaced)


def _places(spans: list[dict], words: list[str]) -> list[tuple[int, int]]:
    """Where the new words stand: each span moves by what those before it gained or lost."""
    moved, places = 0, []
    for span, new in zip(spans, words, strict=True):
        start = span["start"] + moved
        places.append((start, start + len(new)))
        moved += len(new) - (span["end"] - span["start"])
    return places
