"""Structured data: schema.org in JSON-LD. These are the parts that all pages share.

Builders use what a view loaded and never query the database. They never say more than the page does: no outcome
of a case, which a machine could not tell from an accusation, only names, dates and addresses (docs/decisions/0015).
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from people.models import Organization, Person
from web.addresses import absolute_url

Node = dict[str, Any]
HOME = ("Home", "/")
LOGO = "img/icon-512.png"
# What could end the script element or a line of JavaScript is written as JSON escapes, which read the same.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def node(kind: str, *, at: str = "", **properties: Any) -> Node:
    """A thing of a schema.org type without empty properties; `at` is its @id."""
    filled = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **({"@id": at} if at else {}), **filled}


def ref(at: str) -> Node:
    return {"@id": at}


def pixels(number: int) -> Node:
    """A width or height; E37 is the pixel in the code list that schema.org refers to."""
    return node("QuantitativeValue", value=number, unitCode="E37")


def script(nodes: Iterable[Node]) -> SafeString:
    """The one data block of a page; browsers do not execute it, so the content policy has nothing to allow."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped above)


def organization_at() -> str:
    return absolute_url("/#organization")


def website_at() -> str:
    return absolute_url("/#website")


def publisher() -> Node:
    """Who publishes this site, with the rules it works by."""
    standards = absolute_url("/standards/")
    logo = node("ImageObject", url=absolute_url(static(LOGO)), width=pixels(512), height=pixels(512))
    return node(
        "NewsMediaOrganization",
        at=organization_at(),
        name=settings.SITE_NAME,
        url=absolute_url("/"),
        logo=logo,
        publishingPrinciples=standards,
        ethicsPolicy=f"{standards}#law",
        verificationFactCheckingPolicy=f"{standards}#sources",
        correctionsPolicy=f"{standards}#corrections",
    )


def breadcrumbs(*trail: tuple[str, str]) -> Node:
    """The breadcrumbs from the home page, from names and paths."""
    steps = enumerate((HOME, *trail), start=1)
    items = [
        node("ListItem", position=number, name=name, item=ref(absolute_url(path))) for number, (name, path) in steps
    ]
    return node("BreadcrumbList", itemListElement=items)


def web_page(kind: str, name: str, path: str, *trail: tuple[str, str], **properties: Any) -> Node:
    """The page itself, with breadcrumbs through `trail`."""
    way = breadcrumbs(*trail, (name, path))
    home = {"isPartOf": ref(website_at()), "breadcrumb": way}
    return node(kind, at=absolute_url(path), url=absolute_url(path), name=name, **home, **properties)


def person_at(person: Person) -> str:
    return f"{absolute_url(person.get_absolute_url())}#person"


def named(who: Person | Organization | None) -> Node | None:
    """A person or organization that a page names: with a link if they have a public page, otherwise only the name."""
    if who is None:
        return None
    if isinstance(who, Organization):
        return node("Organization", name=who.name)
    if not who.has_page:
        return node("Person", name=who.name)
    return node("Person", at=person_at(who), name=who.name, url=absolute_url(who.get_absolute_url()))
