"""What needs work today: the lists on the admin's home."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from coverage.checking import counted
from coverage.models import Article, Finding, ImportBatch, Quote, Release, Revision
from desk.open_forms import unsaved
from desk.proposals import to_decide
from legal.models import Hearing, Proceeding
from people.duplicates import are_there_any

SHOWN = 8


def desk_context(user) -> dict:
    """The lists for people who may see articles, what waits for this person, and whether there may be duplicates."""
    may_merge = user.has_perms(["people.change_person", "people.delete_person", "people.publish_person"])
    lists = {"desk": needs_work()} if user.has_perm("coverage.view_article") else {}
    proposals = {"proposals": to_decide(user)[:SHOWN], "unsaved": unsaved(user)[:SHOWN]}
    return {**lists, **proposals, "has_duplicates": may_merge and are_there_any()}


def needs_work() -> dict:
    """Each list with the few rows that come first; every list costs one query."""
    still_open = Finding.objects.open().filter(article=OuterRef("pk")).order_by()
    number = still_open.values("article").annotate(number=Count("pk")).values("number")
    with_findings = Article.objects.filter(Exists(still_open)).annotate(open_count=Subquery(number))
    waiting = [Article.State.IN_REVIEW, Article.State.LEGAL_READ, Article.State.APPROVED]
    broken = Quote.objects.broken().select_related("article", "speaker").defer("article__body", "article__text")
    return {
        "with_findings": with_findings.defer("body", "text").order_by("-updated_at")[:SHOWN],
        "waiting": Article.objects.filter(state__in=waiting).defer("body", "text").order_by("updated_at")[:SHOWN],
        "scheduled": Article.objects.scheduled().defer("body", "text").order_by("published_at")[:SHOWN],
        "recent": Article.objects.published().newest_first().defer("body", "text")[:SHOWN],
        "broken_quotes": broken.order_by("-pk")[:SHOWN],
        "revisions": Revision.objects.filter(is_open=True).select_related("article")[:SHOWN],
        "imports": ImportBatch.objects.with_results()[:SHOWN],
        "contradictions": counted(),
        "hearings": Hearing.objects.coming().select_related("proceeding__court")[:SHOWN],
        "passed_hearings": Hearing.objects.without_outcome().select_related("proceeding__court")[:SHOWN],
        "unchecked": Proceeding.objects.published().due_for_check(timezone.localdate())[:SHOWN],
        "releases": Release.objects.coming(timezone.localdate()).select_related("film")[:SHOWN],
    }
