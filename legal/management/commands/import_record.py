import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import OperationalError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from legal.records.importing import import_file
from legal.records.outcome import ACTIONS, Outcome

HELP = """
Bring the record of cases in from YAML or JSON files: courts, people, cases, parties, charges, developments, hearings
and sources (docs/record-files.md says how a file is written; export_record writes one).

Each file is written whole or not at all. Running it again changes nothing; a changed file changes what differs. What
the database has and the file has not is listed, never deleted. People and cases are not public unless you say --public.

  import_record cases/*.yaml --dry-run       say what would happen, and everything that is wrong
  import_record cases/*.yaml                 do it
  import_record case.yaml --public           and let readers see its people and cases

Exit status 0, or 1 when a file was refused; the other files are imported all the same.
"""


class _Verbatim(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Keeps the lines of the help as they are."""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *args, **kwargs) -> CommandParser:
        return super().create_parser(*args, **kwargs, formatter_class=_Verbatim)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="record files (.yaml, .yml or .json)")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")
        parser.add_argument("--public", action="store_true", help="readers see the people and cases of the files")

    def handle(self, *args, files: list[Path], dry_run: bool, public: bool, **options) -> None:
        outcomes = []
        try:
            for outcome in self._progress(files, public=public, dry_run=dry_run):
                outcomes.append(outcome)
                if not options["json"]:
                    self._report(outcome)
        except OperationalError as error:
            raise CommandError(
                f"The database could not be reached or was busy: {error}. What was imported is whole; run it again."
            ) from error
        if options["json"]:
            whole = {"files": [outcome.as_json() for outcome in outcomes], "dry_run": dry_run}
            self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=2))
        elif dry_run:
            self.stdout.write("A dry run: nothing was written.")
        if any(outcome.problems for outcome in outcomes):
            raise SystemExit(1)

    def _progress(self, files: list[Path], *, public: bool, dry_run: bool) -> Iterator[Outcome]:
        """The outcomes, with a bar and an estimate where someone looks on."""
        console = Console(file=self.stderr._out)
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        quiet = len(files) == 1 or not console.is_terminal
        with Progress(*columns, console=console, disable=quiet) as progress:
            for path in progress.track(files):
                yield import_file(path, public=public, dry_run=dry_run)

    def _report(self, outcome: Outcome) -> None:
        """What became of a file: what was changed and how, what only the database has, or why it was refused."""
        for problem in outcome.problems:
            self.stderr.write(problem.at(outcome.path), ending="\n")
        if outcome.problems:
            count = len(outcome.problems)
            self.stdout.write(
                f"{outcome.path}: refused, {count} problem{'s' if count > 1 else ''}; nothing was written."
            )
            return
        for one in outcome.written:
            for name, (old, new) in one.changes.items():
                self.stdout.write(f"{outcome.path}: {one.name}: {name} {_shown(old)} → {_shown(new)}")
        for row in outcome.only_here:
            self.stdout.write(f"{outcome.path}: only in the database, left as it is: {row}")
        self.stdout.write(f"{outcome.path}: " + ", ".join(f"{outcome.counts[action]} {action}" for action in ACTIONS))


def _shown(value: object) -> str:
    if isinstance(value, frozenset):
        return f"{len(value)} linked"
    return "nothing" if value in (None, "") else f"“{value}”"
