"""A preview of an article's public page, for people who may see it before publication: as saved, or as typed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from coverage.models import Article
from pages.articles.detail import article_context


def preview(request, site, pk=None):
    """The page, for `site`. A form that is sent here is saved, shown, and not kept; with errors, the form comes back.

    Anyone who may see the article at the desk may see its preview; what is typed needs the right to save it.
    """
    if request.method == "POST":
        return _preview_typed(request, site, pk)
    article = get_object_or_404(Article.objects.for_article_page(), pk=pk)
    if not site.get_model_admin(Article).has_view_permission(request, article):
        raise PermissionDenied
    return _page(request, article)


def _preview_typed(request, site, pk):
    with transaction.atomic():
        request.is_preview = True
        form = reverse("admin:coverage_article_change", args=[pk]) if pk else reverse("admin:coverage_article_add")
        answer = site.get_model_admin(Article).changeform_view(request, str(pk) if pk else None, form_url=form)
        if answer.status_code != 302 or not hasattr(request, "desk_saved"):
            return answer
        page = _page(request, Article.objects.for_article_page().get(pk=request.desk_saved.pk))
        transaction.set_rollback(True)
    list(messages.get_messages(request))  # that it was saved is not true
    return page


def _page(request, article):
    return render(request, "articles/detail.html", {**article_context(article), "preview": True})
