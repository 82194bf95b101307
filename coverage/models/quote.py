"""Quotes: words a named speaker said or wrote, tied to the characters they were found at."""

from collections.abc import Collection
from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import models

from coverage.anchors import AnchorState, Selector, locate_all, select
from coverage.models.article import Article, KeepsDate
from dates.clocks import up_to
from dates.fields import PartialDateField, partial_date_check
from people.models import Person
from web.addresses import path_to
from web.former import keep_address
from web.models import Loaded
from web.rows import NewestFirst

PARTING = "\n"  # joins the spans of one statement


class QuoteQuerySet(NewestFirst):
    def anchored(self):
        """Quotes whose characters are in their article now."""
        return self.filter(anchor_state__in=[AnchorState.EXACT, AnchorState.MOVED])

    def broken(self):
        """Quotes whose characters are no longer where they were, or in several places."""
        return self.exclude(anchor_state__in=[AnchorState.EXACT, AnchorState.MOVED])

    def published(self, until=None):
        """Quotes that readers may see: their article is public (by `until`) and every character is in place."""
        # Row by row: otherwise SQLite lists every public article first, however few the quotes.
        article = Article.objects.published(until).filter(pk=models.OuterRef("article"))
        return self.anchored().filter(models.Exists(article), published_at__lte=up_to(until))

    def promised(self):
        """Quotes of articles that are with the legal reader, approved or scheduled."""
        return self.filter(article__in=Article.objects.promised())

    def newest_of(self, topic, *, number, until=None):
        """Of `published(until)`, the `number` newest in the articles linked to the film or case that `topic` finds."""
        about = topic.model._meta.get_field("article_links").field
        link = f"article__{about.model._meta.get_field('article').related_query_name()}"
        one = {f"{link}__{about.name}": topic.values("pk")[:1], f"{link}__published_at__lte": up_to(until)}
        walk = self.published(until).filter(**one).order_by(f"-{link}__published_at", "-pk")
        return self.model.objects.filter(pk__in=walk.values("pk")[:number]).newest_first()

    def for_cards(self):
        return self.select_related("speaker", "article").defer("article__body", "article__text")


class Quote(KeepsDate, Loaded):
    NEWEST = Article.NEWEST

    class Medium(models.TextChoices):
        INTERVIEW = "interview", "interview"
        STATEMENT = "statement", "statement"
        RELEASE = "release", "press release"
        COURT = "court", "in court"
        FILING = "filing", "court filing"
        FILM = "film", "in a film"
        LETTER = "letter", "letter"
        POST = "post", "online post"
        SECOND_HAND = "second_hand", "second-hand"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="quotes")
    speaker = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="quotes", db_index=False
    )
    text = models.TextField(editable=False, help_text="Verbatim; one line for each span.")
    spans = models.JSONField(default=list, editable=False, help_text="A selector for each span.")
    starts = models.PositiveIntegerField(default=0, editable=False)
    anchor_state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in AnchorState], default=AnchorState.EXACT, editable=False
    )
    attribution = models.CharField(
        max_length=300, blank=True, help_text="The article's attribution: “Mason said in a statement”."
    )
    source_name = models.CharField(
        "document", max_length=150, blank=True, help_text="If no person is speaking: “the release”, “the complaint”."
    )
    medium = models.CharField(max_length=12, choices=Medium, blank=True)
    said = PartialDateField("date said", blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["article", "starts"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="quote_newest"),
            models.Index(fields=["speaker", "-published_at", "-id"], name="quote_newest_of_speaker"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="quote_has_words"),
            partial_date_check("said", "quote_said_is_a_partial_date"),
        ]

    def __str__(self):
        return f"{self.who}: “{self.text[:60]}{'…' if len(self.text) > 60 else ''}”"

    def delete(self, *args, **kwargs):
        """A quote that readers could see leaves a trace at its address."""
        if Quote.objects.published().filter(pk=self.pk).exists():
            keep_address(self)
        return super().delete(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("quote", self.pk)

    @property
    def who(self) -> str:
        return self.speaker.name if self.speaker else self.source_name or "not named"

    @property
    def parts(self) -> list[str]:
        """The exact words, span by span."""
        return [span["exact"] for span in self.spans]

    @property
    def holds(self) -> bool:
        return AnchorState(self.anchor_state).holds

    def anchor(self, text: str, spans: list[tuple[int, int]]) -> None:
        """Tie the quote to `spans` of the article's text. Raises ValidationError if they are not in it."""
        try:
            selectors = [select(text, start, end) for start, end in spans]
        except ValueError as error:
            raise ValidationError(str(error)) from error
        self._set(AnchorState.EXACT, selectors)

    def start_in(self, text: str) -> int | None:
        """The position of its first characters in a text; None if it is ambiguous or missing."""
        state, found = locate_all(text, self.spans[:1])
        return found[0].start if state.holds else None

    def stands_in(self, text: str) -> bool:
        """Whether each of its spans has exactly one place in a text."""
        return locate_all(text, self.spans)[0].holds

    def locate(self, text: str, taken: Collection[int] = ()) -> None:
        """Find the characters again after an edit and save the result. The words never change.

        A quote never moves to a position in `taken`: the same words there belong to another quote.
        """
        state, found = locate_all(text, self.spans)
        if state == AnchorState.MOVED and found[0].start in taken:
            state = AnchorState.AMBIGUOUS
        before = (self.anchor_state, self.spans)
        if state.holds:
            self._set(state, found)
        else:
            self.anchor_state = state
        if (self.anchor_state, self.spans) != before:
            self.save(update_fields=["anchor_state", "spans", "starts", "text"])

    def _set(self, state: AnchorState, selectors: list[Selector]) -> None:
        self.anchor_state = state
        self.spans = [asdict(selector) for selector in selectors]
        self.starts = selectors[0].start
        self.text = PARTING.join(selector.exact for selector in selectors)
