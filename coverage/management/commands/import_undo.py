import getpass

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coverage.intake.reverting import BuiltOn, built_on, revert
from coverage.models import ImportBatch

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Take an import back: the drafts it made are deleted, the drafts it updated are as they were before, and the "
        "revisions it proposed are gone. It is done whole or not at all: if somebody has accepted a finding, edited or "
        "published an article since, or brought it again, nothing changes and the command says who. The batch and its "
        "rows stay on record. Batches are numbered; import_articles prints the number, and so does the desk."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", type=int, metavar="BATCH", help="the number of the import")
        parser.add_argument("--dry-run", action="store_true", help="say whether it could be taken back, change nothing")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, batch: int, dry_run: bool, yes: bool, **options) -> None:
        found = ImportBatch.objects.filter(pk=batch).first()
        if found is None:
            last = ImportBatch.objects.first()
            raise CommandError(
                f"There is no batch {batch}. " + (f"The last is {last.pk}." if last else "There is none.")
            )
        if reasons := built_on(found):
            raise CommandError(_refusal(reasons))
        rows = found.rows.brought()
        self.stdout.write(f"{found}, by {found.started_by}: {rows.count()} articles.")
        if dry_run:
            self.stdout.write("Nobody has built on it: it can be taken back.")
            return
        if not yes and not _agreed():
            self.stdout.write("Nothing was changed.")
            return
        try:
            counts = revert(found, by=getpass.getuser())
        except BuiltOn as error:
            raise CommandError(_refusal(error.reasons)) from error
        done = ", ".join(f"{count} {action}" for action, count in counts.items()) or "nothing that is still there"
        self.stdout.write(f"Taken back: {done}.")


def _agreed() -> bool:
    try:
        return input("Take it back? Drafts it made are deleted. [y/N] ").strip().lower() in ("y", "yes")
    except EOFError as error:
        raise CommandError("Nobody is there to ask. Give --yes to take it back without a question.") from error


def _refusal(reasons: list[str]) -> str:
    more = [f"and {len(reasons) - SHOWN} more"] if len(reasons) > SHOWN else []
    return "\n  ".join(["It cannot be taken back; nothing was changed.", *reasons[:SHOWN], *more])
