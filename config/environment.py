"""Read settings from the environment; an error message for an invalid value names the variable."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")
MAIL_SCHEMES = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}
DATABASE_SCHEMES = {"sqlite", "postgres", "postgresql"}


def read(name: str, parse: Callable[[str], T], default: str, expected: str) -> T:
    """The parsed value of the variable `name`; raises ImproperlyConfigured with what was expected."""
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
    ZoneInfo(raw)  # raises if there is no such zone
    return raw


def site_url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(raw)
    return raw.rstrip("/")


def optional_url(raw: str) -> str:
    return site_url(raw) if raw else ""


def host_name(raw: str) -> str:
    """A host name for use in feed IDs (RFC 4151, 2.1: DNSname)."""
    if not re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", raw.lower()):
        raise ValueError(raw)
    return raw.lower()


def mail_server(raw: str) -> dict:
    """Django's settings for the mail server in a URL; {} if there is none."""
    if not raw:
        return {}
    if urlsplit(raw).scheme not in MAIL_SCHEMES or not urlsplit(raw).hostname:
        raise ValueError(raw)
    values = environ.Env.email_url_config(raw)
    return {name: value for name, value in values.items() if name not in ("EMAIL_FILE_PATH", "EMAIL_BACKEND")}


def whole_number(raw: str) -> int:
    number = int(raw)
    if number < 0:
        raise ValueError(raw)
    return number


def rate(raw: str) -> str:
    """A number per period, as in “120/minute”; "" for no limit."""
    if not raw:
        return ""
    number, period = raw.split("/")
    if whole_number(number) == 0 or period not in {"second", "minute", "hour", "day"}:
        raise ValueError(raw)
    return raw


def contacts(raw: str) -> list[str]:
    """Contact addresses as RFC 9116 requires them: mailto:, https: or tel:."""
    found = names(raw)
    if any(urlsplit(contact).scheme not in {"mailto", "https", "tel"} or "\n" in contact for contact in found):
        raise ValueError(raw)
    return found


def expiry(raw: str) -> datetime | None:
    """A moment with an offset, or a day, which means its beginning in UTC; None if nothing is set."""
    if not raw:
        return None
    found = datetime.fromisoformat(raw)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def database(raw: str) -> dict:
    """Django's settings for one database, from a URL; file databases take an absolute or relative path."""
    if urlsplit(raw).scheme not in DATABASE_SCHEMES:
        raise ValueError(raw)
    return environ.Env.db_url_config(raw)


def handoff(raw: str) -> tuple[str, str]:
    """The header that hands off sending a file to the web server, and the prefix for the file's path in that header."""
    how, _, prefix = raw.partition(":")
    if not raw:
        return "", ""
    if how == "x-accel" and prefix.startswith("/") and prefix.endswith("/"):
        return "X-Accel-Redirect", prefix
    if raw == "x-sendfile":
        return "X-Sendfile", ""
    raise ValueError(raw)


# Pages with a query string have their own cache: a flood of made-up queries evicts only other such pages.
MOST_KEPT = {"default": 5000, "pages": 1000, "filtered_pages": 300}
SCHEMES = {"locmemcache", "filecache", "rediscache", "redis", "memcache", "pymemcache", "dummycache"}


def caches(raw: str) -> dict:
    """Django's settings for our caches, from one address; each has its own place there."""
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
