import gc

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from coverage.demo.load import EDITOR, PASSWORD, load
from coverage.models import Film, Picture
from coverage.pictures.making import lacking, make_after_commit


class Command(BaseCommand):
    help = "Load the demo story (the film “Last Take” and the Rust cases). Running it again changes nothing."
    requires_system_checks = ()  # runserver, which `make run` starts next, runs them all

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is a film already")
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")
        parser.add_argument("--site", default=settings.SITE_URL, help="the address to print (default: SITE_URL)")

    def handle(self, *args, if_empty, migrate, site, **options):
        if migrate:
            self.migrate()
        if if_empty and Film.objects.exists():
            self.say("Demo: there is a film already, so the demo story was not loaded")
        else:
            self.say("Demo: loading the film, the cases and the articles")
            load()
        self.make_renditions()
        self.say(f"\n  The site   {site}/\n  The desk   {site}/admin/")
        if User.objects.filter(username=EDITOR).exists():
            login = f"{EDITOR} / {PASSWORD}" if settings.DEBUG else f"run manage.py changepassword {EDITOR} first"
            self.say(f"  Log in as  {login}")
        self.say("")

    def migrate(self):
        self.say("Database: creating or updating the tables")
        gc.disable()  # collecting the thousands of models that Django renders here would take a quarter of the time
        try:
            call_command("migrate", verbosity=0)
        finally:
            gc.enable()

    def make_renditions(self):
        """Also those that an earlier run did not finish."""
        pictures = Picture.objects.filter(pk__in=lacking())
        if settings.RENDITIONS_AT_UPLOAD and pictures:
            self.say(f"Demo: making {len(pictures)} pictures in every size")
        for picture in pictures:
            make_after_commit(picture)

    def say(self, line: str):
        self.stdout.write(line)
        self.stdout.flush()
