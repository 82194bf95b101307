"""The review desk: an article's text with its findings marked, beside cards to accept, correct or reject."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from coverage import richtext
from coverage.admin.cards import card, suggestions
from coverage.intake.review import Refused, accept, reject, spans_now
from coverage.models import Article, Finding

WRITES = {  # the permission a card needs, for what accepting it writes
    Finding.Kind.PERSON: "people.add_person",
    Finding.Kind.QUOTE: "coverage.add_quote",
    Finding.Kind.DEVELOPMENT: "legal.add_development",
    Finding.Kind.RELEASE: "coverage.add_release",
}
CARDS_SHOWN = 40  # at a time; the next ones come up as these are decided


def review_view(model_admin):
    """The page of one article's findings."""

    def view(request, pk):
        article = get_object_or_404(Article, pk=pk)
        if not model_admin.has_view_permission(request, article):
            raise PermissionDenied
        return _page(model_admin, request, article)

    return view


def decide_view(model_admin):
    """Take what a card sends: accept, as it stands in the card, or reject."""

    def view(request, pk, finding):
        found = get_object_or_404(Finding.objects.for_review().select_related("article"), pk=finding, article_id=pk)
        may = model_admin.has_change_permission(request, found.article) and request.user.has_perm(WRITES[found.kind])
        if not may:
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(_address(pk))
        near = suggestions(found.article, [found])
        form = card(found, near, request.POST)
        if "reject" not in request.POST and not form.is_valid():
            return _page(model_admin, request, found.article, failed=(found.pk, form))
        try:
            _decide(request, found, form)
        except (Refused, ValidationError) as refusal:
            form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
            return _page(model_admin, request, found.article, failed=(found.pk, form))
        return HttpResponseRedirect(f"{_address(pk)}#{_next_card(found)}")

    return view


def _decide(request, finding: Finding, form) -> None:
    if "reject" in request.POST:
        reject(finding, by=request.user)
        messages.info(request, f"Rejected: {finding}")
        return
    accept(finding, by=request.user, corrected=form.cleaned_data)
    messages.success(request, f"Accepted: {finding}")


def _next_card(finding: Finding) -> str:
    following = finding.article.findings.open().filter(starts__gte=finding.starts).order_by("starts", "pk").first()
    return f"card-{following.pk}" if following else "done"


def _address(pk: int) -> str:
    return reverse("admin:coverage_article_findings", args=[pk])


def _page(model_admin, request, article: Article, failed=(None, None)):
    findings = list(article.findings.for_review().order_by("starts", "pk"))
    waiting = [f for f in findings if f.status == Finding.Status.PROPOSED]
    shown = [f for number, f in enumerate(waiting) if number < CARDS_SHOWN or f.pk == failed[0]]
    near = suggestions(article, shown)
    cards = [
        {
            "finding": finding,
            "form": failed[1] if finding.pk == failed[0] else card(finding, near),
            "known": finding.development or finding.release,
        }
        for finding in shown
    ]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Findings: {article}",
        "article": article,
        "opts": model_admin.opts,
        "body": _marked(article, findings),
        "cards": cards,
        "near": near,
        "decided": [f for f in findings if f.status != Finding.Status.PROPOSED],
        "total": len(findings),
        "later": len(waiting) - len(shown),
        "failed": failed[0],
        "is_nav_sidebar_enabled": False,
    }
    return render(request, "admin/coverage/article/findings.html", context, status=422 if failed[0] else 200)


def _marked(article: Article, findings: list[Finding]):
    marks = [
        richtext.Mark(start, end, finding)
        for finding in findings
        for start, end in spans_now(finding, article.text) or []
    ]
    return mark_safe(richtext.mark(article.body, marks, _wrap))  # noqa: S308 (the body is sanitised)


def _wrap(html: str, here: list[richtext.Mark], first: list[richtext.Mark]) -> str:
    """A mark that leads to its innermost finding's card, with the address of those that begin here."""
    innermost = min(here, key=lambda mark: mark.end - mark.start).key
    kinds = " ".join(f"found--{mark.key.kind}" for mark in here)
    anchors = "".join(
        format_html('<span id="mark-{}"></span>', m.key.pk) for m in first if m.start == m.key.spans[0]["start"]
    )
    # `html` is text that `richtext.mark` has escaped.
    return f'{anchors}<a class="found {kinds} found--{innermost.status}" href="#card-{innermost.pk}">{html}</a>'
