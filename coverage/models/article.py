"""Articles: editorial text, who wrote it, what it is about, and whether readers may see it."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import models
from django.db.models.expressions import Col
from django.db.models.functions import Coalesce
from django.utils import timezone

from coverage import richtext
from coverage.models.film import Film
from coverage.models.picture import Picture, shown, with_shown
from dates.clocks import gate_now, up_to
from dates.fields import PartialDateField, partial_date_check
from dates.value import PartialDate
from legal.models import Proceeding, Source
from legal.vocabulary import SourceKind
from people.models import Person
from web.addresses import path_to
from web.models import Loaded
from web.rows import NewestFirst
from web.slugs import unique_slug

EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


class Outlet(Loaded):
    """Where a text was first published, if not here."""

    name = models.CharField(max_length=150, unique=True)
    url = models.URLField("address", blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Relation(models.TextChoices):
    """How an article relates to a film, a case or a person."""

    ABOUT = "about", "is about"
    MENTIONS = "mentions", "mentions"
    BACKGROUND = "background", "is background to"
    REVIEWS = "reviews", "reviews"


class ArticleQuerySet(NewestFirst):
    def published(self, until=None):
        """Articles that readers may see now. This is the one gate: every public channel uses it.

        With `until`, a past moment, only those published by then. What has been taken down since stays down.
        """
        # One bound, not two: SQLite uses only one of them to enter the index and would read every newer row.
        return self.filter(state=Article.State.PUBLISHED, published_at__lte=up_to(until))

    def published_of_few(self, until=None):
        """`published(until)`, checked row by row, for querysets that find few rows in another way.

        Otherwise SQLite begins with every published article, because it assumes that a state is rare.
        """
        public = Article.objects.published(until).filter(pk=models.OuterRef("pk"))
        return self.filter(models.Exists(public.order_by()))

    def newest_of(self, *topics, number, until=None, beyond=None):
        """Of `published(until)`, the `number` newest of each film, case or person in querysets of these.

        Articles published at the same moment as the last one come along; the caller orders and cuts.
        `beyond`, a condition on links, skips the first ones for a later page.
        """
        keys = [_newest_links(rows, number, up_to(until), beyond or models.Q()) for rows in topics]
        return self.filter(pk__in=keys[0].union(*keys[1:]) if keys[1:] else keys[0]).published_of_few(until)

    def scheduled(self):
        return self.filter(state=Article.State.PUBLISHED, published_at__gt=timezone.now())

    def promised(self):
        """What is with the legal reader, approved or scheduled: what was read must not change unseen."""
        waits = models.Q(state__in=[Article.State.LEGAL_READ, Article.State.APPROVED])
        later = models.Q(state=Article.State.PUBLISHED, published_at__gt=timezone.now())
        return self.filter(waits | later)

    def tombstones(self):
        """Articles that readers could once see; their address now says why they are gone."""
        return self.filter(state__in=Article.GONE, published_at__lte=gate_now())

    def for_cards(self):
        return self.with_picture().select_related("outlet").defer("body", "text")

    def with_picture(self):
        """Prefetch what `shown_picture` needs."""
        return with_shown(self, "picture")

    def for_feed(self):
        """Prefetch everything that a feed shows of an article."""
        rows = self.with_picture().select_related("outlet").defer("text", "import_notes")
        return rows.prefetch_related("bylines", Article._listed_corrections())

    def for_article_page(self):
        cases = Proceeding.objects.published().with_standings()
        films = Film.objects.published().with_releases()
        return (
            self.with_picture()
            .select_related("outlet")
            .prefetch_related(
                "bylines",
                models.Prefetch("films", _with_relation(films, ArticleFilm), to_attr="listed_films"),
                models.Prefetch("proceedings", _with_relation(cases, ArticleProceeding), to_attr="listed_cases"),
                models.Prefetch(
                    "people", _with_relation(Person.objects.published(), ArticlePerson), to_attr="listed_people"
                ),
                models.Prefetch(
                    "quotes", Article.quotes.rel.related_model.objects.anchored().select_related("speaker")
                ),
                Article._listed_corrections(),
            )
        )

    def corrected_since(self, moment):
        """Public articles corrected since `moment`, each with those corrections as `listed_corrections`."""
        recent = Article._listed_corrections(at__gte=moment)
        corrected = self.filter(pk__in=recent.queryset.order_by().values("article"))
        return corrected.published_of_few().defer("body", "text").prefetch_related(recent)


def _newest_links(topics, number, until, beyond):
    """The keys of the articles, entering an index at each of `topics` and leaving it after `number` links."""
    link = topics.model._meta.get_field("article_links")
    own = link.related_model.objects.filter(beyond, published_at__lte=until, **{link.field.name: models.OuterRef("pk")})
    last = own.order_by("-published_at").values("published_at")[number - 1 : number]
    since = Coalesce(models.Subquery(last), models.Value(EARLIEST, models.DateTimeField()))
    links = topics.annotate(since=since).filter(
        article_links__published_at__lte=until, article_links__published_at__gte=models.F("since")
    )
    return links.order_by().values("article_links__article")


def _with_relation(rows, link):
    """`rows` with the `relation` of the link by which a prefetch finds them: that table is already in its query."""
    return rows.annotate(relation=Col(link._meta.db_table, link._meta.get_field("relation")))


class Article(Loaded):
    NEWEST = ("-published_at", "-pk")

    class Kind(models.TextChoices):
        NEWS = "news", "news"
        EXPLAINER = "explainer", "explainer"
        REVIEW = "review", "review"
        PROFILE = "profile", "profile"
        OPINION = "opinion", "opinion"

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        IN_REVIEW = "in_review", "in review"
        LEGAL_READ = "legal_read", "legal read"
        APPROVED = "approved", "approved"
        PUBLISHED = "published", "published"
        WITHDRAWN = "withdrawn", "withdrawn"
        RETRACTED = "retracted", "retracted"

    GONE = (State.WITHDRAWN, State.RETRACTED)

    headline = models.CharField(max_length=200)
    headline_is_proposed = models.BooleanField(
        "the headline is a proposal",
        default=False,
        help_text="Proposed by the import. Write your own, then clear this box.",
    )
    slug = models.SlugField(
        max_length=100, unique=True, blank=True, help_text="The address. Leave blank to use the headline."
    )
    deck = models.CharField(max_length=300, blank=True, help_text="One sentence under the headline.")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.NEWS)
    body = models.TextField(blank=True)
    text = models.TextField(editable=False, blank=True, help_text="The body without its tags, updated at each save.")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="articles")
    picture_caption = models.CharField(max_length=500, blank=True)
    picture_alt = models.CharField(
        "alternative text here", max_length=300, blank=True, help_text="Leave blank to use the picture's own."
    )
    picture_is_decorative = models.BooleanField(
        "the picture is decorative",
        default=False,
        help_text="Decorative: screen readers skip it.",
    )

    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    legal_read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    read_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="The hash of what was read by whoever cleared or approved it.",
    )
    edited_by = models.JSONField(
        default=list, blank=True, editable=False, help_text="The keys of the accounts that wrote or edited this text."
    )
    gone_because = models.CharField("reason it is gone", max_length=300, blank=True, editable=False)
    changed_at = models.DateTimeField(
        null=True, editable=False, help_text="When readers were last notified of a change; blank if never."
    )
    version = models.PositiveIntegerField(default=1, editable=False, help_text="Counts saves; stops lost edits.")
    updated_at = models.DateTimeField(auto_now=True)

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="articles")
    original_url = models.URLField("original address", max_length=500, blank=True)
    first_published = PartialDateField(blank=True, help_text="When the outlet published it.")
    language = models.CharField(max_length=12, default="en", help_text="A language tag: “en”, “es-MX”.")
    rights = models.CharField(max_length=250, blank=True, help_text="What the outlet lets us do with it.")
    import_notes = models.TextField(blank=True, editable=False, help_text="What an import says: warnings, captions.")
    source = models.OneToOneField(Source, on_delete=models.PROTECT, null=True, editable=False, related_name="article")

    films = models.ManyToManyField(Film, through="ArticleFilm", related_name="articles")
    proceedings = models.ManyToManyField(Proceeding, through="ArticleProceeding", related_name="articles")
    people = models.ManyToManyField(Person, through="ArticlePerson", related_name="articles")

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("submit_article", "Can send articles to review and to the legal reader, and return them"),
            ("clear_article", "Can clear articles legally"),
            ("approve_article", "Can approve articles"),
            ("publish_article", "Can publish and schedule articles"),
            ("correct_article", "Can change and correct articles that readers see"),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="article_newest_published"),
            models.Index(fields=["state", "kind", "-published_at", "-id"], name="article_newest_of_kind"),
            # Only articles that are sources: after ANALYZE, SQLite avoids an index that is mostly NULL.
            models.Index(fields=["source"], condition=models.Q(source__isnull=False), name="article_by_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(headline=""), name="article_has_a_headline"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(published_at__isnull=False),
                name="article_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["withdrawn", "retracted"]) | ~models.Q(gone_because=""),
                name="article_gone_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(picture_is_decorative=False) | models.Q(picture_alt=""),
                name="article_decorative_picture_says_nothing",
                violation_error_message="A decorative picture has no alternative text: untick it or empty the text.",
            ),
            partial_date_check("first_published", "article_first_published_is_a_partial_date"),
        ]

    def __str__(self):
        return self.headline

    def save(self, *args, **kwargs):
        """Sanitize the body, derive the text, and look for every quote's characters again."""
        self.slug = self.slug or unique_slug(Article, self.headline, fallback="article")
        self.body = richtext.sanitise(self.body)
        self.text = richtext.to_text(self.body)
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if not is_new:
            self.locate_quotes()
        if self.source_id:
            Source.objects.filter(pk=self.source_id).update(**self._cited())

    def get_absolute_url(self):
        return path_to("article", self.slug)

    @classmethod
    def _listed_corrections(cls, **which) -> models.Prefetch:
        public = cls.corrections.rel.related_model.objects.published()
        return models.Prefetch("corrections", public.filter(**which), to_attr="listed_corrections")

    @property
    def last_changed(self) -> datetime | None:
        """When its content last changed, for feeds, sitemaps and search engines. Fixed typos do not count."""
        return self.changed_at or self.published_at

    @property
    def is_corrected(self) -> bool:
        """Whether readers were notified of a change; "corrected" is not a state (decision 0014)."""
        return self.changed_at is not None

    @property
    def shown_picture(self) -> Picture | None:
        """The lead picture, or None if it may not be shown now. Pages use this, never `picture`."""
        return shown(self, "picture")

    @property
    def dated(self) -> PartialDate | None:
        """The day its sentences speak from: when it was first published, here or elsewhere."""
        if self.first_published:
            return self.first_published
        return PartialDate.of(timezone.localtime(self.published_at).date()) if self.published_at else None

    def as_source(self) -> Source:
        """This article as the source of a fact; made when a finding in it is first accepted."""
        if self.source is None:
            self.source = Source.objects.create(**self._cited())
            Article.objects.filter(pk=self.pk).update(source=self.source)
        return self.source

    def _cited(self) -> dict:
        """How it is cited: as it is now, never by the headline of an earlier draft."""
        return {
            "kind": SourceKind.ARTICLE,
            "title": self.headline,
            "publisher": self.outlet.name if self.outlet else settings.SITE_NAME,
            "date": self.dated,
            "url": self.original_url,
        }

    def locate_quotes(self) -> None:
        """Locate every quote in the text again; no quote may move onto another quote's words."""
        starts = {quote: quote.start_in(self.text) for quote in self.quotes.all()}
        for quote in starts:
            quote.locate(self.text, taken={start for other, start in starts.items() if other != quote})


