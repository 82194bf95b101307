"""Paths of our own pages, each worked out once: a page has dozens of links, and reversing one takes Django a while."""

from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse


def path_to(name: str, *args: Any) -> str:
    """The path of the page that an address pattern is named for."""
    return _path_to(get_script_prefix(), name, args)


@lru_cache(maxsize=4096)
def _path_to(prefix: str, name: str, args: tuple) -> str:
    return reverse(name, args=args)
