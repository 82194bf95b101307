"""Write one read article as a draft, with its findings; or say that it is there already."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from coverage import richtext
from coverage.anchors import select
from coverage.extraction.document import Document
from coverage.extraction.findings import Findings, find
from coverage.intake.files import Unreadable
from coverage.intake.matching import Known
from coverage.models import (
    Article,
    ArticleFilm,
    ArticleProceeding,
    Byline,
    Film,
    Finding,
    ImportBatch,
    Outlet,
    Quote,
    Revision,
)
from legal.models import Proceeding
from people.dates import PartialDate

LONGEST_ATTRIBUTION = 200
SAID = {
    "original_url": "The address (--url)",
    "headline": "The headline (--headline)",
    "name": "The outlet or the byline",
}


@dataclass(frozen=True)
class Told:
    """What the command was told about the files, beyond what they say themselves."""

    headline: str = ""
    outlet: str = ""
    url: str = ""
    published: date | None = None
    films: Sequence[Film] = ()
    proceedings: Sequence[Proceeding] = ()

    def key(self) -> list[str]:
        """What of it makes the same file another import."""
        slugs = [item.slug for item in (*self.films, *self.proceedings)]
        return [self.headline, self.outlet, self.url, str(self.published or ""), *sorted(slugs)]


@dataclass
class Draft:
    """An article as a file has it, before it is written."""

    document: Document
    told: Told
    body: str = field(init=False)

    def __post_init__(self) -> None:
        """Unreadable when the text would not stand in the article character for character."""
        self.body = richtext.from_blocks((block.tag, block.text) for block in self.document.blocks)
        kept = richtext.to_text(richtext.sanitise(self.body))
        if not self.document.blocks:
            raise Unreadable("There is no text in it, only a head or captions.")
        for block in self.document.blocks:
            if block.text not in kept:
                raise Unreadable("The characters here cannot be kept as they are in HTML.", block.line)

    @property
    def published(self) -> date | None:
        return self.told.published or self.document.published

    @property
    def url(self) -> str:
        return self.told.url or self.document.url

    @property
    def headline(self) -> str:
        return self.told.headline or self.document.headline

    @property
    def headline_is_proposed(self) -> bool:
        return self.document.headline_is_proposed and not self.told.headline

    @property
    def captions(self) -> str:
        return "\n".join(
            f"Line {c.line}: {c.text}" + (f" [credit: {c.credit}]" if c.credit else "") for c in self.document.captions
        )


def fill(article: Article, draft: Draft) -> None:
    """Write what the draft says into an article, new or still untouched, and save it."""
    outlet = draft.told.outlet or draft.document.outlet
    article.headline = draft.headline
    article.headline_is_proposed = draft.headline_is_proposed
    article.body = draft.body
    # What neither the file nor the command says stays as it was.
    article.outlet = _outlet(outlet) if outlet else article.outlet
    article.original_url = draft.url or article.original_url
    article.first_published = PartialDate.of(draft.published) if draft.published else article.first_published
    article.import_notes = draft.captions
    article.version += 1 if article.pk else 0  # a form that was open meanwhile must not save over this
    _validated(article).save()
    if draft.document.byline and not article.bylines.exists():
        _validated(Byline(article=article, name=draft.document.byline)).save()
    for film in draft.told.films:
        ArticleFilm.objects.get_or_create(article=article, film=film)
    for case in draft.told.proceedings:
        ArticleProceeding.objects.get_or_create(article=article, proceeding=case)


def _validated(row):
    """The row, if it fits the database; Unreadable says what in the file does not."""
    try:
        row.full_clean()
    except ValidationError as error:
        what = "; ".join(f"{SAID.get(n, n)}: {' '.join(messages)}" for n, messages in error.message_dict.items())
        raise Unreadable(f"What was said of the article cannot be kept. {what}") from error
    return row


def propose(article: Article, draft: Draft, batch: ImportBatch) -> None:
    """Keep a changed file beside an article that somebody works on or readers see."""
    Revision.objects.create(article=article, batch=batch, headline=draft.headline, body=richtext.sanitise(draft.body))


def _outlet(name: str) -> Outlet:
    found = Outlet.objects.filter(name=name).first()
    if found is None:
        found = _validated(Outlet(name=name))
        found.save()
    return found


def look(article_text: str, draft: Draft, known: Known) -> Findings:
    return find(
        article_text,
        published=draft.published,
        known=known.people,
        offenses=known.offenses,
        titles=known.titles,
    )


def write_findings(article: Article, findings: Findings, *, batch: ImportBatch, known: Known, told: Told) -> None:
    """Replace the article's open findings. What somebody has decided stays, and is not proposed again."""
    article.findings.open().delete()
    decided = Counter(_identity(row) for row in article.findings.all())
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
            spans=[asdict(selector) for selector in selectors],
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
