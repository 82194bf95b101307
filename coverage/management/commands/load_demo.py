from django.conf import settings
from django.core.management.base import BaseCommand

from coverage.demo.load import EDITOR, PASSWORD, load
from coverage.models import Film


class Command(BaseCommand):
    help = "Load the demo story (the film “Last Take” and the Rust cases). Running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a film already")
        parser.add_argument("--site", default=settings.SITE_URL, help="the address to print (default: SITE_URL)")

    def handle(self, *args, if_empty, site, **options):
        if if_empty and Film.objects.exists():
            self.stdout.write("There is a film already: the demo story was not loaded.")
        else:
            load()
            self.stdout.write("The demo story is loaded.")
        login = f"{EDITOR} / {PASSWORD}" if settings.DEBUG else f"manage.py changepassword {EDITOR}"
        self.stdout.write(f"\n  The site   {site}/\n  The desk   {site}/admin/   (demo login: {login})\n")
