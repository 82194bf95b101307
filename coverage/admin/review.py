"""The review desk: an article's text with its findings marked, beside cards to accept, correct, reject or take back.

Every opening of the page is a sitting, named by a token that its forms and redirects carry; what was decided in it can
be undone in it. All of it works by plain forms; static/js/review.js sends the same forms without reloading the page.
"""

import re
import secrets
from collections.abc import Mapping

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CASCADE, Model
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode

from coverage.admin.cards import card
from coverage.admin.review_page import SURE_SHOWN, Failure, findings_of, may_decide, review_context, sure
from coverage.intake.kinds import kind_of
from coverage.intake.nearby import Nearby
from coverage.intake.review import GONE, DecidedAlready, Refused, accept, reject, undo
from coverage.intake.undoing import written_rows
from coverage.models import Article, Decision, Finding
from coverage.publishing import take_back_into_review


def review_view(model_admin):
    """The page of one article's findings."""

    def view(request, pk):
        article = _article(model_admin, request, pk)
        return _page(model_admin, request, article, _sitting(request.GET), current=_number(request.GET.get("card")))

    return view


def decide_view(model_admin):
    """Take what a card sends: accept it as the card says, reject it, or undo the decision."""

    def view(request, pk, finding):
        article = _article(model_admin, request, pk)
        found = article.findings.for_review().filter(pk=finding).first()
        if request.method != "POST":
            return _back(article, _sitting(request.GET))
        if found is None:
            messages.warning(request, GONE)
            return _back(article, _sitting(request.POST))
        found.article = article
        if not may_decide(model_admin, request, found):
            raise PermissionDenied
        return _decide(model_admin, request, found, _sitting(request.POST))

    return view


def sure_view(model_admin):
    """Show the sure findings, each with a checkbox, then accept the checked ones. Refused ones stay open."""

    def view(request, pk):
        article = _article(model_admin, request, pk)
        findings = findings_of(article)
        near = Nearby(article, findings)
        if request.method == "POST":
            ticked = {_number(value) for value in request.POST.getlist("finding")}
            chosen = [f for f in _sure(model_admin, request, near) if f.pk in ticked]
            return _accept_together(model_admin, request, article, chosen)
        found = _sure(model_admin, request, near)
        context = {
            **_frame(model_admin, request, f"Accept what is sure: {article}"),
            "article": article,
            "rows": [_sure_row(near, finding) for finding in found[:SURE_SHOWN]],
            "later": len(found[SURE_SHOWN:]),
            "sitting": _sitting(request.GET),
        }
        return render(request, "admin/coverage/article/findings_sure.html", context)

    return view


def _decide(model_admin, request, finding: Finding, sitting: str) -> HttpResponse:
    """Do what the button says and go to the next card, or say on the card why that is impossible."""
    operation = next((operation for name, operation in OPERATIONS.items() if name in request.POST), _accept)
    following = _next_card(finding)
    try:
        failure = operation(request, finding, sitting)
    except DecidedAlready as late:
        messages.warning(request, f"{late} {finding}")
        return _back(finding.article, sitting, following)
    if failure is None:
        return _back(finding.article, sitting, finding.pk if "undo" in request.POST else following)
    if finding.status != Finding.Status.PROPOSED:  # it has no card to say it on
        messages.error(request, f"{failure.reason} {finding}")
        return _back(finding.article, sitting)
    failed = {finding.pk: failure}
    return _page(model_admin, request, finding.article, sitting, current=finding.pk, failed=failed)


def _accept(request, finding: Finding, sitting: str) -> Failure | None:
    form = card(finding, Nearby(finding.article, findings_of(finding.article)), request.POST)
    if not form.is_valid():
        return Failure(form)
    reason = _refusal(_accept_within_rights, finding, by=request.user, corrected=form.cleaned_data, sitting=sitting)
    if reason:
        return Failure(form, reason)
    messages.success(request, f"Accepted: {finding}")
    return None


@transaction.atomic
def _accept_within_rights(finding: Finding, *, by, **options) -> None:
    """Accept a finding. Raises Refused, writing nothing, if readers would see it and `by` may not publish it."""
    decision = accept(finding, by=by, **options)
    _check_rights(decision, by)
    take_back_into_review(Article.objects.get(pk=finding.article_id))


