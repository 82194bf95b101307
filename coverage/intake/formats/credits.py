"""Whose picture it is, as its caption says."""

import re

CREDIT = re.compile(
    r"\(?\b(?:courtesy of|photo(?:graph)?(?: by|s by|:| courtesy of)|credit:|image:)\s*(?P<who>[^().]+?)\s*(?:\)|\.|$)",
    re.I,
)


def credit_in(text: str) -> str:
    """Who is credited in a caption, such as “Vale Pictures” in “(Courtesy of Vale Pictures)”; the last one named."""
    found = list(CREDIT.finditer(text))
    return found[-1]["who"].strip() if found else ""
