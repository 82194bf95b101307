"""Whether readers see a row, directly or through something public that refers to it."""

from django.db import models


def reaches_readers(row: models.Model) -> bool:
    """Whether a change of a saved `row` can change a page: it is public, or a public row refers to it."""
    if _published(type(row)) and type(row).objects.published().filter(pk=row.pk).exists():
        return True
    return is_referred_to(row)


def is_referred_to(row: models.Model) -> bool:
    """Whether a row that readers see refers to `row`."""
    relations = (relation for relation in row._meta.related_objects if _published(relation.related_model))
    return any(
        relation.related_model.objects.published().filter(**{relation.field.name: row.pk}).exists()
        for relation in relations
    )


def _published(model: type[models.Model]) -> bool:
    return hasattr(getattr(model, "objects", None), "published")
