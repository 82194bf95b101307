import secrets
from pathlib import PurePath

from django.core.validators import FileExtensionValidator
from django.db import models

KINDS = ["jpg", "jpeg", "png", "webp"]


def picture_path(picture: "Picture", filename: str) -> str:
    """A name of ours, so that an upload's name never reaches the disk or a page."""
    return f"pictures/{secrets.token_hex(8)}{PurePath(filename).suffix.lower()}"


class Picture(models.Model):
    title = models.CharField(max_length=150, help_text="For the desk only: what to look for in lists.")
    file = models.ImageField(
        upload_to=picture_path,
        width_field="width",
        height_field="height",
        validators=[FileExtensionValidator(KINDS)],
        help_text="JPEG, PNG or WebP.",
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        "alternative text", max_length=300, help_text="What it shows, for readers who do not see it."
    )
    credit = models.CharField(max_length=200, help_text="Shown wherever the picture is: “Photo: A. Sample”.")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(credit=""), name="picture_has_a_credit"),
            models.CheckConstraint(condition=~models.Q(alt=""), name="picture_has_alternative_text"),
        ]

    def __str__(self):
        return self.title
