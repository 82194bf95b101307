"""From paths to bytes: which files there are, and whether they have a size an article can have."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from coverage.intake.formats.document import Unreadable


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files behind `paths`, folders opened, in a steady order; hidden files are left out."""
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if os.path.isdir(path) else [path]
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> list[Path]:
    """The files of a folder; a folder in it that cannot be opened stands for itself, to be refused."""
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename))

    for where, folders, files in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if os.path.islink(os.path.join(where, name))]
        found += [Path(where, name) for name in (*files, *linked) if not name.startswith(".")]
    return sorted(found)


def readable(name: str) -> str:
    """A name as it can be shown and kept: what is no character, or no visible one, stands there as its number."""
    name = name.encode(errors="backslashreplace").decode()
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file no larger than `most_bytes`; Unreadable otherwise."""
    try:
        f"{path} {path.resolve()}".encode()
    except UnicodeEncodeError as error:
        raise Unreadable("The name of the file, or of a folder it lies in, is not UTF-8. Rename it.") from error
    except (OSError, RuntimeError) as error:
        raise Unreadable(f"It cannot be opened: {error}.") from error
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            what = "a folder behind a link: name the folder itself" if stat.S_ISDIR(about.st_mode) else "no file"
            raise Unreadable(f"This is {what}.")
        size = about.st_size
        if size > most_bytes:
            raise Unreadable(f"{size / 1e6:.0f} MB: no file may be larger than {most_bytes / 1e6:.0f} MB. Split it.")
        with path.open("rb") as file:
            return file.read(most_bytes)
    except OSError as error:
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from error
