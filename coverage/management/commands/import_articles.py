import getpass
import os
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import OperationalError
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from coverage.intake.draft import ImportOptions
from coverage.intake.extraction_pool import spare_processors
from coverage.intake.files import expand, readable
from coverage.intake.formats.reading import FORMATS
from coverage.intake.importing import Import, Options
from coverage.intake.kinds import KINDS
from coverage.intake.outcome import ACTIONS, PLAN, Outcome
from coverage.intake.planning import NotAPlan, Plan, Report, head
from coverage.models import Film
from legal.models import Proceeding
from web.rows import by_slugs

SAID_OF_FILES = "plan headline outlet url published film proceeding format accept_changes again".split()
MOST_JOBS = 64
LONGEST_TABLE = 50  # files; of more, only those with something to say are listed
HELP = """
Import articles as drafts, with findings for an editor to accept or reject. Nothing becomes public.

Running it again changes nothing. A changed file updates a draft nobody has touched; otherwise it is kept beside the
article as a proposed revision. An article is known again by its outlet's id or its address, then by its text.

  import_articles inbox/                          plan and apply in one go
  import_articles inbox/ --plan plan.json         only write down what would happen
  import_articles --apply plan.json               do exactly that, or refuse because something has moved on
  import_undo 12                                  take batch 12 back

Exit status 0, or 1 when a file was refused.
"""


class _Verbatim(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """Keeps the lines of the help as they are."""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, *args, **kwargs) -> CommandParser:
        return super().create_parser(*args, **kwargs, formatter_class=_Verbatim)

    def add_arguments(self, parser: CommandParser) -> None:
        formats = ", ".join(f"{form.name} ({form.label})" for form in FORMATS.values())
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files, or folders of them")
        parser.add_argument("--plan", type=Path, metavar="FILE", help="write what would happen to FILE, nothing else")
        parser.add_argument("--apply", type=Path, metavar="FILE", help="do what the plan in FILE says")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
        parser.add_argument("--format", choices=list(FORMATS), default="", help=f"instead of telling it: {formats}")
        parser.add_argument("--accept-changes", action="store_true", help="take a Word file's tracked changes as made")
        parser.add_argument("--again", action="store_true", help="bring drafts back that were deleted here")
        parser.add_argument(
            "--jobs",
            type=_jobs,
            default=spare_processors(),
            help="processes that look for findings (default: %(default)s)",
        )
        parser.add_argument("--headline", default="", help="the headline (one file only)")
        parser.add_argument("--outlet", default="", help="where the text was first published")
        parser.add_argument("--url", default="", help="its original address (one file only)")
        parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="when it was first published")
        parser.add_argument("--film", action="append", metavar="SLUG", help="a film it is about; repeatable")
        parser.add_argument("--proceeding", action="append", metavar="SLUG", help="a case; repeatable")

    def handle(self, *args, **options) -> None:
        if options["apply"]:
            run, paths = self._from_plan(options)
        else:
            run, paths = self._from_options(options)
        try:
            refused = self._run(run, paths, options)
        except OperationalError as error:
            raise CommandError(
                f"The database could not be reached or was busy: {error}. What was imported is whole; run it again."
            ) from error
        if refused:
            raise SystemExit(1)

    def _from_options(self, options: dict) -> tuple[Import, list[Path]]:
        paths = expand(_existing(options["paths"]))
        if not paths:
            raise CommandError("There is no file in these folders.")
        if len(paths) > 1 and (options["headline"] or options["url"]):
            raise CommandError(f"--headline and --url are for one file, but there are {len(paths)}.")
        reading = Options(options["format"], options["accept_changes"], options["again"])
        dry_run = options["dry_run"] or bool(options["plan"])
        return Import(_import_options(options), getpass.getuser(), dry_run, reading, options["jobs"]), paths

    def _from_plan(self, options: dict) -> tuple[Import, list[Path]]:
        """The import that a plan describes; refused, with nothing written, when files or database have moved on."""
        if options["paths"] or any(options[name] for name in SAID_OF_FILES):
            raise CommandError("--apply takes everything from the plan: give no PATH and nothing about the files.")
        try:
            plan = Plan.read(options["apply"])
        except NotAPlan as error:
            raise CommandError(str(error)) from error
        import_options = {**plan.given, "published": plan.published}
        run = Import(_import_options(import_options), getpass.getuser(), True, plan.options, options["jobs"])
        moved = list(plan.moved_on(run.run(plan.paths, look=False)))
        if moved:
            more = [f"and {len(moved) - 20} more"] if len(moved) > 20 else []
            said = "\n  ".join([*moved[:20], *more])
            raise CommandError(f"The plan no longer holds; nothing was imported. Make a new one.\n  {said}")
        run = Import(run.import_options, run.by, options["dry_run"], run.options, run.jobs, check=plan.check)
        return run, plan.paths

    def _run(self, run: Import, paths: list[Path], options: dict) -> bool:
        """Import and report; whether anything was refused."""
        with ExitStack() as stack:
            report = None
            if options["plan"]:
                stream = stack.enter_context(_plan_file(options["plan"]))
                report = Report(stream, head(run.import_options, run.options, now=timezone.now()))
            elif options["json"]:
                report = Report(self.stdout._out, {})
            lines = _Lines(self.stdout, everything=len(paths) <= LONGEST_TABLE)
            counts = dict.fromkeys(ACTIONS, 0)
            for outcome in self._progress(run, paths):
                counts[outcome.action] += 1
                if report:
                    report.add(outcome)
                if not options["json"]:
                    lines.add(outcome)
            if report:
                report.close(batch=run.batch.pk if run.batch else None, dry_run=run.dry_run)
            if not options["json"]:
                lines.close(run, counts, plan=options["plan"])
        return bool(counts["refused"])

    def _progress(self, run: Import, paths: list[Path]) -> Iterator[Outcome]:
        """The outcomes, with a bar and an estimate where someone looks on."""
        console = Console(file=self.stderr._out)
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
            task = progress.add_task("")
            for number, outcome in enumerate(run.run(paths), start=1):
                progress.update(task, completed=number, total=max(number, len(paths) + run.expected))
                yield outcome


