from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from legal.models import Proceeding
from legal.records.exporting import export
from web.rows import by_slugs


class Command(BaseCommand):
    help = (
        "Write the record of cases as one file that import_record reads (docs/record-files.md), with every person, "
        "court and source they need. The order never changes, so two exports can be compared line by line. "
        "What is not public is in it too: look at the file before you pass it on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="the cases, by the last part of their address")
        parser.add_argument("--all", action="store_true", help="every case there is")
        parser.add_argument(
            "--with-links", action="store_true", help="also the cases they are linked with or refiled in"
        )
        parser.add_argument("--output", type=Path, metavar="FILE", help="write there (default: standard output)")
        parser.add_argument("--format", choices=["yaml", "json"], help="default: by the name of FILE, else yaml")

    def handle(self, *args, slugs: list[str], output: Path | None, **options) -> None:
        named_json = output is not None and output.suffix.lower() == ".json"
        found = export(self._cases(slugs, everything=options["all"]), with_links=options["with_links"])
        text = found.dump(options["format"] or ("json" if named_json else "yaml"))
        if output is None:
            self.stdout.write(text, ending="")
        else:
            self._write(output, text)
        for sentence in found.left_out:
            self.stderr.write(f"Left out: {sentence}")

    def _cases(self, slugs: list[str], *, everything: bool) -> list[Proceeding]:
        if everything == bool(slugs):
            raise CommandError("Give the SLUG of a case or of several, or --all; not both.")
        if everything:
            return list(Proceeding.objects.all())
        return by_slugs(Proceeding.objects.all(), slugs, "There is no case")

    def _write(self, output: Path, text: str) -> None:
        """All of it or nothing: a file that is there stays until the new one is whole."""
        part = output.with_name(f"{output.name}.part")
        try:
            part.write_text(text, encoding="utf-8")
            part.replace(output)
        except OSError as error:
            raise CommandError(f"{output}: it cannot be written: {error.strerror}.") from error
        self.stdout.write(f"Written: {output}")
