"""What imports brought: read only, but for proposed revisions, which a person closes."""

from django.contrib import admin
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator, capfirst

from coverage import richtext
from coverage.intake.fields import Field, Value, proposals
from coverage.intake.outcome import Change
from coverage.models import ImportBatch, ImportRow, Revision
from desk.options import DeskAdmin


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, DeskAdmin):
    list_display = ["__str__", "started_by", "results", "undone_at", "undone_by"]
    fields = ["started_at", "started_by", "options", "rows_by_result", "undone_at", "undone_by", "to_take_back"]
    readonly_fields = ["rows_by_result", "to_take_back"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_results()

    @admin.display(description="results")
    def results(self, batch):
        return ", ".join(f"{count} {label}" for _, label, count in batch.results) or "none"

    @admin.display(description="articles")
    def rows_by_result(self, batch):
        rows = reverse("admin:coverage_importrow_changelist")
        links = [
            (f"{rows}?batch__id__exact={batch.pk}&action__exact={action}", count, label)
            for action, label, count in batch.results
        ]
        return format_html_join(", ", '<a href="{}">{} {}</a>', links) or "none"

    @admin.display(description="to take it back")
    def to_take_back(self, batch):
        if batch.undone_at:
            return "It was taken back."
        return format_html("<code>manage.py import_undo {}</code>", batch.pk)


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnly, DeskAdmin):
    list_display = ["path", "action", "to_article", "first_note", "number"]
    list_filter = ["action", "format"]
    list_select_related = ["article"]
    search_fields = ["path", "headline", "address", "outlet_id", "content_hash"]
    search_help_text = "File, headline, address, the outlet's id or a SHA-256."
    fields = [
        "batch", "path", "item", "format", "content_hash", "action", "to_article", "changed", "says", "outlet_id",
        "address", "text_hash",
    ]  # fmt: skip
    readonly_fields = ["to_article", "changed", "says"]
    show_full_result_count = False

    @admin.display(description="article", ordering="headline")
    def to_article(self, row):
        if row.article is None:
            return row.headline or "–"
        return _link_to(row.article)

    @admin.display(description="import", ordering="batch")
    def number(self, row):
        return row.batch_id

    @admin.display(description="notes")
    def first_note(self, row):
        """The list tells the first; the others stand on the row's own page."""
        if not row.warnings:
            return "–"
        more = f" (and {len(row.warnings) - 1} more)" if len(row.warnings) > 1 else ""
        return f"{Truncator(row.warnings[0]['message']).chars(90)}{more}"

    @admin.display(description="differed from the article")
    def changed(self, row):
        return format_html_join(mark_safe("<br>"), "{}", [(str(Change(**each)),) for each in row.changes]) or "–"

    @admin.display(description="what it says")
    def says(self, row):
        notes = [(note["line"], note["message"]) for note in row.warnings]
        return format_html_join(mark_safe("<br>"), "Line {}: {}", notes) or "–"


@admin.register(Revision)
class RevisionAdmin(DeskAdmin):
    list_display = ["article", "differs_in", "batch", "is_open"]
    list_filter = ["is_open"]
    list_select_related = ["article__outlet", "batch"]
    fields = ["to_article", "batch", "what_the_file_says", "is_open"]
    readonly_fields = ["to_article", "batch", "what_the_file_says"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="article")
    def to_article(self, revision):
        return _link_to(revision.article)

    @admin.display(description="differs in")
    def differs_in(self, revision):
        return ", ".join(field.label for field, _, _ in proposals(revision.article, revision.proposed)) or "–"

    @admin.display(description="what the file says")
    def what_the_file_says(self, revision):
        """The text is shown as it would look, because an editor copies it from here into the article."""
        rows = [
            (capfirst(field.label), _shown(field, now), _shown(field, said))
            for field, now, said in proposals(revision.article, revision.proposed)
        ]
        head = format_html("<tr><th>{}</th><th>{}</th><th>{}</th></tr>", "Field", "The article now", "The file")
        body = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', rows)
        return format_html("<table>{}{}</table>", head, body)


def _link_to(article):
    return format_html('<a href="{}">{}</a>', reverse("admin:coverage_article_change", args=[article.pk]), article)


def _shown(field: Field, value: Value):
    if field.is_html:
        return mark_safe(richtext.sanitise(value))  # noqa: S308
    return linebreaksbr(field.shown(value)) or "–"
