from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.utils.text import slugify

from dates.fields import PartialDateField, partial_date_check
from legal.files import TYPES, NotKept, ending_of, hash_of, name_of
from legal.visibility import PUBLIC_ARTICLES
from legal.vocabulary import SourceKind
from web.addresses import path_to
from web.models import Loaded


def citing() -> list[models.ManyToManyRel]:
    """Every relation through which a row, in this app or one built on it, cites sources."""
    return [relation for relation in Source._meta.related_objects if relation.many_to_many]


class SourceQuerySet(models.QuerySet):
    def published(self, known_at=None):
        """The public sources: all except our own articles that are not public.

        With `known_at`, a past moment, articles that were not yet public at that moment are left out too.
        """
        shown = ~models.Q(kind=SourceKind.ARTICLE)
        for public in PUBLIC_ARTICLES:
            # Check row by row instead of listing all articles.
            shown |= models.Q(models.Exists(public(known_at).filter(source=models.OuterRef("pk"))))
        return self.filter(shown)

    def with_article(self):
        """Load our own article for each source that is one: a row in another app that points here one-to-one."""
        own = [relation for relation in self.model._meta.related_objects if relation.one_to_one]
        return self.select_related(*(relation.get_accessor_name() for relation in own))

    def with_public_file(self):
        """The sources whose file readers may download: it may be shown, and a public fact cites the source."""
        seen = models.Q()
        for relation in citing():
            facts = relation.related_model.objects.published().filter(**{relation.field.name: models.OuterRef("pk")})
            seen |= models.Q(models.Exists(facts))
        return self.published().filter(seen, file_may_be_shown=True).exclude(file="")

    def delete(self):
        files = [source.file for source in self.exclude(file="")]
        result = super().delete()
        _forget(files)
        return result


class SourceFiles(FileSystemStorage):
    """Stores source files in a folder that no web server serves, so a file's address is one of our views."""

    @property
    def base_location(self):
        return settings.SOURCE_FILES_ROOT

    @property
    def location(self):
        return Path(self.base_location).absolute()

    def url(self, name):
        return path_to("source-file", name)


def source_files() -> SourceFiles:
    return SourceFiles()


def kept_as(source: "Source", filename: str) -> str:
    """The name to store an upload under, based on its content and not on its original name."""
    return name_of(_read(source.file))


def may_be_kept(file) -> None:
    """Reject files that are too big or not a PDF, plain picture or plain text. Stored files were already checked."""
    if getattr(file, "_committed", False):
        return
    most = settings.SOURCE_FILE_MAX_MB
    if file.size > most * 1024 * 1024:
        raise ValidationError(f"The file is larger than {most} MB.")
    try:
        ending_of(_read(file))
    except NotKept as reason:
        raise ValidationError(str(reason)) from reason


def _read(file) -> bytes:
    file.seek(0)
    data = file.read()
    file.seek(0)
    return data


def _forget(files: list) -> None:
    """Delete files from disk after the transaction commits, unless another source uses the same file."""
    for file in files:
        if not Source.objects.filter(file=file.name).exists():
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))


class Source(Loaded):
    """Where a fact comes from. One of our articles becomes a source when a finding in it is accepted."""

    kind = models.CharField(max_length=12, choices=SourceKind.choices, default=SourceKind.REPORT)
    title = models.CharField(max_length=300, help_text="What readers may look up: a headline, a document's name.")
    publisher = models.CharField(max_length=200, blank=True, help_text="Outlet, court or agency.")
    date = PartialDateField(blank=True, help_text="When it was published or filed, as precisely as you know.")
    url = models.URLField("address", max_length=500, blank=True)
    locator = models.CharField(max_length=100, blank=True, help_text="Page, paragraph or time code: “p. 4”, “¶ 12”.")
    quotation = models.CharField(
        max_length=500, blank=True, help_text="The words that state it, verbatim and short, without quotation marks."
    )
    file = models.FileField(
        storage=source_files,
        upload_to=kept_as,
        blank=True,
        max_length=120,
        validators=[may_be_kept],
        help_text="If we may keep a copy: a PDF, a picture or plain text.",
    )
    sha256 = models.CharField("SHA-256 of the file", max_length=64, blank=True, editable=False)
    file_may_be_shown = models.BooleanField(
        "readers may have the file", default=False, help_text="Only if the rights and the court allow it."
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(file="", sha256="") | (~models.Q(file="") & ~models.Q(sha256="")),
                name="source_file_has_a_hash",
            ),
            partial_date_check("date", "source_date_is_a_partial_date"),
        ]

    def __str__(self):
        where = f"{self.title} ({self.locator})" if self.locator else self.title
        return ", ".join(part for part in (where, self.publisher) if part)

    def save(self, *args, **kwargs):
        before = Source.objects.filter(pk=self.pk).exclude(file="").first() if self.pk else None
        self._fill_in()
        super().save(*args, **kwargs)
        if before and before.file.name != self.file.name:
            _forget([before.file])

    def delete(self, *args, **kwargs):
        files = [self.file] if self.file else []
        result = super().delete(*args, **kwargs)
        _forget(files)
        return result

    def _fill_in(self):
        """Set the hash of a new file, or clear it if there is no file."""
        if self.file and not self.file._committed:
            self.sha256 = hash_of(_read(self.file))
        self.sha256 = self.sha256 if self.file else ""

    def clean(self):
        self._fill_in()

    @property
    def is_cited(self) -> bool:
        """Whether any fact, public or not, cites this source."""
        return any(getattr(self, relation.get_accessor_name()).exists() for relation in citing())

    @property
    def file_name(self) -> str:
        """The name of the file when a reader downloads it."""
        return f"{slugify(self.title)[:60].strip('-') or 'source'}.{self._ending}"

    @property
    def file_type(self) -> tuple[str, str]:
        """The file's type for browsers, and its name for readers, such as “PDF”."""
        return TYPES[self._ending]

    @property
    def _ending(self) -> str:
        return self.file.name.rpartition(".")[2]

    @property
    def file_for_readers(self) -> str:
        """The address of the file if it may be shown, else “”. Any fact shown with it on a page is public."""
        return self.file.url if self.file and self.file_may_be_shown else ""
