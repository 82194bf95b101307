"""What an import brought and what it proposes. Nothing here is public; a person accepts or rejects it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from coverage.models.article import Article
from coverage.models.film import Film, Release
from coverage.models.quote import Quote
from legal.models import Charge, Development, Proceeding
from legal.vocabulary import DevelopmentKind
from people.dates import PartialDate
from people.models import Person


class ImportBatch(models.Model):
    """One run of the import that changed something."""

    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.CharField(max_length=150, help_text="The account on the machine that ran the command.")

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "import batches"

    def __str__(self):
        return f"Import {self.pk}, {self.started_at:%B %-d, %Y, %H:%M}"


class ImportRow(models.Model):
    """What became of one file in a batch."""

    class Action(models.TextChoices):
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        PROPOSED = "proposed", "proposed as a revision"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="import_rows")
    path = models.CharField(max_length=500)
    identity = models.CharField(max_length=600, db_index=True, help_text="Its original address, or its file name.")
    content_hash = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the file.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file and of what the command was told.")
    article_version = models.PositiveIntegerField(help_text="The article's version as the import left it.")
    action = models.CharField(max_length=10, choices=Action)
    warnings = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.path}: {self.get_action_display()}"


class Revision(models.Model):
    """A changed file for an article that an import must not overwrite."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="revisions")
    headline = models.CharField(max_length=200)
    body = models.TextField()
    is_open = models.BooleanField(default=True, help_text="Nobody has dealt with it yet.")

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"Proposed revision of {self.article}"


class FindingQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Finding.Status.PROPOSED)

    def for_review(self):
        """With everything a card on the review desk shows."""
        return self.select_related("person", "proceeding", "charge__party__person", "film", "development", "release")


class Finding(models.Model):
    """What an import proposes, with the characters it was found at."""

    class Kind(models.TextChoices):
        PERSON = "person", "person"
        QUOTE = "quote", "quote"
        DEVELOPMENT = "development", "development"
        RELEASE = "release", "release date"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "open"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="findings")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12, choices=Kind)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    spans = models.JSONField(help_text="[[start, end], …] in code points of the article's text at the import.")
    starts = models.PositiveIntegerField(default=0)
    exact = models.TextField(help_text="The characters of the first span.")
    data = models.JSONField(default=dict, help_text="What is proposed, by the field names of the kind.")
    confidence = models.CharField(max_length=4, choices=[("high", "high"), ("low", "low")], default="low")

    # What the text was matched with, and after acceptance what it became.
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    proceeding = models.ForeignKey(
        Proceeding, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    charge = models.ForeignKey(Charge, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    film = models.ForeignKey(Film, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    quote = models.ForeignKey(Quote, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")
    development = models.ForeignKey(
        Development, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    release = models.ForeignKey(Release, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings")

    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["article", "starts", "pk"]
        indexes = [models.Index(fields=["status", "article"], name="finding_open_by_article")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="proposed", decided_at__isnull=True)
                | (~models.Q(status="proposed") & models.Q(decided_at__isnull=False)),
                name="finding_decided_has_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.exact[:80]}"

    @property
    def summary(self) -> str:
        """What is proposed, in a line: “Sentenced, April 2024, State of New Mexico v. Gutierrez Reed”."""
        data, said = self.data, []
        if self.kind == Finding.Kind.QUOTE:
            said = [data.get("name") or data.get("source_name") or "speaker not told", data.get("medium", "")]
        elif self.kind == Finding.Kind.DEVELOPMENT:
            kind = DevelopmentKind(data["kind"]).label
            details = [data.get(name, "").replace("_", " ") for name in ("plea", "verdict", "sentence")]
            prejudice = f"{data['prejudice']} prejudice" if data.get("prejudice") else ""
            where = self.proceeding.title if self.proceeding else "case not told"
            said = [kind, prejudice, *details, PartialDate.parse(data["occurred"]).reader, data.get("name", ""), where]
        elif self.kind == Finding.Kind.RELEASE:
            film = self.film.title if self.film else "film not told"
            said = [data["kind"], data.get("platform", ""), PartialDate.parse(data["date"]).reader, data["state"], film]
        return ", ".join(part for part in said if part)
