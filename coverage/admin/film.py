from django.contrib import admin

from coverage.models import Credit, Film, Outlet, Release
from desk.effects import publishing, retracting
from desk.options import DeskAdmin, DeskStackedInline, DeskTabularInline, KeptOncePublic, PublicAdmin, RetractingAdmin


class KeptWithFilm(KeptOncePublic):
    """A public film's releases are postponed, canceled or superseded, never deleted."""

    public_parent = "film"


class ReleaseInline(KeptWithFilm, DeskStackedInline):
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


class CreditInline(DeskTabularInline):
    model = Credit
    extra = 1
    autocomplete_fields = ["person", "organization"]


@admin.register(Film)
class FilmAdmin(PublicAdmin):
    list_display = ["title", "kind", "is_public"]
    search_fields = ["title"]
    autocomplete_fields = ["proceedings", "poster"]
    inlines = [ReleaseInline, CreditInline]
    effects = publishing("coverage.publish_film")
    belonging = ("releases",)
    right = "coverage.publish_film"
    fieldsets = [
        (
            None,
            {"fields": [("title", "kind"), "summary", "poster", "poster_alt", "poster_is_decorative", "proceedings"]},
        ),
        ("For readers", {"fields": ["is_public", "slug"]}),
    ]


@admin.register(Release)
class ReleaseAdmin(KeptWithFilm, RetractingAdmin):
    effects = retracting()
    right = "coverage.publish_film"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "film",
                    ("kind", "date", "state"),
                    ("platform", "territory", "announced"),
                    "note",
                    "sources",
                    "supersedes",
                ]
            },
        ),
    ]
    list_display = ["title", "film", "date", "state", "is_standing"]
    list_filter = ["state", "kind", ("retracted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["film"]
    search_fields = ["film__title", "platform"]
    autocomplete_fields = ["film", "sources", "supersedes"]

    def right_to_change(self, obj):
        """Views of the past show retracted ones as well, and a source may become public by the clock."""
        return self.right if obj.film.is_public else super().right_to_change(obj)

    @admin.display(boolean=True, description="stands")
    def is_standing(self, release):
        return release.retracted_at is None


@admin.register(Outlet)
class OutletAdmin(DeskAdmin):
    right = "coverage.publish_film"
    list_display = ["name", "url"]
    search_fields = ["name"]
