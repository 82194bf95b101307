import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from coverage.checking import CHECKS, contradictions


class Command(BaseCommand):
    help = (
        "List what contradicts itself in the record, with where to mend it and how. Nothing is changed. "
        f"The checks: {', '.join(check.name for check in CHECKS)}. Exit status 1 when something is found."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")

    def handle(self, *args, **options) -> None:
        found = contradictions()
        rows = [
            {"check": check.name, "what": one.what, "where": settings.SITE_URL + one.address, "mend": one.mend}
            for check, several in found
            for one in several
        ]
        if options["json"]:
            self.stdout.write(json.dumps({"contradictions": rows}, ensure_ascii=False, indent=2))
        else:
            for check, several in found:
                if several:
                    self.stdout.write(f"{check.title} ({len(several)})")
                for one in several:
                    self.stdout.write(f"  {one.what}\n    {one.mend}\n    {settings.SITE_URL}{one.address}")
            self.stdout.write(f"{len(rows)} found." if rows else f"Nothing found by {len(found)} checks.")
        if rows:
            raise SystemExit(1)
