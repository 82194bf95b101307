"""Read untrusted XML without entities, DTDs or the network."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from coverage.intake.formats.document import Unreadable

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False, "huge_tree": False}


def children(raw: bytes, label: str, depth: int) -> Iterator[etree._Element]:
    """Yield each complete element at a depth (the root is 0) and free it afterward, so memory use stays flat.

    Raises Unreadable with the line and column if the XML is malformed, cut off or declares entities. That may happen
    after many elements, so a caller that wants nothing from a broken file has to walk it once first.
    """
    here = -1
    events = etree.iterparse(BytesIO(raw), events=("start", "end"), **SAFE)
    try:
        for event, element in events:
            if event == "start":
                if here < 0:
                    _refuse_entities(element.getroottree(), label)
                here += 1
                continue
            here -= 1
            if here + 1 == depth:
                yield element
                free(element)
    except etree.XMLSyntaxError as error:
        raise _broken(error, events.error_log, label) from error


def parse(raw: bytes, label: str) -> etree._Element:
    """Return the root of a small XML file. Raises Unreadable if it is broken or has any document type."""
    parser = etree.XMLParser(**SAFE)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error, parser.error_log, label) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(f"The {label} has a document type (<!DOCTYPE>), which no such file needs. It is not opened.")
    return root


def free(element: etree._Element) -> None:
    """Empty a finished element and drop the ones before it."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _broken(error: etree.XMLSyntaxError, log: etree._ListErrorLog, label: str) -> Unreadable:
    """Return what is wrong and where: the parser's first fatal log entry, as the exception may hold the last."""
    entry = next((entry for entry in log if entry.level_name == "FATAL"), None)
    line, column = (entry.line, entry.column) if entry else error.position
    why = entry.message if entry else (error.msg or "it ends too soon")
    if "xcessive depth" in why:
        return Unreadable(f"The {label} is nested more than 255 levels deep: no article is. Export it again.", line)
    message = f"The {label} is broken or cut off: {why} (line {line}, column {column}). Export it again."
    return Unreadable(message, line or 1)


def _refuse_entities(tree: etree._ElementTree, label: str) -> None:
    dtd = tree.docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Unreadable(f"The {label} declares entities of its own, which can be a trap. Export it again without.")
