"""Parts that the admin classes of every app share."""

from copy import copy
from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from desk import open_forms
from desk.history import last_editor
from desk.versions import VersionedForm, VersionedFormSet, read_version, row_key, seal, values_of

UNSAVED = "unsaved"  # in an address: the token of a form with unsaved text
UNSAVED_SHOWN = 3


class DeskInline(admin.options.InlineModelAdmin):
    """An inline whose rows carry the version they were loaded with."""

    formset = VersionedFormSet

    def get_formset(self, request, obj=None, **kwargs):
        FormSet = super().get_formset(request, obj, **kwargs)
        FormSet.form = _versioned(FormSet.form, request, obj)
        return FormSet

    def get_queryset(self, request):
        return _locked(super().get_queryset(request), request)


class DeskAdmin(admin.ModelAdmin):
    """A form of the desk. It carries the version it was loaded with, keeps what is typed, and is saved once."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        return _versioned(super().get_form(request, obj, change=change, **kwargs), request, obj)

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST" and connection.in_atomic_block and from_field is None:
            _lock(self.model, object_id)
        return super().get_object(request, object_id, from_field)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The form; with `?unsaved=` the form as it was typed and not saved."""
        shown = partial(super().changeform_view, object_id=object_id, form_url=form_url, extra_context=extra_context)
        if request.method == "POST":
            return self._sent_once(request, shown)
        if token := request.GET.get(UNSAVED):
            return self._restored(request, shown, token)
        return shown(request)

    def _sent_once(self, request, shown):
        """Save a form unless it was saved before. In a race for a name it is validated once more, and says so."""
        try:
            return self._sent(request, shown)
        except IntegrityError:
            for file in request.FILES.values():
                file.seek(0)
            return self._sent(request, shown)

    def _sent(self, request, shown):
        token = request.POST.get(open_forms.FIELD, "")
        with transaction.atomic():
            form = open_forms.lock(token, request.user)
            if form is None or form.sent_at is None:
                return shown(request)
        self.message_user(request, "This form was sent twice. It was saved once.", messages.INFO)
        return HttpResponseRedirect(form.address if "/add/" not in form.address else "../")

    def _restored(self, request, shown, token):
        form = open_forms.unsaved(request.user).filter(token=token, address=request.path).first()
        if form is None:
            self.message_user(request, "That text is no longer kept: it was saved or discarded.", messages.WARNING)
            return HttpResponseRedirect(request.path)
        again = copy(request)
        again.FILES  # noqa: B018 (read first: reading it replaces what is in POST)
        again.method, again.POST, again.restored_from = "POST", open_forms.typed_in(form), form.typed_at
        return shown(again)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if self.has_change_permission(request, obj) if change else self.has_add_permission(request):
            context.update(self._of_open_form(request, context, obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _of_open_form(self, request, context, obj) -> dict:
        """What the page says and carries about this form: the same form as before if it was sent and refused."""
        title = str(obj) if obj else f"New {self.opts.verbose_name}"
        sent = open_forms.still_open(request.POST.get(open_forms.FIELD, ""), request.user)
        form = sent or open_forms.open_form(request.user, request.path, title)
        unsaved = open_forms.unsaved(request.user).filter(address=request.path).exclude(token=form.token)
        found = {"open_form": form, "unsaved": unsaved[:UNSAVED_SHOWN]}
        if obj:
            found["others"] = open_forms.others_at(form)
            found["loaded_version"] = seal(_version_of(request, context, obj), obj)
        return found

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        open_forms.mark_sent(request.POST.get(open_forms.FIELD, ""))
        rows = [form, *(row for formset in formsets for row in formset.forms)]
        if news := [sentence for row in rows for sentence in row.news()]:
            who = last_editor(form.instance) or "Somebody"
            items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in news))
            said = format_html("{} saved this as well while you were editing. Both are kept: <ul>{}</ul>", who, items)
            self.message_user(request, said, messages.WARNING)


def _versioned(Form: type[forms.ModelForm], request, obj) -> type[forms.ModelForm]:
    """The form with its version; the version of the sent form of `obj`, if this request sends one."""
    version = read_version(request.POST, obj) if obj and request.method == "POST" else None
    restored_from = getattr(request, "restored_from", None)
    return type(Form.__name__, (VersionedForm, Form), {"version": version, "restored_from": restored_from})


def _version_of(request, context: dict, obj) -> dict:
    """The values of every row on the page. Rows that are gone keep those of the form that was sent."""
    forms_shown = [context["adminform"].form]
    forms_shown += [form for formset in context["inline_admin_formsets"] for form in formset.formset.initial_forms]
    before = read_version(request.POST, obj) if request.method == "POST" else None
    return {**(before or {}), **{row_key(form.instance): values_of(form) for form in forms_shown if form.instance.pk}}


def _locked(rows, request):
    """The rows, held until the save is over, so that comparing and saving are one step."""
    if request.method == "POST" and connection.in_atomic_block:
        return rows.select_for_update(of=("self",))
    return rows


def _lock(model, object_id: str) -> None:
    try:
        key = model._meta.pk.to_python(unquote(object_id))
    except forms.ValidationError:
        return
    list(model._base_manager.select_for_update(of=("self",)).filter(pk=key).values_list("pk"))


class DeskStackedInline(DeskInline, admin.StackedInline):
    """A stacked inline of the desk."""


class DeskTabularInline(DeskInline, admin.TabularInline):
    """A tabular inline whose fields have accessible names: a table header is not tied to its inputs."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", capfirst(field.label or db_field.verbose_name))
        return field


class NeverDeleted:
    """Mixin for rows that readers may have seen: they are never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class KeptOncePublic:
    """Mixin for rows of a case or film (`public_parent`): not deleted once that parent is public."""

    public_parent = ""

    def has_delete_permission(self, request, obj=None):
        parent = getattr(obj, self.public_parent, obj)  # an inline passes the parent itself
        return super().has_delete_permission(request, obj) and not (parent and parent.is_public)


class PublicAdmin(DeskAdmin):
    """Admin for rows with `is_public`: once public, they keep their address and cannot be deleted."""

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if obj and obj.is_public else fields

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)


class RetractForm(forms.ModelForm):
    """Retracts a row with a reason (`retracted_at`, `retraction_reason`) instead of deleting it."""

    retract = forms.BooleanField(
        required=False, help_text="Readers no longer see it. It stays here with the reason, and you can still read it."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["retract"] = self.instance.retracted_at is not None

    def clean(self):
        data = super().clean()
        if data.get("retract") and not data.get("retraction_reason"):
            self.add_error("retraction_reason", "Say why it is retracted.")
        return data

    def _post_clean(self):
        retract = self.cleaned_data.get("retract")
        self.instance.retracted_at = (self.instance.retracted_at or timezone.now()) if retract else None
        super()._post_clean()


RETRACTING = ("Take it back", {"fields": ["retract", "retraction_reason"], "classes": ["collapse"]})
