"""Differences between two texts, word by word, as HTML for editors."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
AROUND = 8  # words shown on each side of a change


LONGEST = 1500  # words of a paragraph that are compared word by word; longer ones are shown whole


def changed_paragraphs(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The paragraphs that differ, each with what stands in its place; comparing them alone keeps long texts fast."""
    old, new = before.split("\n"), after.split("\n")
    for operation, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if operation == "equal":
            continue
        if j - i == n - k:
            yield from zip(old[i:j], new[k:n], strict=True)
        else:
            yield "\n".join(old[i:j]), "\n".join(new[k:n])


def changes(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(“equal”, “insert”, “delete” or “replace”; the words before; the words after), in the order of the text."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        yield "replace", before, after
        return
    for operation, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield operation, "".join(old[i:j]), "".join(new[k:n])


def changed_words(before: str, after: str) -> SafeString:
    """The text with what was taken out and put in marked, and long unchanged stretches cut short."""
    return format_html_join("", "{}", ((part,) for part in _marked(before, after)))


def _marked(before: str, after: str) -> Iterator[str]:
    for number, (old_part, new_part) in enumerate(changed_paragraphs(before, after)):
        if number:
            yield " … "
        for operation, old, new in changes(old_part, new_part):
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
