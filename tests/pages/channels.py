"""Every channel that readers and machines can read, and a world that appears in all of them."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote as percent

import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import override_settings
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from coverage.models import Correction
from coverage.pictures.making import make
from people.models import Organization
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    DevelopmentFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    QuoteFactory,
    ReleaseFactory,
    SourceFactory,
)

ABOUT_THE_API = {"api", "api-openapi", "api-openapi-yaml", "api-docs", "api-not-there"}
API_NOT_THERE = "/api/v1/not-there/"
SECRET = "Zanzibar"
# What search may leak: in every order and type, in a snippet, as a name nearly typed right, beside another word.
# Typed in small letters, for the page repeats what was typed.
TYPED = SECRET.lower()
SEARCHES = [f"?q={TYPED}&sort=newest", f"?q={TYPED}&since=2000", f"?q={TYPED[:-1]}x", "?q=far", "?q=note", "?q=state"]
SEARCHES += [f"?q={TYPED}&type={kind}" for kind in ("article", "person", "case", "film", "quote")]
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)  # the clock is held there
SINCE = ("2000-01-01", "2026-03-04")
TIMELINES = ("timeline", "timeline-csv", "timeline-json", "timeline-js")
NOT_PUBLIC = {
    "draft": {"state": "draft"},
    "in review": {"state": "in_review"},
    "legal read": {"state": "legal_read"},
    "approved": {"state": "approved"},
    "scheduled": {"state": "published", "published_at": NOW + timedelta(seconds=1)},
    "withdrawn": {"state": "withdrawn", "published_at": NOW - timedelta(hours=2), "gone_because": "A reason."},
    "retracted": {"state": "retracted", "published_at": NOW - timedelta(hours=2), "gone_because": "A reason."},
}


@dataclass(frozen=True)
class Secret:
    """Words that every search for `SECRET` finds, with one that stands nowhere else."""

    token: str

    def __str__(self):
        return f"{SECRET} {self.token}"


@contextmanager
def as_readers_are_served():
    """The page cache as it is in production, and what the addresses for machines need; the clock is held."""
    contact = {"SECURITY_CONTACT": ["mailto:security@example.org"], "SECURITY_EXPIRES": NOW + timedelta(days=90)}
    cache = {"PAGE_CACHE": True, "PAGE_MAX_AGE": 10, "PAGE_STALE": 60}
    with time_machine.travel(NOW, tick=False), override_settings(**contact, **cache):
        yield


def build_world() -> dict:
    """A public film, case, person, article and quote, all linked with each other."""
    film, case, person = FilmFactory(), ProceedingFactory(is_followed=True), PersonFactory()
    film.proceedings.add(case)
    charge = ChargeFactory(party=PartyFactory(proceeding=case, person=person))
    paper = SourceFactory(file=ContentFile(b"A judgment.", name="judgment"), file_may_be_shown=True)
    development = DevelopmentFactory(proceeding=case, charges=[charge], kind="charged", sources=[paper])
    release = ReleaseFactory(film=film)
    hearing = HearingFactory(proceeding=case, starts_at=timezone.now() + timedelta(days=3))
    organization = Organization.objects.create(name="Sample Pictures")
    film.credits.create(organization=organization, job="production company")
    picture = PictureFactory()
    make(picture)
    article = ArticleFactory(published=True, picture=picture)
    link(article, film, case, person)
    quote = QuoteFactory(article=article, speaker=person)
    desk = User.objects.create_user("world")
    correction = Correction.objects.create(article=article, kind="update", text="More is known.", by=desk)
    record = {"case": case, "charge": charge, "development": development, "hearing": hearing}
    about = {"film": film, "release": release, "person": person, "organization": organization}
    return {
        **record,
        **about,
        "article": article,
        "quote": quote,
        "correction": correction,
        "picture": picture,
        "paper": paper,
        "desk": desk,
    }


def link(article, film, case, person):
    article.films.add(film)
    article.proceedings.add(case)
    article.people.add(person)


LISTS = ["home", "films", "articles", "quotes", "timeline", "corrections", "standards", "cases", "glossary", "people"]
LISTS += ["releases", "calendar", "timeline-csv", "timeline-json", "timeline-js"]
LISTS += [f"{name}-csv" for name in ("articles", "quotes", "films", "releases", "cases", "people")]
SUBJECTS = ("film", "case", "person")  # what has a page, feeds, and views of the past


def public_addresses(world) -> dict[str, str]:
    """Every public address by its name; a new pattern that is not here fails a test of the gate."""
    return {
        **{name: reverse(name) for name in LISTS},
        **{name: world[name].get_absolute_url() for name in (*SUBJECTS, "article", "quote")},
        "search": reverse("search") + f"?q={TYPED}",
        "search-suggest": reverse("search-suggest") + f"?q={TYPED[:4]}",
        "film-calendar": reverse("film-calendar", args=[world["film"].slug]),
        "case-calendar": reverse("case-calendar", args=[world["case"].slug]),
        "section": reverse("section", args=[world["article"].kind]),
        "source-file": world["paper"].file.url,
        "picture-file": world["picture"].file.url,
        "picture-rendition": world["picture"].social.url,
        "article-ninjs": reverse("article-ninjs", args=[world["article"].slug]),
        **feed_addresses(world),
        **api_addresses(world),
        **machine_addresses(world),
    }


def feed_addresses(world) -> dict[str, str]:
    """Every feed, as Atom."""
    about = {f"{name}-feed": reverse(f"{name}-feed", args=[world[name].slug, "atom"]) for name in SUBJECTS}
    section = reverse("section-feed", args=["news", "atom"])
    every = {name: reverse(name, args=["atom"]) for name in ("feed", "corrections-feed")}
    return {**about, **every, "section-feed": section}


def api_addresses(world) -> dict[str, str]:
    """Every list of the API, one thing of each, and what it says of itself."""
    things = {"articles": world["article"].slug, "quotes": world["quote"].pk, "films": world["film"].slug}
    things |= {"releases": world["release"].pk, "cases": world["case"].slug, "people": world["person"].slug}
    things |= {"developments": world["development"].pk, "hearings": world["hearing"].pk}
    things |= {"organizations": world["organization"].pk, "corrections": world["correction"].pk}
    lists = {f"api-{name}-list": reverse(f"api-{name}-list") for name in things}
    details = {f"api-{name}-detail": reverse(f"api-{name}-detail", args=[key]) for name, key in things.items()}
    others = ("api", "api-timeline", "api-openapi", "api-openapi-yaml", "api-docs")
    return {**lists, **details, **{name: reverse(name) for name in others}, "api-not-there": API_NOT_THERE}


def machine_addresses(world) -> dict[str, str]:
    """What machines read, and what other sites show in a frame."""
    return {
        "oembed": embeddable(world["article"].get_absolute_url()),
        "embed-article": reverse("embed-article", args=[world["article"].slug]),
        "embed-quote": reverse("embed-quote", args=[world["quote"].pk]),
        "embed-timeline": reverse("embed-timeline"),
        "embed-standing": reverse("embed-standing", args=[world["case"].slug]),
        "sitemap-index": reverse("sitemap-index"),
        "sitemap-pages": reverse("sitemap-pages"),
        "sitemap-news": reverse("sitemap-news"),
        "sitemap": reverse("sitemap", args=["articles", world["article"].pk // 10_000]),
        "robots": reverse("robots"),
        "security": reverse("security"),
        "manifest": reverse("manifest"),
    }


def embeddable(path) -> str:
    """Where another site asks how to embed a page of ours."""
    return f"{reverse('oembed')}?url={percent(settings.SITE_URL + path, safe='')}"


def names(patterns) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace != "admin":
            found |= names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
    return found


def pages(client, world, *more: str):
    """Every public page with every filter open, and `more`, as text."""
    filters = f"?film={world['film'].slug}&case={world['case'].slug}"
    addresses = [*public_addresses(world).values(), *more]
    feeds = [address.removesuffix("atom") for address in addresses if address.endswith("feed.atom")]
    addresses += [f"{feed}{form}" for feed in feeds for form in ("rss", "json")]
    addresses += [reverse(name) + filters for name in ("articles", "quotes", *TIMELINES)]
    addresses += [f"{reverse(name)}{filters}&person={world['person'].slug}" for name in TIMELINES]
    addresses += [reverse("search") + query for query in SEARCHES]
    past = f"as_of=2026-01-01&known={NOW:%Y-%m-%dT%H:%MZ}"
    subjects = [world[name].get_absolute_url() for name in SUBJECTS]
    addresses += [f"{address}?{past}" for address in (*subjects, *map(reverse, TIMELINES))]
    addresses += [f"{world[name].get_absolute_url()}?since={day}" for name in ("case", "film") for day in SINCE]
    addresses.append(f"{world['case'].get_absolute_url()}?charge={world['charge'].pk}")
    addresses += [f"{path}{filters}" for path in ("/articles.csv", "/quotes.csv", "/people.csv", "/api/v1/timeline/")]
    addresses += [f"{path}?standing=pending" for path in ("/cases/", "/cases.csv", "/api/v1/cases/")]
    addresses.append(f"{reverse('embed-timeline')}?film={world['film'].slug}")
    addresses += [embeddable(world[name].get_absolute_url()) for name in ("quote", "case")]
    found = client.get(reverse("sitemap-index")).content.decode()
    addresses += [path for path in re.findall(r"<loc>https?://[^/]+([^<]+)", found) if path not in addresses]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == (404 if address == API_NOT_THERE else 200), address
        yield address, page.getvalue().decode(errors="replace")


def showing(served: dict[str, str], words: str) -> set[str]:
    """The addresses of those pages in `served` that contain these words."""
    return {address for address, text in served.items() if words in text}


def named(addresses: set[str], world) -> set[str]:
    """The names of those of `addresses` that have one."""
    return {name for name, address in public_addresses(world).items() if address in addresses}
