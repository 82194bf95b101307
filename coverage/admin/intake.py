"""What imports brought: read only, but for proposed revisions, which a person closes."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from coverage.models import ImportBatch, ImportRow, Revision


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, admin.ModelAdmin):
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
class ImportRowAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["path", "action", "to_article", "first_note", "number"]
    list_filter = ["action", "format"]
    list_select_related = ["article"]
    search_fields = ["path", "headline", "address", "outlet_id", "content_hash"]
    search_help_text = "File, headline, address, the outlet's id or a SHA-256."
    fields = [
        "batch", "path", "item", "format", "content_hash", "action", "to_article", "says", "outlet_id", "address",
        "text_hash",
    ]  # fmt: skip
    readonly_fields = ["to_article", "says"]
    show_full_result_count = False

    @admin.display(description="article", ordering="headline")
    def to_article(self, row):
        if row.article is None:
            return row.headline or "–"
        address = reverse("admin:coverage_article_change", args=[row.article_id])
        return format_html('<a href="{}">{}</a>', address, row.article)

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

    @admin.display(description="what it says")
    def says(self, row):
        notes = [(note["line"], note["message"]) for note in row.warnings]
        return format_html_join(mark_safe("<br>"), "Line {}: {}", notes) or "–"


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin):
    list_display = ["article", "headline", "batch", "is_open"]
    list_filter = ["is_open"]
    list_select_related = ["article", "batch"]
    fields = ["article", "batch", "headline", "body", "is_open"]
    readonly_fields = ["article", "batch", "headline", "body"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
