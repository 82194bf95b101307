"""A preview of an article's public page, for people who may see it before publication."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from coverage.models import Article
from pages.articles.detail import article_context


def preview(request, pk, site):
    """The page, for `site`; anyone who may see the article at the desk may see it."""
    article = get_object_or_404(Article.objects.for_article_page(), pk=pk)
    if not site.get_model_admin(Article).has_view_permission(request, article):
        raise PermissionDenied
    return render(request, "articles/detail.html", {**article_context(article), "preview": True})
