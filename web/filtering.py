"""Filters of lists. One filter set drives a page's form, the API and the CSV file.

Every choice is part of the URL, offers only public rows, and can be removed separately. The options of all filters
of a list cost one query. A select with thousands of options becomes a text field with suggestions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db.models import F, Model, QuerySet
from django.http import QueryDict
from drf_spectacular.utils import extend_schema_field

from dates.clocks import end_of, start_of
from dates.fields import PartialDateFormField
from dates.value import PATTERN, PartialDate
from web.asking import Prepared
from web.paging import Page, query_without
from web.rows import find_rows

FEW = 40  # the most options of a select
MOST_COUNTED = 1000
PLACES = ("after", "at")  # where in a list a reader is
LONGEST = 200  # the most characters of a search text
Options = list[tuple[str, str]]


class Suggest(forms.TextInput):
    """A select if there are few options; otherwise a text field that suggests the first ones."""

    template_name = "_partials/suggest.html"
    options: Callable[[], Options] = list
    every = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = self.options()
        is_select = len(options) <= FEW and (not value or any(value == address for address, _ in options))
        if is_select:
            context["widget"]["attrs"].pop("maxlength", None)  # a select has none
        return context | {"options": options[:FEW], "is_select": is_select, "every": self.every, "value": value or ""}


class AddressField(forms.CharField):
    """A public row, by its slug or name."""

    widget = Suggest

    def __init__(self, *, find, what="", **kwargs):
        super().__init__(max_length=LONGEST, **kwargs)
        self.find, self.what = find, what or self.label.lower()

    def clean(self, value):
        """The matching row, or None if nothing was typed. Raises ValidationError if none or several match."""
        text = super().clean(value)
        if not text:
            return None
        found = self.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            several = f"Several are called “{text[:60]}” here. Take the end of the address of the one you mean."
            raise ValidationError(several, code="several")
        raise ValidationError(f"There is no {self.what} “{text[:60]}” here.", code="unknown")


@extend_schema_field(str)
class ByAddress(django_filters.Filter):
    """Filters by one of `among()`, found by the text in its column `address` or by its `title`.

    If titles are not unique, `shown` is an expression for the full name.
    """

    field_class = AddressField

    def __init__(
        self,
        field_name=None,
        *,
        among: Callable[[], QuerySet],
        address="slug",
        title="title",
        order="",
        shown=None,
        **kwargs,
    ):
        kwargs.setdefault("help_text", "")
        super().__init__(field_name, find=self.find, **kwargs)
        self.among, self.address, self.title, self.order = among, address, title, order or title
        self.shown = shown or F(title)

    def find(self, text: str) -> list[Model]:
        """The matching rows, at most two: the one with this address, or those with this name."""
        return find_rows(
            self.among().annotate(shown=self.shown), text, address=self.address, names=(self.title, "shown")
        )

    def options(self) -> QuerySet:
        """The first options in their order, as addresses and titles."""
        first = self.among().order_by(self.order, "pk").annotate(shown=self.shown)
        return first.values_list(self.address, "shown")[: FEW + 1]


@extend_schema_field({"type": "string", "pattern": PATTERN})
class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateFormField

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("help_text", "")
        super().__init__(*args, **kwargs)


class Since(PartialDateFilter):
    """From a day, month or year on."""

    def filter(self, rows, value):
        return rows.filter(**{f"{self.field_name}__since": value}) if value else rows


class Until(PartialDateFilter):
    """Up to the end of a day, month or year."""

    def filter(self, rows, value):
        return rows.filter(**{f"{self.field_name}__until": value}) if value else rows


class SinceMoment(PartialDateFilter):
    """The same for a datetime column, in the site's time zone."""

    def filter(self, rows, value):
        return rows.filter(**{f"{self.field_name}__gte": start_of(value.first)}) if value else rows


class UntilMoment(PartialDateFilter):
    def filter(self, rows, value):
        return rows.filter(**{f"{self.field_name}__lte": end_of(value.last)}) if value else rows


