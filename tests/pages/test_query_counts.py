"""Every page and every view of the desk asks the database the same number of questions, however many rows there are."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coverage.models import (
    Article,
    ArticleFilm,
    ArticlePerson,
    ArticleProceeding,
    Byline,
    Correction,
    Film,
    Finding,
    ImportBatch,
    ImportRow,
    Quote,
    Release,
)
from legal.models import Charge, Development, Hearing, Party, Proceeding
from pages.site.sitemaps import SECTIONS, SIZE
from people.models import OtherName, Person
from tests.factories import (
    ArticleFactory,
    ChargeFactory,
    FilmFactory,
    HearingFactory,
    PartyFactory,
    PersonFactory,
    PictureFactory,
    ProceedingFactory,
    QuoteFactory,
    SourceFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW, MANY = 10, 120  # more than any list shows on a page


class World:
    """One film, case, person and article in the middle; `grow()` adds rows of every kind around them."""

    def __init__(self):
        self.total = 0
        self.film, self.case, self.person = FilmFactory(), ProceedingFactory(is_followed=True), PersonFactory()
        self.film.proceedings.add(self.case)
        self.party = PartyFactory(proceeding=self.case, person=self.person)
        self.charge = ChargeFactory(party=self.party)
        self.source = SourceFactory()
        self.editor = User.objects.create(username="corrector")
        self.batch = ImportBatch.objects.create(started_by="somebody")
        self.picture = PictureFactory()
        Film.objects.filter(pk=self.film.pk).update(poster=self.picture)
        self.article = ArticleFactory(published=True, picture=self.picture)
        self.quote = QuoteFactory(article=self.article, speaker=self.person)
        self.link([self.article], self.film, self.case, self.person)
        self.double = PersonFactory(name=f"P. {self.person.name.split()[-1]}", is_public=False)
        PartyFactory(proceeding=self.case, person=self.double, role="witness")

    def grow(self, count):
        numbers = range(self.total, self.total + count)
        self.total += count
        people = Person.objects.bulk_create(PersonFactory.build(slug=f"person-{n}", sort_name=f"{n}") for n in numbers)
        for person in people:  # each of them on record twice
            person.pk, person.slug, person.is_public = None, f"{person.slug}-again", False
        doubles = Person.objects.bulk_create(people)
        OtherName.objects.bulk_create(OtherName(person=person, name=f"Also {person}") for person in doubles)
        people = list(Person.objects.filter(slug__in=[f"person-{n}" for n in numbers]).order_by("pk"))
        cases = self.add_record(numbers, people)
        self.add_coverage(numbers, people, cases)
        self.analyze()

    def part(self, name):
        """The number of the sitemap that holds the first public row."""
        return SECTIONS[name].model.objects.published().order_by("pk").first().pk // SIZE

    def analyze(self):
        """What a server does by itself after a while. PostgreSQL else plans for the tables tests before left empty,
        and one page takes minutes.
        """
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def add_record(self, numbers, people):
        """Charges, each with a development and filed again in a case of its own; parties, hearings."""
        court = self.case.court
        cases = Proceeding.objects.bulk_create(
            ProceedingFactory.build(slug=f"case-{n}", court=court, is_followed=True) for n in numbers
        )
        self.film.proceedings.add(*cases)
        Party.objects.bulk_create(Party(proceeding=self.case, person=p, role="witness") for p in people)
        parties = Party.objects.bulk_create(Party(proceeding=c, person=self.person, role="defendant") for c in cases)
        charges = Charge.objects.bulk_create(
            Charge(
                proceeding=self.case,
                party=self.party,
                offense="theft",
                relation="enhancement_of",
                related_to=self.charge,
                alternative_group=str(n // 2),
            )
            for n in numbers
        )
        again = Charge.objects.bulk_create(
            Charge(proceeding=party.proceeding, party=party, offense="theft", refiles=charge, alternative_group="A")
            for party, charge in zip(parties, charges, strict=True)
        )
        self.add_developments([*charges, *again])
        self.add_hearings(cases)
        return cases

    def add_hearings(self, cases):
        """Long ago and soon, in courts of their own zones; held with an outcome, and continued."""
        outcomes = Development.objects.filter(proceeding__in=cases)
        soon, soon_too, ago = (timezone.now() + timedelta(days=days) for days in (3, 9, -9))
        made = [HearingFactory.build(proceeding=case) for case in [self.case] * len(cases)]
        for case in [self.case, *cases]:
            made += [HearingFactory.build(proceeding=case, starts_at=day) for day in (ago, soon, soon_too)]
        Hearing.objects.bulk_create(made)
        Hearing.objects.bulk_create(
            HearingFactory.build(proceeding=d.proceeding, starts_at=ago, state="held", outcome=d) for d in outcomes
        )
        later = Hearing.objects.bulk_create(HearingFactory.build(proceeding=self.case, starts_at=soon) for _ in cases)
        Hearing.objects.bulk_create(
            HearingFactory.build(proceeding=self.case, starts_at=ago, state="continued", continued_to=one)
            for one in later
        )

    def add_developments(self, charges):
        made = Development.objects.bulk_create(
            Development(
                proceeding=charge.proceeding, kind="charged", occurred=f"{2000 + charge.pk % 20}", position=charge.pk
            )
            for charge in charges
        )
        Development.charges.through.objects.bulk_create(
            Development.charges.through(development=d, charge=c) for d, c in zip(made, charges, strict=True)
        )
        Development.sources.through.objects.bulk_create(
            Development.sources.through(development=d, source=self.source) for d in made
        )

    def add_coverage(self, numbers, people, cases):
        films = Film.objects.bulk_create(FilmFactory.build(slug=f"film-{n}") for n in numbers)
        releases = Release.objects.bulk_create(
            Release(film=film, kind="streaming", date=date)
            for date, every in (("2021", films), (timezone.localdate().isoformat(), [self.film] * len(films)))
            for film in every
        )
        Release.sources.through.objects.bulk_create(
            Release.sources.through(release=release, source=self.source) for release in releases
        )
        articles = Article.objects.bulk_create(
            ArticleFactory.build(slug=f"article-{n}", published=True, picture=self.picture) for n in numbers
        )
        self.link(articles, self.film, self.case, self.person)
        for film, case, person in zip(films, cases, people, strict=True):
            self.link([self.article], film, case, person, byline=f"By {person}")
        Correction.objects.bulk_create(
            Correction(article=article, kind=kind, text="Another text.", by=self.editor)
            for kind in ("correction", "update")
            for article in [*articles, self.article]
        )
        span = {"start": 0, "end": 6, "exact": "A text", "prefix": "", "suffix": ""}
        Quote.objects.bulk_create(
            Quote(article=article, speaker=speaker, text="A text", spans=[span])
            for articles, speaker in ((articles, self.person), ([self.article] * len(people), people[0]))
            for article in articles
        )
        ImportBatch.objects.bulk_create(ImportBatch(started_by="somebody") for _ in numbers)
        ImportRow.objects.bulk_create(
            ImportRow(batch=self.batch, article=article, path=f"{article.slug}.txt", action="created")
            for article in articles
        )
        Finding.objects.bulk_create(self.finding(kind, person, span) for person in people for kind in FINDINGS)

    def link(self, articles, film, case, person, byline="A. Sample"):
        ArticleFilm.objects.bulk_create(ArticleFilm(article=a, film=film) for a in articles)
        ArticleProceeding.objects.bulk_create(ArticleProceeding(article=a, proceeding=case) for a in articles)
        ArticlePerson.objects.bulk_create(ArticlePerson(article=a, person=person) for a in articles)
        Byline.objects.bulk_create(Byline(article=a, name=byline) for a in articles)

    def finding(self, kind, person, span):
        return Finding(
            article=self.article,
            batch=self.batch,
            kind=kind,
            spans=[span],
            exact="A text",
            data=FINDINGS[kind],
            person=person,
            proceeding=self.case,
        )


FINDINGS = {
    "person": {"name": "Pat Sample"},
    "quote": {"name": "Pat Sample", "medium": "statement"},
    "development": {"kind": "charged", "occurred": "2021-05", "charges": []},
    "release": {"kind": "streaming", "date": "2021", "state": "announced"},
}

# the address of each page, and the questions it may ask
PAGES = {
    "home": (lambda w: reverse("home"), 1),
    "whole calendar": (lambda w: reverse("calendar"), 2),
    "film's calendar": (lambda w: reverse("film-calendar", args=[w.film.slug]), 2),
    "case's calendar": (lambda w: reverse("case-calendar", args=[w.case.slug]), 2),
    "films": (lambda w: reverse("films"), 1),
    "film": (lambda w: w.film.get_absolute_url(), 1),
    "articles": (lambda w: reverse("articles"), 2),
    "article": (lambda w: w.article.get_absolute_url(), 2),
    "quotes": (lambda w: reverse("quotes"), 2),
    "quote": (lambda w: w.quote.get_absolute_url(), 1),
    "timeline": (lambda w: reverse("timeline"), 3),
    "cases": (lambda w: reverse("cases"), 2),
    "case": (lambda w: w.case.get_absolute_url(), 1),
    "glossary": (lambda w: reverse("glossary"), 0),
    "people": (lambda w: reverse("people"), 2),
    "person": (lambda w: w.person.get_absolute_url(), 1),
    "timeline of a person": (lambda w: f"{reverse('timeline')}?person={w.person.slug}", 4),
    "timeline from an entry on": (lambda w: f"{reverse('timeline')}?at=film-{w.film.releases.first().pk}", 3),
    "timeline as CSV": (lambda w: reverse("timeline-csv"), 3),
    "timeline as JSON": (lambda w: reverse("timeline-json"), 3),
    "timeline for TimelineJS": (lambda w: reverse("timeline-js"), 3),
    "section": (lambda w: reverse("section", args=["news"]), 1),
    "standards": (lambda w: reverse("standards"), 0),
    "a picture's file": (lambda w: w.picture.file.url, 1),
    "corrections": (lambda w: reverse("corrections"), 1),
    "feed": (lambda w: reverse("feed", args=["atom"]), 3),
    "section's feed": (lambda w: reverse("section-feed", args=["news", "rss"]), 3),
    "film's feed": (lambda w: reverse("film-feed", args=[w.film.slug, "atom"]), 6),
    "case's feed": (lambda w: reverse("case-feed", args=[w.case.slug, "json"]), 5),
    "person's feed": (lambda w: reverse("person-feed", args=[w.person.slug, "rss"]), 4),
    "corrections' feed": (lambda w: reverse("corrections-feed", args=["atom"]), 1),
    "what has changed in a case": (lambda w: f"{w.case.get_absolute_url()}?since=2000-01-01", 7),
    "what has changed around a film": (lambda w: f"{w.film.get_absolute_url()}?since=2000-01-01", 8),
    "article in a frame": (lambda w: reverse("embed-article", args=[w.article.slug]), 2),
    "quote in a frame": (lambda w: reverse("embed-quote", args=[w.quote.pk]), 1),
    "timeline in a frame": (lambda w: f"{reverse('embed-timeline')}?film={w.film.slug}", 2),
    "standing in a frame": (lambda w: reverse("embed-standing", args=[w.case.slug]), 1),
    "oembed": (lambda w: f"{reverse('oembed')}?url={settings.SITE_URL}{w.article.get_absolute_url()}", 2),
    "sitemaps": (lambda w: reverse("sitemap-index"), 3),
    "pages for machines": (lambda w: reverse("sitemap-pages"), 0),
    "news for machines": (lambda w: reverse("sitemap-news"), 1),
    **{
        f"{name} for machines": (lambda w, name=name: reverse("sitemap", args=[name, w.part(name)]), 1)
        for name in SECTIONS
    },
    "search": (lambda w: reverse("search") + "?q=sample", 2),
    "search, newest first": (lambda w: reverse("search") + "?q=headline&sort=newest", 2),
    "search of a film and a case": (lambda w: f"/search/?q=text&film={w.film.slug}&case={w.case.slug}", 3),
    "search with spelling help": (lambda w: reverse("search") + "?q=sampel", 3),
    "search without a question": (lambda w: reverse("search"), 0),
    "suggestions": (lambda w: reverse("search-suggest") + "?q=sam", 2),
}
PAST = f"?as_of={timezone.localdate()}&known={timezone.localdate()}"
PAGES |= {
    f"{name} in the past": (lambda w, live=PAGES[name][0]: live(w) + PAST, PAGES[name][1])
    for name in ("film", "timeline", "case", "person")
}
PAGES["one charge of a case"] = (lambda w: f"{w.case.get_absolute_url()}?charge={w.case.charges.first().pk}", 2)
PAGES |= {
    "releases": (lambda w: reverse("releases"), 2),
    "cases by standing": (lambda w: f"{reverse('cases')}?standing=pending", 5),
    "article as ninjs": (lambda w: reverse("article-ninjs", args=[w.article.slug]), 1),
    **{
        f"API: {name}": (lambda w, name=name: reverse(f"api-{name}-list"), most)
        for name, most in {
            "articles": 1,
            "quotes": 1,
            "films": 1,
            "releases": 1,
            "cases": 1,
            "developments": 1,
            "hearings": 1,
            "people": 1,
            "organizations": 1,
            "corrections": 1,
        }.items()
    },
    **{
        f"{name} as CSV": (lambda w, name=name: reverse(f"{name}-csv"), most)
        for name, most in {"articles": 1, "quotes": 1, "films": 1, "releases": 1, "cases": 1, "people": 1}.items()
    },
    "API: article": (lambda w: reverse("api-articles-detail", args=[w.article.slug]), 1),
    "API: case": (lambda w: reverse("api-cases-detail", args=[w.case.slug]), 1),
    "API: film": (lambda w: reverse("api-films-detail", args=[w.film.slug]), 1),
    "API: person": (lambda w: reverse("api-people-detail", args=[w.person.slug]), 1),
    "API: timeline": (lambda w: reverse("api-timeline"), 2),
    "API: cases by standing": (lambda w: f"{reverse('api-cases-list')}?standing=pending", 4),
}
PAGES["one charge of a case"] = (lambda w: f"{w.case.get_absolute_url()}?charge={w.case.charges.first().pk}", 2)
DESK = {
    "desk": (lambda w: "/admin/", 22),
    "contradictions": (lambda w: reverse("admin:contradictions"), 20),
    "articles at the desk": (lambda w: "/admin/coverage/article/", 6),
    "findings": (lambda w: reverse("admin:coverage_article_findings", args=[w.article.pk]), 14),
    "what is sure": (lambda w: reverse("admin:coverage_article_sure", args=[w.article.pk]), 7),
    "developments at the desk": (lambda w: "/admin/legal/development/", 5),
    "recording a development": (lambda w: reverse("admin:legal_proceeding_record", args=[w.case.pk]), 12),
    "cases at the desk": (lambda w: "/admin/legal/proceeding/", 5),
    "people at the desk": (lambda w: "/admin/people/person/", 5),
    "a merge": (lambda w: reverse("admin:people_person_merge", args=[w.person.pk, w.double.pk]), 19),
    "a merge the other way": (lambda w: reverse("admin:people_person_merge", args=[w.double.pk, w.person.pk]), 17),
    "whom to merge with": (lambda w: reverse("admin:people_person_merge_with", args=[w.person.pk]) + "?q=pat", 10),
    "likely duplicates": (lambda w: reverse("admin:people_person_duplicates"), 8),
    "a person at the desk": (lambda w: reverse("admin:people_person_change", args=[w.double.pk]), 9),
    "a case at the desk": (lambda w: reverse("admin:legal_proceeding_change", args=[w.case.pk]), 25),
    "a film at the desk": (lambda w: reverse("admin:coverage_film_change", args=[w.film.pk]), 25),
    "an article at the desk": (lambda w: reverse("admin:coverage_article_change", args=[w.article.pk]), 25),
    "the history of a case": (lambda w: reverse("admin:legal_proceeding_history", args=[w.case.pk]), 25),
    "proposals": (lambda w: reverse("admin:proposals"), 25),
    "pictures at the desk": (lambda w: "/admin/coverage/picture/", 5),
    "films at the desk": (lambda w: "/admin/coverage/film/", 5),
    "releases at the desk": (lambda w: "/admin/coverage/release/", 5),
    "hearings at the desk": (lambda w: "/admin/legal/hearing/", 7),
    "hearings without an outcome": (lambda w: "/admin/legal/hearing/?passed=without-outcome", 8),
    "a hearing at the desk": (lambda w: f"/admin/legal/hearing/{w.case.hearings.first().pk}/change/", 13),
    "sources at the desk": (lambda w: "/admin/legal/source/", 5),
    "imports at the desk": (lambda w: "/admin/coverage/importbatch/", 5),
    "an import at the desk": (lambda w: f"/admin/coverage/importbatch/{w.batch.pk}/change/", 3),
    "what imports brought": (lambda w: "/admin/coverage/importrow/", 5),
    "preview": (lambda w: reverse("admin:coverage_article_preview", args=[w.article.pk]), 20),
}


def questions(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        page = client.get(address)
        if page.streaming:  # the rows are asked for while they are sent
            page.getvalue()
    assert page.status_code == 200, address
    return len(captured)


@pytest.fixture(scope="module")
def counted(django_db_setup, django_db_blocker):
    """The counts of every page with few rows and with many."""
    with django_db_blocker.unblock(), transaction.atomic():
        client, desk = Client(), Client()
        desk.force_login(User.objects.create_superuser("counter"))
        world, counts = World(), {}
        asked = [(client, PAGES), (desk, DESK)]
        for size in (FEW, FEW, MANY):  # the first round for content types and the like, which are read once and kept
            if size > world.total:
                world.grow(size - world.total)
            for clients, pages in asked:
                for name, (address, _) in pages.items():
                    counts[name, size] = questions(clients, address(world))
        transaction.set_rollback(True)
    return counts


@pytest.mark.parametrize("name", [*PAGES, *DESK])
def test_it_asks_no_more_when_there_are_more_rows(counted, name):
    assert counted[name, MANY] <= counted[name, FEW]


@pytest.mark.parametrize("name", [*PAGES, *DESK])
def test_it_stays_within_its_number(counted, name):
    allowed = {**PAGES, **DESK}[name][1]
    assert counted[name, MANY] <= allowed
