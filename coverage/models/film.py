"""The film, its releases and its credits."""

from datetime import date

from django.db import models
from django.utils import timezone

from coverage.models.picture import Picture, shown, with_shown
from dates.clocks import NOW
from dates.fields import PartialDateField, happened_by, partial_date_check
from legal.models import CalendarEntry, Proceeding, Source
from people.models import Organization, Person
from web.addresses import path_to
from web.models import Loaded
from web.rows import NewestFirst
from web.slugs import unique_slug


class FilmQuerySet(models.QuerySet):
    def published(self):
        """Films that readers may see."""
        return self.filter(is_public=True)

    def with_releases(self):
        return self.prefetch_related(models.Prefetch("releases", Release.objects.published().with_sources()))

    def with_poster(self):
        """Prefetch what `shown_poster` needs."""
        return with_shown(self, "poster")

    def for_film_page(self, clocks=NOW):
        cases = Proceeding.objects.published(clocks.known_at).with_standings(clocks.known_at)
        releases = Release.objects.published(clocks.known_at).announced_by(clocks.as_of).with_sources(clocks.known_at)
        return (
            self.with_poster()
            .prefetch_related(models.Prefetch("releases", releases.select_related("superseded_by")))
            .prefetch_related(
                models.Prefetch("credits", Credit.objects.select_related("person", "organization")),
                models.Prefetch("proceedings", cases, to_attr="listed_cases"),
            )
        )


