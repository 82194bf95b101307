"""Slugs: short, unique, and never changed automatically."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify

from web.models import FormerAddress


def unique_slug(
    model: type[models.Model],
    text: str,
    *,
    fallback: str,
    former: models.QuerySet | None = None,
    reserved: Iterable[str] = (),
) -> str:
    """A slug made from `text` that no row of `model` has, with “-2”, “-3” … if the plain one is taken.

    It also avoids former addresses of the model's pages, the slugs of `former` rows, which redirect elsewhere, and
    those `reserved` for other pages.
    """
    base = slugify(text)[:90].strip("-") or fallback
    rows = [model._default_manager.all(), *([] if former is None else [former])]
    taken = {slug for found in rows for slug in found.filter(slug__startswith=base).values_list("slug", flat=True)}
    taken |= set(reserved) | _former_slugs(model, base)
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def _former_slugs(model: type[models.Model], base: str) -> set[str]:
    start = model(slug=base).get_absolute_url().rstrip("/")
    paths = FormerAddress.objects.filter(path__startswith=start).values_list("path", flat=True)
    return {path.rstrip("/").rpartition("/")[2] for path in paths}
