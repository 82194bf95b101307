"""Write one draft: the article with its bylines and links, its findings, or a revision beside it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from coverage.anchors import select
from coverage.extraction.findings import Findings
from coverage.intake.draft import Draft, Told, fits
from coverage.intake.formats.document import Unreadable
from coverage.intake.matching import Known
from coverage.models import (
    Article,
    ArticleFilm,
    ArticleProceeding,
    Byline,
    Finding,
    ImportBatch,
    Outlet,
    Quote,
    Revision,
)
from dates.value import PartialDate

LONGEST_ATTRIBUTION = 200
SAID = {
    "original_url": "The address (--url)",
    "headline": "The headline (--headline)",
    "name": "The outlet or the byline",
}


NOT_HERE = ["outlet", "picture", "legal_read_by", "source"]  # rows of their own, set by the code


def fill(article: Article, draft: Draft) -> list[Model]:
    """Write what the draft says into an article, new or still untouched; the rows made beside it."""
    document, made = draft.document, []
    article.headline, article.headline_is_proposed = draft.headline, draft.headline_is_proposed
    article.body, article.import_notes = draft.body, draft.notes
    # What neither the file nor the command says stays as it was.
    for name in ("deck", "rights", "language"):
        said = getattr(document, name)
        setattr(article, name, said if said and fits(name, said) else getattr(article, name))
    article.original_url = draft.url or article.original_url
    article.first_published = PartialDate.of(draft.published) if draft.published else article.first_published
    if draft.outlet:
        article.outlet, is_new = _outlet(draft.outlet)
        made += [article.outlet] if is_new else []
    article.version += 1 if article.pk else 0  # a form that was open meanwhile must not save over this
    is_new = article._state.adding
    _validated(article, exclude=[*NOT_HERE, "slug"]).save()
    if is_new or not article.bylines.exists():
        bylines = [Byline(article=article, name=name, position=n) for n, name in enumerate(document.authors, start=1)]
        made += [_saved(byline, exclude=["article"]) for byline in bylines]
    return made + _link(article, draft.told)


def _link(article: Article, told: Told) -> list[Model]:
    links = [ArticleFilm.objects.get_or_create(article=article, film=film) for film in told.films]
    links += [ArticleProceeding.objects.get_or_create(article=article, proceeding=case) for case in told.proceedings]
    return [link for link, is_new in links if is_new]


def _validated(row: Model, exclude: Sequence[str] = ()) -> Model:
    """The row, if what was said fits its fields; Unreadable says what in the file does not."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        what = "; ".join(f"{SAID.get(n, n)}: {' '.join(messages)}" for n, messages in error.message_dict.items())
        raise Unreadable(f"What was said of the article cannot be kept. {what}") from error
    return row


def _saved(row: Model, exclude: Sequence[str] = ()) -> Model:
    _validated(row, exclude).save()
    return row


def propose(article: Article, draft: Draft, batch: ImportBatch) -> None:
    """Keep a changed file beside an article that somebody works on or readers see."""
    Revision.objects.create(article=article, batch=batch, headline=draft.headline, body=draft.body)


def says_nothing_new(article: Article, draft: Draft) -> bool:
    """Whether the article already has the headline and the body that the draft would propose."""
    return (article.headline, article.body) == (draft.headline, draft.body)


def _outlet(name: str) -> tuple[Outlet, bool]:
    """The outlet of that name, and whether it had to be made."""
    found = Outlet.objects.filter(name=name).first()
    return (found, False) if found else (_saved(Outlet(name=name)), True)


def write_findings(
    article: Article, findings: Findings, *, batch: ImportBatch, known: Known, told: Told, replaces: bool
) -> None:
    """Write what was found; with `replaces`, in place of the open findings of an earlier import.

    What somebody has decided stays, and is not proposed again.
    """
    if replaces:
        article.findings.open().delete()
    decided = Counter(_identity(row) for row in article.findings.all()) if replaces else Counter()
    rows = _Rows(article, batch, known, told)
    made = [
        *(rows.person(found) for found in findings.people),
        *(rows.quote(found) for found in findings.quotes),
        *(rows.development(found) for found in findings.developments),
        *(rows.release(found) for found in findings.releases),
    ]
    Finding.objects.bulk_create(row for row in made if not _is_decided(row, decided))


def _identity(row: Finding) -> tuple:
    """What makes a finding the same one again: its characters and what it says of them."""
    return row.kind, row.exact, row.data.get("kind"), row.data.get("occurred"), row.data.get("name")


def _is_decided(row: Finding, decided: Counter) -> bool:
    """Whether somebody has decided about this one; each decision holds for one finding."""
    decided[_identity(row)] -= 1
    return decided[_identity(row)] >= 0


@dataclass(frozen=True)
class _Rows:
    """Turns what was found into rows, with the characters and whatever it was matched with."""

    article: Article
    batch: ImportBatch
    known: Known
    told: Told

    def _row(self, kind: str, spans, data: dict, confidence: str, **matches) -> Finding:
        selectors = [select(self.article.text, start, end) for start, end in spans]
        return Finding(
            article=self.article,
            batch=self.batch,
            kind=kind,
            spans=[dict(vars(selector)) for selector in selectors],
            starts=selectors[0].start,
            exact=selectors[0].exact,
            data=data,
            confidence=confidence,
            **matches,
        )

    def person(self, found) -> Finding:
        return self._row(
            Finding.Kind.PERSON,
            found.mentions,
            {"name": found.name},
            "high" if found.key else "low",
            person_id=found.key,
        )

    def quote(self, found) -> Finding:
        person = self.known.person(found.person)
        data = {
            "name": found.person or "",
            "source_name": "" if found.person else found.speaker or "",
            "attribution": self._attribution(found),
            "medium": found.medium if found.medium in Quote.Medium.values else "",
        }
        return self._row(Finding.Kind.QUOTE, found.spans, data, found.confidence, person_id=person)

    def _attribution(self, found) -> str:
        """The article's own words from the speaker to the cue verb, whichever comes first."""
        marks = [found.speaker_start, found.speaker_end, found.cue_start, found.cue_end]
        edges = [mark for mark in marks if mark is not None]
        words = self.article.text[min(edges) : max(edges)] if edges else ""
        return words if len(words) <= LONGEST_ATTRIBUTION else found.speaker or ""

    def development(self, found) -> Finding:
        match = self.known.case_for(found, self.told.proceedings)
        data = {
            "kind": found.kind,
            "occurred": found.occurred,
            **found.details,
            "name": found.person.name if found.person else "",
            "offenses": list(found.charges),
            "charges": [charge.pk for charge in match.charges],
        }
        return self._row(
            Finding.Kind.DEVELOPMENT,
            found.spans,
            data,
            found.confidence,
            person_id=found.person.key if found.person else None,
            proceeding=match.proceeding,
            charge=match.charges[0] if len(match.charges) == 1 else None,
            development=match.development,
        )

    def release(self, found) -> Finding:
        film = self.known.film_for(self.article.text, list(self.told.films))
        data = {"kind": found.kind, "date": found.value, "state": found.state, "platform": found.platform}
        release = self.known.release_for(found, film)
        return self._row(Finding.Kind.RELEASE, [found.span], data, found.confidence, film=film, release=release)
