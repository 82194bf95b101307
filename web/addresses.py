"""Addresses of our own pages: paths and absolute URLs."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse


@lru_cache(maxsize=4096)
def path_to(name: str, *args: Any) -> str:
    """The path of the page whose URL pattern has this name.

    Each path is computed once: a page has dozens of links, reversing a URL is slow, and a process serves one
    site, under one prefix.
    """
    return reverse(name, args=args)


def absolute_url(path: str) -> str:
    """The absolute URL of a path on this site; a URL that is absolute already stays as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path
