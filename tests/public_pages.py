"""The public pages of the demo story: one of every kind."""

from django.utils import timezone

from coverage.models import Quote

PAGES = [
    "/",
    "/films/",
    "/films/last-take/",
    "/articles/",
    "/articles/baldwin-charge-dismissed-without-prejudice/",
    "/articles/last-take-announced-for-hulu/",
    "/articles/?kind=profile&film=last-take",
    "/cases/",
    "/cases/glossary/",
    "/cases/state-v-baldwin-2024/",
    "/cases/state-v-gutierrez-reed/?as_of=2024-03-07",
    "/cases/state-v-halls/?as_of=soon&known=never",
    "/films/last-take/?as_of=2025-02-20",
    "/timeline/?lane=record&as_of=2024-03-07",
    "/people/",
    "/people/alec-baldwin/",
    "/quotes/",
    "/quotes/?q=nothing-like-it&since=soon",
    "/articles/?film=last-take&person=alec-baldwin&since=2024",
    "/cases/?standing=dismissed&film=not-there&year=2023",
    "/people/?role=judge&film=last-take",
    "/releases/",
    "/releases/?platform=nowhere&until=2024",
    "/timeline/",
    "/corrections/",
    "/films/last-take/?since=2021-01-01",
    "/cases/state-v-baldwin-2024/?since=2024-02-01",
    "/cases/state-v-halls/?since=soon",
    "/timeline/?lane=record&start=2024",
    "/timeline/?person=alec-baldwin&film=last-take",
    "/timeline/?person=nobody&start=soon",
    "/timeline/?at=record-0",
    "/sections/news/",
    "/sections/opinion/",
    "/standards/",
    "/search/",
    "/search/?q=baldwin",
    "/search/?q=film&type=article&film=last-take&since=2023&sort=newest",
    "/search/?q=baldwyn",
    "/search/?q=nothing-like-it&case=none&type=quote&until=soon",
    "/not-there/",
]


def public_pages() -> list[str]:
    """Their paths, with the not-found page; the demo story must be loaded."""
    return [
        *PAGES,
        f"/cases/state-v-baldwin-2023/?as_of=2024-02-01&known={timezone.localdate()}",
        f"/people/alec-baldwin/?as_of=2024-03-07&known={timezone.localdate()}",
        Quote.objects.published().order_by("pk").first().get_absolute_url(),
    ]


def framed_pages() -> list[str]:
    """What other sites show in a frame, with one that has gone."""
    return [
        "/embed/articles/last-take-announced-for-hulu/",
        "/embed/articles/not-there/",
        f"/embed/quotes/{Quote.objects.published().order_by('pk').first().pk}/",
        "/embed/timeline/?film=last-take",
        "/embed/standing/state-v-baldwin-2024/",
    ]
