"""Articles in the admin: the form, the states, the preview."""

import base64
import hashlib

from csp.constants import SELF
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django_prose_editor.widgets import importmap

from coverage.admin.forms import CHANGES, ArticleForm, MisquoteForm, MoveForm, QuoteForm
from coverage.admin.review import decide_view, review_view, sure_view
from coverage.misquotes import correct_quote
from coverage.models import Article, ArticleFilm, ArticlePerson, ArticleProceeding, Byline, Correction, Finding, Quote
from coverage.publishing import (
    NOTES,
    Refused,
    blockers,
    changed_for_readers,
    digest_of,
    is_promised,
    is_public,
    move,
    moves_from,
    open_charges,
    publish_correction,
    right_to,
    take_back_into_review,
)
from desk import proposals
from desk.effects import changing_address
from desk.options import DeskAdmin, DeskStackedInline, DeskTabularInline, NeverDeleted

MOVE_LABELS = {
    "submit": "Send to review",
    "send_to_legal": "Send to legal read",
    "clear": "Clear legally",
    "approve": "Approve",
    "publish": "Publish",
    "return_to_draft": "Return to draft",
    "unschedule": "Take it off the schedule",
    "withdraw": "Withdraw",
    "retract": "Retract",
}


def may(user, move: str, article: Article) -> bool:
    return user.has_perm(right_to(move, article))


class BylineInline(DeskTabularInline):
    model = Byline
    extra = 1


class ArticleFilmInline(DeskTabularInline):
    model = ArticleFilm
    extra = 1
    autocomplete_fields = ["film"]


class ArticleProceedingInline(DeskTabularInline):
    model = ArticleProceeding
    extra = 1
    autocomplete_fields = ["proceeding"]


class ArticlePersonInline(DeskTabularInline):
    model = ArticlePerson
    extra = 1
    autocomplete_fields = ["person"]


class QuoteInline(DeskStackedInline):
    model = Quote
    form = QuoteForm
    extra = 0
    view_on_site = False
    autocomplete_fields = ["speaker"]
    fieldsets = [(None, {"fields": ["words", ("speaker", "source_name"), ("attribution", "medium", "said")]})]


