"""What the admin classes of every app share."""

from django import forms
from django.contrib import admin
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.text import capfirst


class LabelledFormSet(BaseInlineFormSet):
    """The tick that deletes a row has a name, too."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if tick := form.fields.get(DELETION_FIELD_NAME):
            tick.widget.attrs["aria-label"] = f"Delete this {self.model._meta.verbose_name}"


class LabelledTabularInline(admin.TabularInline):
    """An inline whose fields have a name for a screen reader: a table's header is not tied to its inputs."""

    formset = LabelledFormSet

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", capfirst(field.label or db_field.verbose_name))
        return field


class NeverDeleted:
    """Mixin for what readers may have seen."""

    def has_delete_permission(self, request, obj=None):
        return False


class KeptOncePublic:
    """Mixin for what belongs to a case or a film (`public_parent`): not deleted once readers may have seen that."""

    public_parent = ""

    def has_delete_permission(self, request, obj=None):
        parent = getattr(obj, self.public_parent, obj)  # an inline is given its parent itself
        return super().has_delete_permission(request, obj) and not (parent and parent.is_public)


class PublicAdmin(admin.ModelAdmin):
    """What readers may see (`is_public`) keeps its address and is not deleted."""

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "slug"] if obj and obj.is_public else fields

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.is_public else None

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)


class RetractForm(forms.ModelForm):
    """What readers may have seen is taken back with a reason (`retracted_at`, `retraction_reason`), never deleted."""

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
