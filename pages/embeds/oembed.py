"""oEmbed 1.0: for the URL of one of our pages, returns the code with which another site can embed it."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from lxml import etree

from coverage.models import Article, Film, Quote
from legal.models import Proceeding
from pages.shared.sharing import share_image
from pages.site.sitemaps import plain
from web.addresses import absolute_url, path_to

WIDTH = 600
FORMATS = ("json", "xml")
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"


@dataclass(frozen=True)
class Embed:
    """An embeddable page: its title, path and preferred height."""

    title: str
    path: str
    height: int
    author: str = ""
    picture: object = None

    def html(self, width: int = WIDTH, height: int = 0) -> str:
        """The HTML code of the frame."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"'
            ' style="border:0;max-width:100%"></iframe>',
            absolute_url(self.path),
            self.title,
            width,
            height or self.height,
            SANDBOX,
        )


@require_safe
def oembed(request):
    """The answer in JSON or XML; 404 for what is no page of ours that readers may see, 501 for another format."""
    wanted = request.GET.get("format", "json")
    if wanted not in FORMATS:
        return _refusal(f"There is no format “{wanted[:20]}” here: ask for json or xml.", 501)
    if "url" not in request.GET:
        return _refusal("Say which page: ?url=, the whole address, percent-encoded.", 400)
    try:
        embed = find(request.GET["url"])
        width, height = (_at_most(request.GET.get(name, "")) for name in ("maxwidth", "maxheight"))
    except Http404:
        return _refusal("There is no page to embed at this address.", 404)
    except ValueError:
        return _refusal("maxwidth and maxheight are whole numbers of pixels, 1 or more.", 400)
    answer = _answer(embed, width, height)
    if wanted == "json":
        return _shared(JsonResponse(answer))
    return _shared(HttpResponse(_xml(answer), content_type="text/xml; charset=utf-8"))


def find(url: str) -> Embed:
    """What the page at a whole address of ours can show elsewhere; Http404 if readers see nothing of the kind."""
    try:
        asked, ours = urlsplit(url), urlsplit(settings.SITE_URL)
        match = resolve(asked.path.removeprefix(ours.path))
    except (ValueError, Resolver404) as error:
        raise Http404("No page of ours.") from error
    make = EMBEDS.get(match.url_name)
    if asked.scheme not in {"http", "https"} or asked.netloc != ours.netloc or make is None:
        raise Http404("No page of ours that can be embedded.")
    embed = make(match.kwargs, parse_qs(asked.query))
    if embed is None:
        raise Http404("Not for readers.")
    return embed


def article_embed(article: Article) -> Embed:
    names = ", ".join(byline.name for byline in article.bylines.all())
    return Embed(article.headline, path_to("embed-article", article.slug), 220, names, article.shown_picture)


def quote_embed(quote: Quote) -> Embed:
    return Embed(f"A quote from {quote.who}", path_to("embed-quote", quote.pk), 260)


def timeline_embed(film: Film | None) -> Embed:
    path, query = path_to("embed-timeline"), f"?film={film.slug}" if film else ""
    return Embed(f"{film.title}: the timeline" if film else "The timeline", path + query, 520)


def standing_embed(case: Proceeding) -> Embed:
    return Embed(f"Where it stands: {case.title}", path_to("embed-standing", case.slug), 320)


def _article(kwargs: dict, query: dict) -> Embed | None:
    article = Article.objects.published().for_cards().filter(**kwargs).first()
    return article and article_embed(article)


def _quote(kwargs: dict, query: dict) -> Embed | None:
    quote = Quote.objects.published().for_cards().filter(**kwargs).first()
    return quote and quote_embed(quote)


def _timeline(kwargs: dict, query: dict) -> Embed | None:
    if not query.get("film"):
        return timeline_embed(None)
    film = Film.objects.published().filter(slug=query["film"][0]).first()
    return film and timeline_embed(film)


def _standing(kwargs: dict, query: dict) -> Embed | None:
    case = Proceeding.objects.published().filter(**kwargs).first()
    return case and standing_embed(case)


EMBEDS: dict[str, Callable[[dict, dict], Embed | None]] = {
    # the names of the pages that can be embedded
    "article": _article,
    "quote": _quote,
    "timeline": _timeline,
    "case": _standing,
}


def _at_most(text: str) -> int:
    """A number of pixels asked for; 0 if none was. ValueError for what is none."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if text and number < 1:
        raise ValueError(text)
    return number


def _answer(embed: Embed, maxwidth: int, maxheight: int) -> dict:
    width, height = min(WIDTH, maxwidth or WIDTH), min(embed.height, maxheight or embed.height)
    answer = {
        "type": "rich",
        "version": "1.0",
        "title": embed.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": absolute_url("/"),
        "width": width,
        "height": height,
        "html": embed.html(width, height),
    }
    if embed.author:
        answer["author_name"] = embed.author
    return answer | _thumbnail(embed, maxwidth, maxheight)


def _thumbnail(embed: Embed, maxwidth: int, maxheight: int) -> dict:
    """The picture, where it is no larger than asked for."""
    image = share_image(embed.picture) if embed.picture else None
    if image is None or image.width > (maxwidth or image.width) or image.height > (maxheight or image.height):
        return {}
    return {"thumbnail_url": image.url, "thumbnail_width": image.width, "thumbnail_height": image.height}


def _xml(answer: dict) -> bytes:
    root = etree.Element("oembed")
    for name, value in answer.items():
        etree.SubElement(root, name).text = plain(str(value))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _refusal(sentence: str, status: int) -> HttpResponse:
    return _shared(HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8"))


def _shared(response: HttpResponse) -> HttpResponse:
    """Scripts of other sites may read it: it says nothing that its page does not."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
