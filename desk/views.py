"""What open forms send to the desk while somebody is typing, and what a refused form leads to."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from desk.models import OpenForm
from desk.open_forms import FIELD, discard, keep, others_at


@require_POST
def keep_typed(request, token):
    """Keep what is typed in a form of this person (nothing sent: it is only still open); who else has it open."""
    form = get_object_or_404(OpenForm, token=token, user=request.user)
    OpenForm.objects.filter(token=token).update(seen_at=timezone.now())
    kept = keep(token, request.POST) if request.POST.get(FIELD) else None
    return JsonResponse({"kept": kept is not None, "others": [str(other.user) for other in others_at(form)]})


@require_POST
def discard_typed(request, token):
    """Forget what was typed and not saved, and go back to the form."""
    form = discard(token, request.user)
    if form is None:
        messages.warning(request, "That text is no longer kept.")
        return HttpResponseRedirect(reverse("admin:index"))
    messages.success(request, "What you typed is discarded.")
    return HttpResponseRedirect(form.address)


def csrf_failure(request, reason=""):
    """A form that was sent with an old sign-in: what was typed is kept, and the page leads back to it."""
    form = keep(request.POST.get(FIELD, ""), request.POST)
    return render(request, "admin/csrf_failure.html", {"form": form, "title": "Not saved yet"}, status=403)
