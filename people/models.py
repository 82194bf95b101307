"""Who: people, the other names they go by, and organizations."""

from django.db import models
from django.urls import reverse

from people.fields import PartialDateField, partial_date_check
from people.names import sort_name
from people.slugs import unique_slug


class PersonQuerySet(models.QuerySet):
    def published(self):
        """The people readers may see a page of."""
        return self.filter(is_public=True)

    def with_names(self):
        return self.prefetch_related("other_names")


class Person(models.Model):
    name = models.CharField(
        "display name", max_length=200, help_text="As your outlet writes it: “Hannah Gutierrez Reed”."
    )
    slug = models.SlugField(
        max_length=100, unique=True, blank=True, help_text="The address. Empty: made from the name."
    )
    sort_name = models.CharField(
        max_length=200, blank=True, db_index=True, help_text="For lists: “Gutierrez Reed, Hannah”. Empty: guessed."
    )
    description = models.CharField(
        max_length=250, blank=True, help_text="Who, in a few neutral words: “cinematographer of Rust”."
    )
    born = PartialDateField(blank=True)
    died = PartialDateField(blank=True, help_text="Legal reads protect the living: fill this in when it is known.")
    is_public = models.BooleanField(
        "public", default=False, help_text="Readers see this person's page. Leave it off until somebody has checked it."
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="person_has_a_name"),
            partial_date_check("born", "person_born_is_a_partial_date"),
            partial_date_check("died", "person_died_is_a_partial_date"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or unique_slug(Person, self.name, fallback="person")
        self.sort_name = self.sort_name or sort_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])

    @property
    def names(self) -> list[str]:
        """The display name, then every other name."""
        return [self.name, *(other.name for other in self.other_names.all())]


class OtherName(models.Model):
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


class Organization(models.Model):
    name = models.CharField(max_length=200, unique=True)
    description = models.CharField(max_length=250, blank=True, help_text="What it is, in a few neutral words.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
