"""Seeded rows in bulk: the site that is measured, with as many articles as asked for.

A few rows are the same at every size, and their pages are what is measured; all others fill the tables around them.
"""

import random
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from coverage.models import (
    Article,
    ArticleFilm,
    ArticlePerson,
    ArticleProceeding,
    Byline,
    Credit,
    Film,
    Quote,
    Release,
)
from legal.models import Charge, Court, Development, Hearing, Party, Proceeding, Source
from people.models import Person

BATCH = 5000
START = datetime(2001, 1, 1, tzinfo=UTC)
SENTENCE = "The harbor was quiet that morning, and nobody had seen the ferry turn before the wind came up. "
SAID = "We asked everyone twice"
CHARGES, PEOPLE, CASES = 4, 6, 3  # of the rows whose pages are measured


def build(articles: int, seed: int = 1) -> None:
    """Fill an empty database; what is measured has the addresses `plain`, `panels`, `film`, `case` and `person`."""
    chance = random.Random(seed)
    film, cases, people = _middle()
    _article("plain", [], [], [], days=1)
    _article("panels", [film], cases, people, days=2)
    _fillers(articles - 2, chance, film, cases[0], people[0])
    if connection.vendor == "postgresql":  # which does it by itself after a while; SQLite never does
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _middle() -> tuple[Film, list[Proceeding], list[Person]]:
    """The film with its cases and people."""
    source = Source.objects.create(title="A report", publisher="A paper")
    court = Court.objects.create(name="District Court", place="Santa Fe")
    people = [
        Person.objects.create(name=f"Pat Sample {n}", slug=f"person{n or ''}", is_public=True) for n in range(PEOPLE)
    ]
    film = Film.objects.create(title="A Film", slug="film", is_public=True, summary=SENTENCE)
    for n, person in enumerate(people):
        Credit.objects.create(film=film, person=person, job="director", position=n)
    for n, kind in enumerate(("announcement", "trailer", "festival", "streaming")):
        Release.objects.create(film=film, kind=kind, date=f"2024-0{n + 1}-10", state="released").sources.add(source)
    cases = [_case(n, court, people, source) for n in range(CASES)]
    film.proceedings.set(cases)
    return film, cases, people


def _case(number: int, court: Court, people: list[Person], source: Source) -> Proceeding:
    case = Proceeding.objects.create(
        kind="criminal",
        caption=f"State v. Sample {number}",
        slug=f"case{number or ''}",
        court=court,
        is_public=True,
        is_followed=True,
    )
    parties = [Party.objects.create(proceeding=case, person=people[n], role="defendant") for n in range(CHARGES)]
    for n, party in enumerate(parties):
        charge = Charge.objects.create(proceeding=case, party=party, offense="theft", count_label=f"Count {n + 1}")
        steps = [
            ("charged", {}),
            ("arraigned", {}),
            ("pleaded", {"plea": "not_guilty"}),
            ("dismissed", {"by": "court"}),
        ]
        for step, (kind, details) in enumerate(steps):
            made = Development.objects.create(
                proceeding=case, kind=kind, occurred=f"202{step + 1}-0{number + 1}-1{n}", position=n + 1, **details
            )
            made.charges.add(charge)
            made.sources.add(source)
    for days in (-30, 10, 40):
        Hearing.objects.create(proceeding=case, title="Trial", starts_at=timezone.now() + timedelta(days=days))
    return case


def _article(slug: str, films: list, cases: list, people: list, days: int) -> None:
    """One of about 600 words with four quotes."""
    body = "".join(f"<p>{SENTENCE * 6}“{SAID}, {n},” Sample said.</p>" for n in range(4))
    moment = timezone.now() - timedelta(days=days)
    article = Article.objects.create(
        headline=f"The {slug} article", slug=slug, deck=SENTENCE, body=body, state="published", published_at=moment
    )
    Byline.objects.create(article=article, name="A. Sample")
    article.films.set(films)
    article.proceedings.set(cases)
    article.people.set(people)
    for n in range(4 if people else 0):
        quote = Quote(article=article, speaker=people[n])
        start = article.text.index(f"{SAID}, {n}")
        quote.anchor(article.text, [(start, start + len(SAID))])
        quote.save()


