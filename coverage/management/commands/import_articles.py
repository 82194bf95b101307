import getpass
import json
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from coverage.intake.files import expand
from coverage.intake.importing import ACTIONS, Import, Outcome
from coverage.intake.writing import Told
from coverage.models import Film
from legal.models import Proceeding


class Command(BaseCommand):
    help = (
        "Import article text as drafts, with findings for an editor to accept or reject. Nothing becomes public. "
        "Running it again changes nothing; a changed file updates a draft nobody has touched, and is otherwise kept "
        "as a proposed revision. Exit status 0, or 1 when a file was refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="UTF-8 text files, or folders of them")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
        parser.add_argument("--headline", default="", help="the headline (one file only)")
        parser.add_argument("--outlet", default="", help="where the text was first published")
        parser.add_argument("--url", default="", help="its original address (one file only)")
        parser.add_argument("--published", type=_day, metavar="YYYY-MM-DD", help="when it was first published")
        parser.add_argument(
            "--film", action="append", default=[], metavar="SLUG", help="a film it is about; repeatable"
        )
        parser.add_argument("--proceeding", action="append", default=[], metavar="SLUG", help="a case; repeatable")

    def handle(self, *args, **options) -> None:
        paths = expand(_existing(options["paths"]))
        if not paths:
            raise CommandError("There is no file in these folders.")
        if len(paths) > 1 and (options["headline"] or options["url"]):
            raise CommandError(f"--headline and --url are for one file, but there are {len(paths)}.")
        run = Import(told=_told(options), by=getpass.getuser(), dry_run=options["dry_run"])
        outcomes = self._run(run, paths, quiet=options["json"])
        if options["json"]:
            self.stdout.write(json.dumps(report(run, outcomes), ensure_ascii=False, indent=2))
        else:
            self._print(run, outcomes)
        if any(outcome.action == "refused" for outcome in outcomes):
            raise SystemExit(1)

    def _run(self, run: Import, paths: list[Path], *, quiet: bool) -> list[Outcome]:
        console = Console(file=self.stderr._out)
        with Progress(console=console, disable=quiet or not console.is_terminal) as progress:
            return list(progress.track(run.run(paths), total=len(paths), description="Importing"))

    def _print(self, run: Import, outcomes: list[Outcome]) -> None:
        table = Table(box=None)
        for name in ("result", "people", "quotes", "steps", "releases"):
            table.add_column(name, no_wrap=True, min_width=len(name))
        table.add_column("file", overflow="fold")
        for outcome in outcomes:
            table.add_row(outcome.action, *(str(n) for n in outcome.findings.values()), outcome.path)
        console = Console(file=self.stdout._out, highlight=False)
        console.print(table)
        for outcome in outcomes:
            for note in outcome.notes:
                console.print(f"{outcome.path}:{note.line}: {note.message}", markup=False, soft_wrap=True)
        counts = report(run, outcomes)["counts"]
        dry = " (dry run: nothing was written)" if run.dry_run else ""
        console.print(", ".join(f"{count} {action}" for action, count in counts.items()) + dry)


def report(run: Import, outcomes: list[Outcome]) -> dict:
    """What `--json` prints."""
    return {
        "batch": run.batch.pk if run.batch else None,
        "dry_run": run.dry_run,
        "counts": {action: sum(o.action == action for o in outcomes) for action in ACTIONS},
        "articles": [outcome.as_json() for outcome in outcomes],
    }


def _told(options: dict) -> Told:
    return Told(
        films=_by_slug(Film, options["film"], "--film"),
        proceedings=_by_slug(Proceeding, options["proceeding"], "--proceeding"),
        **{name: options[name] for name in ("headline", "outlet", "url", "published")},
    )


def _by_slug(model, slugs: list[str], option: str) -> list:
    found = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        there = ", ".join(model.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"{option}: there is no “{missing[0]}”. There are: {there}.")
    return [found[slug] for slug in dict.fromkeys(slugs)]


def _existing(paths: list[Path]) -> list[Path]:
    """The paths; one that is not there is refused like a bad file, unless nothing is there at all."""
    if not any(path.exists() for path in paths):
        raise CommandError(f"{paths[0]}: there is no such file or folder.")
    return paths


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day. Write it as 2025-02-06.") from error
