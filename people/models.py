"""Who: people, the other names they go by, and organizations."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from dates.fields import PartialDateField, partial_date_check
from people.names import sort_name
from people.visibility import NAMES_ORGANIZATIONS
from web.addresses import path_to
from web.models import Loaded
from web.slugs import unique_slug


class PersonQuerySet(models.QuerySet):
    def published(self):
        """People whose page readers may see."""
        return self.filter(is_public=True)

    def with_names(self):
        return self.prefetch_related("other_names")


class Person(Loaded):
    name = models.CharField(
        "display name", max_length=200, help_text="As your outlet writes it: “Hannah Gutierrez Reed”."
    )
    slug = models.SlugField(
        max_length=100, unique=True, blank=True, help_text="The address. Leave blank to use the name."
    )
    sort_name = models.CharField(
        max_length=200,
        blank=True,
        db_index=True,
        help_text="For lists: “Gutierrez Reed, Hannah”. Leave blank for a guess.",
    )
    description = models.CharField(
        max_length=250, blank=True, help_text="Who, in a few neutral words: “cinematographer of Rust”."
    )
    born = PartialDateField(blank=True)
    died = PartialDateField(blank=True, help_text="Legal review protects the living: enter this once it is known.")
    is_public = models.BooleanField(
        "public",
        default=False,
        help_text="Readers see this person's page.",
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        indexes = [models.Index(fields=["sort_name", "id"], name="person_by_sort_name")]
        verbose_name_plural = "people"
        permissions = [("publish_person", "Can make people public and change what readers see of them")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
            partial_date_check("born", "person_born_is_a_partial_date"),
            partial_date_check("died", "person_died_is_a_partial_date"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        former = PersonMerge.objects.active()
        self.slug = self.slug or unique_slug(Person, self.name, fallback="person", former=former)
        self.sort_name = self.sort_name or sort_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("person", self.slug)

    def clean(self):
        former = PersonMerge.objects.active().filter(slug=self.slug).select_related("into").first()
        if self.slug and former:
            leads = f"This address leads to {former.into}, whom {former.name} was merged into. Choose another."
            raise ValidationError({"slug": leads})

    @property
    def has_page(self) -> bool:
        """Whether readers may see this person's page, as `published()` says in SQL."""
        return self.is_public

    @property
    def names(self) -> list[str]:
        """The display name, then every other name."""
        return [self.name, *(other.name for other in self.other_names.all())]


class OtherName(Loaded):
    class Kind(models.TextChoices):
        CHARGED = "charged", "as charged"
        CREDITED = "credited", "as credited"
        ALSO = "also", "also known as"
        FORMER = "former", "former name"
        MISSPELT = "misspelt", "misspelt so"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="other_names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALSO)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="other_name_once_a_person")]

    def __str__(self):
        return f"{self.name} ({self.get_kind_display()})"


class PersonMergeQuerySet(models.QuerySet):
    def active(self):
        """Merges that have not been undone."""
        return self.filter(undone_at__isnull=True)

    def published(self):
        """The merges whose former address leads readers on: both people were for readers."""
        public = Person.objects.published().filter(pk=models.OuterRef("into"))
        return self.active().filter(models.Exists(public), was_public=True)

    def who_is_now(self, key: int) -> int | None:
        """The key of the person whom the record with this key was merged into; None when it was not merged."""
        return self.active().filter(person_key=key).values_list("into", flat=True).first()


class PersonMerge(models.Model):
    """That one record of a person was merged into another: its former address, and all it takes to undo it."""

    into = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    person_key = models.BigIntegerField(editable=False, help_text="The key of the record that was merged.")
    name = models.CharField(max_length=200, editable=False)
    slug = models.SlugField(max_length=100, editable=False)
    was_public = models.BooleanField(editable=False)
    wrote = models.JSONField(
        encoder=DjangoJSONEncoder, editable=False, help_text="Rows moved, dropped, filled in and created."
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "merge"

    def __str__(self):
        return f"{self.name}, merged into {self.into}"


class DistinctPeople(models.Model):
    """That two people whose names are alike were said not to be the same."""

    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_from")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="distinct_to")
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "note of two different people"
        verbose_name_plural = "notes of two different people"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_people_said_once"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="distinct_people_are_two"),
        ]

    def __str__(self):
        return f"{self.one} is not {self.other}"


class OrganizationQuerySet(models.QuerySet):
    def published(self):
        """The organizations that a page names: with a part in a public case or a credit on a public film."""
        named = models.Q(pk__in=[])
        for public_rows in NAMES_ORGANIZATIONS:
            rows = public_rows().filter(organization=models.OuterRef("pk"))
            named |= models.Q(models.Exists(rows.order_by()))
        return self.filter(named)


class Organization(Loaded):
    name = models.CharField(max_length=200, unique=True)
    description = models.CharField(max_length=250, blank=True, help_text="What it is, in a few neutral words.")

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
