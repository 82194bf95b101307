"""Markdown (CommonMark), and any text with front matter. Typography is left alone, and characters are preserved."""

import re
import tomllib
from dataclasses import replace

import yaml
from markdown_it import MarkdownIt

from coverage.intake.formats import body, plain
from coverage.intake.formats.document import Document, Items, Note, Unreadable
from coverage.intake.formats.encoding import decode, head
from coverage.intake.formats.pictures import absolute
from coverage.intake.formats.values import fill, lines, one_line

KEYS = {  # front matter keys for each of our fields
    "headline": "title headline",
    "published": "date published publishdate pubdate published_at",
    "authors": "author authors by byline",
    "outlet": "outlet source publication",
    "url": "url canonical canonical_url link",
    "deck": "description deck summary subtitle excerpt",
    "language": "lang language",
    "rights": "rights license licence copyright",
    "subjects": "tags categories keywords topics",
    "outlet_id": "id guid",
}
FIELDS = {key: name for name, keys in KEYS.items() for key in keys.split()}
FRONT = re.compile(r"\s*?(?P<mark>---|\+\+\+)[ \t]*\n(?P<front>.*?\n)??(?P=mark)[ \t]*(?:\n|$)", re.S)
OPENS = re.compile(r"\s*?(?:---[ \t]*\n(?:#.*\n|[ \t]*\n)*[\w\"'-]+[ \t]*:|\+\+\+[ \t]*\n)")
MARKS = re.compile(r"^#{1,6} +\S|^ {0,3}> ?\S|!?\[[^\]\n]+\]\([^)\s]+[^)\n]*\)|^[^\n]+\n={3,}[ \t]*$", re.M)
LOOKED_AT = 100_000  # bytes to search for Markdown's marks
MOST_FRONT = 10_000  # characters of front matter
OPENING = re.compile(r"[\[*_`<>&\\]")
EACH = 200  # the base cost of a paragraph, however short
MOST_WORK = 20_000_000  # total length of paragraphs times their marks; for each mark, the parser may read to the end
DEEPEST = 100  # levels of quotes and lists


def recognises(raw: bytes) -> bool:
    """Whether text has front matter or Markdown headings, links or quotes, and no plain-text header lines."""
    start = head(raw, LOOKED_AT).replace("\r\n", "\n").replace("\r", "\n")
    if OPENS.match(start):
        return True
    first = start.lstrip().partition("\n")[0]
    return not (plain.HEAD.match(first) or plain.DATED.match(first)) and bool(MARKS.search(start))


def read(raw: bytes, accept_changes: bool) -> Items:
    """Yield the one article in a Markdown file."""
    text, notes = decode(raw)
    document = Document(notes=notes)
    start = _read_front(document, text)
    html = _html(text[start:], text.count("\n", 0, start) + 1)
    read_body = body.from_html(html, base=document.url)
    blocks = read_body.blocks
    if not document.headline and blocks and blocks[0].tag == "h2" and html.lstrip().startswith("<h1"):
        document.headline = one_line(blocks[0].text)
    document.body = body.join(body.without_headline(blocks, document.headline))
    document.captions = [replace(each, line=_line(text, each.address, each.text)) for each in read_body.captions]
    document.notes += [Note(1, "A table: its cells are paragraphs now.") for _ in read_body.tables]
    yield document


def _html(text: str, line: int) -> str:
    """Return CommonMark's HTML. Raises Unreadable if nesting is so deep that the parser would drop text."""
    _refuse_a_trap(text, line)
    parser = MarkdownIt("commonmark", {"html": True, "typographer": False, "maxNesting": DEEPEST})
    tokens = parser.parse(text)
    for token in tokens:
        if token.level >= DEEPEST - 2:
            message = f"Quotes and lists are nested more than {DEEPEST - 2} levels deep: no article is."
            raise Unreadable(message, line + (token.map or [0])[0])
    return parser.renderer.render(tokens, parser.options, {})


def _refuse_a_trap(text: str, line: int) -> None:
    """Raise Unreadable for paragraphs so long and full of marks that the parser would take minutes."""
    at = work = 0
    for part in re.split(r"(\n[ \t>]*\n)", text):
        work += EACH + len(part) * (1 + len(OPENING.findall(part)))
        if work > MOST_WORK:
            message = "There are too many marks such as [ and * for an article, in paragraphs that are too long."
            raise Unreadable(f"{message} Part them, or import it as text.", line + text.count("\n", 0, at))
        at += len(part)


def _read_front(document: Document, text: str) -> int:
    """Fill in what the front matter says, and return where the text begins."""
    if not OPENS.match(text):
        return 0
    found = FRONT.match(text)
    if found is None:
        mark = text.lstrip()[:3]
        raise Unreadable(f"The front matter is never closed: a line “{mark}” is missing behind it.")
    front, line = found["front"] or "", text.count("\n", 0, found.start("mark")) + 2
    if len(front) > MOST_FRONT:
        raise Unreadable(f"The front matter has more than {MOST_FRONT} characters: no article's has.", line)
    values = _yaml(front, line) if found["mark"] == "---" else _toml(front, line)
    unknown = [key for key in values if one_line(key).lower() not in FIELDS]
    for key, value in values.items():
        if name := FIELDS.get(one_line(key).lower()):
            fill(document, **{name: _value(name, value)})
    if unknown:
        listed = ", ".join(f"“{one_line(key)[:40]}”" for key in unknown[:10])
        document.notes.append(Note(line, f"Not known in front matter, and left out: {listed}."))
    return found.end()


def _yaml(front: str, line: int) -> dict:
    """Parse YAML with each value as written: 2025-02-06T23:30-07:00 keeps its day and “no” does not become False."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(front, Loader=yaml.BaseLoader)):
            raise Unreadable("The front matter repeats parts of itself (*alias): write them out.", line)
        values = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 - creates only strings, lists and mappings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "it is no YAML"
        raise Unreadable(f"The front matter cannot be read: {why}.", line + (mark.line if mark else 0)) from error
    except RecursionError as error:
        raise Unreadable("The front matter is nested too deeply.", line) from error
    if values and not isinstance(values, dict):
        raise Unreadable("The front matter is no list of “key: value” lines.", line)
    return values or {}


def _toml(front: str, line: int) -> dict:
    try:
        return tomllib.loads(front)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise Unreadable(f"The front matter cannot be read: {error}.", line + int(at[1]) - 1 if at else line) from error
    except RecursionError as error:
        raise Unreadable("The front matter is nested too deeply.", line) from error


def _value(name: str, value: object) -> object:
    """Return a list of names for authors and subjects, from a list, from “a, b” or from mappings with a name."""
    if name == "url":
        return absolute(one_line(value))
    if name not in ("authors", "subjects"):
        return one_line(value) or (str(value) if not isinstance(value, dict | list) else next(iter(lines(value)), ""))
    if isinstance(value, str):
        return re.split(r"\s*,\s*", value) if name == "subjects" else re.split(r"\s*,\s*|\s+and\s+", value)
    each = value if isinstance(value, list) else [value]
    return lines(part.get("name") if isinstance(part, dict) else part for part in each)


def _line(text: str, *words: str) -> int:
    """Return a picture's line in the file: the one with its address or its words."""
    found = next((at for word in words if word and (at := text.find(word)) >= 0), 0)
    return text.count("\n", 0, found) + 1
