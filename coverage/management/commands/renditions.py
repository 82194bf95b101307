from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from coverage.models import Picture
from coverage.pictures.making import Outcome, incomplete, lacking, make
from coverage.pictures.uploads import Refused


class Command(BaseCommand):
    help = "Make the renditions of pictures: those that are missing, wherever a file of one is gone. Safe to run twice."

    def add_arguments(self, parser):
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--missing", action="store_true", help="trust the rows and look at no file (for a timer)")
        how.add_argument("--check", action="store_true", help="make nothing; exit 1 when something is missing")

    def handle(self, *args, missing, check, **options):
        wanted = lacking() if missing else incomplete()
        if check:
            return self._check(wanted)
        console = Console(file=self.stdout, stderr=False)
        counts, failed = dict.fromkeys(Outcome, 0), []
        for pk in track(wanted, "Renditions", console=console, disable=not console.is_terminal):
            picture = Picture.objects.filter(pk=pk).first()
            try:
                if picture is not None:  # else it was deleted since
                    counts[make(picture)] += 1
            except (OSError, Refused) as error:
                failed.append(f"{picture} ({pk}): {error}")
        self.stdout.write(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
        if failed:
            raise CommandError("\n".join(failed))

    def _check(self, wanted: list[int]) -> None:
        if wanted:
            raise CommandError(f"{len(wanted)} pictures lack renditions. Run: manage.py renditions")
        self.stdout.write("Every picture has its renditions.")
