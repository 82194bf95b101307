"""Parts that the admin classes of every app share."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.text import capfirst

from desk import open_forms, proposals
from desk.effects import Effect, Refused, perform
from desk.history import KEY, changes_in, history_of, last_editor, steps_of
from desk.sending import UNSAVED_SHOWN, SentForms
from desk.versions import VersionedForm, VersionedFormSet, read_version, row_key, seal, values_of

HISTORY_SHOWN = 100


class DeskFields(admin.options.BaseModelAdmin):
    """Fields of the desk: a browser must not cut what is pasted. What is too long is refused, with a sentence."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.pop("maxlength", None)
        return field


class DeskInline(DeskFields, admin.options.InlineModelAdmin):
    """An inline whose rows carry the version they were loaded with."""

    formset = VersionedFormSet

    def get_formset(self, request, obj=None, **kwargs):
        FormSet = super().get_formset(request, obj, **kwargs)
        FormSet.form = _versioned(FormSet.form, request, obj)
        return FormSet

    related: tuple[str, ...] = ()  # what else the name of a row is made of, as for `select_related()`

    def get_queryset(self, request):
        """The rows with what their forms and names show."""
        meta = self.model._meta
        linked = [f.name for f in meta.fields if f.is_relation and not issubclass(self.parent_model, f.related_model)]
        chosen = [field.name for field in meta.many_to_many if field.remote_field.through._meta.auto_created]
        rows = super().get_queryset(request).select_related(*linked, *self.related).prefetch_related(*chosen)
        return _locked(rows, request)


