"""What becomes of a form that is sent: saved once, shown again as it was typed, or kept as a proposal."""

from copy import copy
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from desk import open_forms, proposals
from desk.reach import reaches_readers

UNSAVED = "unsaved"  # in an address: the token of a form with unsaved text
UNSAVED_SHOWN = 3
PROPOSAL = "proposal"  # in an address: the key of a proposal


class SentForms(admin.ModelAdmin):
    """Mixin: `right` is the permission that changing a row needs once readers see it."""

    right = ""

    def right_to_change(self, obj) -> str:
        """The permission that a change of `obj` needs; empty if readers do not see it."""
        return self.right if self.right and reaches_readers(obj) else ""

    def may_change_now(self, request, obj) -> bool:
        """Whether what this person does to `obj` may reach readers at once."""
        right = self.right_to_change(obj)
        return not right or request.user.has_perm(right)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; with `?unsaved=` the form as it was typed and not saved."""
        shown = partial(super().changeform_view, object_id=object_id, form_url=form_url, extra_context=extra_context)
        if request.method == "POST":
            return self._sent_once(request, shown, object_id)
        if key := request.GET.get(PROPOSAL):
            return self._proposed(request, shown, key)
        if token := request.GET.get(UNSAVED):
            return self._restored(request, shown, token)
        return shown(request)

    def _sent_once(self, request, shown, object_id):
        """Save a form unless it was saved before. In a race for a name it is validated once more, and says so."""
        try:
            return self._sent(request, shown, object_id)
        except IntegrityError:
            for file in request.FILES.values():
                file.seek(0)
            return self._sent(request, shown, object_id)

    def _sent(self, request, shown, object_id):
        token = request.POST.get(open_forms.FIELD, "")
        with transaction.atomic():
            form = open_forms.lock(token, request.user)
            is_preview = getattr(request, "is_preview", False)
            if not is_preview and open_forms.was_sent(form, request.POST):
                return self._sent_twice(request, form)
            lacking = self._lacking(request, object_id)
            if lacking and request.FILES:
                return self._refuse_file(request)
            response = shown(request)
            saved = getattr(request, "desk_saved", None)
            lacking = lacking or (saved and self._lacking(request, saved.pk))
            if not saved or not lacking:
                return response
            transaction.set_rollback(True)
        return self._propose(request, saved, lacking)

    def _sent_twice(self, request, form):
        self.message_user(request, "This form was sent twice. It was saved once.", messages.INFO)
        return HttpResponseRedirect(form.address if "/add/" not in form.address else "../")

    def _refuse_file(self, request):
        """A file cannot wait as a proposal; what is typed beside it is kept."""
        form = open_forms.keep(request.POST.get(open_forms.FIELD, ""), request.POST)
        words = "Readers see this, and a file cannot wait as a proposal. Ask somebody who may publish it."
        self.message_user(request, words, messages.ERROR)
        return HttpResponseRedirect(f"{request.path}?{UNSAVED}={form.token}" if form else request.path)

    def _lacking(self, request, key) -> str:
        """The right that this person lacks for a change of the row with this key; empty if none.

        A preview (`is_preview`, set by its view) is rolled back anyway.
        """
        if key is None or getattr(request, "is_preview", False):
            return ""
        try:
            obj = self.model._base_manager.filter(pk=self.model._meta.pk.to_python(unquote(str(key)))).first()
        except forms.ValidationError:
            return ""
        return "" if obj is None or self.may_change_now(request, obj) else self.right_to_change(obj)

    @transaction.atomic
    def _propose(self, request, saved, right):
        """Keep a form that may not change what readers see, for somebody who may."""
        list(messages.get_messages(request))  # that it was saved is not true
        form = open_forms.lock(request.POST.get(open_forms.FIELD, ""), request.user)
        if open_forms.was_sent(form, request.POST):
            return self._sent_twice(request, form)
        if request.FILES:
            return self._refuse_file(request)
        proposals.propose(request, title=str(saved), right=right)
        open_forms.mark_sent(request)
        self.message_user(
            request,
            "Readers see this, so your change waits as a proposal for somebody who may publish it. Nothing else to do.",
            messages.WARNING,
        )
        return HttpResponseRedirect(reverse("admin:proposals"))

    def _proposed(self, request, shown, key):
        """The form as somebody proposed it, with what others have saved since."""
        proposal = proposals.to_open(request.user).filter(pk=proposals.number(key), address=request.path).first()
        if proposal is None:
            self.message_user(request, "This proposal has been decided.", messages.WARNING)
            return HttpResponseRedirect(request.path)
        note = f"{proposal.by} proposes this. It is not saved yet: check it, then save."
        return shown(as_if_sent(request, proposals.typed_in(proposal), note))

    def _restored(self, request, shown, token):
        token = token if open_forms.is_token(token) else ""
        form = open_forms.unsaved(request.user).filter(token=token, address=request.path).first()
        if form is None:
            self.message_user(request, "That text is no longer kept: it was saved or discarded.", messages.WARNING)
            return HttpResponseRedirect(request.path)
        typed = timezone.localtime(form.typed_at)
        note = f"This is what you typed until {typed:%B %-d, %-I:%M %p}. It is not saved yet."
        return shown(as_if_sent(request, open_forms.typed_in(form), note))


def as_if_sent(request, typed, note: str = ""):
    """The request as if `typed` had been sent. A desk form says `note` as an error, so nothing is saved."""
    again = copy(request)
    again.FILES  # noqa: B018 (read first: reading it replaces what is in POST)
    again.method, again.POST, again.note = "POST", typed, note
    return again
