"""A misquote in a live article is corrected in one action: text, record, note and the quote's own page."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from coverage.misquotes import correct_quote
from coverage.models import Article, Correction, Quote
from coverage.publishing import Refused
from desk.models import Event
from tests.desk_forms import save
from tests.factories import ArticleFactory, BylineFactory, QuoteFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PARTS = ("words_0", "words_1")
NOTE = "An earlier version of this article misquoted Pat Sample."


def two_parts() -> Quote:
    body = "<p>“It <em>burned</em> down,” she said. “We ran &amp; hid.” Then “No.”</p>"
    article = ArticleFactory(published=True, body=body)
    quote = QuoteFactory(article=article, words="It burned down,")
    text = article.text
    parts = ("It burned down,", "We ran & hid.")
    quote.anchor(text, [(text.index(part), text.index(part) + len(part)) for part in parts])
    quote.save()
    return quote


def test_it_corrects_text_record_and_note_and_keeps_the_address(client, editor):
    quote = two_parts()
    other = QuoteFactory(article=quote.article, words="No.")
    address = quote.get_absolute_url()
    correct_quote(quote, words=["It was burning <hard>,", "We hid."], note=NOTE, by=editor)
    article = Article.objects.get()
    assert article.text == "“It was burning <hard>,” she said. “We hid.” Then “No.”"
    assert Quote.objects.get(pk=quote.pk).parts == ["It was burning <hard>,", "We hid."]
    assert Quote.objects.get(pk=other.pk).holds
    assert (Correction.objects.get().text, Correction.objects.get().kind) == (NOTE, "correction")
    page = client.get(address)
    assert page.status_code == 200 and "We hid." in page.content.decode()
    assert NOTE in client.get(article.get_absolute_url()).content.decode()
    assert Event.objects.get(kind="quote_corrected").detail["before"] == "It burned down,\nWe ran & hid."


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["One line."], "2 parts"),
        (["It burned down,", "We ran & hid."], "already"),
        (["It stood,", ""], "2 parts"),
    ],
)
def test_it_refuses_what_cannot_be_right_and_writes_nothing(editor, words, why):
    quote = two_parts()
    with pytest.raises(Refused, match=why):
        correct_quote(quote, words=words, note=NOTE, by=editor)
    assert Article.objects.get().text == quote.article.text and not Correction.objects.exists()


def test_it_refuses_to_break_another_quote(editor):
    quote = two_parts()
    QuoteFactory(article=quote.article, words="burned down")
    with pytest.raises(Refused, match="Another quote"):
        correct_quote(quote, words=["It stood,", "We hid."], note=NOTE, by=editor)
    assert "It burned down" in Article.objects.get().text


def test_it_is_for_live_articles_only(editor):
    quote = QuoteFactory(article=ArticleFactory())
    with pytest.raises(Refused, match="cannot see"):
        correct_quote(quote, words=["Another."], note=NOTE, by=editor)


def test_it_is_done_at_the_desk_by_those_who_may_correct(client, desk):
    quote = two_parts()
    address = reverse("admin:coverage_article_misquote", args=[quote.article_id, quote.pk])
    assert address in desk.get(reverse("admin:coverage_article_change", args=[quote.article_id])).content.decode()
    words = {"before": quote.text, "words_0": "It stood,", "words_1": "We hid."}
    assert "This field is required" in desk.post(address, {**words, "note": ""}).content.decode()
    assert (
        "already"
        in desk.post(address, {**words, **dict(zip(PARTS, quote.parts, strict=True)), "note": NOTE}).content.decode()
    )
    assert desk.post(address, {**words, "note": NOTE}).status_code == 302
    assert Quote.objects.get().parts == ["It stood,", "We hid."]
    reporter = User.objects.create_user("reporter", is_staff=True)
    reporter.user_permissions.set(Permission.objects.filter(codename__in=["view_article", "change_article"]))
    client.force_login(reporter)
    assert client.get(address).status_code == client.post(address, words).status_code == 403


def test_it_does_not_overwrite_another_correction(desk, editor):
    quote = QuoteFactory()
    address = reverse("admin:coverage_article_misquote", args=[quote.article_id, quote.pk])
    mine = {"before": quote.text, "words_0": "We said mine.", "note": NOTE}
    correct_quote(quote, words=["We said theirs."], note=NOTE, by=editor)
    assert "Somebody has corrected this quote" in desk.post(address, mine).content.decode()
    assert Quote.objects.get().text == "We said theirs."


def test_it_lets_a_quote_be_deleted_with_the_words_it_stands_on(desk):
    quote = QuoteFactory()
    BylineFactory(article=quote.article)
    address = reverse("admin:coverage_article_change", args=[quote.article_id])
    told = {"what_changed": "correction", "correction": NOTE, "body": "<p>Nothing of it is left.</p>"}
    assert "would no longer stand in the text" in save(desk, address, **told).content.decode()
    assert save(desk, address, **told, **{"quotes-0-DELETE": "on"}).status_code == 302
    assert not Quote.objects.exists() and Article.objects.get().text == "Nothing of it is left."
