"""The zip that a Word file is: opened only when it is one, whole, and no larger than an article can be."""

import io
import zipfile

from lxml import etree

from coverage.intake.formats import safexml
from coverage.intake.formats.document import Unreadable

MEGABYTE = 1_000_000
MOST_UNPACKED = 50 * MEGABYTE  # with its pictures
MOST_XML = 3 * MEGABYTE  # of all its XML together: five hundred pages; mammoth takes three seconds for each
MOST_RATIO = 200  # of unpacked to packed, in a part of a megabyte or more; Word's own XML reaches 30
MOST_PARTS = 5000
DOCUMENT = "word/document.xml"
CHUNK = 1 << 16


def recognises(raw: bytes) -> bool:
    return raw.startswith(b"PK\x03\x04") and DOCUMENT.encode() in raw


def parts(raw: bytes) -> dict[str, etree._Element]:
    """The XML parts of a Word file by name; Unreadable, with the reason, for a file that is not safe or not whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            infos = packed.infolist()
            _refuse(infos)
            found, size = {}, 0
            for info in infos:
                if info.is_dir() or not info.filename.endswith((".xml", ".rels")):
                    continue
                content = _unpack(packed, info, MOST_XML - size)
                size += len(content)
                found[info.filename] = safexml.parse(content, f"part {info.filename} of the Word file")
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zipfile.zlib.error) as error:
        raise Unreadable("The Word file is cut off or broken. Get it again, or open it in Word and save it.") from error
    if DOCUMENT not in found:
        raise Unreadable("The Word file has no document in it. Open it in Word and save it as .docx.")
    return found


def _refuse(infos: list[zipfile.ZipInfo]) -> None:
    """Unreadable for a zip bomb, a locked zip, and names that lead out of it or stand in it twice."""
    names = [info.filename for info in infos]
    if len(names) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise Unreadable(f"The Word file unpacks to more than {MOST_UNPACKED // MEGABYTE} MB: no article does.")
    for info in infos:
        if info.flag_bits & 1:
            raise Unreadable("The Word file is locked with a password. Open it in Word and save it without one.")
        if info.file_size > MEGABYTE and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise Unreadable(f"The part {info.filename} of the Word file is packed too tightly: it may be a trap.")
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise Unreadable("The Word file has parts with names that no Word gives. Open it in Word and save it again.")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name


def _unpack(packed: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """A part's bytes as they really are; the size in the zip's directory may be a lie."""
    content = bytearray()
    with packed.open(info) as part:
        while chunk := part.read(CHUNK):
            content += chunk
            if len(content) > most:
                raise Unreadable(f"The Word file has more than {MOST_XML // MEGABYTE} MB of text: no article has.")
    return bytes(content)
