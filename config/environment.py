"""Read settings from the environment and refuse odd values in a sentence that names the variable."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}


def read(name: str, parse: Callable[[str], T], default: str, expected: str) -> T:
    """The value of the variable `name` as `parse` gives it; ImproperlyConfigured says what was expected."""
    raw = environ.Env().str(name, default=default)
    try:
        return parse(raw)
    except (ValueError, KeyError, OSError) as error:
        raise ImproperlyConfigured(f"{name} is {raw!r}, but must be {expected}.") from error


def boolean(raw: str) -> bool:
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    return words[raw.strip().lower() or "0"]


def names(raw: str) -> list[str]:
    return [name for name in (part.strip() for part in raw.split(",")) if name]


def time_zone(raw: str) -> str:
    ZoneInfo(raw)  # raises when there is no such zone
    return raw


def site_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(raw)
    return raw.rstrip("/")


def whole_number(raw: str) -> int:
    number = int(raw)
    if number < 0:
        raise ValueError(raw)
    return number


def database(raw: str) -> dict:
    """Django's settings for one database from a URL; file databases take an absolute or a relative path."""
    if urlsplit(raw).scheme not in DATABASE_SCHEMES:
        raise ValueError(raw)
    return environ.Env.db_url_config(raw)


# Pages with a query string lie apart: a flood of made-up questions pushes out only other questions.
MOST_KEPT = {"default": 5000, "pages": 1000, "questions": 300}
SCHEMES = {"locmemcache", "filecache", "rediscache", "redis", "memcache", "pymemcache", "dummycache"}


def caches(raw: str) -> dict:
    """Django's settings for our caches from one address; each has a place of its own there."""
    if urlsplit(raw).scheme not in SCHEMES:
        raise ValueError(raw)
    found = environ.Env.cache_url_config(raw)
    if "locmem" in found["BACKEND"] or "filebased" in found["BACKEND"]:
        place = found["LOCATION"].rstrip("/")
        return {
            name: found | {"LOCATION": f"{place}/{name}", "OPTIONS": {"MAX_ENTRIES": most}}
            for name, most in MOST_KEPT.items()
        }
    return {name: found | {"KEY_PREFIX": name} for name in MOST_KEPT}
