"""Changes proposed by people who may not change what readers see: somebody who may opens, checks and saves the form."""

from django.contrib.auth.models import User
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from desk import open_forms
from desk.models import Proposal

FIELD = "proposal"  # in a form that shows one
LEFT_OUT = {
    "_popup",
    "_to_field",
    FIELD,
    open_forms.FIELD,
    *open_forms.SECRET,
}  # a proposal is shown in a form of whoever decides it


def waiting() -> models.QuerySet:
    return Proposal.objects.filter(decided_at=None)


def number(key: str) -> int | None:
    """The key that an address or a form names; None if it is none."""
    return int(key) if key.isdecimal() and key.isascii() and len(key) < 19 else None


def to_open(user: User) -> models.QuerySet:
    """What `user` may look at in its form: what they may decide, and their own that wait or were declined."""
    own = models.Q(by=user) & (models.Q(decided_at=None) | models.Q(is_accepted=False))
    return Proposal.objects.filter(own | models.Q(pk__in=to_decide(user).values("pk")))


def author_of(request) -> int | None:
    """The key of the person whose proposal this form shows."""
    key = number(request.POST.get(FIELD, ""))
    return Proposal.objects.filter(pk=key, address=request.path).values_list("by", flat=True).first() if key else None


def to_decide(user: User) -> models.QuerySet:
    """What waits for somebody with the rights of `user`, oldest first; nobody decides on their own proposal."""
    rights = list(waiting().order_by().values_list("right", flat=True).distinct())
    held = [right for right in rights if user.has_perm(right)]
    return waiting().filter(right__in=held).exclude(by=user).select_related("by")


def propose(request, *, title: str, right: str) -> Proposal:
    """Keep the form of this request for somebody who holds `right`. It replaces the one that it was opened from."""
    if key := number(request.POST.get(FIELD, "")):
        waiting().filter(pk=key, by=request.user).delete()
    typed = open_forms.as_json({name: request.POST.getlist(name) for name in request.POST if name not in LEFT_OUT})
    own = waiting().filter(by=request.user, address=request.path)
    if same := next((proposal for proposal in own if proposal.typed == typed), None):
        return same  # sent twice
    return Proposal.objects.create(by=request.user, address=request.path, title=title[:300], right=right, typed=typed)


def typed_in(proposal: Proposal) -> QueryDict:
    """The form as it was sent, with the proposal's key."""
    data = open_forms.as_sent(proposal.typed)
    data[FIELD] = str(proposal.pk)
    return data


def accept(request) -> None:
    """Mark the proposal that a saved form shows as accepted."""
    if key := number(request.POST.get(FIELD, "")):
        found = waiting().filter(pk__in=to_decide(request.user).filter(pk=key, address=request.path).values("pk"))
        found.update(decided_by=request.user, decided_at=timezone.now(), is_accepted=True)


def decline(proposal: Proposal, *, by: User, reason: str) -> bool:
    """Decline what still waits; returns whether it did."""
    decided = {"decided_by": by, "decided_at": timezone.now(), "is_accepted": False, "reason": reason[:300]}
    return waiting().filter(pk=proposal.pk).update(**decided) > 0
