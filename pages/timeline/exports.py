"""The timeline as data: CSV, JSON and TimelineJS JSON, filtered like the page, at most MOST entries at a time.
JSON continues in `next`, CSV in the Link header. TimelineJS has no paging: limit it by a period.
"""

import csv
from dataclasses import replace
from io import StringIO

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from dates.clocks import read_clocks
from pages.timeline.ahead import with_ahead
from pages.timeline.entries import LANES, Entry, key_text, parse_key
from pages.timeline.filters import TimelineFilter
from web.addresses import absolute_url
from web.csv import cell
from web.paging import query_without

MOST = 500
MARK = "\ufeff"  # without it Excel reads the file by the machine's own code page and breaks every curly quote
COLUMNS = ["date", "line", "title", "about", "charges", "note", "sources", "coming", "retracted", "url", "permalink"]


class Unread(ValueError):
    """Parts of the query are invalid; one line for each."""


@require_safe
def timeline_csv(request):
    try:
        found, following = _asked(request)
    except Unread as error:
        return _refusal(error)
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    rows.writerows([cell(value) for value in _row(entry)] for entry in found)
    response = HttpResponse(f"{MARK}{text.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="timeline.csv"'
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@require_safe
def timeline_json(request):
    try:
        found, following = _asked(request)
    except Unread as error:
        return _refusal(error)
    return _json({"entries": [_entry_values(entry) for entry in found], "next": following or None})


@require_safe
def timeline_js(request):
    """What TimelineJS reads (timeline.knightlab.com/docs/json-format.html). Its texts are HTML, so all is escaped."""
    try:
        found, _ = _asked(request)
    except Unread as error:
        return _refusal(error)
    return _json({"scale": "human", "events": [_event(entry) for entry in found]})


def _asked(request: HttpRequest) -> tuple[list[Entry], str]:
    """The requested entries, and the URL of the next page; "" at the end."""
    chosen, clocks = TimelineFilter(request.GET), read_clocks(request.GET)
    selection = replace(chosen.selection(), clocks=clocks)
    wrong = [f"{name}: {error}" for name, errors in chosen.errors.items() for error in errors]
    if wrong or clocks.errors:
        raise Unread("\n".join([*wrong, *clocks.errors]))
    found, following = with_ahead(selection, limit=MOST, after=parse_key(request.GET.get("after", "")))
    if following is None:
        return found, ""
    return found, absolute_url(f"{request.path}?{query_without(request.GET, 'after', after=key_text(following))}")


def _refusal(error: Unread) -> HttpResponse:
    return HttpResponseBadRequest(f"{error}\n", content_type="text/plain; charset=utf-8")


def _json(data: dict) -> JsonResponse:
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"  # what is public here may be shown on any page
    return response


def _permalink(entry: Entry) -> str:
    address = absolute_url(entry.permalink)
    return address if "#" in address else f"{address}#{entry.anchor}"


def _charges(entry: Entry) -> list[str]:
    return [f"{charge.party.who}, {charge.offense}" for charge in entry.charges]


def _source(source) -> dict:
    url = source.article.get_absolute_url() if getattr(source, "article", None) else source.url
    date = str(source.date) if source.date else ""
    return {"title": source.title, "publisher": source.publisher, "date": date, "url": absolute_url(url)}


def _entry_values(entry: Entry) -> dict:
    """An entry for JSON. The reason of a retraction is for editors, so it is not here."""
    return {
        "id": entry.anchor,
        "date": str(entry.date),
        "line": entry.lane,
        "title": entry.title,
        "about": entry.about,
        "language": entry.language,
        "charges": _charges(entry),
        "note": entry.note,
        "sources": [_source(source) for source in entry.sources],
        "coming": entry.is_coming,
        "retracted": entry.retracted_at.isoformat() if entry.retracted_at else None,
        "url": absolute_url(entry.url),
        "permalink": _permalink(entry),
    }


def _row(entry: Entry) -> list[str]:
    values = _entry_values(entry)
    sources = [" ".join(filter(None, [source["title"], source["url"]])) for source in values["sources"]]
    words = {"charges": "; ".join(values["charges"]), "sources": "; ".join(sources)}
    words |= {"coming": "yes" if values["coming"] else "no", "retracted": values["retracted"] or ""}
    return [str((values | words)[name]) for name in COLUMNS]


def _event(entry: Entry) -> dict:
    """An event of TimelineJS. A date has the parts that are known and no others."""
    parts = {"year": entry.date.year, "month": entry.date.month, "day": entry.date.day}
    retracted = ["Retracted: this no longer stands."] if entry.retracted_at else []
    lines = [*retracted, entry.about, *_charges(entry), entry.note, *(source.title for source in entry.sources)]
    text = format_html_join("", "<p>{}</p>", ((line,) for line in lines if line))
    return {
        "unique_id": entry.anchor,
        "group": LANES[entry.lane],
        "start_date": {name: part for name, part in parts.items() if part},
        "text": {
            "headline": format_html('<a href="{}">{}</a>', absolute_url(entry.url), entry.title),
            "text": text,
        },
    }
