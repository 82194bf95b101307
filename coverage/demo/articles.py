"""Write the demo's articles and move them through the workflow states as an editor would."""

import tomllib
from pathlib import Path

from django.contrib.auth.models import User

from coverage.models import Article, ArticleFilm, ArticlePerson, ArticleProceeding, Byline, Film, Picture, Quote
from coverage.publishing import move, open_charges
from legal.models import Proceeding
from people.models import Person


def load_article(path: Path, *, pictures: dict[str, Picture], by: User) -> None:
    """Write the article whose metadata is in the TOML file `path` and whose body is in the HTML file next to it."""
    if Article.objects.filter(slug=path.stem).exists():
        return
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    article = Article.objects.create(
        slug=path.stem,
        body=path.with_suffix(".html").read_text(encoding="utf-8"),
        picture=pictures.get(row["picture"].removesuffix(".jpg")),
        **{name: row[name] for name in ("headline", "deck", "kind", "picture_caption")},
    )
    _link(article, row)
    for position, byline in enumerate(row["bylines"], start=1):
        Byline.objects.create(article=article, position=position, **byline)
    for quote in row.get("quotes", []):
        _quote(article, quote)
    if row["state"] == "published":
        _publish(article, row["published"], by)


def _link(article: Article, row: dict) -> None:
    for through, model, field in (
        (ArticleFilm, Film, "film"),
        (ArticleProceeding, Proceeding, "proceeding"),
        (ArticlePerson, Person, "person"),
    ):
        key = "people" if field == "person" else f"{field}s"
        for link in row[key]:
            target = model.objects.get(slug=link["slug"])
            through.objects.create(article=article, relation=link["relation"], **{field: target})


def _quote(article: Article, row: dict) -> None:
    quote = Quote(
        article=article,
        speaker=Person.objects.filter(slug=row["speaker"]).first(),
        source_name=row.get("source_name", ""),
        attribution=row["attribution"],
        medium=row["medium"],
        said=row["date_said"] or None,
    )
    starts = [article.text.index(span) for span in row["spans"]]
    quote.anchor(article.text, [(start, start + len(span)) for start, span in zip(starts, row["spans"], strict=True)])
    quote.save()


def _publish(article: Article, when, by: User) -> None:
    steps = ["submit", *(["send_to_legal", "clear"] if open_charges(article) else []), "approve"]
    for step in steps:
        move(article, step, by=by)
    move(article, "publish", by=by, at=when)
