"""Articles, quotes and corrections in the API. Quotes have the exact code points of their article."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coverage.models import Article, Byline, Correction, Film, Quote
from legal.models import Proceeding
from pages.api.endpoint import Endpoint, documented
from pages.api.fields import CaseNamed, FilmNamed, PageAddress, PartialDate, PersonNamed, Term, Text
from pages.articles.filters import ArticleFilter, CorrectionFilter
from pages.quotes.filters import QuoteFilter

NUMBER = "[0-9]{1,18}"


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
    """The position of words: a W3C text quote and text position selector over `text` of the article, in code points."""

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


class CorrectionInArticle(serializers.Serializer):
    """A public note on an article after publication."""

    id = serializers.IntegerField(read_only=True)
    kind = Term(Correction.Kind.choices)
    at = serializers.DateTimeField(read_only=True, help_text="When it was published.")
    text = Text()
    url = PageAddress("Its place on the article's page, or on the page of corrections when the article is gone.")


class ArticleOut(ArticleInList):
    body = Text("The text as HTML: paragraphs, headings, lists, links, block quotes, figures.")
    text = Text("The same without its tags; blocks are parted by a blank line.")
    films = FilmNamed(many=True, source="listed_films", read_only=True)
    cases = CaseNamed(many=True, source="listed_cases", read_only=True)
    people = PersonNamed(many=True, source="listed_people", read_only=True)
    quotes = QuoteInArticle(many=True, read_only=True)
    corrections = CorrectionInArticle(many=True, source="listed_corrections", read_only=True)


@documented(ArticleOut, ArticleInList, tag="articles", about="Published articles, newest first.")
class ArticleEndpoint(Endpoint):
    serializer_class, list_serializer_class = ArticleOut, ArticleInList
    filterset_class = ArticleFilter
    lookup_field, key = "slug", Article.NEWEST

    def get_queryset(self):
        articles = Article.objects.published().select_related("outlet").prefetch_related("bylines")
        if self.action == "list":
            return articles.defer("body", "text")
        quotes = Quote.objects.anchored().select_related("speaker").order_by("starts", "pk")
        corrections = Correction.objects.published()
        return articles.prefetch_related(
            Prefetch("corrections", corrections, to_attr="listed_corrections"),
            Prefetch("films", Film.objects.published(), to_attr="listed_films"),
            Prefetch("proceedings", Proceeding.objects.published(), to_attr="listed_cases"),
            Prefetch("people", Article._meta.get_field("people").related_model.objects.published(), "listed_people"),
            Prefetch("quotes", quotes),
        )


class QuoteOut(QuoteInArticle):
    article = ArticleNamed(read_only=True)


@documented(QuoteOut, tag="quotes", about="Quotes, verbatim, the newest article's first.")
class QuoteEndpoint(Endpoint):
    serializer_class = QuoteOut
    filterset_class = QuoteFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, Quote.NEWEST

    def get_queryset(self):
        return Quote.objects.published().for_cards()


class CorrectionOut(CorrectionInArticle):
    article = serializers.SerializerMethodField(help_text="null when the article is gone.")

    @extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/ArticleNamed"}, {"type": "null"}]})
    def get_article(self, correction: Correction):
        return ArticleNamed(correction.article).data if correction.is_on_a_page else None


@documented(CorrectionOut, tag="corrections", about="What readers were told after articles came out, newest first.")
class CorrectionEndpoint(Endpoint):
    serializer_class = CorrectionOut
    filterset_class = CorrectionFilter
    lookup_field, lookup_value_regex, key = "pk", NUMBER, Correction.NEWEST

    def get_queryset(self):
        return Correction.objects.published().with_article()
