"""Read the text of a record file into checked entries, reporting every problem at once with its line number.

Pure: no Django, no database. YAML and JSON share one structure, and JSON is first checked by JSON's own rules. Text is
taken as written: `docket_number: 0123` keeps its leading zero, and `occurred: 2024-03` is not a number.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml  # type: ignore[import-untyped]

from legal.records.shape import Entry, Field, Kind, Problem, Record, Shape
from legal.records.values import Unreadable, nearest, value

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the safe loader, in C if available
VERSION = "1"
NULL, BOOL, INT, FLOAT = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))
PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
DEEPEST, TOO_DEEP = 30, "This is nested deeper than any record."
OUTSIDE = {"people", "proceedings"}  # keys missing from the file may be addresses in the database


def read(text: str, shapes: tuple[Shape, ...], *, is_json: bool = False) -> Record:
    """The contents of `text`, according to `shapes`; anything unreadable is listed in the record's problems."""
    try:
        node = _compose(text, is_json)
    except _Broken as error:
        return Record({}, (error.problem,))
    reader = _Reader(Shape("", "a record file", (Field("record"),), shapes))
    if node is None:
        return Record({}, (Problem(1, f"There is nothing in this file.{reader.sections}"),))
    sections = reader.file(node)
    record = Record(sections)
    problems = sorted({*reader.problems, *_dangling(record)})
    _spread(record)
    return replace(record, problems=tuple(problems))


def _measure(text: str) -> None:
    """Reject deeply nested text before it is composed: composing is recursive, and C sets no recursion limit."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _Broken(event.start_mark.line + 1, TOO_DEEP)


def _character(pair: re.Match[str]) -> str:
    """The single character encoded by two JSON escapes."""
    halves = bytes.fromhex(pair[2] + pair[3])
    return pair[1] + halves.decode("utf-16-be")


class _Broken(Exception):
    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.problem = Problem(line, message)


def _compose(text: str, is_json: bool) -> Any:
    if is_json:
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            raise _Broken(error.lineno, f"This is not JSON: {error.msg}.") from error
        except RecursionError as error:
            raise _Broken(1, TOO_DEEP) from error
        text = PAIR.sub(_character, text.replace("\t", " "))  # in JSON, tabs occur only between values
    try:
        _measure(text)
        return yaml.compose(text, Loader=LOADER)
    except yaml.reader.ReaderError as error:
        raise _Broken(text[: error.position].count("\n") + 1, "There is a character that no text has.") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(part for part in (error.context, error.problem) if part)
        raise _Broken(mark.line + 1 if mark else 1, f"This is not YAML: {said}.") from error


class _Reader:
    def __init__(self, shape: Shape):
        self.shape = shape
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    @property
    def sections(self) -> str:
        return f" It can have: {', '.join(part.name for part in self.shape.parts)}."

    def file(self, node: Any) -> dict[str, list[Entry]]:
        if not isinstance(node, yaml.MappingNode):
            self._note(node, f"A record file is a mapping of sections.{self.sections}")
            return {}
        whole = Entry("", "", 1)
        self._fill(whole, self.shape, node)
        version = whole.values.get("record")
        if version not in (None, VERSION):
            self._note(node, f"This is a record file of version {version}; version {VERSION} is what can be read.")
        return {part.name: whole.parts.get(part.name, []) for part in self.shape.parts}

    def _note(self, node: Any, message: str) -> None:
        self.problems.append(Problem(node.start_mark.line + 1, message))

    def _pairs(self, node: Any) -> Iterator[tuple[str, Any, Any]]:
        """The keys of a mapping with their nodes; keys that repeat or are not text are reported and skipped."""
        lines: dict[str, int] = {}
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note(key, "A key is a word, not a list or a mapping.")
            elif key.value in lines:
                self._note(key, f"“{key.value}” is here twice; the first is in line {lines[key.value]}.")
            elif id(child) in self.seen:
                self._note(key, f"“{key.value}” repeats another place by an alias. Write it out.")
            else:
                self.seen.add(id(child))
                lines[key.value] = key.start_mark.line + 1
                yield key.value, key, child

    def _entries(self, shape: Shape, node: Any, parent: Entry) -> Iterator[Entry]:
        if _is_null(node):
            return
        if shape.keyed:
            if not isinstance(node, yaml.MappingNode):
                self._note(node, f"“{shape.name}” is a mapping: each entry under a key of its own.")
                return
            for key, at, child in self._pairs(node):
                yield self._entry(shape, child, Entry(shape.name, key, at.start_mark.line + 1, parent=parent))
            return
        if not isinstance(node, yaml.SequenceNode):
            self._note(node, f"“{shape.name}” is a list: each entry after a “- ”.")
            return
        for child in node.value:
            if id(child) in self.seen:
                self._note(node, f"“{shape.name}” repeats an entry by an alias. Write it out.")
                continue
            self.seen.add(id(child))
            yield self._entry(shape, child, Entry(shape.name, "", child.start_mark.line + 1, parent=parent))

    def _entry(self, shape: Shape, node: Any, entry: Entry) -> Entry:
        if isinstance(node, yaml.MappingNode):
            self._fill(entry, shape, node)
        elif not _is_null(node):
            self._note(node, f"{_up(shape.one)} is a mapping of its fields: {', '.join(_names(shape))}.")
            entry.is_sound = False
        return entry

    def _fill(self, entry: Entry, shape: Shape, node: Any) -> None:
        guessed = ""
        for name, key, child in self._pairs(node):
            field, part = shape.field(name), shape.part(name)
            if field is not None:
                entry.lines[name] = key.start_mark.line + 1
                self._value(entry, field, child)
            elif part is not None:
                entry.parts[name] = list(self._entries(part, child, entry))
            elif name == "key" and not shape.keyed and isinstance(child, yaml.ScalarNode):
                entry.key = child.value
            else:
                hint = nearest(name, _names(shape))
                guessed += hint
                self._note(key, f"“{name}” is no {'field' if shape.name else 'section'} of {shape.one}.{hint}")
        for field in shape.fields:
            if field.required and not entry.values.get(field.name):
                entry.is_sound = False
                is_given = field.name in entry.lines and field.name not in entry.values
                if not is_given and f"“{field.name}”?" not in guessed:
                    self.problems.append(Problem(entry.line, f"{_up(shape.one)} needs “{field.name}”."))

    def _value(self, entry: Entry, field: Field, node: Any) -> None:
        try:
            entry.values[field.name] = self._read(field, node)
        except Unreadable as error:
            self._note(node, str(error))
            entry.is_sound = False

    def _read(self, field: Field, node: Any) -> Any:
        if field.kind == Kind.DATA:
            return _plain(node)
        if field.kind == Kind.MANY:
            nodes = [] if _is_null(node) else node.value if isinstance(node, yaml.SequenceNode) else None
            if nodes is None or not all(isinstance(one, yaml.ScalarNode) for one in nodes):
                raise Unreadable(f"“{field.name}” is a list of keys: [one, another].")
            return Keys(field.to, list(dict.fromkeys(one.value for one in nodes)))
        if not isinstance(node, yaml.ScalarNode):
            raise Unreadable(f"“{field.name}” is {field.kind.value}, not a list or a mapping.")
        text = _text(node)
        if text == "" or _is_null(node):
            return None
        return Keys(field.to, [text]) if field.kind == Kind.ONE else value(field, text)


def _text(node: Any) -> str:
    """The text of a value as written."""
    return str(node.value).strip()


def _is_null(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == NULL


def _plain(node: Any, depth: int = 0) -> Any:
    """A value of any structure, as JSON types."""
    if depth > 20:
        raise Unreadable("This is nested too deep.")
    if isinstance(node, yaml.MappingNode):
        return {_text(key): _plain(child, depth + 1) for key, child in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, depth + 1) for child in node.value]
    if node.tag == NULL:
        return None
    if node.tag in (BOOL, INT, FLOAT):
        try:
            return json.loads(node.value.lower())
        except ValueError:
            return _text(node)
    return _text(node)


def _dangling(record: Record) -> Iterator[Problem]:
    """Report keys that nothing in the file defines, unless they may be in the database."""
    for entry in record.all():
        for name, keys in references(entry):
            for section, key in keys:
                if target(record, entry, section, key) is None and not _may_be_outside(record, section, key):
                    entry.is_sound = False
                    hint = nearest(key, _known(record, entry, section)) or f" The file has no {section}."
                    yield Problem(entry.line_of(name), f"{name}: there is no “{key}” among the {section}.{hint}")


def references(entry: Entry) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The fields of an entry that refer to other entries, with the sections and keys of those entries."""
    for name, given in entry.values.items():
        if isinstance(given, Keys):
            yield name, [(given.section, key) for key in given]