class _Lines:
    """A table for people, row by row, then what there is to say of each file."""

    def __init__(self, stream, *, everything: bool):
        self.everything = everything
        self.console = Console(file=stream._out, highlight=False)
        self.table = Table(box=None)
        for name in ("result", *(kind.heading for kind in KINDS.values())):
            self.table.add_column(name, no_wrap=True, min_width=len(name))
        self.table.add_column("file", overflow="fold")
        self.said: list[str] = []

    def add(self, outcome: Outcome) -> None:
        if self.everything:
            counts = (str(number) for number in outcome.findings.values())
            self.table.add_row(outcome.action, *counts, Text(outcome.path))  # a name may look like markup
        said = [f"{outcome.path}:{note.line}: {note.message}" for note in outcome.notes]
        said += [f"{outcome.path}: {change}" for change in outcome.changes]
        if self.everything:
            self.said += said
        elif outcome.action in ("refused", "proposed", "left out"):
            for line in said:
                self._print(f"{outcome.action}: {line}")

    def close(self, run: Import, counts: dict[str, int], *, plan: Path | None) -> None:
        if self.everything:
            self.console.print(self.table)
        for line in self.said:
            self._print(line)
        self._print(
            ", ".join(f"{count} {action}" for action, count in counts.items() if count or action in ACTIONS[:5])
        )
        if plan:
            self._print(f"Nothing was written. Look at {plan}, then: import_articles --apply {plan}")
        elif run.dry_run:
            self._print("A dry run: nothing was written.")
        elif run.batch:
            self._print(f"This is batch {run.batch.pk}; import_undo {run.batch.pk} takes it back.")

    def _print(self, line: str) -> None:
        self.console.print(line, markup=False, soft_wrap=True)


def _import_options(options: dict) -> ImportOptions:
    for name in ("headline", "outlet", "url"):
        if readable(options[name]) != options[name]:
            raise CommandError(f"--{name}: “{readable(options[name])}” has characters that no text has.")
    return ImportOptions(
        films=by_slugs(Film.objects.all(), options["film"] or [], "--film: there is no"),
        proceedings=by_slugs(Proceeding.objects.all(), options["proceeding"] or [], "--proceeding: there is no"),
        **{name: options[name] for name in ("headline", "outlet", "url", "published")},
    )


def _existing(paths: list[Path]) -> list[Path]:
    """The paths; one that is not there is refused like a bad file, unless nothing is there at all."""
    if not paths:
        raise CommandError("Give a file or a folder to import, or --apply with a plan.")
    if not any(os.path.lexists(path) for path in paths):
        raise CommandError(f"{paths[0]}: there is no such file or folder.")
    return paths


@contextmanager
def _plan_file(path: Path) -> Iterator[TextIO]:
    """A file that becomes the plan once it is whole; it never takes the place of anything but a plan."""
    try:
        if path.exists() and (path.is_dir() or PLAN.encode() not in path.read_bytes()[:200]):
            raise CommandError(f"{path}: something else than a plan is there already. Choose another name.")
        with NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", dir=path.parent, delete=False
        ) as file:
            try:
                yield file
                file.flush()
                os.replace(file.name, path)
            except BaseException:
                os.unlink(file.name)
                raise
    except OSError as error:
        raise CommandError(f"{path}: the plan cannot be written there: {error.strerror}.") from error


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_JOBS:
        raise ArgumentTypeError(f"“{text[:20]}” is not a number from 0 to {MOST_JOBS}.")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day. Write it as 2025-02-06.") from error