def _fillers(count: int, chance: random.Random, film: Film, case: Proceeding, person: Person) -> None:
    people, cases, films = (
        _filler_people(count // 20),
        _filler_cases(count // 50, case.court),
        _filler_films(count // 200),
    )
    everyone, docket, shelf = [person.pk, *people], [case.pk, *cases], [film.pk, *films]
    text = f"{SENTENCE}“{SAID},” Sample said."
    start = text.index(SAID)
    span = {"start": start, "end": start + len(SAID), "exact": SAID, "prefix": "", "suffix": ""}
    for first in range(0, count, BATCH):
        numbers = range(first, min(count, first + BATCH))
        articles = Article.objects.bulk_create(_filler(n, count, text) for n in numbers)
        Byline.objects.bulk_create(Byline(article=a, name="A. Sample") for a in articles)

        # Every tenth is about the film, the case and the person that are measured.
        def pick(some, n):
            return some[0] if n % 10 == 0 else chance.choice(some)

        ArticleFilm.objects.bulk_create(
            ArticleFilm(article=a, film_id=pick(shelf, n)) for n, a in zip(numbers, articles, strict=True)
        )
        ArticleProceeding.objects.bulk_create(
            ArticleProceeding(article=a, proceeding_id=pick(docket, n)) for n, a in zip(numbers, articles, strict=True)
        )
        ArticlePerson.objects.bulk_create(
            ArticlePerson(article=a, person_id=pick(everyone, n)) for n, a in zip(numbers, articles, strict=True)
        )
        Quote.objects.bulk_create(
            Quote(article=a, speaker_id=pick(everyone, n), text=SAID, spans=[span], starts=start)
            for n, a in zip(numbers, articles, strict=True)
        )
        print(f"\r{numbers[-1] + 1} of {count} articles", end="", flush=True)
    print()


def _filler(number: int, count: int, text: str) -> Article:
    moment = START + (timezone.now() - timedelta(days=3) - START) * (number / count)
    return Article(
        headline=f"Article number {number}",
        slug=f"article-{number}",
        deck=SENTENCE,
        body=f"<p>{text}</p>",
        text=text,
        state="published",
        published_at=moment,
    )


def _filler_people(count: int) -> list[int]:
    rows = (
        Person(name=f"Jo Filler {n}", slug=f"filler-{n}", sort_name=f"Filler {n:07}, Jo", is_public=True)
        for n in range(count)
    )
    return [row.pk for row in Person.objects.bulk_create(rows, batch_size=BATCH)]


def _filler_films(count: int) -> list[int]:
    rows = (Film(title=f"Film {n:06}", slug=f"film-{n}", is_public=True) for n in range(count))
    return [row.pk for row in Film.objects.bulk_create(rows, batch_size=BATCH)]


def _filler_cases(count: int, court: Court) -> list[int]:
    rows = (
        Proceeding(kind="civil", caption=f"Filler {n:06} v. State", slug=f"filler-{n}", court=court, is_public=True)
        for n in range(count)
    )
    cases = Proceeding.objects.bulk_create(rows, batch_size=BATCH)
    made = Development.objects.bulk_create(
        (Development(proceeding=case, kind="filed", occurred="2003-04-05") for case in cases), batch_size=BATCH
    )
    sources = Source.objects.bulk_create((Source(title="A filing") for _ in made), batch_size=BATCH)
    through = Development.sources.through
    links = (through(development=d, source=source) for d, source in zip(made, sources, strict=True))
    through.objects.bulk_create(links, batch_size=BATCH)
    return [case.pk for case in cases]
