"""The admin site: Django's, with a home that shows what needs work and the desk's own pages."""

from functools import update_wrapper

from django.conf import settings
from django.contrib.admin import AdminSite
from django.urls import path

from desk import open_forms
from desk.views import decline_proposal, discard_typed, keep_typed, proposals_page
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
            path("forms/<str:token>/", wrap(keep_typed), name="keep_typed"),
            path("forms/<str:token>/discard/", wrap(discard_typed), name="discard_typed"),
            path("proposals/", wrap(proposals_page), site, name="proposals"),
            path("proposals/<int:pk>/decline/", wrap(decline_proposal), name="decline_proposal"),
            path("contradictions/", wrap(contradictions_page), site, name="contradictions"),
            path("coverage/article/preview/", wrap(preview), site, name="coverage_article_preview_new"),
            path("coverage/article/<int:pk>/preview/", wrap(preview), site, name="coverage_article_preview"),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """What was typed is kept when a form arrives after its session has ended."""
        inner = super().admin_view(view, cacheable)

        def kept(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request):
                open_forms.keep(request.POST.get(open_forms.FIELD, ""), request.POST)
            return inner(request, *args, **kwargs)

        return update_wrapper(kept, inner)

    def index(self, request, extra_context=None):
        return super().index(request, {**(extra_context or {}), **desk_context(request.user)})
