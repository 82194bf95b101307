"""Write the demo's pictures and film; the record comes from a separate file."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from coverage.models import Credit, Film, Picture, Release
from coverage.pictures.uploads import clean
from legal.models import Proceeding
from legal.records.outcome import Outcome


def load_pictures(folder: Path, rows: dict) -> dict[str, Picture]:
    """Find each picture by its title, or create it from its file in `folder`."""
    pictures = {}
    for key, row in rows.items():
        picture = Picture.objects.filter(title=row["title"]).first()
        if picture is None:
            picture = Picture(title=row["title"], alt=row["alt"], credit=row["credit"], is_clean=True)
            with (folder / row["file"]).open("rb") as file:
                made = clean(file)
            picture.file.save(f"picture.{made.suffix}", ContentFile(made.data, name="picture"), save=True)
        pictures[key] = picture
    return pictures


def load_film(story: dict[str, Any], *, record: Outcome, pictures: dict[str, Picture]) -> None:
    """Write the film; its people, organizations, sources and cases come from `record`."""
    fields = {name: story[name] for name in ("slug", "title", "kind", "summary")}
    film = Film.objects.create(**fields, poster=pictures[story["poster"]], is_public=True)
    film.proceedings.set(row for row in record.rows.values() if isinstance(row, Proceeding))
    for position, credit in enumerate(story["credits"], start=1):
        Credit.objects.create(
            film=film,
            person=record.rows.get(("people", credit.get("person"))),
            organization=record.rows.get(("organizations", credit.get("organization"))),
            job=credit["job"],
            position=position,
        )
    for row in story["releases"]:
        details = {name: value for name, value in row.items() if name != "sources"}
        release = Release.objects.create(film=film, **details)
        release.sources.set(record.rows["sources", key] for key in row["sources"])
