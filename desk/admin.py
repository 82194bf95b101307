"""Parts that the admin classes of every app share."""

from django import forms
from django.contrib import admin
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.text import capfirst


class LabelledFormSet(BaseInlineFormSet):
    """Gives the checkbox that deletes a row an accessible name."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if tick := form.fields.get(DELETION_FIELD_NAME):
            tick.widget.attrs["aria-label"] = f"Delete this {self.model._meta.verbose_name}"


class LabelledTabularInline(admin.TabularInline):
    """A tabular inline whose fields have accessible names: a table header is not tied to its inputs."""

    formset = LabelledFormSet

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


class PublicAdmin(admin.ModelAdmin):
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
