"""Files of sources: what may be kept, recognized by its content, and what it is called. No ORM.

A name or a header that came with an upload is worth nothing, so neither is asked. What is kept is called after its own
hash, so nothing of the uploaded name gets onto the disk.
"""

import hashlib
from io import BytesIO

from PIL import Image

IMAGES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
# By the ending that we give it: what a browser is told, and what readers are.
TYPES = {
    "pdf": ("application/pdf", "PDF"),
    "png": ("image/png", "picture"),
    "jpg": ("image/jpeg", "picture"),
    "webp": ("image/webp", "picture"),
    "gif": ("image/gif", "picture"),
    "txt": ("text/plain; charset=utf-8", "text"),
}
WHITE = "\t\n\r\f"


class NotKept(ValueError):
    """Why a file cannot be kept, in a sentence."""


def ending_of(data: bytes) -> str:
    """The ending that a file's content calls for; NotKept for what is no PDF, plain picture or plain text."""
    if not data:
        raise NotKept("The file is empty.")
    if data.startswith(b"%PDF-"):
        return "pdf"
    ending = _image(data) or _text(data)
    if ending is None:
        raise NotKept("Only a PDF, a picture (PNG, JPEG, WebP, GIF) or a plain text in UTF-8 can be kept.")
    return ending


def name_of(data: bytes) -> str:
    """The name that a file is kept under: its hash, below a folder of the first two characters."""
    digest = hash_of(data)
    return f"{digest[:2]}/{digest}.{ending_of(data)}"


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _image(data: bytes) -> str | None:
    try:
        with Image.open(BytesIO(data), formats=list(IMAGES)) as image:
            image.verify()
            return IMAGES[image.format or ""]
    except (OSError, SyntaxError, ValueError, KeyError, Image.DecompressionBombError):
        return None


def _text(data: bytes) -> str | None:
    """Plain text has no control characters; what begins with a mark of HTML, SVG or XML is no plain text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    is_plain = all(character >= " " or character in WHITE for character in text)
    return "txt" if is_plain and not text.lstrip().startswith("<") else None
