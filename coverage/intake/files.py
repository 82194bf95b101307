"""From paths to bytes: which files there are, and whether they have a size an article can have."""

from collections.abc import Iterable
from pathlib import Path

from coverage.intake.formats.document import Unreadable


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


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file no larger than `most_bytes`; Unreadable otherwise."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("The file's name is not UTF-8. Rename it.") from error
    try:
        size = path.stat().st_size
        if size > most_bytes:
            raise Unreadable(f"{size / 1e6:.0f} MB: no file may be larger than {most_bytes / 1e6:.0f} MB. Split it.")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from error