class CorrectionInline(NeverDeleted, DeskTabularInline):
    """Notes that readers have seen. New ones are published with the form above; none is changed or deleted."""

    model = Correction
    verbose_name_plural = "corrections and notes that readers see"
    fields = ["at", "kind", "text", "by"]
    readonly_fields = fields
    view_on_site = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("article", "by").newest_first()


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    form = ArticleForm
    list_display = ["headline", "state", "kind", "published_at", "outlet", "open_findings"]
    list_filter = ["state", "kind", "outlet"]
    list_select_related = ["outlet"]
    search_fields = ["headline", "text"]
    autocomplete_fields = ["picture", "outlet"]
    inlines = [
        BylineInline,
        ArticleFilmInline,
        ArticleProceedingInline,
        ArticlePersonInline,
        QuoteInline,
        CorrectionInline,
    ]
    readonly_fields = ["import_notes"]
    effects = (changing_address("coverage.publish_article", is_public),)
    change_form_template = "admin/coverage/article/change_form.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "headline",
                    "headline_is_proposed",
                    "deck",
                    "kind",
                    "body",
                    "picture",
                    "picture_caption",
                    "picture_alt",
                    "picture_is_decorative",
                ]
            },
        ),
        (
            "First published elsewhere",
            {"fields": [("outlet", "original_url"), ("first_published", "language"), "rights", "import_notes"]},
        ),
        ("Address", {"fields": ["slug"], "classes": ["collapse"]}),
    ]
    for_readers = ("Publish a correction", {"fields": ["what_changed", "correction"]})

    def get_queryset(self, request):
        """Each with the number of its open findings, counted for the rows on the page only."""
        still_open = Finding.objects.open().filter(article=OuterRef("pk")).order_by().values("article")
        number = still_open.annotate(number=Count("pk")).values("number")
        return super().get_queryset(request).annotate(open_count=Coalesce(Subquery(number), 0)).defer("body", "text")

    @admin.display(description="open findings", ordering="open_count")
    def open_findings(self, article):
        return article.open_count or ""

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, "slug"] if obj and obj.published_at else self.readonly_fields

    def get_fieldsets(self, request, obj=None):
        """If readers can see the article, the form asks how to notify them of a change."""
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, self.for_readers] if obj and changed_for_readers(obj, {"body"}) else fieldsets

    def get_inlines(self, request, obj):
        return [inline for inline in self.inlines if inline is not CorrectionInline or (obj and obj.published_at)]

    def right_to_change(self, obj):
        """A live article needs the right to correct it; one that was promised, the right to publish."""
        if is_public(obj):
            return "coverage.correct_article"
        return "coverage.publish_article" if is_promised(obj) else ""

    def view_on_site(self, article):
        return article.get_absolute_url() if Article.objects.published().filter(pk=article.pk).exists() else None

    def has_delete_permission(self, request, obj=None):
        """What readers may have seen is withdrawn or retracted, with a reason."""
        return super().has_delete_permission(request, obj) and not (obj and (obj.published_at or obj.source_id))

    def save_model(self, request, article, form, change):
        if change:
            article.version += 1
        if "headline_is_proposed" in form.changed_data and not article.published_at and "slug" not in form.changed_data:
            article.slug = ""  # it came from the import's headline; use the editor's
        request.digest_before = digest_of(Article.objects.get(pk=article.pk)) if change else ""
        super().save_model(request, article, form, change)

    def save_related(self, request, form, formsets, change):
        """The quote forms were filled in before the text was saved, so find every quote again."""
        super().save_related(request, form, formsets, change)
        form.instance.locate_quotes()
        self._note_who_edited(request, form.instance)
        if take_back_into_review(form.instance, request.digest_before):
            messages.warning(request, "The text has changed since it was read, so the article is back in review.")
        if (kind := form.cleaned_data["what_changed"]) in NOTES:
            publish_correction(form.instance, kind=kind, text=form.cleaned_data["correction"], by=request.user)
            messages.success(request, "The note is now public.")

    def _note_who_edited(self, request, article):
        """Remember who changed what is read: they may not approve it (`FOUR_EYES`)."""
        if digest_of(article) == request.digest_before:
            return
        authors = {request.user.pk, proposals.author_of(request)} - {None}
        article.edited_by = sorted({*article.edited_by, *authors})
        Article.objects.filter(pk=article.pk).update(edited_by=article.edited_by)

    def construct_change_message(self, request, form, formsets, add=False):
        change = dict(CHANGES)[form.cleaned_data["what_changed"]] if form.cleaned_data["what_changed"] else ""
        found = super().construct_change_message(request, form, formsets, add)
        return [*found, {"changed": {"fields": [f"for readers: {change}"]}}] if change else found

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/move/<slug:to>/", wrap(self.move), name="coverage_article_move"),
            path("<int:pk>/quotes/<int:quote>/correct/", wrap(self.misquote), name="coverage_article_misquote"),
            path("<int:pk>/findings/", wrap(review_view(self)), name="coverage_article_findings"),
            path("<int:pk>/findings/sure/", wrap(sure_view(self)), name="coverage_article_sure"),
            path("<int:pk>/findings/<int:finding>/", wrap(decide_view(self)), name="coverage_article_decide"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra = {**(extra_context or {}), **self._tools(request, object_id)}
        response = super().changeform_view(request, object_id, form_url, extra)
        response._csp_update = {"script-src": [SELF, _hash_of_import_map()]}
        return response

    def _tools(self, request, object_id) -> dict:
        article = self.get_object(request, unquote(object_id)) if object_id else None
        if article is None:
            return {"may_save": self.has_add_permission(request)}
        may_save = self.has_change_permission(request, article)
        moves = [(name, MOVE_LABELS[name]) for name in moves_from(article) if may(request.user, name, article)]
        return {"article": article, "moves": moves, "open_count": article.open_count, "may_save": may_save}

    def response_change(self, request, obj):
        """A button that changes the state saves first, then asks."""
        if (to := request.POST.get("_move")) in MOVE_LABELS:
            return HttpResponseRedirect(reverse("admin:coverage_article_move", args=[obj.pk, to]))
        return super().response_change(request, obj)

    def misquote(self, request, pk, quote):
        """Correct the words of a quote that readers see: text, record and note at once."""
        quote = get_object_or_404(Quote.objects.select_related("article", "speaker"), pk=quote, article=pk)
        if not (self.has_view_permission(request, quote.article) and request.user.has_perm("coverage.correct_article")):
            raise PermissionDenied
        typed = request.POST if request.method == "POST" else None
        form = MisquoteForm(typed, quote=quote)
        if form.is_valid():
            said = form.cleaned_data
            try:
                correct_quote(quote, words=form.words, note=said["note"], by=request.user, seen=said["before"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "The text, the quote and the correction are public.")
                return HttpResponseRedirect(reverse("admin:coverage_article_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Correct a misquote: {quote.who}",
            "quote": quote,
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/coverage/article/misquote.html", context)

    def move(self, request, pk, to):
        """Ask for confirmation, then change the article's state."""
        article = get_object_or_404(Article, pk=pk)
        if (
            to not in MOVE_LABELS
            or not self.has_view_permission(request, article)
            or not may(request.user, to, article)
        ):
            raise PermissionDenied
        digest = digest_of(article)
        form = MoveForm(request.POST if request.method == "POST" else None, move=to, initial={"read": digest})
        if request.method == "POST" and form.is_valid():
            try:
                move(article, to, by=request.user, **form.cleaned_data)
                messages.success(request, f"“{article}”: {article.get_state_display()}.")
            except Refused as refusal:
                messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:coverage_article_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{MOVE_LABELS[to]}: {article}",
            "article": article,
            "label": MOVE_LABELS[to],
            "form": form,
            "blockers": blockers(article) if to in {"submit", "send_to_legal", "clear", "approve", "publish"} else [],
            "open_charges": open_charges(article) if to in {"submit", "clear", "approve", "publish"} else [],
            "opts": self.opts,
        }
        return render(request, "admin/coverage/article/move.html", context)


def _hash_of_import_map() -> str:
    """The hash of the editor's import map, the only inline script that the policy allows."""
    inner = str(importmap).partition(">")[2].rpartition("</script>")[0]
    return f"'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'"
