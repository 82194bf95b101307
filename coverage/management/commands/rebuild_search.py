from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import Progress

from coverage.search.index import SEARCH, exists, faults, index_of, rebuild
from coverage.search.sources import TABLES
from web.triggers import install

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Rebuild the search index from the database, in batches, while the site stays up. The database keeps the "
        "index up to date on its own; use this after restoring a backup, after upgrading the server, or when --check "
        "finds a fault."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; say whether the index is what the data are (exit 1: no)",
        )

    def handle(self, *args, check: bool, verbosity: int, **options) -> None:
        index = index_of()
        if not exists(index):
            raise CommandError("There is no search index yet: run `manage.py migrate` first.")
        if check:
            self._check(index)
        else:
            self._rebuild(index, quiet=verbosity == 0)

    def _check(self, index) -> None:
        count = 0
        for count, fault in enumerate(faults(index), start=1):
            if count <= SHOWN:
                self.stdout.write(fault)
        if count:
            raise CommandError(f"{count} faults. Run `manage.py rebuild_search` to mend them.")
        self.stdout.write("The search index is what the data are.")

    def _rebuild(self, index, quiet: bool) -> None:
        install(SEARCH, index.connection)
        count = 0
        with Progress(disable=quiet, transient=True) as progress:
            tasks = {kind: progress.add_task(table, total=None) for kind, table in TABLES.items()}
            for kind, done in rebuild(index):
                count += done
                progress.advance(tasks[kind], done)
        self.stdout.write(f"Looked at {count:,} rows; the search index is what the data are.")
