"""No save silently overwrites another: every desk form carries the values it showed when it was loaded.

The page carries one signed value with the fields of every row on it. When it is sent, each field is compared three
ways: as loaded, as typed, as saved now. A field that only others have changed keeps their value, and the editor is
told. A field that both have changed differently is an error that shows both; sending the form again answers it.
Nothing else writes a version, so changes by imports, merges, actions and other pages count as well.
"""

from collections.abc import Iterator
from datetime import date, time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from desk.choices import load_choices
from desk.diff import changed_words
from desk.history import LONG, in_words, last_editor

FIELD = "loaded_version"
USE_SAVED = "use_saved"  # checkboxes: take the saved value instead of the typed one
OPEN_AGAIN = (
    "This form does not say which version it was loaded with, so it could undo what others have saved. Nothing was "
    "saved. Open the page in a second tab and copy your changes there."
)
GONE = (
    "Somebody deleted this row while you were editing it. What you typed is still here: to keep it, copy it into a new "
    "row. Then check “Delete” on this one."
)
Version = dict[str, dict[str, object]]  # row → field → value, as JSON


def row_key(row: Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"


def seal(version: Version, row: Model) -> str:
    """The hidden value for the page of `row`: signed, so that it holds for this row only."""
    return signing.dumps(version, salt=_salt(row), compress=True)


def read_version(data: QueryDict, row: Model) -> Version | None:
    """The version that a sent form of `row` was loaded with; None if it carries none."""
    try:
        return signing.loads(data.get(FIELD, ""), salt=_salt(row))
    except signing.BadSignature:
        return None


def _salt(row: Model) -> str:
    return f"desk.versions:{row_key(row)}"


def values_of(form: forms.ModelForm) -> dict[str, object]:
    """The saved values of a form's fields, as JSON; fields that cannot be edited are left out."""
    return {field.name: _plain(_as_sent(field)) for field in _compared(form)}


def _as_sent(field: forms.BoundField) -> object:
    """The saved value as the form would send it: in parts, if the widget has several."""
    value, widget = field.field.prepare_value(field.initial), field.field.widget
    if isinstance(widget, forms.MultiWidget) and not isinstance(value, list | tuple):
        return widget.decompress(value)
    return value


def _compared(form: forms.ModelForm) -> Iterator[forms.BoundField]:
    own = {form._meta.model._meta.pk.name, forms.formsets.DELETION_FIELD_NAME}
    for field in form:
        if field.name not in own and not field.field.disabled and not isinstance(field.field, _LINK_TO_PARENT):
            yield field


_LINK_TO_PARENT = forms.models.InlineForeignKeyField


def _plain(value: object) -> object:
    """A field's value as JSON. Chosen rows are sorted, because their order says nothing."""
    if isinstance(value, QuerySet | list | tuple):
        parts = [_plain(part) for part in value]
        return parts if any(isinstance(part, date | time) for part in value) else sorted(parts, key=str)
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, File):
        return value.name or ""
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _differs(field: forms.Field, before: object, typed: object) -> bool:
    """Whether what was typed differs from a value of a version."""
    if not isinstance(field, forms.ModelChoiceField | forms.MultiValueField | forms.FileField):
        try:
            before = field.to_python(before)
        except ValidationError:
            return True
    return field.has_changed(before, typed)


