"""The chosen rows of a whole formset, loaded at once: otherwise every select of every row asks for its own."""

from collections.abc import Iterable

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.db.models import Model, QuerySet


class Chosen:
    """Answers what an autocomplete widget asks of a queryset, from rows that are loaded."""

    def __init__(self, rows: dict[str, Model]):
        self._rows = rows

    def using(self, alias):
        return self

    def filter(self, **lookup) -> list[Model]:
        (keys,) = lookup.values()
        return [row for key in keys if (row := self._rows.get(str(key)))]


class ChosenChoices:
    """What an autocomplete widget uses of the choices of its field."""

    def __init__(self, field: forms.ModelChoiceField, rows: dict[str, Model]):
        self.field, self.queryset = field, Chosen(rows)


def load_choices(rows: list[forms.Form]) -> dict[str, list]:
    """Give the selects of all `rows` their labels, one query for each field. Returns plain selects' choices."""
    offered: dict[str, list] = {}
    names = (
        [name for name, field in rows[0].fields.items() if isinstance(field, forms.ModelChoiceField)] if rows else []
    )
    for name in names:
        fields = [(row, row.fields[name]) for row in rows if name in row.fields]
        if isinstance(_inner(fields[0][1]), AutocompleteMixin):
            keys = {key for row, _ in fields for key in _keys(row[name].value())}
            loaded = {str(row.pk): row for row in fields[0][1].queryset.filter(pk__in=keys)} if keys else {}
            for _, field in fields:
                field.widget.choices = ChosenChoices(field, loaded)
        elif not fields[0][1].widget.is_hidden and not isinstance(fields[0][1], forms.ModelMultipleChoiceField):
            offered[name] = list(fields[0][1].choices)
            for _, field in fields:
                field.widget.choices = offered[name]
    return offered


def _inner(field: forms.Field) -> forms.Widget:
    return getattr(field.widget, "widget", field.widget)


def _keys(value: object) -> Iterable[str]:
    values = value if isinstance(value, list | tuple | QuerySet) else [value]
    keys = (str(getattr(key, "pk", key)) for key in values if key not in (None, ""))
    return [key for key in keys if key.isdecimal() and len(key) < 19]
