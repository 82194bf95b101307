"""What open forms send to the desk while somebody is typing, and what a refused form leads to."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from desk import proposals
from desk.models import OpenForm, Proposal
from desk.open_forms import FIELD, discard, is_token, keep, others_at

SHOWN = 100


@require_POST
def keep_typed(request, token):
    """Keep what is typed in a form of this person (nothing sent: it is only still open); who else has it open."""
    form = get_object_or_404(OpenForm, token=token if is_token(token) else "", user=request.user)
    OpenForm.objects.filter(token=token).update(seen_at=timezone.now())
    kept = keep(token, request.POST) if request.POST.get(FIELD) else None
    others = [str(other.user) for other in others_at(form)]
    return JsonResponse({"kept": kept is not None, "sent": form.sent_at is not None, "others": others})


@require_POST
def discard_typed(request, token):
    """Forget what was typed and not saved, and go back to the form."""
    form = discard(token, request.user)
    if form is None:
        messages.warning(request, "That text is no longer kept.")
        return HttpResponseRedirect(reverse("admin:index"))
    messages.success(request, "What you typed is discarded.")
    return HttpResponseRedirect(form.address)


def proposals_page(request, site):
    """What waits for this person to decide, and what became of their own proposals."""
    context = {
        **site.each_context(request),
        "title": "Proposals",
        "waiting": proposals.to_decide(request.user)[:SHOWN],
        "own": Proposal.objects.filter(by=request.user).select_related("decided_by").order_by("-pk")[:SHOWN],
    }
    return render(request, "admin/proposals.html", context)


@require_POST
def decline_proposal(request, pk):
    """Decline a proposal with a reason; its author may take it back without one."""
    proposal = get_object_or_404(proposals.waiting(), pk=pk)
    reason = request.POST.get("reason", "").replace("\0", "").strip()
    if proposal.by != request.user and not request.user.has_perm(proposal.right):
        raise PermissionDenied
    if not reason and proposal.by != request.user:
        messages.error(request, "Say why, for whoever proposed it.")
    else:
        done = proposals.decline(proposal, by=request.user, reason=reason)
        messages.success(request, f"Declined: {proposal}." if done else "Somebody has decided it already.")
    return HttpResponseRedirect(reverse("admin:proposals"))


def csrf_failure(request, reason=""):
    """A form that was sent with an old sign-in: what was typed is kept, and the page leads back to it."""
    form = keep(request.POST.get(FIELD, ""), request.POST)
    return render(request, "admin/csrf_failure.html", {"form": form, "title": "Not saved yet"}, status=403)
