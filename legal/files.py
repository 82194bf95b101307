"""Files of sources: which types are accepted, by content, and how files are named. No ORM.

The uploaded name and headers cannot be trusted, so they are ignored. A file is named by its hash, so the uploaded
name never reaches the disk.
"""

import hashlib
from io import BytesIO

from PIL import Image

IMAGES = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
# By file extension: the content type, and the name that readers see.
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
    """The extension for a file's content. Raises NotKept if it is not a PDF, a still picture or plain text."""
    if not data:
        raise NotKept("The file is empty.")
    if data.startswith(b"%PDF-"):
        return "pdf"
    ending = _image(data) or _text(data)
    if ending is None:
        raise NotKept("Only a PDF, a picture (PNG, JPEG, WebP, GIF) or a plain text in UTF-8 can be kept.")
    return ending


def name_of(data: bytes) -> str:
    """The stored name of a file: its hash, in a folder named by the first two characters."""
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
    """Plain text has no control characters and does not begin like HTML, SVG or XML."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    is_plain = all(character >= " " or character in WHITE for character in text)
    return "txt" if is_plain and not text.lstrip().startswith("<") else None
