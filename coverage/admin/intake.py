"""What imports brought: read only, but for proposed revisions, which a person closes."""

from django.contrib import admin

from coverage.models import ImportBatch, ImportRow, Revision
from people.desk import LabelledTabularInline


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ImportRowInline(ReadOnly, LabelledTabularInline):
    model = ImportRow
    fields = ["path", "action", "article", "warnings"]
    show_change_link = False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article")


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["__str__", "started_at", "started_by"]
    inlines = [ImportRowInline]


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
