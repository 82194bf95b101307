"""Find whose picture it is in its caption."""

import re

CREDIT = re.compile(
    r"\(?\b(?:courtesy of|photo(?:graph)?(?: by|s by|:| courtesy of)|credit:|image:)\s*(?P<who>[^().]+?)\s*(?:\)|\.|$)",
    re.I,
)


def credit_in(text: str) -> str:
    """Return who is credited in a caption, such as “Vale Pictures” in “(Courtesy of Vale Pictures)”; the last wins."""
    found = list(CREDIT.finditer(text))
    return found[-1]["who"].strip() if found else ""
