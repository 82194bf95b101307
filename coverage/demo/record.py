"""Write the demo's people, cases and film. Every function finds what is there by its slug and creates what is not."""

from pathlib import Path

from django.contrib.auth.models import User
from django.core.files import File

from coverage.models import Credit, Film, Picture, Release
from legal.models import Charge, Court, Development, Party, Proceeding, ProceedingLink, Source
from people.models import Organization, OtherName, Person

Rows = dict[str, object]


def load_people(story: dict) -> tuple[dict[str, Person], dict[str, Organization]]:
    people = {}
    for slug, row in story["people"].items():
        names = row.pop("other_names", [])
        people[slug], _ = Person.objects.get_or_create(slug=slug, defaults={**row, "is_public": True})
        for name, kind in names:
            OtherName.objects.get_or_create(person=people[slug], name=name, defaults={"kind": kind})
    organizations = {
        key: Organization.objects.get_or_create(name=row["name"], defaults=row)[0]
        for key, row in story["organizations"].items()
    }
    return people, organizations


def load_sources(story: dict) -> dict[str, Source]:
    return {
        key: Source.objects.get_or_create(title=row["title"], publisher=row.get("publisher", ""), defaults=row)[0]
        for key, row in story["sources"].items()
    }


def load_pictures(folder: Path, rows: dict) -> dict[str, Picture]:
    pictures = {}
    for key, row in rows.items():
        picture = Picture.objects.filter(title=row["title"]).first()
        if picture is None:
            picture = Picture(title=row["title"], alt=row["alt"], credit=row["credit"])
            with (folder / row["file"]).open("rb") as file:
                picture.file.save(row["file"], File(file), save=True)
        pictures[key] = picture
    return pictures


class CaseLoader:
    """Writes one case after another; charges of earlier cases can be refiled by later ones."""

    def __init__(self, *, court: Rows, people: dict, organizations: dict, sources: dict, by: User):
        self.court, _ = Court.objects.get_or_create(name=court["name"], defaults=court)
        self.people, self.organizations, self.sources, self.by = people, organizations, sources, by
        self.cases: dict[str, Proceeding] = {}
        self.charges: dict[str, Charge] = {}

    def load(self, row: Rows) -> None:
        fields = {name: row[name] for name in ("kind", "caption", "summary")}
        fields |= {"short_title": row.get("short_title", ""), "court": self.court}
        case, is_new = Proceeding.objects.get_or_create(
            slug=row["slug"], defaults={**fields, "is_public": True, "is_followed": True}
        )
        self.cases[row["slug"]] = case
        if not is_new:
            return
        parties = self._parties(case, row["parties"])
        for charge in row["charges"]:
            self._charge(case, parties, charge)
        for link in row.get("links", []):
            ends = {
                "from_proceeding": self.cases[link.get("from", case.slug)],
                "to_proceeding": self.cases[link.get("to", case.slug)],
            }
            ProceedingLink.objects.create(kind=link["kind"], **ends)
        for development in row["developments"]:
            self._development(case, development)

    def _parties(self, case: Proceeding, rows: list[Rows]) -> dict[str, Party]:
        return {
            row.get("key", f"party {number}"): Party.objects.create(
                proceeding=case,
                person=self.people.get(row.get("person")),
                organization=self.organizations.get(row.get("organization")),
                role=row["role"],
                named_as=row.get("named_as", ""),
            )
            for number, row in enumerate(rows)
        }

    def _charge(self, case: Proceeding, parties: dict[str, Party], row: Rows) -> None:
        refiles = self.charges[row["refiles"]] if "refiles" in row else None
        self.charges[f"{case.slug}/{row['key']}"] = Charge.objects.create(
            proceeding=case, party=parties[row["party"]], offense=row["offense"], refiles=refiles
        )

    def _development(self, case: Proceeding, row: Rows) -> None:
        row = dict(row)
        sources = [self.sources[key] for key in row.pop("sources")]
        charges = [self.charges[f"{case.slug}/{key}"] for key in row.pop("charges", [])]
        development = Development.objects.create(proceeding=case, recorded_by=self.by, **row)
        development.sources.set(sources)
        development.charges.set(charges)


def load_film(
    row: Rows, *, people: dict, organizations: dict, sources: dict, pictures: dict, cases: list[Proceeding]
) -> Film:
    fields = {name: row[name] for name in ("title", "kind", "summary")}
    film, is_new = Film.objects.get_or_create(
        slug=row["slug"], defaults={**fields, "poster": pictures[row["poster"]], "is_public": True}
    )
    if not is_new:
        return film
    film.proceedings.set(cases)
    for position, credit in enumerate(row["credits"], start=1):
        Credit.objects.create(
            film=film,
            person=people.get(credit.get("person")),
            organization=organizations.get(credit.get("organization")),
            job=credit["job"],
            position=position,
        )
    for release in row["releases"]:
        keys = release.pop("sources")
        Release.objects.create(film=film, **release).sources.set(sources[key] for key in keys)
    return film
