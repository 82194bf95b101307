"""The home page: the latest story, what is next, where the followed cases stand, and the newest timeline entries."""

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone

from coverage.models import Article, Release
from legal.models import Hearing, Proceeding
from pages.shared.jsonld import Node, node, organization_at, publisher, ref, website_at
from pages.timeline.entries import Selection, merged, questions
from web.addresses import absolute_url
from web.asking import Prepared


def _querysets(today):
    releases = Release.objects.published().select_related("film")
    return {
        "articles": Article.objects.published().for_cards().newest_first()[:7],
        "coming": releases.coming(today)[:1],
        "latest": releases.newest_first()[:1],
        "hearings": Hearing.objects.published().coming().select_related("proceeding__court")[:1],
        "cases": Proceeding.objects.published().filter(is_followed=True).with_standings()[:12],
        **questions(Selection(), limit=8),
    }


HOME = Prepared(_querysets)


def home(request):
    today = timezone.localdate()
    rows = HOME(today=today)
    context = {
        "lead": next(iter(rows["articles"]), None),
        "articles": rows["articles"][1:],
        "next_release": next(iter(rows["coming"]), None),
        "latest_release": next(iter(rows["latest"]), None),
        "next_hearing": next(iter(rows["hearings"]), None),
        "cases": rows["cases"],
        "entries": merged(rows, Selection(), limit=8)[0],
    }
    return render(request, "home.html", context)


def home_graph() -> list[Node]:
    """The site itself: who publishes it, by which rules, and how it is searched."""
    search = node(
        "SearchAction",
        target=node("EntryPoint", urlTemplate=absolute_url("/search/?q={search_term_string}")),
        **{"query-input": "required name=search_term_string"},
    )
    site = node(
        "WebSite",
        at=website_at(),
        url=absolute_url("/"),
        name=settings.SITE_NAME,
        publisher=ref(organization_at()),
        potentialAction=search,
    )
    return [site, publisher()]
