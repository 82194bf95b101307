"""Import files, each article in one transaction: created, updated, unchanged, proposed as a revision, or refused."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from django.db import DataError, IntegrityError, connection, transaction

from coverage.intake.draft import Draft, Told
from coverage.intake.files import read_bytes, readable
from coverage.intake.formats import reading
from coverage.intake.formats.document import Note, Unreadable
from coverage.intake.history import Seen, count_findings, earlier_row, is_untouched, newest_version, shares_words
from coverage.intake.looking import Lazy, Looking
from coverage.intake.matching import Known
from coverage.intake.outcome import PLAN, Outcome, counted
from coverage.intake.reverting import snapshot
from coverage.intake.writing import fill, propose, says_nothing_new, write_findings
from coverage.models import Article, ImportBatch, ImportRow, Outlet

A_PLAN = f'{{\n  "kind": "{PLAN}"'.encode()  # how one begins
LOCK = 0x1A7E2C  # any number that nobody else locks by
AHEAD = 64  # articles read and looked through while the ones before them are written


@dataclass(frozen=True)
class Options:
    """How to read the files, and what to do with a draft that somebody has deleted."""

    format: str = ""
    accept_changes: bool = False
    again: bool = False


class Check(Protocol):
    """Looks at an outcome before it is committed; Unreadable keeps it from being."""

    def __call__(self, outcome: Outcome) -> None: ...


@dataclass
class _Task:
    """An article on its way: what its file says (None when it could not be read) and the findings being looked for."""

    outcome: Outcome
    draft: Draft | None = None
    findings: Lazy | None = None


@dataclass
class Import:
    """One run over some files. The batch is made with the first row it keeps, so an unchanged run writes nothing."""

    told: Told
    by: str
    dry_run: bool = False
    options: Options = Options()
    jobs: int = 0
    check: Check | None = None
    batch: ImportBatch | None = None
    known: Known = field(default_factory=Known)
    seen: Seen = field(default_factory=Seen)
    expected: int = 0  # articles in the files opened so far, beyond one for each

    def run(self, paths: Iterable[Path], *, look: bool = True) -> Iterator[Outcome]:
        """Import the files one by one; a bad one is refused and the others go on.

        With `look=False`, only says what would become of each article, without its findings.
        """
        with Looking(self.known.names, self.jobs) if look else nullcontext() as looking:
            waiting: list[_Task] = []
            for tasks in _by(AHEAD, self._read(paths)):
                self._look(tasks, looking)
                yield from map(self._finish, waiting)
                waiting = tasks
            yield from map(self._finish, waiting)

    def _read(self, paths: Iterable[Path]) -> Iterator[_Task]:
        """The articles of the files, in order. Nothing of a file that breaks off in the middle is lost unseen."""
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
        if number > 1 and (self.told.headline or self.told.url):
            message = "--headline and --url are for one article, but the file holds several. Leave them out."
            outcome.notes = [Note(item.line, message)]
            return _Task(outcome)
        draft = Draft(item, self.told, str(path.resolve()), number)
        outcome.headline, outcome.published = draft.headline, str(draft.published or "")
        outcome.paragraphs = draft.body.count("<p>")
        outcome.notes = [note for note in item.notes if not draft.answers(note)]
        return _Task(outcome, draft)

    def _look(self, tasks: list[_Task], looking: Looking | None) -> None:
        """Begin to look for findings in what no earlier import has brought just so."""
        drafts = [task.draft for task in tasks if task.draft]
        had = set(
            ImportRow.objects.standing().filter(digest__in=[d.digest for d in drafts]).values_list("digest", flat=True)
        )
        for task in tasks:
            if looking and task.draft:
                ahead = task.draft.digest not in had
                task.findings = looking.ask(task.draft.text, task.draft.published, ahead=ahead)

    def _finish(self, task: _Task) -> Outcome:
        """Write one article whole, or not at all."""
        batch, outcome = self.batch, task.outcome
        if task.draft:
            kept = self._in_one(task.draft, task.findings, outcome)
            self.batch = self.batch if kept else batch  # one made for what was taken back went with it
        if outcome.action == "refused" and not self.dry_run:
            self._keep_refusal(outcome)
        return outcome

    def _in_one(self, draft: Draft, findings: Lazy | None, outcome: Outcome) -> bool:
        """One transaction; whether anything of it stays."""
        try:
            if findings and findings.is_needed:
                findings.result()  # nobody waits for the database while a long text is looked through
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
            outcome.notes = [*outcome.notes, Note(1, "Its draft was deleted here. Give --again to bring it back.")]
            return
        article = Article.objects.select_for_update().get(pk=row.article_id) if row and row.article_id else Article()
        outcome.slug, outcome.version = article.slug, article.version if article.pk else None
        if article.pk and row.digest == draft.digest:
            outcome.action, outcome.headline = "unchanged", article.headline
            outcome.findings = count_findings(article)
        elif not article.pk or (is_untouched(article) and shares_words(article, draft)):
            outcome.action = "updated" if article.pk else "created"
            self._fill(article, draft, findings, outcome)
        elif says_nothing_new(article, draft):
            outcome.action, outcome.findings = "unchanged", count_findings(article)
        else:
            self._propose(article, draft, outcome)
        outcome.slug = article.slug

    def _fill(self, article: Article, draft: Draft, findings: Lazy | None, outcome: Outcome) -> None:
        replaces = article.pk is not None
        before = snapshot(article) if replaces else None
        made = fill(article, draft)
        if findings is None:  # only asked what would become of it
            return
        if before:
            before["made"] = [[row._meta.label, row.pk] for row in made if not isinstance(row, Outlet)]
        found = findings.result()
        outcome.findings = counted(found)
        batch = self._batch()
        write_findings(article, found, batch=batch, known=self.known, told=self.told, replaces=replaces)
        outlet = any(isinstance(row, Outlet) for row in made)
        self._keep(article, draft, outcome, article.version, before=before, made_outlet=outlet)

    def _propose(self, article: Article, draft: Draft, outcome: Outcome) -> None:
        outcome.action, outcome.findings = "proposed", count_findings(article)
        outcome.notes = [*outcome.notes, Note(1, _why_proposed(article))]
        propose(article, draft, self._batch())
        # A proposal leaves the article alone, so what the last import wrote stays the measure of “untouched”.
        self._keep(article, draft, outcome, newest_version(article))

    def _keep(self, article: Article, draft: Draft, outcome: Outcome, version: int, **more) -> None:
        identity = draft.identity
        ImportRow.objects.create(
            batch=self._batch(),
            article=article,
            headline=draft.headline,
            article_version=version,
            digest=draft.digest,
            **{name: getattr(identity, name) for name in identity.FIELDS},
            **_of_file(outcome),
            **more,
        )

    def _keep_refusal(self, outcome: Outcome) -> None:
        """Keep what was refused where editors see it; the same refusal again adds nothing."""
        said = f"{outcome.path} {outcome.item} {outcome.sha256} {outcome.notes}"
        digest = hashlib.sha256(said.encode(errors="backslashreplace")).hexdigest()
        if ImportRow.objects.standing().filter(digest=digest).exists():
            return
        with transaction.atomic():
            headline = outcome.headline
            ImportRow.objects.create(batch=self._batch(), headline=headline, digest=digest, **_of_file(outcome))

    def _batch(self) -> ImportBatch:
        said = {name: value for name, value in self.told.as_json().items() if value}
        self.batch = self.batch or ImportBatch.objects.create(started_by=self.by, options=said)
        return self.batch


def one_import_at_a_time() -> None:
    """Wait, until the end of this transaction, for other imports: two must not both find that an article is new.

    SQLite lets only one write anyway.
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


def _why_proposed(article: Article) -> str:
    state = article.get_state_display()
    reason = "somebody has worked on the draft" if article.state == Article.State.DRAFT else f"the article is {state}"
    if is_untouched(article):
        return "Its address is this article's, but its text is another: it waits as a proposed revision. Look at both."
    return f"The file has changed, but {reason}: the new text waits as a proposed revision."
