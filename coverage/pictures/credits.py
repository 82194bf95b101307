"""A picture's credits as its file states them (XMP, IPTC IIM, Exif), and the one packet that is written back.

Pure: no Django. Broken metadata is treated as missing.
"""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree
from PIL import Image, IptcImagePlugin

ARTIST, COPYRIGHT = 0x013B, 0x8298
BYLINE, CREDIT, NOTICE = (2, 80), (2, 110), (2, 116)
NAMES = {"dc": "http://purl.org/dc/elements/1.1/", "photoshop": "http://ns.adobe.com/photoshop/1.0/"}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LONGEST = 200
MOST_XMP = 1_000_000
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff]+|\s+")


@dataclass(frozen=True)
class Credits:
    creator: str = ""
    credit: str = ""
    notice: str = ""

    @property
    def line(self) -> str:
        """The credit line to show: “A. Sample / Sample Agency”."""
        return " / ".join(dict.fromkeys(part for part in (self.creator, self.credit) if part))[:LONGEST]


def read(image: Image.Image) -> Credits:
    """Read the credits from the file: XMP first, then IIM, then Exif, as the IPTC recommends."""
    found = [_xmp(image), _iim(image), _exif(image)]
    values = [next((c[part] for c in found if c.get(part)), "") for part in ("creator", "credit", "notice")]
    return Credits(*values)


def packet(credits: Credits) -> bytes:
    """An XMP packet that contains only the credits; b"" if there are none."""
    creator, credit, notice = (escape(part) for part in (credits.creator, credits.credit, credits.notice))
    values = f"<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>" if creator else ""
    values += f"<photoshop:Credit>{credit}</photoshop:Credit>" if credit else ""
    if notice:
        values += f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{notice}</rdf:li></rdf:Alt></dc:rights>'
    if not values:
        return b""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {**NAMES, "rdf": RDF}.items())
    body = f'<rdf:RDF {spaces}><rdf:Description rdf:about="">{values}</rdf:Description></rdf:RDF>'
    head, tail = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>', '<?xpacket end="r"?>'
    return f'{head}<x:xmpmeta xmlns:x="adobe:ns:meta/">{body}</x:xmpmeta>{tail}'.encode()


def _clean(value: object) -> str:
    """The value as one line of text, however it was stored."""
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8")
        except UnicodeDecodeError:
            value = value.decode("latin-1")
    return CONTROLS.sub(" ", value).strip()[:LONGEST] if isinstance(value, str) else ""


def _xmp(image: Image.Image) -> dict[str, str]:
    raw = image.info.get("xmp") or b""
    raw = raw.encode() if isinstance(raw, str) else raw
    if not raw or len(raw) > MOST_XMP:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(raw.strip(b"\0 \n\r\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    parts = {"creator": ("dc", "creator"), "credit": ("photoshop", "Credit"), "notice": ("dc", "rights")}
    return {part: _clean(_value(root, f"{{{NAMES[prefix]}}}{name}")) for part, (prefix, name) in parts.items()}


def _value(root: etree._Element, name: str) -> str:
    """The first text of a property, which XMP writes as an element, a list or an attribute."""
    for element in root.iter(name):
        text = "".join(element.itertext()) if not len(element) else next(iter(element.itertext(f"{{{RDF}}}li")), "")
        if text.strip():
            return text
    return next((element.get(name, "") for element in root.iter(f"{{{RDF}}}Description") if element.get(name)), "")


def _iim(image: Image.Image) -> dict[str, str]:
    try:
        values = IptcImagePlugin.getiptcinfo(image) or {}
    except Exception:  # it parses untrusted bytes: whatever it raises, there is nothing to read
        return {}
    return {
        part: _clean(values.get(key)) for part, key in (("creator", BYLINE), ("credit", CREDIT), ("notice", NOTICE))
    }


def _exif(image: Image.Image) -> dict[str, str]:
    try:
        exif = image.getexif()
        values = {"creator": exif.get(ARTIST), "notice": exif.get(COPYRIGHT)}
    except Exception:  # as above
        return {}
    return {part: _clean(_utf8(value)) for part, value in values.items()}


def _utf8(value: object) -> object:
    """Exif text is ASCII according to the standard and UTF-8 in practice; Pillow reads it as Latin-1."""
    try:
        return value.encode("latin-1") if isinstance(value, str) else value
    except UnicodeEncodeError:
        return value
