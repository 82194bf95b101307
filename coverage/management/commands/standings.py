import json
from argparse import ArgumentTypeError
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Model, Prefetch, QuerySet
from django.utils import timezone

from coverage.models import Film
from legal.models import Charge, Development, Proceeding
from legal.standing import wording
from people.models import Person
from web.rows import by_slugs


class Command(BaseCommand):
    help = (
        "Print where every charge stands: of a film's cases, of a person, of one case, or of everything. "
        "--as-of shows where it stood on a past day; --known shows what had been recorded by a given time. "
        "Everything on record counts, public or not; --public shows only what readers see."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--film", metavar="SLUG", help="the cases that a film is about")
        which.add_argument("--person", metavar="SLUG", help="the charges and claims against a person")
        which.add_argument("--case", metavar="SLUG", help="one case")
        parser.add_argument("--as-of", type=_day, metavar="DATE", help="at the end of that day: 2024-03-06")
        parser.add_argument("--known", type=_known_at, metavar="TIME", help="as recorded by then: 2024-03-06T12:00")
        parser.add_argument("--public", action="store_true", help="only public cases and developments")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines")

    def handle(self, *args, as_of: date | None, known: datetime | None, public: bool, **options) -> None:
        rows = []
        for case, charges in _cases(_asked(options), public=public):
            for charge in charges:
                rows.append(_row(case, charge, charge.standing(as_of=as_of, known_at=known)))
        if options["json"]:
            asked = {"as_of": as_of and str(as_of), "known": known and known.isoformat()}
            self.stdout.write(json.dumps({**asked, "standings": rows}, ensure_ascii=False, indent=2))
            return
        title = None
        for row in rows:
            if row["title"] != title:
                title = row["title"]
                self.stdout.write(f"{title} ({row['case']})")
            count = f"{row['count']}: " if row["count"] else ""
            self.stdout.write(f"  {count}{row['charge']}, {row['against']}: {row['sentence']}")
        if not rows:
            self.stdout.write("There is no charge on record here.")


def _asked(options: dict) -> QuerySet[Charge]:
    charges = Charge.objects.all()
    if options["film"]:
        return charges.filter(proceeding__films=_one(Film, options, "film"))
    if options["person"]:
        return charges.filter(party__person=_one(Person, options, "person"))
    if options["case"]:
        return charges.filter(proceeding=_one(Proceeding, options, "case"))
    return charges


def _one(model: type[Model], options: dict, name: str) -> Model:
    return by_slugs(model.objects.all(), [options[name]], f"--{name}: there is no")[0]


def _cases(charges: QuerySet[Charge], *, public: bool) -> list[tuple[Proceeding, list[Charge]]]:
    """The cases of the charges, each with those charges, ready to say where they stand."""
    cases = Proceeding.objects.published() if public else Proceeding.objects.all()
    listed = charges.with_standings(None if public else Development.objects.all())
    cases = cases.filter(charges__in=charges).distinct().order_by("caption", "short_title", "pk").with_next_hearing()
    return [(case, case.asked) for case in cases.prefetch_related(Prefetch("charges", listed, to_attr="asked"))]


def _row(case: Proceeding, charge: Charge, standing) -> dict:
    return {
        "case": case.slug,
        "title": case.title,
        "charge": charge.offense,
        "count": charge.count_label,
        "against": str(charge.party.who),
        "state": standing.state.value,
        "since": str(standing.since) if standing.since else None,
        "on_appeal": standing.on_appeal,
        "final": standing.is_final,
        "may_be_refiled": standing.may_be_refiled,
        "unclear": standing.unclear,
        "next_hearing": standing.next_hearing and standing.next_hearing.starts_at.isoformat(),
        "short": wording.short(standing),
        "sentence": wording.sentence(standing),
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a day. Write it as 2024-03-06.") from error


def _known_at(text: str) -> datetime:
    """A moment; without an offset in the site's time zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a time. Write it as 2024-03-06T12:00.") from error
    return moment if moment.tzinfo else timezone.make_aware(moment)
