from django.contrib import admin

from desk.effects import publishing
from desk.options import DeskAdmin, DeskTabularInline, PublicAdmin
from people.merging.admin import MergingAdmin
from people.models import Organization, OtherName, Person


class OtherNameInline(DeskTabularInline):
    model = OtherName
    extra = 1


@admin.register(Person)
class PersonAdmin(MergingAdmin, PublicAdmin):
    list_display = ["name", "description", "is_public"]
    list_filter = ["is_public"]
    search_fields = ["name", "other_names__name", "description"]
    inlines = [OtherNameInline]
    effects = publishing("people.publish_person")
    right = "people.publish_person"
    fieldsets = [
        (None, {"fields": ["name", "description", ("born", "died")]}),
        ("For readers", {"fields": ["is_public", "slug", "sort_name"]}),
    ]


@admin.register(Organization)
class OrganizationAdmin(DeskAdmin):
    right = "people.publish_person"
    list_display = ["name", "description"]
    search_fields = ["name"]