class TextFilter(django_filters.CharFilter):
    """Searches for words, up to a length that anyone would type."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"lookup_expr": "icontains", "max_length": LONGEST, **kwargs})


@dataclass(frozen=True)
class Active:
    """One active filter, with the query string that removes it."""

    label: str
    value: str
    query: str

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class Filters(django_filters.FilterSet):
    """The filters of a list. An invalid value gets a message beside its field and filters nothing."""

    noun = ("row", "rows")
    uncounted: tuple[str, ...] = ()  # filters under which even a bounded count would read the whole table

    @property
    def form(self):
        if not hasattr(self, "_form"):
            for name, field in super().form.fields.items():
                if isinstance(field.widget, Suggest):
                    field.widget.every = f"Every {field.what}"
                    field.widget.options = lambda name=name: self.options.get(name, [])
        return self._form

    def __init__(self, data: QueryDict | None = None, queryset: QuerySet | None = None, **kwargs: Any):
        """Without a queryset there are no rows: the caller passes what the gate lets through."""
        super().__init__(data, self._meta.model._default_manager.none() if queryset is None else queryset, **kwargs)

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        cls.asked = Prepared(cls.questions)

    @classmethod
    def questions(cls) -> dict[str, QuerySet]:
        """Querysets of the first options of every `ByAddress` filter, for a page that queries them with its rows."""
        return {name: by.options() for name, by in cls.base_filters.items() if isinstance(by, ByAddress)}

    def take_options(self, answers: dict[str, list]) -> None:
        """Use the rows that answer `questions()` as options."""
        self._options: dict[str, Options] = {
            name: sorted(rows, key=lambda row: (row[1].casefold(), row[0])) for name, rows in answers.items()
        }

    @property
    def options(self) -> dict[str, Options]:
        """The first options of every `ByAddress` filter, from one query."""
        if not hasattr(self, "_options"):
            self.take_options(self.asked())
        return self._options

    @property
    def is_plain(self) -> bool:
        """Whether no filter is set."""
        return not any(self.data.get(name) for name in self.filters)

    @property
    def active(self) -> list[Active]:
        """The valid choices, in the order of the form."""
        return [
            Active(self.form.fields[name].label, self._said(name, value), query_without(self.data, name, *PLACES))
            for name, value in self.chosen.items()
            if value not in EMPTY_VALUES
        ]

    @property
    def chosen(self) -> dict[str, object]:
        """The valid values by name."""
        self.form.is_valid()
        return self.form.cleaned_data

    def _said(self, name: str, value: object) -> str:
        if isinstance(value, PartialDate):
            return value.reader
        choices = getattr(self.form.fields[name], "choices", ())
        return next((str(label) for key, label in choices if key == value), str(value))

    @property
    def row_filter(self) -> Callable[[list[int]], set[int]] | None:
        """A function that takes keys and returns the ones to keep, for a filter that SQL cannot express; None for
        most lists.
        """
        return None

    def order(self, key: tuple[str, ...]) -> tuple[str, ...]:
        """The paging key of the filtered list, instead of the whole list's."""
        return key

    @property
    def query(self) -> str:
        """The query string of the filters, without the page."""
        return query_without(self.data, *PLACES)

    def found(self, page: Page) -> str:
        """“12 articles” or “more than 1,000 articles”; "" where telling it would cost more than the page."""
        if not page.is_first:
            return ""
        if not page.next_query:
            return self._counted(len(page.rows))
        asked = {name for name in self.data if self.data.get(name)}
        if self.row_filter or not self.active or asked & set(self.uncounted):
            return ""
        return self._counted(self.qs.prefetch_related(None).order_by().values("pk")[: MOST_COUNTED + 1].count())

    def _counted(self, number: int) -> str:
        if number > MOST_COUNTED:
            return f"more than {MOST_COUNTED:,} {self.noun[1]}"
        return f"{number:,} {self.noun[number != 1]}"
