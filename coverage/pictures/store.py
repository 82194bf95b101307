"""Where picture files are stored: one cleaned upload per picture, and a separate folder of renditions.

    MEDIA_ROOT/pictures/<token>.jpg               the upload, cleaned
    MEDIA_ROOT/renditions/<token>/<key>/640.avif  what readers get

No file here is served directly: `pages/site/pictures.py` asks the gate first. A rename puts a complete folder of
renditions in place, so it is there in full or not at all.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.conf import settings

from coverage.pictures.rendering import render
from coverage.pictures.sizes import Shape

FOLDER = "pictures"


def new_name(suffix: str) -> str:
    """A generated name, so that an upload's own name never reaches the disk or a page."""
    return f"{FOLDER}/{secrets.token_hex(8)}.{suffix}"


def token_of(name: str) -> str:
    return PurePath(name).stem


def renditions() -> Path:
    return Path(settings.MEDIA_ROOT) / "renditions"


@contextmanager
def alone_with(token: str) -> Iterator[None]:
    """Hold an exclusive lock on a picture's files across processes; it is released if the process dies."""
    locks = renditions() / ".locks"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / token[:1]).open("w") as lock:  # one lock file per first character of a token, never deleted
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_whole(made: str, shape: Shape) -> bool:
    """Whether every file of a set exists."""
    folder = renditions() / made
    return all((folder / name).is_file() for name in shape.names)


def write(name: str, made: str, shape: Shape) -> None:
    """Make the set `made` from the file `name`; the caller must hold the picture's lock."""
    target = renditions() / made
    work = target.with_name(f".{target.name}")
    shutil.rmtree(work, ignore_errors=True)  # left by an interrupted run
    work.mkdir(parents=True)
    try:
        render(Path(settings.MEDIA_ROOT) / name, work, shape)
        shutil.rmtree(target, ignore_errors=True)  # an incomplete set
        os.rename(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def keep_only(made: str) -> None:
    """Delete a picture's other sets, such as those for another focal point."""
    target = renditions() / made
    for other in target.parent.iterdir():
        if other != target:
            shutil.rmtree(other, ignore_errors=True)


def forget(name: str) -> None:
    """Delete a picture's file and its renditions."""
    token = token_of(name)
    if not token:
        return
    with alone_with(token):
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)
        shutil.rmtree(renditions() / token, ignore_errors=True)
