import smtplib
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone

from coverage.models import Film
from dates.clocks import read_day
from pages.emails.digest import Days, Digest, gather
from pages.emails.mailing import send, text_of, write
from web.rows import by_slugs

EXAMPLES = """
examples:
  digest                                     print yesterday's digest
  digest --to ann@example.org bo@example.org send yesterday's to two readers (for a daily morning job)
  digest --since 2026-11-20 --output var/digests --film last-take
                                             write what changed around a film since that day as .eml, .html and .txt

The digest covers only what readers may see. If nothing has changed, it says so and sends or writes nothing. A reader
gets the digest for the same days only once, however often this runs; --again resends it. Sending requires EMAIL_URL.
"""


class Command(BaseCommand):
    help = "Report what changed in a day and what comes next, as e-mail: print it, write it to files or send it."

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        days = parser.add_mutually_exclusive_group()
        days.add_argument("--date", type=_day, metavar="DATE", help="the day, such as 2026-11-24 (default: yesterday)")
        days.add_argument("--since", type=_day, metavar="DATE", help="from that day until now")
        parser.add_argument("--film", metavar="SLUG", help="only what concerns one film")
        parser.add_argument("--days", type=_few, default=7, metavar="N", help="days ahead to list (default: 7)")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--to", nargs="+", type=_address, metavar="ADDRESS", help="send it to each one separately")
        where.add_argument("--output", type=Path, metavar="FOLDER", help="write .eml, .html and .txt files")
        parser.add_argument("--again", action="store_true", help="with --to: send it even to those who have it")

    def handle(self, *args, **options) -> None:
        days = _asked(options)
        digest = gather(days, film=_film(options["film"]), ahead=options["days"])
        if digest.is_empty:
            self.stdout.write(f"{digest.about}, {days}: nothing has changed, so there is nothing to report.")
        elif options["to"]:
            self._send(digest, options["to"], again=options["again"])
        elif options["output"]:
            self._write(digest, options["output"])
        else:
            self.stdout.write(text_of(digest))

    def _write(self, digest: Digest, folder: Path) -> None:
        try:
            for path in write(digest, folder):
                self.stdout.write(f"Written: {path}")
        except OSError as error:
            raise CommandError(f"Cannot write into {folder}: {error.strerror}.") from error

    def _send(self, digest: Digest, addresses: list[str], *, again: bool) -> None:
        if not settings.EMAIL_URL:
            raise CommandError("EMAIL_URL is not set, so nothing can be sent: set it, or write files with --output.")
        failed = []
        for address in dict.fromkeys(addresses):
            try:
                sent = send(digest, address, again=again)
                self.stdout.write(f"Sent to {address}." if sent else f"{address} already has it: not sent again.")
            except (smtplib.SMTPException, OSError) as error:
                failed.append(f"{address}: {error}")
        if failed:
            raise CommandError("Not sent; try again:\n" + "\n".join(failed))


def _asked(options: dict) -> Days:
    today = timezone.localdate()
    if options["since"]:
        return Days(options["since"], today)
    day = options["date"] or today - timedelta(days=1)
    return Days(day, day)


def _film(slug: str | None) -> Film | None:
    if slug is None:
        return None
    return by_slugs(Film.objects.published(), [slug], "No film that readers may see has the address")[0]


def _day(text: str) -> date:
    day, problem = read_day(text)
    if day is None:
        raise ArgumentTypeError(problem or "a day is missing")
    return day


def _few(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 60:
        raise ArgumentTypeError(f"“{text}” is not a number of days from 1 to 60.")
    return int(text)


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise ArgumentTypeError(f"“{text}” is not an e-mail address.") from error
    return text
