"""The admin site: Django's, with a home that shows what needs work."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import path

from coverage.contradictions import contradictions_page
from coverage.desk import needs_work
from people.duplicates import are_there_any


class IntercutAdminSite(AdminSite):
    site_header = f"{settings.SITE_NAME} desk"
    site_title = f"{settings.SITE_NAME} desk"
    index_title = "What needs work"
    index_template = "admin/desk.html"

    def get_urls(self):
        page = self.admin_view(contradictions_page)
        return [path("contradictions/", page, {"site": self}, name="contradictions"), *super().get_urls()]

    def index(self, request, extra_context=None):
        return super().index(request, {**(extra_context or {}), **self._desk(request.user)})

    def _desk(self, user) -> dict:
        """The lists, for those who may see articles; the duplicates, for those who may merge people."""
        may_merge = user.has_perms(["people.change_person", "people.delete_person"])
        lists = {"desk": needs_work()} if user.has_perm("coverage.view_article") else {}
        return {**lists, "has_duplicates": may_merge and are_there_any()}
