"""The result of importing a record file, entry by entry."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from legal.records.shape import Entry, Problem

ACTIONS = ("created", "changed", "unchanged")


@dataclass(frozen=True)
class Written:
    """One entry: what was done with it and, if it changed, the old and new value of each field."""

    entry: Entry
    action: str
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """“developments, line 31 (state-v-sample)”: enough to find it in the file."""
        words = f"{self.entry.section} {self.entry.key}".strip()
        inside = self.entry.parent.key if self.entry.parent else ""
        return f"{words}, line {self.entry.line}" + (f" ({inside})" if inside else "")


@dataclass
class Outcome:
    """The result of a file. If there are problems, nothing was written."""

    path: str
    written: list[Written] = field(default_factory=list)
    only_here: list[str] = field(default_factory=list)  # rows of its cases that are missing from the file
    problems: list[Problem] = field(default_factory=list)
    rows: dict[tuple[str, str], models.Model] = field(default_factory=dict)  # by section and key, for the caller

    @property
    def counts(self) -> dict[str, int]:
        return {action: sum(one.action == action for one in self.written) for action in ACTIONS}

    def as_json(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "refused": bool(self.problems),
            "counts": self.counts,
            "changes": [
                {
                    "section": one.entry.section,
                    "key": one.entry.key,
                    "line": one.entry.line,
                    "action": one.action,
                    "fields": {name: [_plain(old), _plain(new)] for name, (old, new) in one.changes.items()},
                }
                for one in self.written
                if one.action != "unchanged"
            ],
            "only_here": self.only_here,
            "problems": [{"line": problem.line, "message": problem.message} for problem in self.problems],
        }


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value if isinstance(value, int | bool | dict | list | None) else str(value)
