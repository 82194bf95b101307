"""Import a record file into the database, all or nothing."""

from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from legal.records.outcome import Outcome
from legal.records.reading import read
from legal.records.sections import shapes
from legal.records.shape import Problem
from legal.records.writing import Writer


def import_file(
    path: Path, *, public: bool = False, dry_run: bool = False, by: AbstractBaseUser | None = None
) -> Outcome:
    """Read `path` and write its contents. If the outcome has problems, or with `dry_run`, nothing is saved.

    `public` makes its people and cases public; otherwise new ones wait for review.
    """
    outcome = Outcome(str(path))
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        outcome.problems.append(Problem(1, f"It cannot be read: {error.strerror}."))
        return outcome
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        outcome.problems.append(Problem(line, "This is not UTF-8. Save the file as UTF-8."))
        return outcome
    return import_text(text, outcome, is_json=path.suffix.lower() == ".json", public=public, dry_run=dry_run, by=by)


def import_text(
    text: str,
    outcome: Outcome,
    *,
    is_json: bool = False,
    public: bool = False,
    dry_run: bool = False,
    by: AbstractBaseUser | None = None,
) -> Outcome:
    """Like `import_file`, but for text that is already loaded; `outcome` has its name."""
    record = read(text, shapes(), is_json=is_json)
    outcome.problems += record.problems
    if record.sections:
        with transaction.atomic():
            Writer(record, outcome, public=public, by=by).write()
            if outcome.problems or dry_run:
                transaction.set_rollback(True)
    outcome.problems = sorted(set(outcome.problems))
    return outcome
