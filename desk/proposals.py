"""Changes proposed by people who may not change what readers see: somebody who may opens, checks and saves the form."""

from django.contrib.auth.models import User
from django.db import models
from django.http import QueryDict
from django.utils import timezone

from desk import open_forms
from desk.models import Proposal

FIELD = "proposal"  # in a form that shows one
LEFT_OUT = {FIELD, open_forms.FIELD, *open_forms.SECRET}  # a proposal is shown in a form of whoever decides it


def waiting() -> models.QuerySet:
    return Proposal.objects.filter(decided_at=None)


def to_decide(user: User) -> models.QuerySet:
    """What waits for somebody with the rights of `user`, oldest first; nobody decides on their own proposal."""
    rights = list(waiting().order_by().values_list("right", flat=True).distinct())
    held = [right for right in rights if user.has_perm(right)]
    return waiting().filter(right__in=held).exclude(by=user).select_related("by")


def propose(request, *, title: str, right: str) -> Proposal:
    """Keep the form of this request for somebody who holds `right`. It replaces the one that it was opened from."""
    key = request.POST.get(FIELD, "")
    if key.isdecimal():
        waiting().filter(pk=key, by=request.user).delete()
    typed = open_forms.as_json({name: request.POST.getlist(name) for name in request.POST if name not in LEFT_OUT})
    return Proposal.objects.create(by=request.user, address=request.path, title=title[:300], right=right, typed=typed)


def typed_in(proposal: Proposal) -> QueryDict:
    """The form as it was sent, with the proposal's key."""
    data = QueryDict(mutable=True)
    for name, values in proposal.typed.items():
        data.setlist(name, values)
    data[FIELD] = str(proposal.pk)
    return data


def accept(request) -> None:
    """Mark the proposal that a saved form shows as accepted."""
    key = request.POST.get(FIELD, "")
    if key.isdecimal():
        found = waiting().filter(pk=key, address=request.path)
        found.update(decided_by=request.user, decided_at=timezone.now(), is_accepted=True)


def decline(proposal: Proposal, *, by: User, reason: str) -> None:
    proposal.decided_by, proposal.decided_at, proposal.is_accepted = by, timezone.now(), False
    proposal.reason = reason[:300]
    proposal.save()
