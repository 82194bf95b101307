"""Factories with the least a row needs to exist; a test says the rest."""

from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from coverage.models import (
    Article,
    ArticleFilm,
    ArticlePerson,
    ArticleProceeding,
    Byline,
    Credit,
    Film,
    Outlet,
    Picture,
    Quote,
    Release,
)
from legal.models import Charge, Court, Development, Hearing, Party, Proceeding, ProceedingLink, Source
from people.models import Organization, OtherName, Person

LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Pat Sample{n}")
    is_public = True


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    title = factory.Sequence(lambda n: f"Report {n}")


class CourtFactory(DjangoModelFactory):
    class Meta:
        model = Court

    name = factory.Sequence(lambda n: f"District Court {n}")


class ProceedingFactory(DjangoModelFactory):
    class Meta:
        model = Proceeding

    kind = "criminal"
    caption = factory.Sequence(lambda n: f"State v. Sample {n}")
    court = factory.SubFactory(CourtFactory)
    is_public = True


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    proceeding = factory.SubFactory(ProceedingFactory)
    person = factory.SubFactory(PersonFactory)
    role = "defendant"


class ChargeFactory(DjangoModelFactory):
    class Meta:
        model = Charge

    proceeding = factory.SelfAttribute("party.proceeding")
    party = factory.SubFactory(PartyFactory)
    offense = "theft"


class DevelopmentFactory(DjangoModelFactory):
    class Meta:
        model = Development
        skip_postgeneration_save = True

    proceeding = factory.SubFactory(ProceedingFactory)
    kind = "order"
    occurred = "2021-05-06"
    position = factory.Sequence(lambda n: n % 30000 + 1)

    @factory.post_generation
    def sources(self, create, extracted, **kwargs):
        """A source, unless the test says which (an empty list for none)."""
        self.sources.set([SourceFactory()] if extracted is None else extracted)

    @factory.post_generation
    def charges(self, create, extracted, **kwargs):
        self.charges.set(extracted or [])


class HearingFactory(DjangoModelFactory):
    class Meta:
        model = Hearing

    proceeding = factory.SubFactory(ProceedingFactory)
    title = "Status conference"
    starts_at = LONG_AGO


class PictureFactory(DjangoModelFactory):
    """A picture without renditions, its file as an upload leaves it."""

    class Meta:
        model = Picture

    title = factory.Sequence(lambda n: f"Picture {n}")
    file = factory.django.ImageField(width=48, height=30, format="JPEG", color="teal")
    alt = "A field of one color."
    credit = "Photo: A. Sample"
    is_clean = True


class FilmFactory(DjangoModelFactory):
    class Meta:
        model = Film

    title = factory.Sequence(lambda n: f"A Film {n}")
    is_public = True


class ReleaseFactory(DjangoModelFactory):
    class Meta:
        model = Release
        skip_postgeneration_save = True

    film = factory.SubFactory(FilmFactory)
    kind = "streaming"
    date = "2021-06-01"

    @factory.post_generation
    def sources(self, create, extracted, **kwargs):
        self.sources.set([SourceFactory()] if extracted is None else extracted)


class ArticleFactory(DjangoModelFactory):
    """A draft; `published=True` for one that readers have seen for long."""

    class Meta:
        model = Article

    headline = factory.Sequence(lambda n: f"Headline {n}")
    body = "<p>A text of one paragraph.</p>"

    class Params:
        published = factory.Trait(
            state="published", published_at=factory.Sequence(lambda n: LONG_AGO + timedelta(seconds=n))
        )


class BylineFactory(DjangoModelFactory):
    class Meta:
        model = Byline

    article = factory.SubFactory(ArticleFactory)
    name = "A. Sample"


class QuoteFactory(DjangoModelFactory):
    """A quote of the words `words`, which are put into the article's body when they do not stand there."""

    class Meta:
        model = Quote

    article = factory.SubFactory(ArticleFactory, published=True)
    speaker = factory.SubFactory(PersonFactory)

    @classmethod
    def _create(cls, model_class, *args, words="We said what we said.", **kwargs):
        article = kwargs["article"]
        if words not in article.text:
            article.body += f"<p>“{words}” she said.</p>"
            article.save()
        quote = model_class(**kwargs)
        start = article.text.index(words)
        quote.anchor(article.text, [(start, start + len(words))])
        quote.save()
        return quote


class OtherNameFactory(DjangoModelFactory):
    class Meta:
        model = OtherName

    person = factory.SubFactory(PersonFactory)
    name = "Patricia Sample"


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"Sample Studio {n}")


class OutletFactory(DjangoModelFactory):
    class Meta:
        model = Outlet

    name = factory.Sequence(lambda n: f"The Sample {n}")


class CreditFactory(DjangoModelFactory):
    class Meta:
        model = Credit

    film = factory.SubFactory(FilmFactory)
    person = factory.SubFactory(PersonFactory)
    job = "director"


class ProceedingLinkFactory(DjangoModelFactory):
    class Meta:
        model = ProceedingLink

    from_proceeding = factory.SubFactory(ProceedingFactory)
    to_proceeding = factory.SubFactory(ProceedingFactory)
    kind = "arises_from"


class ArticleFilmFactory(DjangoModelFactory):
    class Meta:
        model = ArticleFilm

    article = factory.SubFactory(ArticleFactory)
    film = factory.SubFactory(FilmFactory)


class ArticleProceedingFactory(DjangoModelFactory):
    class Meta:
        model = ArticleProceeding

    article = factory.SubFactory(ArticleFactory)
    proceeding = factory.SubFactory(ProceedingFactory)


class ArticlePersonFactory(DjangoModelFactory):
    class Meta:
        model = ArticlePerson

    article = factory.SubFactory(ArticleFactory)
    person = factory.SubFactory(PersonFactory)
