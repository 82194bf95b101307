"""PartialDateField: a partial date in one column that sorts, filters by period and exports as it is.

A period is a day, a month or a year: a `date`, a `PartialDate`, the text of one, or an expression such as `F("date")`.
Three lookups compare a date with it. A month or a year may lie anywhere within itself, so each lookup finds what is
possible; `~Q(date__since=…)` and `~Q(date__until=…)` find what is certain.

- `date__since=period`: it may lie in the period or later. Its last possible day is not before the period's first.
- `date__until=period`: it may lie in the period or earlier. Its first possible day is not after the period's last.
- `date__overlaps=period`: it may lie in the period. Both of the above.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup

from dates.clocks import end_of, start_of
from dates.value import HELP, PATTERN, PartialDate, from_words

SIDE = re.compile(r"\{(date|period)\}")
_read = lru_cache(maxsize=4096)(PartialDate.parse)  # a long history repeats the same days


def to_partial_date(value: object) -> PartialDate | None:
    """A PartialDate from a form, fixture or database value. Raises ValidationError if it is not one."""
    if value in (None, "") or isinstance(value, PartialDate):
        return value or None
    try:
        return _read(str(value).strip())
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


class PartialDateFormField(forms.CharField):
    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", HELP)
        super().__init__(**{**kwargs, "max_length": None, "strip": True})
        self.widget.attrs.update({"size": 24, "placeholder": "2024 or 2024-03-07", "autocomplete": "off"})

    def to_python(self, value):
        return to_partial_date(from_words(super().to_python(value) or ""))

    def run_validators(self, value):
        """Validate the length of the text."""
        super().run_validators(str(value) if value else "")

    def prepare_value(self, value):
        return "" if value is None else str(value)

    def has_changed(self, initial, data):
        return str(initial or "") != str(data or "").strip()


class PartialDateField(models.CharField):
    """Holds `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None if blank. Pair it with `partial_date_check()`."""

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
        """Only real dates are written; the column's check constraint knows only the format."""
        return super().get_db_prep_save(to_partial_date(value), connection)

    def value_to_string(self, obj):
        return str(self.value_from_object(obj) or "")

    def run_validators(self, value):
        super().run_validators(str(value) if value else value)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class _PeriodLookup(Lookup):
    def get_prep_lookup(self):
        return self.rhs if hasattr(self.rhs, "resolve_expression") else str(self.rhs)

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        sides = {"date": lhs, "period": rhs}
        params = [lhs_params if side == "date" else rhs_params for side in SIDE.findall(self.template)]
        return self.template.format(**sides), list(chain.from_iterable(params))


@PartialDateField.register_lookup
class Since(_PeriodLookup):
    lookup_name = "since"
    # The period is cut to the precision of the date. The first comparison alone is one that an index can be entered by.
    template = "({date} >= substr({period}, 1, 4) AND {date} >= substr({period}, 1, length({date})))"


@PartialDateField.register_lookup
class Until(_PeriodLookup):
    lookup_name = "until"
    template = "{date} <= ({period} || '-99')"  # after every date that begins with the period


@PartialDateField.register_lookup
class Overlaps(_PeriodLookup):
    lookup_name = "overlaps"
    template = f"({Since.template} AND {Until.template})"


def partial_date_check(field: str, name: str) -> models.CheckConstraint:
    """A named constraint that lets only partial dates (or nothing) into the column `field`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__regex": PATTERN}), name=name
    )


def happened_by(field: str, day: date, *, recorded: str = "") -> models.Q:
    """`PartialDate.has_happened_by()` for the column `field`: it had certainly happened by the end of `day`.

    `recorded` names the column with the time it was recorded. Without it, a month or a year counts from its last day.
    """
    ended = models.Q(**{f"{field}__until": day}) & ~models.Q(**{f"{field}__since": day + timedelta(days=1)})
    if not recorded:
        return ended
    for period in (PartialDate(day.year), PartialDate(day.year, day.month)):
        within = {f"{recorded}__gte": start_of(period.first), f"{recorded}__lte": end_of(day)}
        ended |= models.Q(**{field: str(period)}, **within)
    return ended
