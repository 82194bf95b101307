"""The calendar day of a date as it is written, never shifted to another time zone."""

import re
from datetime import date
from email.utils import parsedate_tz

ISO = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:T\d{4,6}|\s*$)")


def day(value: object) -> date | None:
    """Return the day of an ISO 8601 or RFC 2822 date in the date's own offset, or None for anything else.

    “2025-02-06T23:30:00-07:00” is February 6, though it was already the 7th in London: A dateline is local.
    """
    text = str(value or "")[:100]
    if found := ISO.match(text) or COMPACT.match(text):
        parts = tuple(map(int, found.groups()))
    else:
        try:
            parts = (parsedate_tz(text) or (0, 0, 0))[:3]
        except (ValueError, OverflowError):
            return None
    try:
        return date(*parts)
    except (ValueError, OverflowError):
        return None
