"""The admin site: Django's, with a home that shows what needs work and the desk's own pages."""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import path

from pages.desk.contradictions import contradictions_page
from pages.desk.home import desk_context
from pages.desk.preview import preview


class IntercutAdminSite(AdminSite):
    site_header = f"{settings.SITE_NAME} desk"
    site_title = f"{settings.SITE_NAME} desk"
    index_title = "What needs work"
    index_template = "admin/desk.html"

    def get_urls(self):
        wrap, site = self.admin_view, {"site": self}
        return [
            path("contradictions/", wrap(contradictions_page), site, name="contradictions"),
            path("coverage/article/<int:pk>/preview/", wrap(preview), site, name="coverage_article_preview"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        return super().index(request, {**(extra_context or {}), **desk_context(request.user)})
