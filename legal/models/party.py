from django.db import models

from dates.fields import PartialDateField, partial_date_check
from legal.models.source import Source
from legal.vocabulary import Role
from people.models import Organization, Person
from web.models import Loaded


class PartyQuerySet(models.QuerySet):
    def published(self, known_at=None):
        """The parties of public cases."""
        cases = self.model._meta.get_field("proceeding").related_model.objects
        return self.filter(models.Exists(cases.published(known_at).filter(pk=models.OuterRef("proceeding"))))

    def with_standings(self, known_at=None):
        # Through the joined case: a forward prefetch of many cases builds one deep condition, which SQLite rejects.
        charges = self.model._meta.get_field("charges").related_model.objects
        listed = charges.with_standings(known_at=known_at, of_whole_cases=True)
        hearings = (
            self.model._meta.get_field("proceeding").related_model._meta.get_field("hearings").related_model.objects
        )
        return self.select_related("proceeding__court").prefetch_related(
            models.Prefetch("proceeding__charges", listed, to_attr="listed_charges"),
            models.Prefetch("proceeding__hearings", hearings.next_of_cases(), to_attr="coming_hearings"),
        )

    def with_sources(self, known_at=None):
        """Load the person or organization, and the public sources of the role."""
        public = Source.objects.published(known_at).with_article()
        sources = models.Prefetch("sources", public, to_attr="listed_sources")
        return self.select_related("person", "organization").prefetch_related(sources)


class Party(Loaded):
    """A person or an organization in a proceeding, in a role."""

    proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="parties")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="parties"
    )
    role = models.CharField(max_length=12, choices=Role.choices)
    named_as = models.CharField(max_length=200, blank=True, help_text="As the court papers name them, if different.")
    since = PartialDateField(blank=True)
    until = PartialDateField(blank=True)
    sources = models.ManyToManyField(
        Source, blank=True, related_name="parties", help_text="Source for this role and its dates."
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, organization__isnull=False)
                | models.Q(person__isnull=False, organization__isnull=True),
                name="party_is_a_person_or_an_organization",
                violation_error_message="Choose a person or an organization: one of them, not both.",
            ),
            models.UniqueConstraint(
                fields=["proceeding", "person", "role"],
                name="party_person_once_a_role",
                violation_error_message="This person already has this role here.",
            ),
            models.UniqueConstraint(
                fields=["proceeding", "organization", "role"], name="party_organization_once_a_role"
            ),
            partial_date_check("since", "party_since_is_a_partial_date"),
            partial_date_check("until", "party_until_is_a_partial_date"),
        ]

    def __str__(self):
        return f"{self.who}, {Role(self.role).label}" if self.role else str(self.who)

    @property
    def who(self) -> Person | Organization | None:
        return self.person or self.organization
