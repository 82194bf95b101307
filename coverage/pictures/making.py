"""Make the renditions of pictures and record that in their rows. Never called while a page is served."""

import logging
from enum import StrEnum
from functools import partial

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from coverage.models import Picture
from coverage.pictures import store
from coverage.pictures.uploads import Refused, clean

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    MADE = "made"
    THERE = "there already"
    CHANGED = "changed meanwhile"


def make(picture: Picture) -> Outcome:
    """Make the renditions of a picture once: a second caller waits, then finds them already made.

    A picture that was stored before uploads were cleaned is cleaned first. Raises Refused if the file is not a picture
    that this site accepts, and OSError if it cannot be read or written.
    """
    if not picture.is_clean:
        make_over(picture)
    with store.alone_with(picture.token):
        there = store.is_whole(picture.to_make, picture.shape)
        if not there:
            store.write(picture.file.name, picture.to_make, picture.shape)
        same = {name: getattr(picture, name) for name in ("pk", "file", "focal_x", "focal_y", "width", "height")}
        if not Picture.objects.filter(**same).update(made=picture.to_make):
            return Outcome.CHANGED  # whoever changed it makes the new renditions
        picture.made = picture.to_make
        store.keep_only(picture.made)
    return Outcome.THERE if there else Outcome.MADE


def make_over(picture: Picture) -> None:
    """Replace the file of a picture that was stored as uploaded with a clean one: upright, in sRGB, nothing private."""
    with picture.file.open("rb") as file:
        made = clean(file)
    picture.is_clean = True
    picture.file.save(f"picture.{made.suffix}", ContentFile(made.data, name="picture"), save=True)


def make_after_commit(picture: Picture) -> bool:
    """Make missing renditions once the row is committed; False if this site leaves that to the command."""
    if settings.RENDITIONS_AT_UPLOAD and picture.made != picture.to_make:
        transaction.on_commit(partial(_make_or_log, picture.pk), robust=True)
    return settings.RENDITIONS_AT_UPLOAD


def _make_or_log(pk: int) -> None:
    """Make the renditions; failures are logged and left to `manage.py renditions`, as the upload itself is stored."""
    picture = Picture.objects.filter(pk=pk).first()
    try:
        if picture is not None:
            make(picture)
    except (OSError, Refused):
        logger.exception("The renditions of picture %s could not be made.", pk)


def lacking() -> list[int]:
    """The pictures whose renditions are out of date, judging by the database rows alone."""
    rows = Picture.objects.order_by("pk").iterator()
    return [picture.pk for picture in rows if picture.made != picture.to_make or not picture.is_clean]


def incomplete() -> list[int]:
    """The pictures whose row is out of date or whose files are incomplete."""
    rows = Picture.objects.order_by("pk").iterator()
    return [p.pk for p in rows if p.made != p.to_make or not p.is_clean or not store.is_whole(p.made, p.shape)]
