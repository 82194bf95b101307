"""Import files, each article in one transaction: created, updated, unchanged, proposed as a revision or refused."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from django.db import DataError, IntegrityError, connection, transaction

from coverage.intake.draft import Draft, ImportOptions
from coverage.intake.extraction_pool import ExtractionPool, Lazy
from coverage.intake.fields import Field, change, differences, digest, fill
from coverage.intake.files import read_bytes, readable
from coverage.intake.formats import reading
from coverage.intake.formats.document import Note, Unreadable
from coverage.intake.history import Seen, earlier_row, is_untouched, newest_version, shares_words
from coverage.intake.kinds import Context, count_findings, counted
from coverage.intake.matching import Known
from coverage.intake.outcome import PLAN, Outcome
from coverage.intake.reverting import snapshot
from coverage.intake.writing import write_findings
from coverage.models import Article, ImportBatch, ImportRow, Outlet, Revision

A_PLAN = f'{{\n  "kind": "{PLAN}"'.encode()  # how a plan begins
LOCK = 0x1A7E2C  # any number that nothing else uses for a lock
AHEAD = 64  # articles read and searched while the ones before them are written


@dataclass(frozen=True)
class Options:
    """How to read the files, and whether to bring back a draft that someone has deleted."""

    format: str = ""
    accept_changes: bool = False
    again: bool = False


class Check(Protocol):
    """Looks at an outcome before it is committed and raises Unreadable to prevent the commit."""

    def __call__(self, outcome: Outcome) -> None: ...


@dataclass
class _Task:
    """An article in progress: what its file says (None if it could not be read) and the findings being searched for."""

    outcome: Outcome
    draft: Draft | None = None
    findings: Lazy | None = None


@dataclass
class Import:
    """One run over some files. The batch is created with the first row it keeps, so an unchanged run writes nothing."""

    import_options: ImportOptions
    by: str
    dry_run: bool = False
    options: Options = Options()
    jobs: int = 0
    check: Check | None = None
    batch: ImportBatch | None = None
    known: Known = field(default_factory=Known)
    seen: Seen = field(default_factory=Seen)
    expected: int = 0  # articles in the files opened so far, beyond one per file

    def run(self, paths: Iterable[Path], *, look: bool = True) -> Iterator[Outcome]:
        """Import the files one by one; a bad file is refused and the rest continue.

        With `look=False`, only report what would happen to each article, without its findings.
        """
        with ExtractionPool(self.known.names, self.jobs) if look else nullcontext() as pool:
            waiting: list[_Task] = []
            for tasks in _by(AHEAD, self._read(paths)):
                self._look(tasks, pool)
                yield from map(self._finish, waiting)
                waiting = tasks
            yield from map(self._finish, waiting)

    def _read(self, paths: Iterable[Path]) -> Iterator[_Task]:
        """Yield the articles in the files, in order. A file that breaks off is refused after its readable articles."""
        for path in paths:
            name = readable(str(path))
            try:
                raw = read_bytes(path, reading.MOST_BYTES)
                if raw.startswith(A_PLAN):
                    yield _Task(Outcome(name, "left out", notes=[Note(1, "This is a plan of an import.")]))
                    continue
                form = reading.FORMATS[self.options.format] if self.options.format else reading.detect(raw)
                self.expected += form.expected(raw) - 1
                file = Outcome(name, "refused", format=form.name, sha256=hashlib.sha256(raw).hexdigest())
                items = reading.read(raw, form, accept_changes=self.options.accept_changes)
                yield from (self._task(file, path, number, item) for number, item in enumerate(items, start=1))
            except Unreadable as error:
                yield _Task(Outcome(name, "refused", notes=[Note(error.line, str(error))]))

    def _task(self, file: Outcome, path: Path, number: int, item) -> _Task:
        outcome = Outcome(file.path, "refused", number, file.format, file.sha256)
        if isinstance(item, Unreadable):
            outcome.notes = [Note(item.line, str(item))]
            return _Task(outcome)
        if isinstance(item, Note):
            outcome.action, outcome.notes = "left out", [item]
            return _Task(outcome)
        if number > 1 and (self.import_options.headline or self.import_options.url):
            message = "--headline and --url are for one article, but this file holds several. Leave them out."
            outcome.notes = [Note(item.line, message)]
            return _Task(outcome)
        draft = Draft(item, self.import_options, str(path.resolve()), number)
        outcome.headline, outcome.published = draft.headline, str(draft.published or "")
        outcome.paragraphs = draft.body.count("<p>")
        outcome.notes = [note for note in item.notes if not draft.answers(note)]
        return _Task(outcome, draft)

    def _look(self, tasks: list[_Task], pool: ExtractionPool | None) -> None:
        """Start looking for findings in articles that no earlier import has brought in this exact form."""
        digests = [digest(task.draft) for task in tasks if task.draft]
        had = set(ImportRow.objects.active().filter(digest__in=digests).values_list("digest", flat=True))
        for task in tasks:
            if pool and task.draft:
                ahead = digest(task.draft) not in had
                task.findings = pool.ask(task.draft.text, task.draft.published, ahead=ahead)

    def _finish(self, task: _Task) -> Outcome:
        """Write one article completely or not at all."""
        batch, outcome = self.batch, task.outcome
        if task.draft:
            kept = self._in_one(task.draft, task.findings, outcome)
            self.batch = self.batch if kept else batch  # a batch created in a rolled-back transaction is gone
        if outcome.action == "refused" and not self.dry_run:
            self._keep_refusal(outcome)
        return outcome

    def _in_one(self, draft: Draft, findings: Lazy | None, outcome: Outcome) -> bool:
        """Write an article in one transaction; return whether any of it is kept."""
        try:
            if findings and findings.is_needed:
                findings.result()  # search a long text first, because others wait for the transaction
            with transaction.atomic():
                one_import_at_a_time()
                self._write(draft, findings, outcome)
                if self.check:
                    self.check(outcome)
                if self.dry_run:
                    transaction.set_rollback(True)
        except Unreadable as error:
            outcome.action, outcome.notes = "refused", [Note(error.line, str(error))]
            return False
        except (DataError, IntegrityError) as error:
            outcome.action, outcome.notes = "refused", [Note(1, f"The database refused it: {error}")]
            return False
        self.seen.remember(draft, outcome)
        return not self.dry_run

    def _write(self, draft: Draft, findings: Lazy | None, outcome: Outcome) -> None:
        if self.seen.is_repeated(draft, outcome):
            return
        row = earlier_row(draft)
        if row and row.article is None and not self.options.again:
            outcome.action = "unchanged"
            outcome.notes = [*outcome.notes, Note(1, "Its draft was deleted here. Use --again to bring it back.")]
            return
        article = Article.objects.select_for_update().get(pk=row.article_id) if row and row.article_id else Article()
        outcome.slug, outcome.version = article.slug, article.version if article.pk else None
        changed = differences(article, draft) if article.pk and row.digest != digest(draft) else []
        outcome.changes = [change(field, article, draft) for field in changed]
        if not article.pk or (changed and is_untouched(article) and shares_words(article, draft)):
            outcome.action = "updated" if article.pk else "created"
            self._fill(article, draft, findings, outcome)
        elif changed:
            self._propose(article, draft, changed, outcome)
        else:
            outcome.action, outcome.headline = "unchanged", article.headline
            outcome.findings = count_findings(article)
            _remember(row, draft)
        outcome.slug = article.slug

    def _fill(self, article: Article, draft: Draft, findings: Lazy | None, outcome: Outcome) -> None:
        replaces = article.pk is not None
        before = snapshot(article) if replaces else None
        makes_outlet = bool(draft.outlet) and not Outlet.objects.filter(name=draft.outlet).exists()
        fill(article, draft)
        if findings is None:  # the caller only asked what would happen
            return
        found = findings.result()
        outcome.findings = counted(found)
        write_findings(found, Context(article, self._batch(), self.known, self.import_options), replaces=replaces)
        self._keep(article, draft, outcome, article.version, before=before, made_outlet=makes_outlet)

    def _propose(self, article: Article, draft: Draft, changed: list[Field], outcome: Outcome) -> None:
        """Save a changed file as a proposal for an article that someone is working on or that is public."""
        outcome.action, outcome.findings = "proposed", count_findings(article)
        outcome.notes = [*outcome.notes, Note(1, _why_proposed(article, changed))]
        proposed = {field.name: field.said(draft) for field in changed}
        Revision.objects.create(article=article, batch=self._batch(), proposed=proposed)
        # A proposal does not touch the article, so what the last import wrote still defines “untouched”.
        self._keep(article, draft, outcome, newest_version(article))

    def _keep(self, article: Article, draft: Draft, outcome: Outcome, version: int, **more) -> None:
        identity = draft.identity
        ImportRow.objects.create(
            batch=self._batch(),
            article=article,
            headline=draft.headline,
            article_version=version,
            digest=digest(draft),
            changes=[asdict(change) for change in outcome.changes],
            **{name: getattr(identity, name) for name in identity.FIELDS},
            **_of_file(outcome),
            **more,
        )

    def _keep_refusal(self, outcome: Outcome) -> None:
        """Record a refusal where editors see it; identical refusals are recorded only once."""
        said = f"{outcome.path} {outcome.item} {outcome.sha256} {outcome.notes}"
        digest = hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()
        if ImportRow.objects.active().filter(digest=digest).exists():
            return
        with transaction.atomic():
            headline = outcome.headline
            ImportRow.objects.create(batch=self._batch(), headline=headline, digest=digest, **_of_file(outcome))

    def _batch(self) -> ImportBatch:
        said = {name: value for name, value in self.import_options.as_json().items() if value}
        self.batch = self.batch or ImportBatch.objects.create(started_by=self.by, options=said)
        return self.batch


def one_import_at_a_time() -> None:
    """Wait for other imports to finish, until this transaction ends: Two must not both find that an article is new.

    SQLite allows only one write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _of_file(outcome: Outcome) -> dict:
    return {
        "path": outcome.path[-500:],
        "item": outcome.item,
        "format": outcome.format,
        "content_hash": outcome.sha256,
        "action": outcome.action,
        "warnings": [{"line": note.line, "message": note.message} for note in outcome.notes],
    }


def _by(size: int, tasks: Iterator[_Task]) -> Iterator[list[_Task]]:
    while chunk := list(islice(tasks, size)):
        yield chunk


def _remember(row: ImportRow, draft: Draft) -> None:
    """Store the digest of a file that says nothing new, to skip the comparison next time."""
    if row.digest != digest(draft) and row.place == draft.identity.place:
        ImportRow.objects.filter(pk=row.pk).update(digest=digest(draft))


def _why_proposed(article: Article, changed: list[Field]) -> str:
    if is_untouched(article):
        return "Its address is this article's, but not its text: it waits as a proposed revision. Look at both."
    state = article.get_state_display()
    reason = "somebody has worked on the draft" if article.state == Article.State.DRAFT else f"the article is {state}"
    labels = ", ".join(field.label for field in changed)
    return f"The file differs from the article ({labels}), but {reason}. The changes wait as a proposed revision."
