"""PartialDateField: a partial date in one column that sorts, filters by prefix and exports as it is."""

from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from dates.value import HELP, PATTERN, PartialDate

_read = lru_cache(maxsize=4096)(PartialDate.parse)  # a long history has the same days again and again


def to_partial_date(value: object) -> PartialDate | None:
    """A PartialDate from what a form, a fixture or the database gives; ValidationError when it is none."""
    if value in (None, "") or isinstance(value, PartialDate):
        return value or None
    try:
        return _read(str(value).strip())
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


class PartialDateFormField(forms.CharField):
    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", HELP)
        super().__init__(**{**kwargs, "max_length": 10, "strip": True})
        self.widget.attrs.update({"size": 24, "placeholder": "2024 or 2024-03-07", "autocomplete": "off"})

    def to_python(self, value):
        return to_partial_date(super().to_python(value))

    def run_validators(self, value):
        """The length is that of the text."""
        super().run_validators(str(value) if value else "")

    def prepare_value(self, value):
        return "" if value is None else str(value)

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "").strip()


class PartialDateField(models.CharField):
    """Holds `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None where blank. Pair it with `partial_date_check()`."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        if kwargs.get("blank"):
            kwargs["null"] = True
        kwargs.setdefault("help_text", HELP)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return _read(value) if value else None

    def to_python(self, value):
        return to_partial_date(value)

    def get_prep_value(self, value):
        value = str(value) if isinstance(value, PartialDate) else value
        return super(models.CharField, self).get_prep_value(value or None)

    def get_db_prep_save(self, value, connection):
        """What is written must be in the calendar; the column's check knows only its shape."""
        return super().get_db_prep_save(to_partial_date(value), connection)

    def value_to_string(self, obj):
        return str(self.value_from_object(obj) or "")

    def run_validators(self, value):
        super().run_validators(str(value) if value else value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


def partial_date_check(field: str, name: str) -> models.CheckConstraint:
    """A named constraint that lets only partial dates (or nothing) into the column `field`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__regex": PATTERN}), name=name
    )
