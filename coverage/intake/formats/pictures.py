"""Pictures in HTML: what their captions say, whose they are and where they can be downloaded by hand."""

import re
from urllib.parse import urljoin

from lxml import etree

from coverage.intake.formats.credits import credit_in
from coverage.intake.formats.document import Caption

OF_CREDIT = re.compile(r"credit|photographer|copyright|(?:photo|image|picture)[-_]?(?:source|by)", re.I)
OF_CAPTION = re.compile(r"\bwp-caption\b(?!-)|\b(?:article|story|media|lead)[-_]?(?:image|picture|photo)\b", re.I)
IMAGES = ("img", "amp-img")
LAZY = ("src", "data-src", "data-original", "data-lazy-src")
SPACE = re.compile(r"[ \t\n\r\f]+")


def is_picture(element: etree._Element) -> bool:
    """Whether the element is a whole picture: an image, a figure with one or a stand-alone caption."""
    tag = element.tag
    if tag in (*IMAGES, "picture"):
        return True
    if tag == "figcaption":
        figure = next(element.iterancestors("figure"), None)  # without a picture, it belongs to a quote or a table
        return figure is None or _image(figure) is not None
    if tag == "figure":
        holds_words = next(element.iter("blockquote", "table", "pre", "p", "ul", "ol"), None) is not None
        return _image(element) is not None and not (holds_words and _words_outside_caption(element))
    if tag in ("div", "span") and OF_CAPTION.search(element.get("class") or ""):
        return _image(element) is not None and len(_words(element)) < 600
    return False


def spoken(element: etree._Element) -> str:
    """Return the character that a small picture represents, such as an emoji, or "" for any other picture."""
    words = element.get("alt") or ""
    if element.tag not in IMAGES or not re.search(r"emoji|smiley", element.get("class") or "", re.I):
        return ""
    return words if len(words) <= 16 else ""


def caption_of(element: etree._Element, base: str) -> Caption | None:
    """Return the caption of a picture, or None for one without words or an address, such as a spacer."""
    image = element if element.tag in IMAGES else _image(element)
    address = _address(image, base) if image is not None else ""
    captions = [element] if element.tag == "figcaption" else list(element.iter("figcaption"))
    if not captions:
        captions = [part for part in element.iter("p", "div", "span") if _named(part, r"caption-text|^caption")]
    text = _words(captions[0]) if captions else ""
    credited = [_words(part) for part in element.iter() if part is not element and _named(part, OF_CREDIT.pattern)]
    credit = next((each for each in credited if each), "")
    text = text or credit or (SPACE.sub(" ", image.get("alt") or "").strip() if image is not None else "")
    if credit and captions and credit not in text:
        text = f"{text} {credit}"
    if image is not None and {image.get("width"), image.get("height")} & {"0", "1"}:
        return None  # a spacer or a tracking pixel
    if not text and not address:
        return None
    return Caption(text, credit_in(credit) or credit or credit_in(text), element.sourceline or 1, address)


def absolute(address: str, base: str = "") -> str:
    """Return the address as an absolute URL, or "" if it cannot be fetched."""
    try:
        address = urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""
    return address if re.match(r"https?://[^\s/]", address, re.I) and not re.search(r"\s", address) else ""


def _address(image: etree._Element, base: str) -> str:
    """Return the first address that can be fetched; the real one is often not in src."""
    found = (absolute(image.get(name) or "", base) for name in LAZY)
    largest = (image.get("srcset") or "").split(",")[-1].split()
    return next((each for each in found if each), "") or absolute(largest[0] if largest else "", base)


def _image(element: etree._Element) -> etree._Element | None:
    return next(element.iter(*IMAGES), None)


def _words_outside_caption(figure: etree._Element) -> str:
    return "".join(
        _words(part)
        for part in figure.iter("blockquote", "table", "pre", "p", "ul", "ol")
        if not _named(part, f"caption|{OF_CREDIT.pattern}")
        and not any(above.tag == "figcaption" for above in part.iterancestors())
    )


def _words(element: etree._Element) -> str:
    pieces = (part for part in element.itertext() if part)
    return SPACE.sub(" ", "".join(pieces)).strip(" ")


def _named(element: etree._Element, pattern: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".strip()
    return bool(re.search(pattern, names, re.I))
