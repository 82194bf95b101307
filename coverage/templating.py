"""What templates may use of the coverage: the data for machines of its pages, cards, embeds, the laid-out timeline."""

from django.utils.html import escape

from coverage import jsonld, oembed
from coverage.intercut import lay_out
from coverage.models import Article, Film, Quote
from coverage.sharing import share_image
from legal.models import Proceeding
from people.jsonld import script

EMBEDS = {
    Article: oembed.article_embed,
    Quote: oembed.quote_embed,
    Film: oembed.timeline_embed,
    Proceeding: oembed.standing_embed,
}


def embed_code(thing) -> str:
    """The code with which other sites show an article, a quote, a film's timeline or where a case stands."""
    return escape(EMBEDS[type(thing)](thing).html())  # it is shown, not done


def laid_out(entries, clocks=None, ends_now=False):
    """The entries in years and months for the day that the page is told for; see `lay_out`."""
    return lay_out(entries, today=clocks.day if clocks else None, ends_now=bool(ends_now))


FILTERS = {}
GLOBALS = {
    "article_data": lambda article, body: script(jsonld.article_graph(article, body)),
    "embed_code": embed_code,
    "film_data": lambda film: script(jsonld.film_graph(film)),
    "home_data": lambda: script(jsonld.home_graph()),
    "laid_out": laid_out,
    "quote_data": lambda quote: script(jsonld.quote_graph(quote)),
    "share_image": share_image,
}
