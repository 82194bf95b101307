"""From paths to bytes: find the files and check that their sizes are possible for an article."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from coverage.intake.formats.document import Unreadable


def expand(paths: Iterable[Path]) -> list[Path]:
    """Return the files at `paths`, including those in folders, in a stable order without hidden files."""
    found: list[Path] = []
    for path in paths:
        found += _inside(path) if os.path.isdir(path) else [path]
    return list(dict.fromkeys(found))


def _inside(folder: Path) -> list[Path]:
    """Return the files in a folder; a subfolder that cannot be opened is returned itself, to be refused later."""
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename))

    for where, folders, files in os.walk(folder, onerror=closed):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if os.path.islink(os.path.join(where, name))]
        found += [Path(where, name) for name in (*files, *linked) if not name.startswith(".")]
    return sorted(found)


def readable(name: str) -> str:
    """Return a name fit for display and storage, with invalid and invisible characters replaced by their numbers."""
    name = name.encode(errors="backslashreplace").decode()
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in name)


def read_bytes(path: Path, most_bytes: int) -> bytes:
    """Return the bytes of a file. Raises Unreadable if it is larger than `most_bytes`."""
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
