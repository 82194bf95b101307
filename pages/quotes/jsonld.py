"""A quote's page for machines."""

from coverage.models import Quote
from pages.articles.jsonld import article_at
from pages.shared.jsonld import Node, named, node, web_page
from web.addresses import absolute_url


def quote_graph(quote: Quote) -> list[Node]:
    """A quote's page: the exact words, span by span, and their article."""
    path = quote.get_absolute_url()
    article = quote.article
    home = node(
        "Article", at=article_at(article), url=absolute_url(article.get_absolute_url()), headline=article.headline
    )
    quotation = node(
        "Quotation",
        at=f"{absolute_url(path)}#quote",
        url=absolute_url(path),
        text=quote.parts if len(quote.parts) > 1 else quote.parts[0],
        creator=named(quote.speaker),
        dateCreated=quote.said and str(quote.said),
        isPartOf=home,
    )
    return [web_page("WebPage", f"A quote from {quote.who}", path, ("Quotes", "/quotes/"), mainEntity=quotation)]
