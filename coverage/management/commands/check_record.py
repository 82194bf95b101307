import json
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandParser

from coverage.checking import CHECKS, GAPS, Found, contradictions, gaps
from web.addresses import absolute_url

LACKING = "Without a source, or without the place in one:"


class Command(BaseCommand):
    help = (
        "List what contradicts itself in the record, with where to mend it and how, and then what lacks a source. "
        f"Nothing is changed. The checks: {', '.join(check.name for check in (*CHECKS, *GAPS))}. "
        "Exit status 1 when something contradicts itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")

    def handle(self, *args, **options) -> None:
        found, lacking = contradictions(), gaps()
        rows = list(_rows(found))
        if options["json"]:
            report = {"contradictions": rows, "gaps": list(_rows(lacking))}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            self._list(found)
            self.stdout.write(f"{len(rows)} found." if rows else f"Nothing found by {len(found)} checks.")
            if any(several for _, several in lacking):
                self.stdout.write(f"\n{LACKING}")
                self._list(lacking)
        if rows:
            raise SystemExit(1)

    def _list(self, found: Found) -> None:
        for check, several in found:
            if several:
                self.stdout.write(f"{check.title} ({len(several)})")
            for one in several:
                self.stdout.write(f"  {one.what}\n    {one.mend}\n    {absolute_url(one.address)}")


def _rows(found: Found) -> Iterator[dict]:
    for check, several in found:
        for one in several:
            yield {"check": check.name, "what": one.what, "where": absolute_url(one.address), "mend": one.mend}
