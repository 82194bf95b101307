from django.contrib import admin

from people.inlines import LabelledTabularInline
from people.models import Organization, OtherName, Person


class OtherNameInline(LabelledTabularInline):
    model = OtherName
    extra = 1


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    list_display = ["name", "description", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["name", "other_names__name", "description"]
    inlines = [OtherNameInline]
    fieldsets = [
        (None, {"fields": ["name", "description", ("born", "died"), "is_public"]}),
        ("Address and order", {"fields": ["slug", "sort_name"], "classes": ["collapse"]}),
    ]

    def get_readonly_fields(self, request, obj=None):
        """An address readers may have kept does not change."""
        return ["slug"] if obj and obj.is_public else []

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    list_display = ["name", "description"]
    search_fields = ["name"]
