"""Addresses of our own pages: their paths, and the absolute URLs that the world knows them by."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse


@lru_cache(maxsize=4096)
def path_to(name: str, *args: Any) -> str:
    """The path of the page that an address pattern is named for.

    Each is computed once: a page has dozens of links, reversing one takes Django a while, and a process serves one
    site, under one prefix.
    """
    return reverse(name, args=args)


def absolute_url(path: str) -> str:
    """The absolute URL of a path on this site; a URL that is absolute already stays as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path
