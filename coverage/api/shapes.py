"""How the coverage is written in the API. The words of quotes are the very code points of their article."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coverage.models import Article, Byline, Correction, Quote, Release
from coverage.timeline import LANES, Entry
from legal.api.shapes import CaseNamed, FilmNamed, SourceOut
from people.api.fields import OrganizationNamed, PageAddress, PartialDate, PersonNamed, Term, Text


class OutletOut(serializers.Serializer):
    name = Text()
    url = Text("Its address; “” when it is not known.")


class BylineOut(serializers.Serializer):
    name = Text()
    role = Term(Byline.Role.choices)


class ArticleNamed(serializers.Serializer):
    slug = serializers.SlugField(read_only=True, help_text="The stable address in this API and of the page.")
    headline = Text()
    url = PageAddress()


class ArticleInList(ArticleNamed):
    deck = Text("One sentence under the headline.")
    kind = Term(Article.Kind.choices)
    language = Text("A language tag: “en”, “es-MX”.")
    published_at = serializers.DateTimeField(read_only=True, help_text="When it came out here.")
    changed_at = serializers.DateTimeField(
        source="last_changed", read_only=True, help_text="When what it says last changed; mended slips do not count."
    )
    bylines = BylineOut(many=True, read_only=True)
    outlet = OutletOut(read_only=True, allow_null=True, help_text="Where it was first published; null: here.")
    first_published = PartialDate("When the outlet published it.", allow_null=True)
    original_url = Text()
    rights = Text()


class SpanOut(serializers.Serializer):
    """Where words stand: a W3C text quote and text position selector over `text` of the article, in code points."""

    exact = Text()
    prefix = Text()
    suffix = Text()
    start = serializers.IntegerField(read_only=True)
    end = serializers.IntegerField(read_only=True)


class QuoteInArticle(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    spans = SpanOut(many=True, read_only=True, help_text="The exact words; an interrupted quote has several spans.")
    speaker = PersonNamed(read_only=True, allow_null=True)
    source_name = Text("Where no person speaks: “the release”, “the complaint”.")
    attribution = Text("The article's words that say who.")
    medium = Term(Quote.Medium.choices, blank=True)
    said = PartialDate("When it was said.", allow_null=True)
    url = PageAddress()


class QuoteOut(QuoteInArticle):
    article = ArticleNamed(read_only=True)


class CorrectionInArticle(serializers.Serializer):
    """What readers are told about an article after it came out."""

    id = serializers.IntegerField(read_only=True)
    kind = Term(Correction.Kind.choices)
    at = serializers.DateTimeField(read_only=True, help_text="When it was published.")
    text = Text()
    url = PageAddress("Its place on the article's page, or on the page of corrections when the article is gone.")


class CorrectionOut(CorrectionInArticle):
    article = serializers.SerializerMethodField(help_text="null when the article is gone.")

    @extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/ArticleNamed"}, {"type": "null"}]})
    def get_article(self, correction: Correction):
        return ArticleNamed(correction.article).data if correction.is_on_a_page else None


class ArticleOut(ArticleInList):
    body = Text("The text as HTML: paragraphs, headings, lists, links, block quotes, figures.")
    text = Text("The same without its tags; blocks are parted by a blank line.")
    films = FilmNamed(many=True, source="listed_films", read_only=True)
    cases = CaseNamed(many=True, source="listed_cases", read_only=True)
    people = PersonNamed(many=True, source="listed_people", read_only=True)
    quotes = QuoteInArticle(many=True, read_only=True)
    corrections = CorrectionInArticle(many=True, source="listed_corrections", read_only=True)


class ReleaseInFilm(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    kind = Term(Release.Kind.choices)
    title = Text("“Streaming on Hulu (United States)”.")
    date = PartialDate()
    state = Term(Release.State.choices)
    platform = Text("A service, a festival, a broadcaster.")
    territory = Text()
    announced = PartialDate("When this date became known.", allow_null=True)
    note = Text()
    sources = SourceOut(many=True, read_only=True)
    url = serializers.SerializerMethodField(help_text="Its place on the film's page.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, release: Release):
        return f"{settings.SITE_URL}{release.film.get_absolute_url()}#release-{release.pk}"


class ReleaseOut(ReleaseInFilm):
    film = FilmNamed(read_only=True)


class FilmInList(FilmNamed):
    kind = Text("“feature documentary”")
    summary = Text()
    releases = ReleaseInFilm(many=True, read_only=True)


class FilmCreditOut(serializers.Serializer):
    job = Text()
    person = PersonNamed(read_only=True, allow_null=True)
    organization = OrganizationNamed(read_only=True, allow_null=True)
    credited_as = Text("Where the film writes the name differently.")


class FilmOut(FilmInList):
    credits = FilmCreditOut(many=True, read_only=True)
    cases = CaseNamed(many=True, source="listed_cases", read_only=True)


class EntryOut(serializers.Serializer):
    """One dated thing on the timeline."""

    lane = Term([(lane, lane) for lane in LANES], "The line it belongs to.")
    id = serializers.IntegerField(source="pk", read_only=True, help_text="Of the release, development or article.")
    date = PartialDate()
    title = Text()
    note = Text()
    about = Text("The film or the case it belongs to, or the kind of article.")
    is_coming = serializers.BooleanField(read_only=True)
    sources = SourceOut(many=True, read_only=True)
    url = serializers.SerializerMethodField(help_text="Where to read of it.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, entry: Entry):
        return settings.SITE_URL + entry.url


class TimelineOut(serializers.Serializer):
    next = serializers.URLField(allow_null=True, read_only=True, help_text="The address of the next page.")
    results = EntryOut(many=True, read_only=True)
