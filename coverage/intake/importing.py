"""Import files, each in one transaction: created, updated, unchanged, proposed as a revision, or refused."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.db import transaction

from coverage.extraction.document import Note, read
from coverage.extraction.findings import Findings
from coverage.intake.files import Unreadable, decode, read_bytes
from coverage.intake.matching import Known
from coverage.intake.writing import Draft, Told, fill, look, propose, write_findings
from coverage.models import Article, ImportBatch, ImportRow

TRACKING = ("utm_", "fbclid", "gclid", "mc_")
ACTIONS = ("created", "updated", "unchanged", "proposed", "refused")


@dataclass
class Outcome:
    """What became of one file."""

    path: str
    action: str
    slug: str = ""
    headline: str = ""
    published: str = ""
    paragraphs: int = 0
    findings: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("people", "quotes", "developments", "releases"), 0)
    )
    notes: list[Note] = field(default_factory=list)

    def as_json(self) -> dict:
        return {
            "path": self.path,
            "action": self.action,
            "slug": self.slug or None,
            "headline": self.headline or None,
            "published": self.published or None,
            "paragraphs": self.paragraphs,
            "findings": self.findings,
            "warnings": [{"line": note.line, "message": note.message} for note in self.notes],
        }


@dataclass(frozen=True)
class _File:
    """A file's identity: where it came from, its bytes, and its bytes with what the command was told."""

    path: Path
    raw: bytes
    told: Told
    url: str

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps([self.content_hash, *self.told.key()]).encode()).hexdigest()

    @property
    def identity(self) -> str:
        return f"url:{_canonical(self.url)}" if self.url else f"file:{self.path.resolve()}"


class Import:
    """One run over some files. The batch is made with the first row it keeps, so an unchanged run writes nothing."""

    def __init__(self, *, told: Told, by: str, dry_run: bool = False):
        self.told, self.by, self.dry_run = told, by, dry_run
        self.known = Known()
        self.batch: ImportBatch | None = None

    def run(self, paths: Sequence[Path]) -> Iterator[Outcome]:
        """Import the files one by one; a bad one is refused and the others go on."""
        for path in paths:
            batch = self.batch
            try:
                yield self.one(path)
            except Unreadable as error:
                self.batch = batch  # one made for the refused file went with it
                name = str(path).encode(errors="backslashreplace").decode()
                yield Outcome(name, "refused", notes=[Note(error.line, str(error))])

    def one(self, path: Path) -> Outcome:
        """Import one file, whole or not at all; Unreadable when it cannot be."""
        batch, raw = self.batch, read_bytes(path)
        document = read(decode(raw))
        draft = Draft(document, self.told)
        file = _File(path, raw, self.told, draft.url)
        outcome = Outcome(
            str(path), "unchanged", headline=draft.headline, paragraphs=_paragraphs(draft), notes=document.notes
        )
        outcome.published = str(draft.published or "")
        told = [
            word for word, value in (("--published", self.told.published), ("No headline", self.told.headline)) if value
        ]
        outcome.notes = [note for note in document.notes if not any(word in note.message for word in told)]
        with transaction.atomic():
            self._write(file, draft, outcome)
            if self.dry_run and outcome.action != "unchanged":
                transaction.set_rollback(True)
                self.batch = batch
        return outcome

    def _write(self, file: _File, draft: Draft, outcome: Outcome) -> None:
        row = _last_row(file)
        article = Article.objects.select_for_update().get(pk=row.article_id) if row else Article()
        if row and _is_unchanged(row, file):
            outcome.slug, outcome.headline = article.slug, article.headline
            outcome.findings = _counts(article)
            return
        batch = self._batch()
        if row is None or _is_untouched(article, row):
            outcome.action = "updated" if row else "created"
            fill(article, draft)
            findings = look(article.text, draft, self.known)
            write_findings(article, findings, batch=batch, known=self.known, told=self.told)
            outcome.findings = _found(findings)
        else:
            outcome.action = "proposed"
            propose(article, draft, batch)
            outcome.notes = [*outcome.notes, Note(1, _why_proposed(article))]
            outcome.findings = _counts(article)
        outcome.slug = article.slug
        # A proposal leaves the article alone, so what the last import wrote stays the measure of “untouched”.
        version = row.article_version if row and outcome.action == "proposed" else article.version
        _keep_row(batch, article, file, outcome, version)

    def _batch(self) -> ImportBatch:
        self.batch = self.batch or ImportBatch.objects.create(started_by=self.by)
        return self.batch


def _last_row(file: _File) -> ImportRow | None:
    """The last import of the same article: the same address or file, else the same bytes."""
    rows = ImportRow.objects.select_related("article").order_by("-pk")
    same = rows.filter(identity=file.identity).first()
    if same or file.url:
        return same
    return rows.filter(content_hash=file.content_hash, identity__startswith="file:").first()


def _is_unchanged(row: ImportRow, file: _File) -> bool:
    return row.digest == file.digest


def _is_untouched(article: Article, row: ImportRow) -> bool:
    """Whether the draft is still as an import left it, so that nobody's work can be lost."""
    return article.state == Article.State.DRAFT and article.version == row.article_version


def _why_proposed(article: Article) -> str:
    state = article.get_state_display()
    reason = "somebody has edited the draft" if article.state == Article.State.DRAFT else f"the article is {state}"
    return f"The file has changed, but {reason}: the new text waits as a proposed revision."


def _keep_row(batch: ImportBatch, article: Article, file: _File, outcome: Outcome, version: int) -> None:
    ImportRow.objects.create(
        batch=batch,
        article=article,
        path=str(file.path)[-500:],
        identity=file.identity[-600:],
        content_hash=file.content_hash,
        digest=file.digest,
        article_version=version,
        action=outcome.action,
        warnings=[{"line": note.line, "message": note.message} for note in outcome.notes],
    )


def _paragraphs(draft: Draft) -> int:
    return sum(block.tag == "p" for block in draft.document.blocks)


def _found(findings: Findings) -> dict[str, int]:
    return {name: len(getattr(findings, name)) for name in ("people", "quotes", "developments", "releases")}


def _counts(article: Article) -> dict[str, int]:
    kinds = list(article.findings.values_list("kind", flat=True))
    names = {"people": "person", "quotes": "quote", "developments": "development", "releases": "release"}
    return {name: kinds.count(kind) for name, kind in names.items()}


def _canonical(url: str) -> str:
    """An address without what does not make it another one: the scheme, “www.”, a closing slash, tracking marks."""
    parts = urlsplit(url.replace("&amp;", "&"))
    query = sorted((name, value) for name, value in parse_qsl(parts.query) if not name.startswith(TRACKING))
    where = f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
    return f"{where}?{urlencode(query)}" if query else where
