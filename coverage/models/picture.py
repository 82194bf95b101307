"""Pictures: credits, rights, and the renditions that readers get."""

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator, MaxValueValidator
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.functional import cached_property

from coverage.pictures import store
from coverage.pictures.sizes import FALLBACK, SOCIAL_NAME, TYPES, Shape
from dates.clocks import gate_now

KINDS = ["jpg", "jpeg", "png", "webp"]
PERCENT = [MaxValueValidator(100)]


def picture_path(picture: "Picture", filename: str) -> str:
    return store.new_name(PurePath(filename).suffix.lower()[1:])


def within_rights(path: str = "") -> models.Q:
    """Pictures that may be shown now. `path` is the lookup that leads to them, such as `picture__`."""
    now = gate_now()
    begun = models.Q(**{f"{path}rights_from__isnull": True}) | models.Q(**{f"{path}rights_from__lte": now})
    return begun & (models.Q(**{f"{path}rights_until__isnull": True}) | models.Q(**{f"{path}rights_until__gt": now}))


class PictureQuerySet(models.QuerySet):
    def published(self):
        """Pictures that readers may see: their rights are current and something public uses them."""
        uses = [
            models.Exists(field.related_model.objects.published().filter(**{field.field.name: models.OuterRef("pk")}))
            for field in (self.model.articles.rel, self.model.films.rel)
        ]
        return self.filter(within_rights()).filter(uses[0] | uses[1])

    def named(self, token: str):
        """The picture whose file has this token in its name, whatever its type."""
        return self.filter(file__in=[f"{store.FOLDER}/{token}.{kind}" for kind in KINDS])


@dataclass(frozen=True)
class Rendition:
    url: str
    width: int
    height: int
    type: str