class Byline(Loaded):
    class Role(models.TextChoices):
        REPORTER = "reporter", "by"
        CONTRIBUTOR = "contributor", "with reporting by"
        EDITOR = "editor", "edited by"
        TRANSLATOR = "translator", "translated by"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=12, choices=Role, default=Role.REPORTER)
    position = models.PositiveSmallIntegerField("order", default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "name", "role"], name="byline_once_a_role")]

    def __str__(self):
        return f"{self.get_role_display()} {self.name}"


class KeepsDate(models.Model):
    """A row that lists are made of, with its article's date to sort them by (decision 0023)."""

    published_at = models.DateTimeField(
        null=True, editable=False, help_text="The article's, while it is published. The database keeps it."
    )

    class Meta:
        abstract = True


class ArticleFilm(KeepsDate):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="film_links")
    film = models.ForeignKey(Film, on_delete=models.PROTECT, related_name="article_links", db_index=False)
    relation = models.CharField("how", max_length=10, choices=Relation, default=Relation.ABOUT)

    class Meta:
        verbose_name = "film"
        constraints = [models.UniqueConstraint(fields=["article", "film"], name="article_links_a_film_once")]
        indexes = [models.Index(fields=["film", "-published_at", "-article"], name="article_newest_of_film")]

    def __str__(self):
        return f"{self.get_relation_display()} {self.film}"


class ArticleProceeding(KeepsDate):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="proceeding_links")
    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="article_links", db_index=False)
    relation = models.CharField("how", max_length=10, choices=Relation, default=Relation.ABOUT)

    class Meta:
        verbose_name = "case"
        constraints = [models.UniqueConstraint(fields=["article", "proceeding"], name="article_links_a_case_once")]
        indexes = [models.Index(fields=["proceeding", "-published_at", "-article"], name="article_newest_of_case")]

    def __str__(self):
        return f"{self.get_relation_display()} {self.proceeding}"


class ArticlePerson(KeepsDate):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="person_links")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="article_links", db_index=False)
    relation = models.CharField("how", max_length=10, choices=Relation, default=Relation.MENTIONS)

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="article_links_a_person_once")]
        indexes = [models.Index(fields=["person", "-published_at", "-article"], name="article_newest_of_person")]

    def __str__(self):
        return f"{self.get_relation_display()} {self.person}"
