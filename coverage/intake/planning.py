"""A plan: what an import would do, as a file that a person can read and that `--apply` can hold the import to.

The plan is the report of a dry run plus the command's options. Applying it does exactly what it says, or is refused if
a file or the database has changed since.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from coverage.intake.draft import ImportOptions
from coverage.intake.formats.document import Unreadable
from coverage.intake.formats.reading import FORMATS
from coverage.intake.importing import Options
from coverage.intake.outcome import ACTIONS, PLAN, Outcome

DOES_SOMETHING = ("created", "updated", "proposed")
# What must come out as planned.
FORESEEN = ("action", "slug", "headline", "published", "paragraphs", "version", "changes")
LOOKED_FOR = (*FORESEEN, "findings")


class NotAPlan(Exception):
    """The file given to `--apply` is not a plan; the message says how to make one."""


class Report:
    """Writes outcomes one at a time as a single JSON object, so that 10,000 of them take no extra memory."""

    def __init__(self, stream: TextIO, head: dict):
        self.stream, self.counts = stream, dict.fromkeys(ACTIONS, 0)
        self.parted = ""
        for name, value in head.items():
            self._write("{" if not self.parted else ",", name, value)
            self.parted = ","
        self._begin()

    def _begin(self) -> None:
        self.stream.write(f'{self.parted or "{"}\n  "articles": [')
        self.parted = ""

    def _write(self, parting: str, name: str, value) -> None:
        said = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        self.stream.write(f"{parting}\n  {json.dumps(name)}: {said}")

    def add(self, outcome: Outcome) -> None:
        self.counts[outcome.action] += 1
        said = json.dumps(outcome.as_json(), ensure_ascii=False, indent=2).replace("\n", "\n    ")
        self.stream.write(f"{self.parted}\n    {said}")
        self.parted = ","

    def close(self, **tail) -> None:
        self.stream.write("\n  ]")
        for name, value in {"counts": self.counts, **tail}.items():
            self._write(",", name, value)
        self.stream.write("\n}\n")


class Plan:
    """A plan read from a file."""

    def __init__(self, said: dict):
        self.given, self.options = said["told"], Options(**said["options"])
        self.articles = {(str(article["path"]), article["item"]): article for article in said["articles"]}
        needed = {"sha256", *LOOKED_FOR}
        if set(self.given) != set(ImportOptions().as_json()) or any(
            not needed <= set(each) for each in self.articles.values()
        ):
            raise KeyError("something is missing")
        if self.options.format not in ("", *FORMATS):
            raise KeyError("no such format")
        self.published = date.fromisoformat(self.given["published"]) if self.given["published"] else None

    @classmethod
    def read(cls, path: Path) -> "Plan":
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            if said["kind"] != PLAN:
                raise KeyError
            folder = said["folder"]
            plan = cls(said)
        except OSError as error:
            raise NotAPlan(f"{path}: it cannot be opened: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            how = f"Make one with import_articles PATH… --plan {path}."
            raise NotAPlan(f"{path}: this is no plan, or somebody has changed it. {how}") from error

        if folder != str(Path.cwd()):
            raise NotAPlan(f"{path}: the plan was made in {folder}, and its files are named from there. Run it there.")
        return plan

    @property
    def paths(self) -> list[Path]:
        return [Path(name) for name in dict.fromkeys(path for path, _ in self.articles)]

    def moved_on(self, outcomes: Iterable[Outcome]) -> Iterator[str]:
        """Return a sentence for everything that no longer matches the plan; `outcomes` say what would happen now."""
        left = dict(self.articles)
        for outcome in outcomes:
            planned = left.pop((outcome.path, outcome.item), None)
            yield from _differences(outcome, planned, FORESEEN)
        for path, item in left:
            yield f"{path}: article {item} of the plan is no longer in the file."

    def check(self, outcome: Outcome) -> None:
        """Raise Unreadable if what is about to be committed is not what was planned."""
        for difference in _differences(outcome, self.articles.get((outcome.path, outcome.item)), LOOKED_FOR):
            raise Unreadable(difference)


def _differences(outcome: Outcome, planned: dict | None, names: tuple[str, ...]) -> Iterator[str]:
    where = outcome.path if outcome.item == 1 else f"{outcome.path}, article {outcome.item}"
    if planned is None:
        yield f"{where}: it is not in the plan."
        return
    now = outcome.as_json()
    if now["sha256"] != planned["sha256"]:
        yield f"{where}: the file has changed since the plan was made."
        return
    if now["action"] == "unchanged" and planned["action"] in DOES_SOMETHING:
        return  # it is already done, by this plan if it was interrupted
    for name in names:
        if name == "slug" and planned["version"] is None:
            continue  # another article may have taken a new article's address
        if now[name] != planned[name]:
            yield f"{where}: {name} would be {now[name]!r} now, and was {planned[name]!r} in the plan."
            return


def head(import_options: ImportOptions, options: Options, *, now: datetime) -> dict:
    """Return the beginning of a plan."""
    return {
        "kind": PLAN,
        "made": now.isoformat(timespec="seconds"),
        "folder": str(Path.cwd()),
        "told": import_options.as_json(),
        "options": asdict(options),
    }
