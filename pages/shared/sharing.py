"""The image that other sites show with a link to one of our pages."""

from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static

from coverage.models import Picture
from pages.shared.jsonld import Node, node, pixels
from web.addresses import absolute_url

CARD = "img/card.png"  # drawn by docs/draw_icons.py


@dataclass(frozen=True)
class ShareImage:
    url: str
    width: int
    height: int
    alt: str


def share_image(picture: Picture | None) -> ShareImage:
    """The card image with its absolute URL: the page's picture, or the site's own."""
    if picture is None:
        return ShareImage(absolute_url(static(CARD)), 1200, 630, f"The mark of {settings.SITE_NAME}: two rails of film")
    image = picture.social
    return ShareImage(absolute_url(image.url), image.width, image.height, picture.spoken)


def picture(shown: Picture | None) -> Node | None:
    """A picture as structured data, with its credit."""
    if shown is None:
        return None
    image = share_image(shown)
    return node(
        "ImageObject",
        url=image.url,
        width=pixels(image.width),
        height=pixels(image.height),
        caption=image.alt,
        creditText=shown.credit,
    )
