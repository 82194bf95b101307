"""Load the whole demo story. Running it again changes nothing."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from coverage.demo.articles import load_article
from coverage.demo.film import load_film, load_pictures
from coverage.models import Film
from legal.models import Proceeding
from legal.records.importing import import_file
from legal.records.outcome import Outcome

HERE = Path(__file__).parent
RECORD = HERE / "record.yaml"
EDITOR, PASSWORD = "editor", "intercut-demo"


@transaction.atomic
def load() -> None:
    """Write whatever is missing: the story, its pictures, its articles and an editor's account."""
    story = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))
    editor = load_editor()
    rows = tomllib.loads((HERE / "pictures" / "pictures.toml").read_text(encoding="utf-8"))
    pictures = load_pictures(HERE / "pictures", rows)
    if not Film.objects.filter(slug=story["film"]["slug"]).exists():  # keep what the desk has changed since
        load_film(story["film"], record=load_record(editor), pictures=pictures)
    for path in sorted((HERE / "articles").glob("*.toml")):
        load_article(path, pictures=pictures, by=editor)


def load_record(by: User) -> Outcome:
    """Import the cases like any record file, public and followed, so the home page shows where they stand."""
    record = import_file(RECORD, public=True, by=by)
    if record.problems:
        raise ValueError("\n".join(problem.at(RECORD) for problem in record.problems))
    cases = [row.pk for row in record.rows.values() if isinstance(row, Proceeding)]
    Proceeding.objects.filter(pk__in=cases).update(is_followed=True)
    return record


def load_editor() -> User:
    editor, is_new = User.objects.get_or_create(
        username=EDITOR, defaults={"is_staff": True, "is_superuser": True, "first_name": "Demo", "last_name": "Editor"}
    )
    if is_new:
        # A password in public source code may open the desk only on a developer's machine.
        editor.set_password(PASSWORD if settings.DEBUG else None)
        editor.save()
    return editor
