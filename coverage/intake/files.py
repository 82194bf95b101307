"""From paths to text: which files there are, and whether their bytes are a text we can keep character for character."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

MOST_BYTES = 5_000_000
MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|svg|rss|\w+[ >])", re.I)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OTHER_MARKS = {
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
    b"%PDF": "PDF",
    b"PK\x03\x04": "a zip file (Word?)",
}


class Unreadable(Exception):
    """A file that cannot be imported: `line` (1 when it is about the whole file) and a message that says what to do."""

    def __init__(self, message: str, line: int = 1):
        super().__init__(message)
        self.line = line


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files behind `paths`, folders opened, in a steady order; hidden files are left out."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [
            file
            for file in inside
            if not file.is_dir() and not any(p.startswith(".") for p in file.relative_to(path).parts)
        ]
    return list(dict.fromkeys(found))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of a size an article can have; Unreadable otherwise."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("The file's name is not UTF-8. Rename it.") from error
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(
                f"{size / 1e6:.0f} MB is no article: the limit is {MOST_BYTES / 1e6:.0f} MB. Split the file."
            )
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from error


def decode(raw: bytes) -> str:
    """The text of UTF-8 bytes, with \\n at every line's end and nothing else changed; Unreadable for anything else."""
    if not raw.strip():
        raise Unreadable("The file is empty.")
    for mark, name in OTHER_MARKS.items():
        if raw.startswith(mark):
            raise Unreadable(f"This is {name}, not plain text in UTF-8. Save it as UTF-8 text.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        if b"\x00" in raw[:4096]:
            raise Unreadable("This is a binary file, not a text.") from error
        raise Unreadable(
            f"The byte 0x{raw[error.start]:02x} is not UTF-8. Save the file as UTF-8 and look at this line.", line
        ) from error
    if MARKUP.match(text):
        raise Unreadable("This is HTML or XML. Only plain text can be read so far: save it as text.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise Unreadable(f"A control character (U+{ord(control[0]):04X}) stands here: this is no plain text.", line)
    return text