@transaction.atomic
def _undo_within_rights(finding: Finding, *, by, sitting: str) -> None:
    """Take a decision back. Raises Refused if readers see what it wrote and `by` may not change that."""
    if last := finding.decisions.last():
        _check_rights(last, by)
    undo(finding, by=by, sitting=sitting)
    take_back_into_review(Article.objects.get(pk=finding.article_id))


def _check_rights(decision: Decision, by) -> None:
    for row in written_rows(decision.wrote):
        for owner in (row, *_parents(row)):
            right = site.get_model_admin(type(owner)).right_to_change(owner) if site.is_registered(type(owner)) else ""
            if right and not by.has_perm(right):
                raise Refused(f"Readers see {row}, or would at once. Somebody who may publish it has to do this.")


def _parents(row: Model) -> list[Model]:
    """The rows that `row` is a part of, and would go with."""
    ends = [field for field in row._meta.fields if field.many_to_one and field.remote_field.on_delete is CASCADE]
    return [end for field in ends if (end := getattr(row, field.name))]


def _reject(request, finding: Finding, sitting: str) -> None:
    reject(finding, by=request.user, sitting=sitting)
    messages.info(request, f"Rejected: {finding}")


def _undo(request, finding: Finding, sitting: str) -> Failure | None:
    reason = _refusal(_undo_within_rights, finding, by=request.user, sitting=sitting)
    if reason:
        return Failure(reason=reason)
    messages.info(request, f"Taken back: {finding}")
    return None


OPERATIONS = {"reject": _reject, "undo": _undo}  # by the name of the button; every other one accepts


def _refusal(operation, finding: Finding, **options) -> str:
    """Do it; return the reason if it was refused, or an empty text."""
    try:
        operation(finding, **options)
    except DecidedAlready:
        raise
    except Refused as refusal:
        return str(refusal)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _accept_together(model_admin, request, article: Article, chosen: list[Finding]) -> HttpResponse:
    sitting, failed, done = _sitting(request.POST), {}, 0
    for finding in chosen:
        try:
            reason = _refusal(_accept_within_rights, finding, by=request.user, sitting=sitting)
        except DecidedAlready:
            continue
        if reason:
            failed[finding.pk] = Failure(reason=reason)
        else:
            done += 1
    messages.success(request, f"Accepted together: {done}")
    if failed:
        messages.warning(request, f"Still open, each with its reason: {len(failed)}")
        return _page(model_admin, request, article, sitting, current=next(iter(failed)), failed=failed)
    return _back(article, sitting)


def _sure_row(near: Nearby, finding: Finding) -> dict:
    kind = kind_of(finding)
    return {
        "finding": finding,
        "kind": kind,
        "summary": kind.summary(finding),
        "resolved": kind.resolved(near, finding),
        "known": kind.known(near, finding),
    }


def _sure(model_admin, request, near: Nearby) -> list[Finding]:
    return [finding for finding in sure(near) if may_decide(model_admin, request, finding)]


def _next_card(finding: Finding) -> int | None:
    """The open card after this one, in the page's order; from the last one back to the first."""
    findings = findings_of(finding.article)
    at = next(number for number, one in enumerate(findings) if one.pk == finding.pk)
    waiting = [one.pk for one in findings[at + 1 :] + findings[:at] if one.status == Finding.Status.PROPOSED]
    return waiting[0] if waiting else None


def _article(model_admin, request, pk: int) -> Article:
    article = get_object_or_404(Article, pk=pk)
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    return article


def _sitting(said: QueryDict) -> str:
    """The sitting a form or an address carries; a new one for a plain opening of the page."""
    token = said.get("sitting", "")
    return token if re.fullmatch(r"[\w-]{22}", token) else secrets.token_urlsafe(16)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None  # longer ones are no keys


def _back(article: Article, sitting: str, at: int | None = None) -> HttpResponseRedirect:
    address = reverse("admin:coverage_article_findings", args=[article.pk])
    query = urlencode({"sitting": sitting, **({"card": at} if at else {})})
    return HttpResponseRedirect(f"{address}?{query}#{f'card-{at}' if at else 'review'}")


def _frame(model_admin, request, title: str) -> dict:
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "is_nav_sidebar_enabled": False,
    }


def _page(
    model_admin, request, article: Article, sitting: str, *, current: int | None = None, failed: Mapping | None = None
) -> HttpResponse:
    context = {
        **_frame(model_admin, request, f"Findings: {article}"),
        **review_context(model_admin, request, article, sitting=sitting, current=current, failed=failed or {}),
    }
    return render(request, "admin/coverage/article/findings.html", context, status=422 if failed else 200)