class DeskAdmin(SentForms, DeskFields, admin.ModelAdmin):
    """A form of the desk. It carries the version it was loaded with, keeps what is typed, and is saved once.

    `effects` are the actions that change what readers see of a row. `right` is the permission that changing a row needs
    once readers see it. Without it, a form that is sent becomes a proposal.
    """

    effects: tuple[Effect, ...] = ()
    belonging: tuple[str, ...] = ()  # relations whose rows have their history told with this row's

    def get_form(self, request, obj=None, change=False, **kwargs):
        return _versioned(super().get_form(request, obj, change=change, **kwargs), request, obj)

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST" and connection.in_atomic_block and from_field is None:
            _lock(self.model, object_id)
        return super().get_object(request, object_id, from_field)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if context["errors"]:
            context["error_links"] = list(_error_links(context))
        if self.has_change_permission(request, obj) if change else self.has_add_permission(request):
            context.update(self._of_open_form(request, context, obj, form_url))
        if obj:
            context["effects"] = self._offered(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def construct_change_message(self, request, form, formsets, add=False):
        found = super().construct_change_message(request, form, formsets, add)
        changes = [] if add else changes_in(form, formsets)
        return [*found, {KEY: changes}] if changes else found

    def history_view(self, request, object_id, extra_context=None):
        """Who changed what from what to what, in this row and in those that belong to it."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_or_change_permission(request, obj):
            return super().history_view(request, object_id, extra_context)
        pages = self.get_paginator(request, history_of(obj, self.belonging), HISTORY_SHOWN)
        page = pages.get_page(request.GET.get(PAGE_VAR, 1))
        for entry in page:
            entry.steps = steps_of(entry)
            entry.is_of_another = entry.object_id != str(obj.pk) or entry.content_type.model != self.opts.model_name
        shown = {
            "action_list": page,
            "page_range": pages.get_elided_page_range(page.number),
            "pagination_required": pages.num_pages > 1,
        }
        return super().history_view(request, object_id, {**shown, **(extra_context or {})})

    def get_urls(self):
        view = self.admin_site.admin_view(self.effect_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_effect"
        return [path("<path:object_id>/do/<slug:name>/", view, name=name), *super().get_urls()]

    def _offered(self, request, obj) -> list[Effect]:
        return [effect for effect in self.effects if request.user.has_perm(effect.right) and effect.when(obj)]

    def effect_view(self, request, object_id, name):
        """Say what readers will see and ask why; then do it."""
        row = self._row_or_404(object_id)
        effect = next((effect for effect in self.effects if effect.name == name), None)
        if effect is None:
            raise Http404
        if not (self.has_view_permission(request, row) and request.user.has_perm(effect.right)):
            raise PermissionDenied
        form = effect.Form(request.POST if request.method == "POST" else None, row=row)
        if form.is_valid():
            try:
                perform(effect, row, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                self.message_user(request, f"{effect.label}: done for “{row}”.", messages.SUCCESS)
                return HttpResponseRedirect(self._address_of(row))
        refusals = [] if effect.when(row) else ["This is done already, or it is no longer possible."]
        context = {
            **self.admin_site.each_context(request),
            "title": f"{effect.label}: {row}",
            "row": row,
            "back": self._address_of(row),
            "effect": effect,
            "form": form,
            "refusals": refusals or effect.refusals(row),
            "opts": self.opts,
        }
        return render(request, "admin/effect.html", context)

    def _row_or_404(self, object_id):
        try:
            return get_object_or_404(self.model, pk=self.model._meta.pk.to_python(unquote(object_id)))
        except forms.ValidationError as error:
            raise Http404 from error

    def _address_of(self, row) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def response_change(self, request, obj):
        """A button of an action saves first, then asks."""
        name = request.POST.get("_effect", "")
        if any(effect.name == name for effect in self._offered(request, obj)):
            label = f"admin:{self.opts.app_label}_{self.opts.model_name}_effect"
            return HttpResponseRedirect(reverse(label, args=[obj.pk, name]))
        return super().response_change(request, obj)

    def _of_open_form(self, request, context, obj, form_url) -> dict:
        """What the page says and carries about this form: the same form as before if it was sent and refused."""
        title = str(obj) if obj else f"New {self.opts.verbose_name}"
        sent = open_forms.still_open(request.POST.get(open_forms.FIELD, ""), request.user)
        address = form_url or request.path
        form = sent or open_forms.open_form(request.user, address, title)
        unsaved = open_forms.unsaved(request.user).filter(address=address).exclude(token=form.token)
        found = {"open_form": form, "unsaved": unsaved[:UNSAVED_SHOWN]}
        if obj:
            found["others"] = open_forms.others_at(form)
            found["loaded_version"] = seal(_version_of(request, context, obj), obj)
        return found

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        open_forms.mark_sent(request)
        proposals.accept(request)
        request.desk_saved = form.instance
        rows = [form, *(row for formset in formsets for row in formset.forms)]
        if news := [sentence for row in rows for sentence in row.news()]:
            who = last_editor(form.instance) or "Somebody"
            items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in news))
            said = format_html("{} saved this as well while you were editing. Both are kept: <ul>{}</ul>", who, items)
            self.message_user(request, said, messages.WARNING)


def _versioned(Form: type[forms.ModelForm], request, obj) -> type[forms.ModelForm]:
    """The form with its version; the version of the sent form of `obj`, if this request sends one."""
    version = read_version(request.POST, obj) if obj and request.method == "POST" else None
    state = {"note": getattr(request, "note", ""), "is_preview": getattr(request, "is_preview", False)}
    return type(Form.__name__, (VersionedForm, Form), {"version": version, **state})


def _version_of(request, context: dict, obj) -> dict:
    """The values of every row on the page. Rows that are gone keep those of the form that was sent."""
    forms_shown = [context["adminform"].form]
    forms_shown += [form for formset in context["inline_admin_formsets"] for form in formset.formset.initial_forms]
    before = read_version(request.POST, obj) if request.method == "POST" else None
    return {**(before or {}), **{row_key(form.instance): values_of(form) for form in forms_shown if form.instance.pk}}


def _error_links(context: dict) -> Iterator[tuple[str, str, list[str]]]:
    """For each field with errors on the page: its id, its label and the errors."""
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    shown = [
        ("", context["adminform"].form),
        *((f"{s.model._meta.verbose_name}: ", f) for s in formsets for f in s.forms),
    ]
    for kind, form in shown:
        for name, errors in (form.errors if form.is_bound else {}).items():
            if name in form.fields:
                several = isinstance(form.fields[name].widget, forms.MultiWidget)
                id = f"{form[name].auto_id}_0" if several else form[name].id_for_label or form[name].auto_id
                yield id, f"{kind}{form[name].label}", [strip_tags(error) for error in errors]


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
    """Admin for rows with `is_public`: they cannot be deleted once public. Actions make them public and hide them."""

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj), "is_public"]
        return [*fields, "slug"] if obj and obj.is_public else fields

    def view_on_site(self, obj):
        return obj.get_absolute_url() if getattr(obj, "has_page", obj.is_public) else None

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)


class RetractingAdmin(DeskAdmin):
    """Admin for rows that are retracted instead of deleted. The form shows when and why."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, RETRACTED] if obj and obj.retracted_at else fieldsets

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "retracted_at", "retraction_reason"]


RETRACTED = ("Retracted", {"fields": ["retracted_at", "retraction_reason"]})