class Film(Loaded):
    title = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=100, unique=True, blank=True, help_text="The address. Leave blank to use the title."
    )
    kind = models.CharField(max_length=60, blank=True, help_text="“feature documentary”")
    summary = models.TextField(blank=True, help_text="What it is, in two or three sentences of your own.")
    poster = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="films")
    poster_alt = models.CharField(
        "alternative text here", max_length=300, blank=True, help_text="Leave blank to use the picture's own."
    )
    poster_is_decorative = models.BooleanField(
        "the poster is decorative",
        default=False,
        help_text="Decorative: screen readers skip it.",
    )
    proceedings = models.ManyToManyField(
        Proceeding, blank=True, related_name="films", verbose_name="cases", help_text="The cases the film is about."
    )
    is_public = models.BooleanField("public", default=False, help_text="Readers see this film.")

    objects = FilmQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        permissions = [("publish_film", "Can make films public and change what readers see of films and pictures")]
        indexes = [models.Index(fields=["title", "id"], name="film_by_title")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="film_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(poster_is_decorative=False) | models.Q(poster_alt=""),
                name="film_decorative_poster_says_nothing",
                violation_error_message="A decorative poster has no alternative text: untick it or empty the text.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or unique_slug(Film, self.title, fallback="film")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return path_to("film", self.slug)

    @property
    def shown_poster(self) -> Picture | None:
        """The poster, or None if it may not be shown now. Pages use this, never `poster`."""
        return shown(self, "poster")


class ReleaseQuerySet(NewestFirst):
    def published(self, known_at=None):
        """Releases that readers may see: of a public film, with a public source, not retracted.

        With `known_at`, a past moment on our clock, those recorded by then and not yet retracted. A release
        recorded before we kept that time counts from the day it was announced.
        """
        source = Source.objects.published(known_at).filter(pk=models.OuterRef("source"))
        sourced = Release.sources.through.objects.filter(models.Exists(source), release=models.OuterRef("pk"))
        public = self.filter(film__is_public=True).filter(models.Exists(sourced))
        if known_at is None:
            return public.active()
        kept = models.Q(recorded_at__lte=known_at)
        undated_record = models.Q(recorded_at__isnull=True) & _announced_by(timezone.localdate(known_at))
        return public.filter(
            kept | undated_record, models.Q(retracted_at__isnull=True) | models.Q(retracted_at__gt=known_at)
        )

    def active(self):
        """Releases that have not been retracted."""
        return self.filter(retracted_at__isnull=True)

    def announced_by(self, day: date | None):
        """Releases that had been announced by the end of `day` (None: all releases).

        If the announcement date is unknown, this is certain only once the release date has passed.
        """
        return self if day is None else self.filter(_announced_by(day))

    def coming(self, today: date):
        """Releases still to come, the next one first."""
        ahead = [Release.State.ANNOUNCED, Release.State.CONFIRMED]
        stands = models.Q(superseded_by__isnull=True) | models.Q(superseded_by__retracted_at__isnull=False)
        return self.active().filter(stands, date__since=today, state__in=ahead).order_by("date", "pk")

    def with_sources(self, known_at=None):
        sources = Source.objects.published(known_at).with_article()
        return self.prefetch_related(models.Prefetch("sources", sources))


def _announced_by(day: date) -> models.Q:
    """Announced by the end of a day or, if that is unknown, over by then."""
    return happened_by("announced", day) | (models.Q(announced__isnull=True) & happened_by("date", day))


class Release(CalendarEntry):
    """A dated, typed, sourced release event. A new date is a new release that supersedes the old one."""

    NEWEST = ("-date", "-pk")
    subscriber_fields = ("kind", "date", "state", "platform", "territory", "note")

    class Kind(models.TextChoices):
        ANNOUNCEMENT = "announcement", "announcement"
        TRAILER = "trailer", "trailer"
        FESTIVAL = "festival", "festival premiere"
        THEATRICAL = "theatrical", "in theaters"
        STREAMING = "streaming", "streaming"
        BROADCAST = "broadcast", "broadcast"
        HOME = "home", "disc or download"

    class State(models.TextChoices):
        ANNOUNCED = "announced", "announced"
        CONFIRMED = "confirmed", "confirmed"
        RELEASED = "released", "released"
        POSTPONED = "postponed", "postponed"
        CANCELLED = "cancelled", "cancelled"

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=12, choices=Kind)
    date = PartialDateField(db_index=True)
    state = models.CharField(max_length=10, choices=State, default=State.ANNOUNCED)
    platform = models.CharField("where", max_length=120, blank=True, help_text="“Hulu”, a festival, a broadcaster.")
    territory = models.CharField(max_length=80, blank=True, help_text="“United States”")
    announced = PartialDateField(blank=True, help_text="When this date was announced.")
    note = models.CharField(max_length=250, blank=True)
    supersedes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        help_text="The postponed or canceled release that this one replaces.",
    )
    sources = models.ManyToManyField(
        Source, blank=True, related_name="releases", help_text="Without a source, readers do not see it."
    )

    # Empty if the release was recorded before we kept this time.
    recorded_at = models.DateTimeField(default=timezone.now, null=True, editable=False)
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retraction_reason = models.CharField(max_length=250, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retracted_at__isnull=True) | ~models.Q(retraction_reason=""),
                name="release_retracted_with_a_reason",
                violation_error_message="Say why it is retracted.",
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True) | ~models.Q(supersedes=models.F("id")),
                name="release_supersedes_another",
            ),
            partial_date_check("date", "release_date_is_a_partial_date"),
            partial_date_check("announced", "release_announced_is_a_partial_date"),
        ]

    def __str__(self):
        return f"{self.film}: {self.title}, {self.date.reader}"

    def state_on(self, day) -> str:
        """Its state as known at the end of `day` (None: today). Before its date, it was only announced.

        A postponement shows from the day the new date was announced. Needs `superseded_by`.
        """
        if day is None or self.date.has_happened_by(day):
            return self.State(self.state).label
        if self.state in (self.State.ANNOUNCED, self.State.CONFIRMED):
            return self.State(self.state).label
        later = self.replaced_by
        put_off = later and later.announced and later.announced.has_happened_by(day)
        return self.State(self.state).label if put_off else self.State.ANNOUNCED.label

    @property
    def replaced_by(self) -> "Release | None":
        """The release that supersedes it, unless that one was retracted."""
        later = getattr(self, "superseded_by", None)
        return later if later and later.retracted_at is None else None

    @property
    def title(self) -> str:
        """“Streaming on Hulu (United States)”."""
        words = self.get_kind_display()
        on = {self.Kind.STREAMING: "on", self.Kind.BROADCAST: "on", self.Kind.FESTIVAL: "at"}.get(self.kind, "–")
        words += f" {on} {self.platform}" if self.platform else ""
        words += f" ({self.territory})" if self.territory else ""
        return words[:1].upper() + words[1:]


class CreditQuerySet(models.QuerySet):
    def published(self):
        """Credits of films that readers may see."""
        films = Film.objects.published().filter(pk=models.OuterRef("film"))
        return self.filter(models.Exists(films)).select_related("film")


class Credit(Loaded):
    """Who did which job on a film, as credited."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="credits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="credits")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="credits"
    )
    job = models.CharField(max_length=120, help_text="“director”, “production company”")
    credited_as = models.CharField(max_length=200, blank=True, help_text="If the film spells the name differently.")
    position = models.PositiveSmallIntegerField("order", default=1)

    objects = CreditQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, organization__isnull=False)
                | models.Q(person__isnull=False, organization__isnull=True),
                name="credit_is_a_person_or_an_organization",
                violation_error_message="Choose a person or an organization: one of them, not both.",
            ),
        ]

    def __str__(self):
        return f"{self.who}, {self.job}"

    @property
    def who(self) -> Person | Organization | None:
        return self.person or self.organization
