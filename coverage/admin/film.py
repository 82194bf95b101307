from django.contrib import admin

from coverage.models import Credit, Film, Outlet, Release
from people.desk import KeptOncePublic, LabelledTabularInline, PublicAdmin


class KeptWithFilm(KeptOncePublic):
    """A public film's releases are postponed, cancelled or superseded, never deleted."""

    public_parent = "film"


class ReleaseInline(KeptWithFilm, admin.StackedInline):
    model = Release
    extra = 0
    autocomplete_fields = ["sources", "supersedes"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "date", "state"),
                    ("platform", "territory", "announced"),
                    "note",
                    "sources",
                    "supersedes",
                ]
            },
        )
    ]


class CreditInline(LabelledTabularInline):
    model = Credit
    extra = 1
    autocomplete_fields = ["person", "organization"]


@admin.register(Film)
class FilmAdmin(PublicAdmin):
    list_display = ["title", "kind", "is_public"]
    search_fields = ["title"]
    autocomplete_fields = ["proceedings", "poster"]
    inlines = [ReleaseInline, CreditInline]
    fieldsets = [
        (
            None,
            {"fields": [("title", "kind"), "summary", "poster", "poster_alt", "poster_is_decorative", "proceedings"]},
        ),
        ("For readers", {"fields": ["is_public", "slug"]}),
    ]


@admin.register(Release)
class ReleaseAdmin(KeptWithFilm, admin.ModelAdmin):
    list_display = ["title", "film", "date", "state"]
    list_filter = ["state", "kind"]
    list_select_related = ["film"]
    search_fields = ["film__title", "platform"]
    autocomplete_fields = ["film", "sources", "supersedes"]


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):
    list_display = ["name", "url"]
    search_fields = ["name"]
