"""Undo an import: delete its drafts, restore what it updated and withdraw the revisions it proposed.

The whole batch is undone or nothing is, and only if no one has built on it; anyone who has is named.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import transaction
from django.utils import timezone

from coverage.intake import fields
from coverage.models import Article, Finding, ImportBatch, ImportRow, Outlet, Revision
from people.models import PersonMerge

Action = ImportRow.Action


class BuiltOn(Exception):
    """The batch cannot be undone; `reasons` has a sentence for each article about who has done what since."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def snapshot(article: Article) -> dict:
    """Return what an update is about to replace, in a form that JSON can hold."""
    return {"fields": fields.snapshot(article), "findings": serializers.serialize("json", article.findings.open())}


@transaction.atomic
def revert(batch: ImportBatch, *, by: str) -> dict[str, int]:
    """Undo `batch` and count its articles by action. If that is impossible, raises BuiltOn and changes nothing."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    list(Article.objects.select_for_update().filter(pk__in=batch.rows.values("article")).values_list("pk"))
    if reasons := built_on(batch):
        raise BuiltOn(reasons)
    rows = defaultdict(list)
    for row in batch.rows.brought().exclude(article=None).select_related("article"):
        rows[row.action].append(row)
    outlets = {row.article.outlet_id for found in rows.values() for row in found if row.made_outlet}
    Revision.objects.filter(batch=batch).delete()
    for row in rows[Action.UPDATED]:
        _restore(row)
    Article.objects.filter(pk__in=batch.rows.filter(action=Action.CREATED).values("article")).delete()
    Outlet.objects.filter(pk__in=outlets, articles=None, url="").delete()
    batch.undone_at, batch.undone_by = timezone.now(), by
    batch.save()
    return {action: len(found) for action, found in rows.items() if found}


def built_on(batch: ImportBatch) -> list[str]:
    """Return a sentence for each article of `batch` that someone has built on since, or [] if no one has."""
    if batch.undone_at:
        return [f"It was taken back already, by {batch.undone_by} on {_day(batch.undone_at)}."]
    rows = list(batch.rows.brought().exclude(article=None).select_related("article"))
    moved = [row.article_id for row in rows if _is_moved(row)]
    since = _Since(_decided(batch), _imported(batch), _dealt_with(batch), _edits(moved))
    return [reason for row in rows if (reason := _reason(row, since))]


@dataclass(frozen=True)
class _Since:
    """What has happened to the articles of a batch since, by article key."""

    decided: dict[int, Finding]
    imported: dict[int, ImportRow]
    dealt_with: set[int]
    edits: dict[int, LogEntry]


def _is_moved(row: ImportRow) -> bool:
    """Whether someone has changed the draft since the import wrote it."""
    left = (Article.State.DRAFT, row.article_version)
    return row.action != Action.PROPOSED and (row.article.state, row.article.version) != left


def _reason(row: ImportRow, since: _Since) -> str:
    key, found = row.article_id, []
    if later := since.imported.get(key):
        found.append(f"import {later.batch_id} ({later.batch.started_by}) brought it again")
    if finding := since.decided.get(key):
        done = finding.get_status_display()
        found.append(f"{finding.decided_by} {done} a finding on {_day(finding.decided_at)}")
    if row.action == Action.PROPOSED and key in since.dealt_with:
        found.append("somebody has dealt with the proposed revision")
    if _is_moved(row) and not later:
        entry = since.edits.get(key)
        who = f" by {entry.user} on {_day(entry.action_time)}" if entry else ""
        state = "" if row.article.state == Article.State.DRAFT else f" and is {row.article.get_state_display()}"
        found.append(f"it was edited{who}{state}")
    return f"“{row.article}”: {'; '.join(found)}." if found else ""


def _decided(batch: ImportBatch) -> dict[int, Finding]:
    """Return the last decision about a finding of each article since the import."""
    findings = Finding.objects.filter(article__in=batch.rows.values("article"), decided_at__gte=batch.started_at)
    return {found.article_id: found for found in findings.select_related("decided_by").order_by("decided_at")}


def _imported(batch: ImportBatch) -> dict[int, ImportRow]:
    """Return the first later import of each article that has not been undone."""
    later = ImportRow.objects.active().brought().filter(batch__pk__gt=batch.pk)
    rows = later.filter(article__in=batch.rows.values("article")).select_related("batch")
    return {row.article_id: row for row in rows.order_by("-pk")}


def _dealt_with(batch: ImportBatch) -> set[int]:
    return set(Revision.objects.filter(batch=batch, is_open=False).values_list("article_id", flat=True))


def _edits(articles: Iterable[int]) -> dict[int, LogEntry]:
    """Return who last changed each of these articles at the desk."""
    kind = ContentType.objects.get_for_model(Article)
    logged = LogEntry.objects.filter(content_type=kind, object_id__in=[str(key) for key in articles])
    return {int(entry.object_id): entry for entry in logged.select_related("user").order_by("action_time")}


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _restore(row: ImportRow) -> None:
    """Restore what the update replaced in a draft: its fields and its open findings."""
    article, before = row.article, row.before
    for model, key in before.get("made", []):  # the bylines and links of an import that recorded only what it created
        apps.get_model(model).objects.filter(pk=key).delete()
    fields.restore(article, before["fields"])
    article.version += 1  # so that a form opened in the meantime cannot save over this
    article.save()
    article.findings.open().filter(batch=row.batch_id).delete()
    for finding in serializers.deserialize("json", before["findings"], ignorenonexistent=True):
        _forget_what_is_gone(finding.object)
        finding.save()
    # The draft is again as the import before this one left it.
    earlier = article.import_rows.active().brought().exclude(batch=row.batch_id).order_by("-pk").first()
    if earlier:
        ImportRow.objects.filter(pk=earlier.pk).update(article_version=article.version)


def _forget_what_is_gone(finding: Finding) -> None:
    """Match a restored finding only with rows that still exist, following merges to the remaining person."""
    for field in Finding._meta.fields:
        key = getattr(finding, field.attname)
        if field.many_to_one and field.null and key and not field.related_model.objects.filter(pk=key).exists():
            setattr(finding, field.attname, PersonMerge.objects.who_is_now(key) if field.name == "person" else None)
