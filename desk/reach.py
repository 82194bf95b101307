"""Whether readers see a row, directly or through something public that refers to it."""

from collections.abc import Iterator

from django.db import models

SEEN = ("published", "promised")  # what readers see, and what they will without another decision


def reaches_readers(row: models.Model) -> bool:
    """Whether a change of a saved `row` can change a page: it is public, or a public row refers to it."""
    return any(rows.filter(pk=row.pk).exists() for rows in _seen(type(row))) or is_referred_to(row)


def is_referred_to(row: models.Model) -> bool:
    """Whether a row that readers see, or that is approved or scheduled, refers to `row`."""
    return any(
        rows.filter(**{relation.field.name: row.pk}).exists()
        for relation in row._meta.related_objects
        for rows in _seen(relation.related_model)
    )


def _seen(model: type[models.Model]) -> Iterator[models.QuerySet]:
    manager = getattr(model, "objects", None)
    return (getattr(manager, name)() for name in SEEN if hasattr(manager, name))
