"""Undo what accepting a finding wrote, completely or not at all, unless someone has built on it."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from coverage.intake.kinds import KINDS, Refused
from coverage.intake.written import MATCHES, model_of, values
from coverage.models import Article, Finding
from legal.models import Development, Source
from legal.recording import misfits
from people.models import PersonMerge


def take_back(finding: Finding, wrote: list[list]) -> None:
    """Delete the rows a decision made and restore the finding's matches. Raises Refused without changing anything."""
    (_, _, matches), *entries = wrote
    made = [(entry, row) for entry in entries if (row := _row(entry)) and not _handed_over(finding, entry, row)]
    if reasons := [reason for entry, row in made for reason in _reasons(finding, entry, row, made)]:
        raise Refused(f"It cannot be taken back. {' '.join(dict.fromkeys(reasons))}")
    Finding.objects.filter(pk=finding.pk).update(**_still_there(matches))
    for _, row in reversed(made):
        if isinstance(row, Source):
            Article.objects.filter(source=row).update(source=None)
        row.delete()


def written_rows(wrote: list[list]) -> list[models.Model]:
    """The rows that a decision made and that are still there."""
    return [row for entry in wrote[1:] if (row := _row(entry))]


def _row(entry: list) -> models.Model | None:
    label, key, _ = entry
    return model_of(label)._base_manager.filter(pk=key).first()


def _still_there(matches: dict) -> dict:
    """Return a finding's matches without the rows deleted since; a merged person becomes who they are now."""
    found = {name: Finding._meta.get_field(name).related_model for name in MATCHES}
    if matches["person_id"]:
        now = PersonMerge.objects.who_is_now(matches["person_id"])
        matches = {**matches, "person_id": now or matches["person_id"]}
    return {
        name: key if key and found[name]._base_manager.filter(pk=key).exists() else None
        for name, key in matches.items()
    }


def _handed_over(finding: Finding, entry: list, row: models.Model) -> bool:
    """Whether a row stays because others need it: It goes with the last finding of the article that rests on it."""
    conditions = [condition for kind in KINDS.values() if (condition := kind.resting_on(row)) is not None]
    if not conditions:
        return False
    others = finding.article.findings.filter(reduce(or_, conditions), status=Finding.Status.ACCEPTED)
    heir = others.exclude(pk=finding.pk).order_by("pk").first()
    if heir is None:
        return isinstance(row, Source) and _is_cited(row, by_others_than=finding)
    decision = heir.decisions.last()
    if decision is not None:
        decision.wrote.append(entry)
        decision.save(update_fields=["wrote"])
    return True


def _is_cited(source: Source, by_others_than: Finding) -> bool:
    """Whether anything other than the finding's own fact rests on an article, even a role or an amount."""
    facts = (
        source.developments.exclude(pk=by_others_than.development_id),
        source.releases.exclude(pk=by_others_than.release_id),
        source.amounts.all(),
        source.parties.all(),
    )
    return any(rows.exists() for rows in facts)


def _reasons(finding: Finding, entry: list, row: models.Model, made: list) -> Iterator[str]:
    """Return why a row cannot go: It has changed, a later step in a case needs it or another row points to it."""
    if isinstance(row, Source):
        return
    if values(row) != entry[2]:
        yield f"{_named(row)} has been changed since{_by(row)}."
    if isinstance(row, Development):
        without = Development.objects.get(pk=row.pk)
        without.retracted_at = timezone.now()
        yield from (f"A later step follows from it. {misfit}" for misfit in misfits(without, without.charges.all()))
    own = {(own._meta.label_lower, own.pk) for _, own in made} | {(Finding._meta.label_lower, finding.pk)}
    for other in _hanging_on(row):
        if (other._meta.label_lower, other.pk) not in own:
            yield f"{_named(other, seen_from=row)} builds on it{_by(other)}: take that back first."


def _hanging_on(row: models.Model) -> Iterator[models.Model]:
    """Return the rows that point to a row, except open findings and accepted ones that another row stands in for."""
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            others = relation.related_model._base_manager.filter(**{relation.field.name: row})
            if relation.related_model is Finding:
                others = others.filter(status=Finding.Status.ACCEPTED).exclude(_is_stood_in_for())
            yield from others


def _is_stood_in_for() -> Q:
    kinds = [kind for kind in KINDS.values() if kind.stand_in]
    return reduce(or_, (Q(**{"kind": kind.name, f"{kind.stand_in}__isnull": False}) for kind in kinds))


def _named(row: models.Model, seen_from: models.Model | None = None) -> str:
    """Return a row's name as an editor knows it; a plain link is named for what it leads to."""
    if row._meta.auto_created:
        ends = [getattr(row, field.name) for field in row._meta.concrete_fields if field.is_relation]
        row = next((end for end in ends if end != seen_from), row)
    return f"The {row._meta.verbose_name} {' '.join(str(row).split())}"


def _by(row: models.Model) -> str:
    """Return who created a row, or changed it last, if that is known: “ (Ana Roe)”."""
    findings = [row] if isinstance(row, Finding) else getattr(row, "findings", Finding.objects.none()).all()
    users = [found.decided_by for found in findings if found.decided_by]
    kind = ContentType.objects.get_for_model(row)
    logged = LogEntry.objects.filter(content_type=kind, object_id=row.pk).select_related("user").first()
    user = logged.user if logged else next(iter(users), None)
    return f" ({user.get_full_name() or user})" if user else ""
