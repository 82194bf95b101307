"""An article as a ninjs 3.0 news item: the IPTC's JSON for news. https://iptc.org/standards/ninjs/

The output is written so that `coverage/intake/formats/ninjs.py` reads the same article back. Dates in ninjs are
full date-times, so partial dates are left out instead of invented.
"""

import re

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coverage.models import Article, Byline
from pages.api.endpoint import open_conditional
from pages.articles.detail import missing_article
from web.addresses import absolute_url
from web.asking import ask

STANDARD = {"name": "ninjs", "version": "3.0", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#"}
OF_THIS_SITE = re.compile(r'((?:href|src)=")/(?!/)')


@require_safe
def article_ninjs(request: HttpRequest, slug: str):
    articles = ask(rows=Article.objects.published().for_article_page().filter(slug=slug))["rows"]
    if not articles:
        return missing_article(request, slug)
    response = JsonResponse(news_item(articles[0]), json_dumps_params={"ensure_ascii": False})
    return open_conditional(request, response)


def news_item(article: Article) -> dict:
    """The news item without empty properties. Needs `for_article_page()`."""
    address = absolute_url(article.get_absolute_url())
    outlet = article.outlet.name if article.outlet else settings.SITE_NAME
    item = {
        "standard": STANDARD,
        "uri": address,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "version": str(article.version),
        "firstCreated": timezone.localtime(article.published_at).isoformat(),
        "versionCreated": timezone.localtime(article.last_changed).isoformat(),
        "language": article.language,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": article.headline}],
        "descriptions": _described(article),
        "by": _by(article),
        "bodies": [_body(article)],
        "genres": [{"name": article.get_kind_display(), "literal": article.kind}],
        "infoSources": [{"name": outlet, "role": "originator"}],
        "copyrightHolder": outlet,
        "usageTerms": article.rights,
        "people": _people(article),
        "subjects": [
            {"name": named, "rel": "about", "uri": absolute_url(subject.get_absolute_url())}
            for subject in (*article.listed_films, *article.listed_cases)
            for named in [str(subject)]
        ],
        "altIds": [{"role": "url", "value": article.original_url or address}],
    }
    return {name: value for name, value in item.items() if value}


def _described(article: Article) -> list[dict]:
    return [{"role": "summary", "contentType": "text/plain", "value": article.deck}] if article.deck else []


def _by(article: Article) -> str:
    """“Mo Vale, Ada Renn and Piet Aldous”: the reporters, in their order."""
    *names, last = [byline.name for byline in article.bylines.all() if byline.role == Byline.Role.REPORTER] or [""]
    return f"{', '.join(names)} and {last}" if names else last


def _people(article: Article) -> list[dict]:
    """Who else worked on it, and the people it names who have a page."""
    others = [byline for byline in article.bylines.all() if byline.role != Byline.Role.REPORTER]
    named = [
        {"name": person.name, "rel": "about", "uri": absolute_url(person.get_absolute_url())}
        for person in article.listed_people
    ]
    return [{"name": byline.name, "rel": byline.role} for byline in others] + named


def _body(article: Article) -> dict:
    return {
        "role": "main",
        "contentType": "text/html",
        "charCount": len(article.text),
        "wordCount": len(article.text.split()),
        "value": OF_THIS_SITE.sub(rf"\1{absolute_url('/')}", article.body),
    }
