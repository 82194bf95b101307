"""Paths of our own pages, each worked out once: a page has dozens of links, and reversing one takes Django a while."""

from functools import lru_cache
from typing import Any

from django.urls import reverse


@lru_cache(maxsize=4096)
def path_to(name: str, *args: Any) -> str:
    """The path of the page that an address pattern is named for. A process serves one site, under one prefix."""
    return reverse(name, args=args)
