from django.db import models

from legal.vocabulary import SourceKind
from people.fields import PartialDateField, partial_date_check


class SourceQuerySet(models.QuerySet):
    def published(self, known_at=None):
        """The sources readers may see: all but those articles of ours that are not public.

        With `known_at`, those too that were not public yet at that moment.
        """
        articles = self.model._meta.get_field("article").related_model.objects.published(known_at)
        return self.filter(~models.Q(kind=SourceKind.ARTICLE) | models.Q(article__in=articles))


class Source(models.Model):
    """Where a fact comes from. An article of ours becomes one when a finding in it is accepted."""

    kind = models.CharField(max_length=12, choices=SourceKind.choices, default=SourceKind.REPORT)
    title = models.CharField(max_length=300, help_text="What readers may look up: a headline, a document's name.")
    publisher = models.CharField(max_length=200, blank=True, help_text="Outlet, court or agency.")
    date = PartialDateField(blank=True, help_text="When it was published or filed, as far as it is known.")
    url = models.URLField("address", max_length=500, blank=True)
    locator = models.CharField(max_length=100, blank=True, help_text="Page, paragraph or time code: “p. 4”, “¶ 12”.")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="source_has_a_title"),
            partial_date_check("date", "source_date_is_a_partial_date"),
        ]

    def __str__(self):
        return ", ".join(part for part in (self.title, self.publisher) if part)
