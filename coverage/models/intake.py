"""What an import brought and what it proposes. Nothing here is public; a person accepts or rejects it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from coverage.models.article import Article
from coverage.models.film import Film, Release
from coverage.models.quote import Quote
from legal.models import Charge, Development, Proceeding
from people.models import Person
from web.models import asked_for


class ImportBatchQuerySet(models.QuerySet):
    def active(self):
        """The batches no one has taken back."""
        return self.filter(undone_at__isnull=True)

    def with_results(self):
        """With how many rows of each result there are, for `results`."""
        counts = {f"rows_{a}": models.Count("rows", models.Q(rows__action=a)) for a in ImportRow.Action.values}
        return self.annotate(**counts)


class ImportBatch(models.Model):
    """One run of the import that changed something or refused a file, and whether it was taken back."""

    started_at = models.DateTimeField(default=timezone.now)
    started_by = models.CharField(max_length=150, help_text="The account on the machine that ran the command.")
    options = models.JSONField(default=dict, help_text="What the command was told about all files.")
    undone_at = models.DateTimeField("taken back at", null=True, blank=True)
    undone_by = models.CharField("taken back by", max_length=150, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "import batches"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(undone_at__isnull=True) | ~models.Q(undone_by=""), name="import_undone_by_somebody"
            ),
        ]

    def __str__(self):
        return f"Import {self.pk}, {timezone.localtime(self.started_at):%B %-d, %Y, %H:%M}"

    @property
    def results(self) -> list[tuple[str, str, int]]:
        """(action, label, how many) of each result there is; on a row of `with_results()`."""
        counted = [
            (action, label, asked_for(self, f"rows_{action}", "ImportBatch.objects.with_results()"))
            for action, label in ImportRow.Action.choices
        ]
        return [result for result in counted if result[2]]


class ImportRowQuerySet(models.QuerySet):
    def active(self):
        return self.filter(batch__undone_at__isnull=True)

    def brought(self):
        """The ones that brought an article, or a revision of one."""
        return self.exclude(action=ImportRow.Action.REFUSED)


class ImportRow(models.Model):
    """What became of one article of one file in a batch. It stays when the article goes."""

    class Action(models.TextChoices):
        CREATED = "created", "created"
        UPDATED = "updated", "updated"
        PROPOSED = "proposed", "proposed as a revision"
        REFUSED = "refused", "refused"

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    article = models.ForeignKey(Article, on_delete=models.SET_NULL, null=True, related_name="import_rows")
    headline = models.CharField(max_length=200, blank=True)
    path = models.CharField("file", max_length=500)
    item = models.PositiveIntegerField("number in the file", default=1)
    format = models.CharField(max_length=12, blank=True)
    content_hash = models.CharField("SHA-256 of the file", max_length=64, blank=True)
    digest = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="SHA-256 of what the file and the command say."
    )

    # Who the article is: the outlet's own id, otherwise its address, otherwise its characters, else where its file lay.
    outlet_id = models.CharField("the outlet's id", max_length=600, blank=True, db_index=True)
    address = models.CharField("canonical address", max_length=600, blank=True, db_index=True)
    text_hash = models.CharField("SHA-256 of the text", max_length=64, blank=True, db_index=True)
    place = models.CharField("the file's place", max_length=600, blank=True, db_index=True)

    article_version = models.PositiveIntegerField(default=0, help_text="The article's version as the import left it.")
    action = models.CharField("result", max_length=10, choices=Action)
    warnings = models.JSONField(default=list)
    before = models.JSONField(null=True, help_text="What an update replaced, to undo it.")
    changes = models.JSONField(default=list, help_text="What differed from the article: excerpts, field by field.")
    made_outlet = models.BooleanField(default=False, help_text="The import also created the article's outlet.")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "imported file"

    def __str__(self):
        return f"{self.path}: {self.get_action_display()}"


class Revision(models.Model):
    """A changed file for an article that an import must not overwrite."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="revisions")
    proposed = models.JSONField(default=dict, help_text="What the file says, by the name of each field that differs.")
    is_open = models.BooleanField(default=True, help_text="No one has handled it yet.")

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

    class Status(models.TextChoices):
        PROPOSED = "proposed", "open"
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="findings")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=12, help_text="The name of one of the kinds in coverage/intake/kinds.")
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
        return f"{self.kind}: {self.exact[:80]}"


class Decision(models.Model):
    """Who decided what about a finding, when, and which rows that wrote; it can be undone until the page is left."""

    class Action(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"
        UNDONE = "undone", "taken back"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="decisions")
    action = models.CharField(max_length=10, choices=Action)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    sitting = models.CharField(max_length=32, blank=True, db_index=True, help_text="The page it was made on.")
    said = models.JSONField(default=dict, help_text="What the card said, if it differs from the proposal.")
    wrote = models.JSONField(default=list, help_text="The rows it created: [[model, key, values], …].")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.get_action_display()} by {self.by}: {self.finding}"
