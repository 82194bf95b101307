"""What a model holds of what JSON does: Django's own converters, and those that a driver would have been."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import connection

from web.asking import _django

READ = {"DateTimeField": datetime.fromisoformat, "DateField": date.fromisoformat}  # what a driver gives, of JSON's text


class Converted(dict):
    """What the converters of a column make of a value, each made once: a long history repeats its dates and flags."""

    def __init__(self, functions: list[Callable]):
        self.functions = functions

    def __getitem__(self, raw: Any) -> Any:
        try:
            return super().__getitem__(raw)
        except TypeError:  # a list or an object, already read
            return self.convert(raw)

    def __missing__(self, raw: Any) -> Any:
        value = self.convert(raw)
        if not isinstance(value, list | dict):  # rows must not share mutable values
            self[raw] = value
        return value

    def convert(self, value: Any) -> Any:
        for function in self.functions:
            value = function(value)
        return value


def converters(compiler: Any) -> list[tuple[int, list[Callable]]]:
    """For each column that needs it, what makes a model's value of what JSON holds."""
    needed = []
    for position, (column, of_django) in enumerate(_django.columns_of(compiler)):
        kind = column.output_field.get_internal_type()
        functions: list[Callable] = []
        if connection.vendor == "postgresql" and kind in READ:
            functions.append(_unless_empty(READ[kind]))
        if connection.vendor != "postgresql" or kind != "JSONField":  # there it has been read with all the rest
            functions += [_bound(function, column) for function in of_django]
        if functions:
            needed.append((position, functions))
    return needed


def _unless_empty(function: Callable) -> Callable:
    return lambda value: None if value is None else function(value)


def _bound(function: Callable, column: Any) -> Callable:
    return lambda value: function(value, column, connection)