class Keys(list[str]):
    """The keys that a field refers to, with the section they belong to."""

    def __init__(self, section: str, keys: list[str]):
        super().__init__(keys)
        self.section = section


def target(record: Record, entry: Entry, section: str, key: str) -> Entry | None:
    """The entry that `key` refers to, as seen from `entry`: in the file, or in the same case as `entry`."""
    if section in record.sections:
        return record.find(section, key)
    case: Entry | None = entry.parent
    head, slash, tail = key.partition("/")
    if slash:
        case, key = record.find("proceedings", head), tail
    same = case.parts.get(section, []) if case else []
    return next((one for one in same if one.key == key), None)


def _may_be_outside(record: Record, section: str, key: str) -> bool:
    head, slash, _ = key.partition("/")
    return section in OUTSIDE or (bool(slash) and record.find("proceedings", head) is None)


def _known(record: Record, entry: Entry, section: str) -> list[str]:
    if section in record.sections:
        return [one.key for one in record.sections[section]]
    return [one.key for one in (entry.parent.parts.get(section, []) if entry.parent else [])]


def _spread(record: Record) -> None:
    """Mark entries as unsound if they depend on one that cannot be written."""
    entries = list(record.all())
    moved = True
    while moved:
        moved = False
        for entry in entries:
            named = [target(record, entry, *one) for _, keys in references(entry) for one in keys]
            if entry.is_sound and any(other and not other.is_sound for other in (entry.parent, *named)):
                entry.is_sound, moved = False, True


def _names(shape: Shape) -> list[str]:
    return [*(field.name for field in shape.fields), *(part.name for part in shape.parts)]


def _up(text: str) -> str:
    return text[:1].upper() + text[1:]