class VersionedForm(forms.ModelForm):
    """Mixin for a desk form. The admin sets `version` on the class when the form is sent."""

    version: Version | None = None
    note = ""  # what a form says that shows again what was typed before; it is not saved
    was_deleted = False  # by somebody else, though this editor has typed in it

    def __init__(self, *args, **kwargs):
        self.kept: dict[str, str] = {}  # by HTML name: fields that show the saved value, not the sent one
        self.arrived: dict[str, object] = {}  # what others changed meanwhile: field → value when loaded
        self.conflicts: dict[str, object] = {}  # what others and this editor changed: field → value when loaded
        super().__init__(*args, **kwargs)
        self.loaded = None
        if self.is_bound and not self.instance._state.adding:
            self.loaded = (self.version or {}).get(row_key(self.instance))
            self._compare(self.loaded or {})

    def _compare(self, loaded: dict) -> None:
        use_saved = self.data.getlist(USE_SAVED)
        for name, now in values_of(self).items():
            field = self[name]
            if name not in loaded or field.html_name in use_saved:  # not editable when loaded, or given up
                self.kept[field.html_name] = name
            elif loaded[name] != now:
                self._settle(field, loaded[name])

    def _settle(self, field: forms.BoundField, before: object) -> None:
        if not _differs(field.field, before, field.data):
            self.arrived[field.name] = before
            self.kept[field.html_name] = field.name
        elif field.field.has_changed(field.initial, field.data):
            self.conflicts[field.name] = before

    def _widget_data_value(self, widget, html_name):
        if html_name not in self.kept:
            return super()._widget_data_value(widget, html_name)
        field = self[self.kept[html_name]]
        if isinstance(field.field, forms.FileField):
            return None  # no new file
        return _as_sent(field)

    def _clean_form(self):
        super()._clean_form()
        if self.is_bound and not self.instance._state.adding and self.loaded is None:
            self.add_error(None, OPEN_AGAIN)
        if self.note and self.prefix is None:
            self.add_error(None, self.note)
        if self.was_deleted:
            self._errors.clear()
            self.add_error(None, GONE)
        for name, before in self.conflicts.items():
            self.add_error(name, self._both(self[name], before))

    def _both(self, field: forms.BoundField, before: object) -> str:
        return format_html(
            "{} changed this while you were editing: {} What you typed is below; save again to keep it. "
            '<label><input type="checkbox" name="{}" value="{}"> Use the saved value instead</label>',
            last_editor(self.instance) or "Somebody",
            described(field, before, field.initial),
            USE_SAVED,
            field.html_name,
        )

    def news(self) -> list[str]:
        """What others changed meanwhile, a sentence for each field."""
        return [
            format_html("{}: {}", self[name].label, described(self[name], before, self[name].initial))
            for name, before in {**self.arrived, **self.conflicts}.items()
        ]


def described(field: forms.BoundField, before: object, after: object) -> str:
    """From what to what a field was changed, in the words of its form; escaped HTML."""
    before, after = (in_words(field.field, value) for value in (before, after))
    if max(len(before), len(after)) > LONG:
        return format_html("<span class='diff'>{}</span>", changed_words(before, after))
    return format_html("it was “{}” and is “{}” now.", before or "empty", after or "empty")


class VersionedFormSet(forms.BaseInlineFormSet):
    """The rows of an inline. It also reports a row that someone else deleted, or changed before this editor deleted
    it.
    """

    def __init__(self, *args, **kwargs):
        self.gone: list[forms.ModelForm] = []  # rows that others deleted and this editor left as they were
        super().__init__(*args, **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if tick := form.fields.get(forms.formsets.DELETION_FIELD_NAME):  # a table's header is not tied to its checkbox
            tick.widget.attrs["aria-label"] = f"Delete this {self.model._meta.verbose_name}"

    def get_queryset(self):
        """The rows; once a form was sent, the row of each of its forms, None if it is gone: the admin pairs them."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance if form.instance.pk else None for form in self.initial_forms]
        rows = super().get_queryset()
        for row in rows:
            setattr(row, self.fk.name, self.instance)  # what is loaded already is not asked for again
        return rows

    @cached_property
    def forms(self):
        built = super().forms
        self.offered = load_choices(built)
        return built

    @property
    def empty_form(self):
        form = super().empty_form
        for name, choices in self.offered.items() if self.forms else ():
            form.fields[name].widget.choices = choices
        return form

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and i < self.initial_form_count() and form.instance.pk is None:
            self._settle_deleted(form)
        return form

    def _settle_deleted(self, form) -> None:
        loaded = (form.version or {}).get(f"{self.model._meta.label_lower}:{form[self.model._meta.pk.name].data}", {})
        if any(_differs(form[name].field, before, form[name].data) for name, before in loaded.items()):
            form.was_deleted = True
        else:
            self.gone.append(form)

    def _should_delete_form(self, form):
        return form in self.gone or super()._should_delete_form(form)

    def clean(self):
        super().clean()
        self._check_constraints()
        for form in self.deleted_forms:
            if form not in self.gone and (form.arrived or form.conflicts):
                raise ValidationError(
                    format_html(
                        "{} changed “{}” before you deleted it. {} Save again to delete it all the same.",
                        last_editor(self.instance) or "Somebody",
                        form.instance,
                        format_html_join(" ", "{}", ((sentence,) for sentence in form.news())),
                    )
                )

    def _check_constraints(self):
        """Check the rows against those on record too: Django leaves out constraints that name the parent."""
        for form in self.forms:
            if form in self.deleted_forms or form.errors or not form.has_changed():
                continue
            setattr(form.instance, self.fk.name, self.instance)
            try:
                form.instance.validate_constraints()
            except ValidationError as error:
                form.add_error(None, error.messages)
