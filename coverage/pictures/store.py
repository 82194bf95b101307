"""Where the files of pictures are: the kept one of each, and a folder of renditions beside them.

    MEDIA_ROOT/pictures/<token>.jpg               what was uploaded, made over
    MEDIA_ROOT/renditions/<token>/<key>/640.avif  what readers are sent

Nothing here is served as it lies: `serving.py` asks the gate first. A folder of renditions appears whole, by a rename,
or not at all.
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
    """A name of ours, so that an upload's name never reaches the disk or a page."""
    return f"{FOLDER}/{secrets.token_hex(8)}.{suffix}"


def token_of(name: str) -> str:
    return PurePath(name).stem


def renditions() -> Path:
    return Path(settings.MEDIA_ROOT) / "renditions"


@contextmanager
def alone_with(token: str) -> Iterator[None]:
    """Hold the lock of a picture's files against every other process; it is let go when a process dies."""
    locks = renditions() / ".locks"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / token[:1]).open("w") as lock:  # as many files as there are first letters, never deleted
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_whole(made: str, shape: Shape) -> bool:
    """Whether every file of a set is there."""
    folder = renditions() / made
    return all((folder / name).is_file() for name in shape.names)


def write(name: str, made: str, shape: Shape) -> None:
    """Make the set `made` of the file `name`; the caller is alone with the picture."""
    target = renditions() / made
    work = target.with_name(f".{target.name}")
    shutil.rmtree(work, ignore_errors=True)  # of a run that was broken off
    work.mkdir(parents=True)
    try:
        render(Path(settings.MEDIA_ROOT) / name, work, shape)
        shutil.rmtree(target, ignore_errors=True)  # a set of which files are missing
        os.rename(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def keep_only(made: str) -> None:
    """Delete the other sets of a picture, such as those for another focal point."""
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
