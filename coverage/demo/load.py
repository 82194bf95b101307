"""Load the whole demo story. Running it again changes nothing."""

import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from coverage.demo.articles import load_article
from coverage.demo.record import CaseLoader, load_film, load_people, load_pictures, load_sources

HERE = Path(__file__).parent
EDITOR, PASSWORD = "editor", "intercut-demo"


@transaction.atomic
def load() -> None:
    """Write what is missing of the story, its pictures, its articles and an editor's account."""
    story = tomllib.loads((HERE / "story.toml").read_text(encoding="utf-8"))
    editor = load_editor()
    people, organizations = load_people(story)
    sources = load_sources(story)
    rows = tomllib.loads((HERE / "pictures" / "pictures.toml").read_text(encoding="utf-8"))
    pictures = load_pictures(HERE / "pictures", rows)
    loader = CaseLoader(court=story["court"], people=people, organizations=organizations, sources=sources, by=editor)
    for case in story["cases"]:
        loader.load(case)
    load_film(
        story["film"],
        people=people,
        organizations=organizations,
        sources=sources,
        pictures=pictures,
        cases=list(loader.cases.values()),
    )
    for path in sorted((HERE / "articles").glob("*.toml")):
        load_article(path, pictures=pictures, by=editor)


def load_editor() -> User:
    editor, is_new = User.objects.get_or_create(
        username=EDITOR, defaults={"is_staff": True, "is_superuser": True, "first_name": "Demo", "last_name": "Editor"}
    )
    if is_new:
        # A password that stands in public source code opens the desk on a developer's machine only.
        editor.set_password(PASSWORD if settings.DEBUG else None)
        editor.save()
    return editor
