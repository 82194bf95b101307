"""A person decides about a finding: accept it, as proposed or corrected, reject it, or undo a decision just made.

Each function is atomic, refuses in a full sentence and records a Decision: who, when, during which visit to the page
(`sitting`), with which corrections, and what was written.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from coverage.intake.kinds import Refused, kind_of
from coverage.intake.undoing import take_back
from coverage.intake.written import Written
from coverage.models import Article, Decision, Finding

__all__ = ["DecidedAlready", "Refused", "accept", "reject", "undo"]

GONE = "This finding is gone: the text has been imported again since."
Action, Status = Decision.Action, Finding.Status


class DecidedAlready(Refused):
    """Someone else has decided about it first."""


def _refused_in_words(operation):
    """Run the function in one transaction, and say so in a sentence if someone else got in the way."""

    @wraps(operation)
    def wrapped(*arguments, **named):
        try:
            with transaction.atomic():
                return operation(*arguments, **named)
        except IntegrityError as error:
            raise Refused("Somebody has just written the same, or taken away what it rests on. Try again.") from error
        except (Article.DoesNotExist, Finding.DoesNotExist) as error:
            raise DecidedAlready(GONE) from error

    return wrapped


@_refused_in_words
def accept(finding: Finding, *, by: User, corrected: dict[str, Any] | None = None, sitting: str = "") -> Decision:
    """Make a finding real. `corrected` overrides what it proposes, keyed by the kind's field names.

    Raises Refused, without writing anything, if it is already decided, its words are no longer in the text or the
    record does not allow it.
    """
    finding, written = _locked(finding), Written(finding)
    said = _differences(finding, corrected or {})
    data = {**finding.data, **(corrected or {})}
    kind_of(finding).accept(finding, by=by, data=data, written=written)
    return _decide(finding, Status.ACCEPTED, by=by, sitting=sitting, said=said, wrote=written.as_json())


@_refused_in_words
def reject(finding: Finding, *, by: User, sitting: str = "") -> Decision:
    """Set a finding aside and record only who did so and when."""
    finding = _locked(finding)
    return _decide(finding, Status.REJECTED, by=by, sitting=sitting, wrote=Written(finding).as_json())


@_refused_in_words
def undo(finding: Finding, *, by: User, sitting: str) -> Decision:
    """Undo what `by` has decided about a finding in this sitting, along with everything it wrote.

    Raises Refused, without changing anything, if the sitting or person differs or someone has built on it since.
    """
    finding = _locked(finding, undecided=False)
    last = finding.decisions.last()
    if finding.status == Status.PROPOSED:
        raise Refused("It is open already.")
    if last is None or not sitting or (last.sitting, last.by_id) != (sitting, by.pk):
        raise Refused("Only what you have decided since you opened this page can be taken back here.")
    take_back(finding, last.wrote)
    Finding.objects.filter(pk=finding.pk).update(status=Status.PROPOSED, decided_by=None, decided_at=None)
    return finding.decisions.create(action=Action.UNDONE, by=by, sitting=sitting)


def _locked(finding: Finding, *, undecided: bool = True) -> Finding:
    """Return the finding and its article as they are now, locked until the transaction ends."""
    # Lock the article first, as an import does; otherwise, two transactions could wait for each other forever.
    article = Article.objects.select_for_update().get(pk=finding.article_id)
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    finding.article = article
    if undecided and finding.status != Status.PROPOSED:
        raise DecidedAlready(f"Somebody has {finding.get_status_display()} it already.")
    return finding


def _decide(finding: Finding, status: str, *, by: User, **kept) -> Decision:
    finding.status, finding.decided_by, finding.decided_at = status, by, timezone.now()
    finding.save()
    return finding.decisions.create(action=status, by=by, at=finding.decided_at, **kept)


def _differences(finding: Finding, corrected: dict[str, Any]) -> dict[str, Any]:
    """Return, in words, where the card differs from what was proposed."""
    proposed = kind_of(finding).proposed(finding)
    return {
        name: _plain(value) for name, value in corrected.items() if _compared(value) != _compared(proposed.get(name))
    }


def _plain(value: Any) -> str | list[str]:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(one) for one in value]
    return str(value or "")


def _compared(value: Any) -> str | list[str]:
    """Normalize a value so that a row equals its key, a date equals its text and nothing equals an empty string."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sorted(str(one.pk if isinstance(one, models.Model) else one) for one in value)
    return str(value or "")
