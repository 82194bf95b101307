"""What accepting a finding wrote, stored with the decision so that it can be undone.

A decision's `wrote` is a list of [model, key, values]. For a row that was created, these are the values as written,
which show later whether someone has changed it. For the finding itself, they are what it was matched with before.
"""

from django.apps import apps
from django.db import models

from coverage.models import Finding

# What a finding was matched with or became: its nullable foreign keys, except for who decided about it.
MATCHES = [f.attname for f in Finding._meta.concrete_fields if f.many_to_one and f.null and f.name != "decided_by"]
# A quote follows its words when the text is edited, and everything attached to an article has the article's date.
KEPT_BY_US = {"spans", "starts", "anchor_state", "published_at"}


class Written:
    """Records what is written while one finding is accepted."""

    def __init__(self, finding: Finding):
        self._finding = [Finding._meta.label_lower, finding.pk, {name: getattr(finding, name) for name in MATCHES}]
        self._rows: list[models.Model] = []

    def made(self, row: models.Model) -> None:
        self._rows.append(row)

    def link(self, model: type[models.Model], *, defaults: dict | None = None, **ends) -> None:
        """Link two rows unless they are already linked."""
        row, is_new = model._default_manager.get_or_create(**ends, defaults=defaults)
        if is_new:
            self.made(row)

    def as_json(self) -> list[list]:
        return [self._finding, *([row._meta.label_lower, row.pk, values(row)] for row in self._rows)]


def values(row: models.Model) -> dict:
    """Return a row's values in a form that JSON can store and compare."""
    fields = [field for field in row._meta.concrete_fields if field.attname not in KEPT_BY_US]
    return {field.attname: field.value_to_string(row) for field in fields}


def model_of(label: str) -> type[models.Model]:
    return apps.get_model(label)
