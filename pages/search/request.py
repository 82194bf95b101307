"""A search request: parsed from a URL, and written back into one."""

from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone

from coverage.search.positions import LAST, SECOND, Kind, first_of
from coverage.search.query import LONGEST, Query, Scope, read
from coverage.search.rows import names_of
from dates.fields import PartialDateFormField
from web.filtering import Active
from web.paging import query_without

KINDS = {"article": "Articles", "person": "People", "case": "Cases", "film": "Films", "quote": "Quotes"}
SORTS = {"relevance": "Best match", "newest": "Newest"}


class DatesForm(forms.Form):
    since = PartialDateFormField(required=False, label="Published since", help_text="")
    until = PartialDateFormField(required=False, label="Published until", help_text="")


class Ask:
    """A search as a reader requested it. Invalid values are ignored or reported in the form."""

    def __init__(self, params: QueryDict):
        self.params = params
        self.text = " ".join("".join(c if c.isprintable() else " " for c in params.get("q", "")).split())[:LONGEST]
        self.query: Query = read(self.text)
        self.kind = params.get("type") if params.get("type") in KINDS else ""
        self.is_newest = params.get("sort") == "newest"
        self.dates = DatesForm(params or {})
        self.dates.is_valid()
        self.film, self.case = (params.get(name, "").replace("\0", "")[:100] for name in ("film", "case"))
        self.named = names_of(self.film, self.case)
        self.after = params.get("after", "")

    @property
    def is_first(self) -> bool:
        return bool(self.query) and not self.after

    @property
    def is_possible(self) -> bool:
        """Whether the requested film and case exist and are public."""
        return all(name in self.named for name in ("film", "case") if getattr(self, name))

    @property
    def scope(self) -> Scope:
        since, until = (self.dates.cleaned_data.get(name) for name in ("since", "until"))
        return Scope(
            kind=Kind[self.kind.upper()] if self.kind else None,
            film=self.named["film"].key if "film" in self.named else None,
            case=self.named["case"].key if "case" in self.named else None,
            since=_position(since.first) if since else None,
            until=_position(until.last, days=1) if until else None,
        )

    def without(self, *names: str, **added: str) -> str:
        """The URL of this search without some of its parts, from its first page."""
        return "?" + query_without(self.params, "after", *names, **added)

    def everywhere(self, text: str) -> str:
        """The URL of a search for `text` on the whole site."""
        return "?" + urlencode({"q": text})

    @property
    def active(self) -> list[Active]:
        """What narrows the search."""
        said = {"type": KINDS[self.kind]} if self.kind else {}
        for name in ("film", "case"):
            if slug := getattr(self, name):
                said[name] = self.named[name].title if name in self.named else f"{slug} (there is none)"
        for name in ("since", "until"):
            if date := self.dates.cleaned_data.get(name):
                said[name] = date.reader
        return [
            Active(name.capitalize(), value, query_without(self.params, name, "after")) for name, value in said.items()
        ]

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """Each type with the address that narrows to it, and whether that is so now."""
        every = [("Everything", self.without("type"), not self.kind)]
        return every + [(label, self.without("type", type=kind), kind == self.kind) for kind, label in KINDS.items()]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        now = "newest" if self.is_newest else "relevance"
        return [(label, self.without("sort", sort=name), name == now) for name, label in SORTS.items()]

    @property
    def periods(self) -> list[tuple[str, str]]:
        today = timezone.localdate()
        ago = {"The past month": 30, "The past year": 365}
        return [
            (label, self.without("since", "until", since=str(today - timedelta(days=days))))
            for label, days in ago.items()
        ]

    def narrowed_to(self, name: str, titles: dict[str, str]) -> list[tuple[str, str]]:
        """Films or cases with the address that narrows to each; none when one is chosen."""
        if getattr(self, name):
            return []
        return [
            (title, self.without(name, **{name: slug})) for slug, title in sorted(titles.items(), key=lambda t: t[1])
        ]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Values that have no field in the form but must be kept."""
        return [(name, value) for name in ("type", "film", "case", "sort") if (value := self.params.get(name))]


def _position(day, days: int = 0) -> int:
    """Where the documents of a day begin, or those of the day after."""
    if not 1970 < day.year < 2200:
        return SECOND if day.year <= 1970 else LAST
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
    return max(SECOND, min(LAST, first_of(midnight)))
