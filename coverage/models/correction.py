"""Corrections: public notes on an article after publication. They are never changed or deleted."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from coverage.models.article import Article
from dates.clocks import up_to
from web.addresses import path_to
from web.models import Loaded
from web.rows import NewestFirst


class CorrectionQuerySet(NewestFirst):
    def published(self, until=None):
        """Notes that readers may see: those on public articles, and the reason why an article is gone.

        Other notes on an article that is gone repeat what it said, so they go with it. With `until`, only those
        published by then.
        """
        own = {"pk": models.OuterRef("article")}
        gone = models.Exists(Article.objects.tombstones().filter(**own))
        public = models.Exists(Article.objects.published(until).filter(**own))
        why_gone = models.Q(gone, kind__in=Correction.OF_WHAT_IS_GONE)
        return self.filter(public | why_gone, at__lte=up_to(until))

    def with_article(self):
        """Prefetch what a list shows of each note's article."""
        return self.select_related("article").defer("article__body", "article__text")


class Correction(Loaded):
    """A typed, dated, public note on an article."""

    NEWEST = ("-at", "-pk")

    class Kind(models.TextChoices):
        CORRECTION = "correction", "correction"
        CLARIFICATION = "clarification", "clarification"
        UPDATE = "update", "update"
        EDITORS_NOTE = "editors_note", "editor’s note"
        WITHDRAWAL = "withdrawal", "withdrawal"
        RETRACTION = "retraction", "retraction"

    OF_WHAT_IS_GONE = (Kind.WITHDRAWAL, Kind.RETRACTION)  # made by the step that takes an article away
    ABOVE_THE_TEXT = (Kind.CORRECTION, *OF_WHAT_IS_GONE)  # readers must see these before the text

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=13, choices=Kind)
    at = models.DateTimeField("published", default=timezone.now)
    text = models.TextField(help_text="For readers: what was wrong and what is right, in a sentence or two.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="correction_newest")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["correction", "clarification", "update", "editors_note", "withdrawal", "retraction"]
                ),
                name="correction_is_of_a_known_kind",
            ),
        ]

    def __str__(self):
        return f"{self.label}, {timezone.localtime(self.at):%Y-%m-%d}"

    def get_absolute_url(self):
        """Its place on the article's page, or on the corrections page if the article is gone."""
        if self.is_on_a_page:
            return f"{self.article.get_absolute_url()}#{self.anchor}"
        return f"{path_to('corrections')}?at={self.pk}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"correction-{self.pk}"

    @property
    def label(self) -> str:
        """“Correction”, “Editor’s note”: what readers see before the text."""
        words = self.get_kind_display()
        return words[:1].upper() + words[1:]

    @property
    def is_on_a_page(self) -> bool:
        """Whether readers can open its article. If it is gone, not even its headline is shown."""
        return self.article.state not in Article.GONE

    @property
    def is_above_the_text(self) -> bool:
        return self.kind in self.ABOVE_THE_TEXT
