"""Lists as CSV: the same filters and the same gate as the page, row by row, safe to open in a spreadsheet.

RFC 4180 with a header row, in UTF-8 with a byte order mark: without it, Excel reads the file by the machine's own code
page and breaks every curly quote. A cell that a spreadsheet would take for a formula gets an apostrophe before it, the
sign by which spreadsheets know text.
"""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from web.asking import Listing
from web.filtering import Filters

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CHUNK = 500
TYPE = "text/csv; charset=utf-8"
Columns = dict[str, Callable[[Any], object]]


class Line:
    """A file-like object for csv.writer that returns each line instead of storing it."""

    def write(self, line: str) -> str:
        return line


def cell(value: object) -> str:
    """The text of a cell: ISO form for partial dates, joined parts for lists, and an apostrophe before formulas."""
    if isinstance(value, list | tuple | QuerySet):
        value = "; ".join(str(part) for part in value)
    text = "" if value is None else str(value)
    # Some spreadsheets ignore spaces before a formula.
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def lines(rows: Iterator[Any], columns: Columns) -> Iterator[str]:
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow(columns)
    for _, row in zip(range(settings.CSV_ROWS), rows, strict=False):
        yield writer.writerow([cell(value(row)) for value in columns.values()])


def csv_response(filters: Filters, *, key: tuple[str, ...], columns: Columns, name: str) -> HttpResponseBase:
    """The filtered list as a file. Responds 400 with a message if a filter is invalid, because a file has no form."""
    if not filters.is_valid():
        wrong = [f"{name}: {' '.join(errors)}" for name, errors in filters.errors.items()]
        return HttpResponse("\n".join(wrong) + "\n", status=400, content_type="text/plain; charset=utf-8")
    rows = Listing(key=filters.order(key), size=CHUNK).every_row(filters.qs, row_filter=filters.row_filter)
    response = StreamingHttpResponse((line.encode() for line in lines(rows, columns)), content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
