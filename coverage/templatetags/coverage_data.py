"""The data for machines of the coverage's pages, from what their views have fetched."""

from django import template
from django.utils.html import escape

from coverage import jsonld, oembed, sharing
from coverage.models import Article, Film, Quote
from legal.models import Proceeding
from people.jsonld import script

register = template.Library()
EMBEDS = {
    Article: oembed.article_embed,
    Quote: oembed.quote_embed,
    Film: oembed.timeline_embed,
    Proceeding: oembed.standing_embed,
}


@register.simple_tag(takes_context=True)
def article_data(context) -> str:
    return script(jsonld.article_graph(context["article"], context["body"]))


@register.simple_tag(takes_context=True)
def quote_data(context) -> str:
    return script(jsonld.quote_graph(context["quote"]))


@register.simple_tag(takes_context=True)
def film_data(context) -> str:
    return script(jsonld.film_graph(context["film"]))


@register.simple_tag
def home_data() -> str:
    return script(jsonld.home_graph())


@register.simple_tag
def share_image(picture=None) -> sharing.ShareImage:
    return sharing.share_image(picture or None)


@register.simple_tag
def embed_code(thing) -> str:
    """The code with which other sites show an article, a quote, a film's timeline or where a case stands."""
    return escape(EMBEDS[type(thing)](thing).html())  # it is shown, not done
