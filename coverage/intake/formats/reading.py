"""Which format a file has, recognized by its content, and the articles in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from coverage.intake.formats import feed, markdown, ninjs, plain, webpage, word, wordpress
from coverage.intake.formats.document import Document, Items, Unreadable, complete
from coverage.intake.formats.encoding import WRONG, decode, doubts, refuse_other_files

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE  # of any file; each format has its own limit below this


@dataclass(frozen=True)
class Format:
    """One format: how to tell it by its bytes, how to read it, and how large a file of it may be."""

    name: str
    label: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, bool], Items]
    most_bytes: int = 3 * MEGABYTE
    packed: bool = False  # a zip file
    each: str = ""  # a pattern found once per article, in files that hold several

    def expected(self, raw: bytes) -> int:
        """About how many articles a file holds, for a progress bar."""
        return max(1, sum(1 for _ in re.finditer(self.each.encode(), raw))) if self.each else 1


def _read_plain(raw: bytes, accept_changes: bool) -> Items:
    text, notes = decode(raw)
    document = plain.kept(plain.read(text))
    document.notes += notes
    yield document


FORMATS = {  # in the order in which they are tried
    form.name: form
    for form in (
        Format("word", "Word file", word.recognises, word.read, 50 * MEGABYTE, packed=True),
        Format("wordpress", "WordPress export", wordpress.recognises, wordpress.read, MOST_BYTES, each="</item>"),
        Format("feed", "RSS or Atom feed", feed.recognises, feed.read, MOST_BYTES, each="</(?:item|entry)>"),
        Format("ninjs", "IPTC ninjs", ninjs.recognises, ninjs.read, 10 * MEGABYTE, each='"headlines"'),
        Format("html", "web page", webpage.recognises, webpage.read, 5 * MEGABYTE),
        Format("markdown", "Markdown", markdown.recognises, markdown.read, MEGABYTE),
        Format("text", "plain text", lambda raw: True, _read_plain),
    )
}


def detect(raw: bytes) -> Format:
    """The format of a file, recognized by its content."""
    return next(form for form in FORMATS.values() if form.recognises(raw))


def read(raw: bytes, form: Format, *, accept_changes: bool = False) -> Items:
    """The articles in a file, whole; Unreadable for a file that cannot be read, or yielded for one article of it."""
    if len(raw) > form.most_bytes:
        size, limit = (f"{count / MEGABYTE:.0f} MB" for count in (len(raw), form.most_bytes))
        raise Unreadable(f"{size} is no article: the limit for {form.label} is {limit}. Split the file.")
    refuse_other_files(raw, packed=form.packed)
    try:
        for item in form.read(raw, accept_changes):
            yield _complete(item) if isinstance(item, Document) else item
    except Unreadable:
        raise
    except Exception as error:  # whatever a library makes of a file no one has thought of
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise Unreadable(f"It could not be read as {form.label}: {why[:200]}.") from error


def _complete(document: Document) -> Document | Unreadable:
    try:
        document = complete(document)
        messages = {note.message for note in document.notes}
        # What a reader of the whole file has said with its lines is not said again.
        if not any(WRONG in message for message in messages):
            doubted = doubts(" ".join([document.headline, document.deck, document.body]))
            document.notes += list({note.message: replace(note, line=document.line) for note in doubted}.values())
        return document
    except Unreadable as refusal:
        return refusal
