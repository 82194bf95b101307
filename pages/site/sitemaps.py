"""Sitemaps of every public page (sitemaps.org, Google News), at a cost that does not grow.

A sitemap has the public rows of one range of keys, so the last one costs as much as the first and nothing is
counted. `lastmod` is the date of the last change; it is left out if we do not know it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from lxml import etree

from coverage.models import Article, Film, Quote, Release
from dates.clocks import site_iso
from legal.models import Development, Proceeding
from people.models import Person
from web.addresses import absolute_url

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
SIZE = 10_000  # keys in a sitemap; the protocol allows 50,000 addresses
MOST_PARTS = 1_000  # sitemaps of a section in the index: the newest
MOST_NEWS = 1_000
IS_NEWS = timedelta(days=2)
PAGES = ("home", "articles", "films", "cases", "people", "quotes", "timeline", "glossary", "corrections")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Section:
    """A kind of page: its public rows, with `changed` if we know when they last changed."""

    model: type[Model]
    fields: tuple[str, ...]

    def rows(self, part: int) -> QuerySet:
        """The public rows with these keys. The gate checks row by row: otherwise SQLite lists all public rows first."""
        public = self.model.objects.published().filter(pk=OuterRef("pk")).order_by()
        return self.model.objects.filter(Exists(public), pk__gte=part * SIZE, pk__lt=(part + 1) * SIZE)

    def entries(self, part: int) -> QuerySet:
        """The rows with only the columns that an entry needs."""
        return self.rows(part).only(*self.fields)

    def changed(self, row: Model):
        return None


class Articles(Section):
    def changed(self, row):
        return row.last_changed


class Quotes(Section):
    def changed(self, row):
        return row.published_at


class Dated(Section):
    """Rows whose page changes with other rows; the newest of these gives the date."""

    def newest(self) -> QuerySet:
        if self.model is Film:
            return Release.objects.published().filter(film=OuterRef("pk")).order_by("-changed_at").values("changed_at")
        developments = Development.objects.published().filter(proceeding=OuterRef("pk"))
        return developments.order_by("-recorded_at").values("recorded_at")

    def entries(self, part):
        return self.rows(part).annotate(newest=Subquery(self.newest()[:1])).only(*self.fields)

    def changed(self, row):
        return row.newest


SECTIONS = {
    "articles": Articles(Article, ("slug", "published_at", "changed_at")),
    "films": Dated(Film, ("slug",)),
    "cases": Dated(Proceeding, ("slug",)),
    "people": Section(Person, ("slug",)),
    "quotes": Quotes(Quote, ("published_at",)),
}


def plain(text: str) -> str:
    """`text` without the characters that no XML may hold."""
    return NO_XML.sub("", text)


@require_safe
def index(request):
    """The sitemap index; the news sitemap is listed only while there is news."""
    root = etree.Element("sitemapindex", nsmap={None: SITEMAP})
    paths = [reverse("sitemap-pages")]
    paths += [reverse("sitemap", args=[name, part]) for name, part in _parts()]
    paths += [reverse("sitemap-news")] if _news().exists() else []
    for path in paths:
        _add(_add(root, "sitemap"), "loc", absolute_url(path))
    return _fresh_response(root)


@require_safe
def pages(request):
    """The pages that are not rows: home, lists, the timeline, the glossary."""
    return _urlset((reverse(name), None) for name in PAGES)


@require_safe
def section(request, name, part):
    found = SECTIONS.get(name)
    rows = found.entries(part).order_by("pk") if found and part < MOST_PARTS * SIZE else []
    entries = [(row.get_absolute_url(), found.changed(row)) for row in rows]
    if not entries:
        raise Http404("No such sitemap.")
    return _urlset(entries)


@require_safe
def news(request):
    """The articles of the last two days, the newest first. It may be empty, as Google's rules allow."""
    root = etree.Element("urlset", nsmap={None: SITEMAP, "news": NEWS})
    for article in _news().newest_first()[:MOST_NEWS]:
        url = _add(root, "url")
        _add(url, "loc", absolute_url(article.get_absolute_url()))
        news_entry = _add(url, "news", space=NEWS)
        publication = _add(news_entry, "publication", space=NEWS)
        _add(publication, "name", settings.SITE_NAME, space=NEWS)
        _add(publication, "language", language(article.language), space=NEWS)
        _add(news_entry, "publication_date", site_iso(article.published_at), space=NEWS)
        _add(news_entry, "title", article.headline, space=NEWS)
    return _fresh_response(root)


def language(tag: str) -> str:
    """A language tag as news sitemaps write it: two or three letters, and only Chinese with its country."""
    lower = tag.casefold()
    return lower if lower in {"zh-cn", "zh-tw"} else lower.partition("-")[0]


def _news() -> QuerySet:
    """Articles published here within two days that are not older elsewhere."""
    since = timezone.now() - IS_NEWS
    older = Q(first_published__until=timezone.localdate(since) - timedelta(days=1))
    fields = ("slug", "headline", "language", "published_at")
    return Article.objects.published().filter(~older, published_at__gte=since).only(*fields)


def _parts() -> Iterable[tuple[str, int]]:
    """The sections and the numbers of their sitemaps that are not empty. Two queries, however many there are."""
    tops = {name: Subquery(s.model.objects.order_by("-pk").values("pk")[:1]) for name, s in SECTIONS.items()}
    highest = _ask(tops)
    asked = [(name, part) for name in SECTIONS for part in range((highest.get(name) or 0) // SIZE + 1)[-MOST_PARTS:]]
    there = _ask({f"{name}_{part}": Exists(SECTIONS[name].rows(part)) for name, part in asked})
    return [(name, part) for name, part in asked if there.get(f"{name}_{part}")]


def _ask(questions: dict) -> dict:
    """Several expressions in one query, selected with a row of a table that is never empty."""
    return ContentType.objects.order_by("pk").annotate(**questions).values(*questions).first() or {}


def _urlset(entries: Iterable[tuple]) -> HttpResponse:
    root = etree.Element("urlset", nsmap={None: SITEMAP})
    for path, changed in entries:
        url = _add(root, "url")
        _add(url, "loc", absolute_url(path))
        if changed:
            _add(url, "lastmod", site_iso(changed))
    return _xml(root)


def _add(parent, tag: str, text: str = "", space: str = SITEMAP):
    child = etree.SubElement(parent, f"{{{space}}}{tag}" if space != SITEMAP else tag)
    child.text = plain(text) or None
    return child


def _fresh_response(root) -> HttpResponse:
    """A response that changes by the clock, as news gets old, so caches must revalidate it."""
    response = _xml(root)
    response.headers["Cache-Control"] = "no-cache"
    return response


def _xml(root) -> HttpResponse:
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return HttpResponse(body, content_type="application/xml", headers={"X-Robots-Tag": "noindex"})
