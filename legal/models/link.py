from django.db import models

from legal.vocabulary import LinkKind
from web.models import Loaded


class ProceedingLinkQuerySet(models.QuerySet):
    def leading_to_public(self, end):
        """The links whose case at this end (such as “to_proceeding”) is public."""
        cases = self.model._meta.get_field(end).related_model.objects.published().filter(pk=models.OuterRef(end))
        return self.filter(models.Exists(cases.order_by()))


class ProceedingLink(Loaded):
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    from_proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.CASCADE, related_name="links_out")
    to_proceeding = models.ForeignKey("legal.Proceeding", on_delete=models.CASCADE, related_name="links_in")

    objects = ProceedingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "link to another case"
        verbose_name_plural = "links to other cases"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_proceeding", "to_proceeding"], name="proceeding_link_once_a_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_proceeding=models.F("to_proceeding")), name="proceeding_link_is_to_another"
            ),
        ]

    def __str__(self):
        return f"{self.from_proceeding}: {LinkKind(self.kind).label} {self.to_proceeding}"