class Picture(models.Model):
    title = models.CharField(max_length=150, help_text="For the desk only: what to look for in lists.")
    file = models.ImageField(
        upload_to=picture_path,
        width_field="width",
        height_field="height",
        db_index=True,
        validators=[FileExtensionValidator(KINDS)],
        help_text="JPEG (up to 50 megapixels), PNG or WebP (25), up to 40 MB. Kept at up to 3,000 pixels, upright, "
        "in sRGB, without place, camera and other metadata; keep the original yourself.",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    is_clean = models.BooleanField(editable=False, default=False, help_text="We re-encoded the file.")
    made = models.CharField(
        max_length=60, editable=False, blank=True, help_text="The folder of its renditions; empty before they are made."
    )
    focal_x = models.PositiveSmallIntegerField(
        "focal point, across", default=50, validators=PERCENT, help_text="Percent from the left."
    )
    focal_y = models.PositiveSmallIntegerField(
        "focal point, down", default=50, validators=PERCENT, help_text="Percent from the top. No crop loses this point."
    )
    alt = models.CharField(
        "alternative text",
        max_length=300,
        help_text="What it shows, for readers who do not see it. An article or film can say it in its own words.",
    )
    credit = models.CharField(max_length=200, help_text="Shown wherever the picture is: “Photo: A. Sample”.")
    copyright_notice = models.CharField(max_length=200, blank=True, help_text="“© 2024 Sample Agency”")
    license = models.CharField(max_length=200, blank=True, help_text="What we may do with it: “CC BY 4.0”, “one year”.")
    rights_from = models.DateTimeField(
        "may be shown from", null=True, blank=True, db_index=True, help_text="Leave blank for no limit."
    )
    rights_until = models.DateTimeField(
        "may be shown until",
        null=True,
        blank=True,
        db_index=True,
        help_text="From this time on, no page, feed or file shows it. Leave blank for no limit.",
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(credit=""), name="picture_has_a_credit"),
            models.CheckConstraint(condition=~models.Q(alt=""), name="picture_has_alternative_text"),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="picture_focal_point_is_in_percent"
            ),
            models.CheckConstraint(
                condition=models.Q(rights_from__isnull=True)
                | models.Q(rights_until__isnull=True)
                | models.Q(rights_until__gt=models.F("rights_from")),
                name="picture_rights_end_after_they_begin",
                violation_error_message="The end of the period must be after its beginning.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Delete a replaced file once the change is committed."""
        before = Picture.objects.filter(pk=self.pk).values_list("file", flat=True).first() if self.pk else ""
        super().save(*args, **kwargs)
        if before and before != self.file.name:
            transaction.on_commit(partial(store.forget, before), robust=True)

    def used_as(self, alt: str, *, is_decorative: bool) -> "Picture":
        """This picture with the caption and alternative text of one use of it."""
        self.spoken = "" if is_decorative else alt or self.alt
        return self

    @cached_property
    def spoken(self) -> str:
        """The alternative text; "" if the picture is decorative."""
        return self.alt

    @property
    def shape(self) -> Shape:
        return Shape(self.width, self.height, self.focal_x, self.focal_y)

    @property
    def is_off_center(self) -> bool:
        return (self.focal_x, self.focal_y) != (50, 50)

    @property
    def token(self) -> str:
        return store.token_of(self.file.name)

    @property
    def to_make(self) -> str:
        """The set of renditions it should have; `made` is the one it has."""
        return f"{self.token}/{self.shape.key}"

    @property
    def has_renditions(self) -> bool:
        """Whether there is a set for this file. It may be for an earlier focal point until the new one is made."""
        return self.made.startswith(f"{self.token}/")

    def url_of(self, name: str) -> str:
        return f"{settings.MEDIA_URL}{store.FOLDER}/{self.made}/{name}"

    def srcset(self, suffix: str) -> str:
        """Every width of one format. Uses neither the database nor the disk."""
        folder = self.url_of("")
        return ", ".join(f"{folder}{width}.{suffix} {width}w" for width in self.shape.widths)

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The type and srcset of the formats a browser may choose from; [] until the renditions are made."""
        return [(t, self.srcset(s)) for s, t in TYPES.items() if s != FALLBACK] if self.has_renditions else []

    @property
    def fallback_srcset(self) -> str:
        return self.srcset(FALLBACK)

    @property
    def fallback(self) -> str:
        """The URL for browsers without srcset: a JPEG of medium width, or the file itself."""
        return self.url_of(f"{self.shape.fallback_width}.{FALLBACK}") if self.has_renditions else self.file.url

    @property
    def social(self) -> Rendition:
        """The image other sites show with a link: a 1200 × 630 JPEG around the focal point, or the file itself."""
        if self.has_renditions:
            return Rendition(self.url_of(SOCIAL_NAME), *self.shape.social_size, "image/jpeg")
        suffix = PurePath(self.file.name).suffix[1:]
        return Rendition(self.file.url, self.width, self.height, f"image/{suffix.replace('jpg', 'jpeg')}")


@receiver(post_delete, sender=Picture)
def _forget_files(sender, instance, **kwargs):
    transaction.on_commit(partial(store.forget, instance.file.name), robust=True)


RIGHTS = "{}_in_rights"  # the attribute with the picture of a field, if it may be shown


def with_shown(queryset: models.QuerySet, field: str) -> models.QuerySet:
    """Join the picture in `field` if its rights are current, without another query."""
    alias = RIGHTS.format(field)
    join = models.FilteredRelation(field, condition=within_rights(f"{field}__"))
    looked = {f"{alias}_looked": models.Value(True)}  # Django leaves no trace of a join that found nothing
    return queryset.annotate(**{alias: join}, **looked).select_related(alias)


def shown(use: models.Model, field: str) -> Picture | None:
    """The picture in `field` of `use` if it may be shown, with this use's caption; needs `with_shown`.

    If the join was forgotten, this costs a query, but it never shows a picture whose rights have ended.
    """
    alias = RIGHTS.format(field)
    if f"{alias}_looked" in use.__dict__:
        picture = use.__dict__.get(alias)
    else:
        picture = Picture.objects.filter(within_rights(), pk=getattr(use, f"{field}_id")).first()
    alt, decorative = getattr(use, f"{field}_alt"), getattr(use, f"{field}_is_decorative")
    return picture and picture.used_as(alt, is_decorative=decorative)
