"""Differences between two texts, word by word, as HTML for editors."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
AROUND = 8  # words shown on each side of a change


def changes(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(“equal”, “insert”, “delete” or “replace”; the words before; the words after), in the order of the text."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    for operation, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield operation, "".join(old[i:j]), "".join(new[k:n])


def changed_words(before: str, after: str) -> SafeString:
    """The text with what was taken out and put in marked, and long unchanged stretches cut short."""
    return format_html_join("", "{}", ((part,) for part in _marked(before, after)))


def _marked(before: str, after: str) -> Iterator[str]:
    for operation, old, new in changes(before, after):
        if operation == "equal":
            yield _cut(old)
            continue
        if old:
            yield format_html("<del>{}</del>", old)
        if new:
            yield format_html("<ins>{}</ins>", new)


def _cut(text: str) -> str:
    words = WORDS.findall(text)
    if len(words) <= 4 * AROUND:
        return text
    return "".join(words[: 2 * AROUND]) + " … " + "".join(words[-2 * AROUND :])
