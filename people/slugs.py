"""Addresses: short, unique, and never changed by the machine."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify


def unique_slug(model: type[models.Model], text: str, *, fallback: str, reserved: Iterable[str] = ()) -> str:
    """A slug made from `text`, with “-2”, “-3” … where the plain one is taken.

    Taken is what a row of `model` has, and what is `reserved` for another page beside its rows.
    """
    base = slugify(text)[:90].strip("-") or fallback
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)) | set(reserved)
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)
