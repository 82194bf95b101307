"""The sections of the site. An article's kind decides its section."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.shortcuts import render

from coverage.models import Article
from pages.articles.list import articles_of
from web.asking import Listing

Kind = Article.Kind


@dataclass(frozen=True)
class Section:
    kind: Article.Kind
    title: str
    about: str


SECTIONS = {
    Kind.NEWS: Section(Kind.NEWS, "News", "What happened to the film and in the cases, with the day and the source."),
    Kind.EXPLAINER: Section(
        Kind.EXPLAINER, "Explainers", "How it hangs together: what was charged, who decides, and what a word means."
    ),
    Kind.REVIEW: Section(Kind.REVIEW, "Reviews", "What the films show and how well, beside what the record holds."),
    Kind.PROFILE: Section(Kind.PROFILE, "Profiles", "The people and the works, one at a time."),
    Kind.OPINION: Section(Kind.OPINION, "Opinion", "Views, each its author's own. The facts in them are checked too."),
}
FRONTS = {kind: Listing(partial(articles_of, kind=kind), key=Article.NEWEST, newest_first=True) for kind in SECTIONS}


def section(request, kind):
    """A section front: the newest article large, the others below it."""
    if kind not in SECTIONS:
        raise Http404("No such section.")
    context = {"section": SECTIONS[kind], "articles": FRONTS[kind].page(request.GET)}
    return render(request, "articles/section.html", context)
