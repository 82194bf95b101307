"""What was changed in a row, by whom and when, in the labels that editors know. Django's admin log keeps it."""

import json
from collections.abc import Iterable, Iterator

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from desk.diff import changed_words

KEY = "from_to"  # in the log's message: [[label, before, after], …]
LONG = 120  # characters; longer values are shown with their differences only


def last_editor(row: Model) -> str:
    """The name of the person who changed `row` last at the desk; empty if nobody has."""
    entry = history_of(row).first()
    return (entry.user.get_full_name() or entry.user.get_username()) if entry else ""


def history_of(row: Model, belonging: Iterable[str] = ()) -> QuerySet[LogEntry]:
    """The log of a row, newest first, with that of the rows in the relations `belonging`."""
    of_rows = Q(content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk))
    for name in belonging:
        rows = getattr(row, name).order_by()
        keys = rows.annotate(key=Cast("pk", CharField())).values("key")
        of_rows |= Q(content_type=ContentType.objects.get_for_model(rows.model), object_id__in=keys)
    return LogEntry.objects.filter(of_rows).select_related("user", "content_type").order_by("-action_time", "-pk")


def changes_in(form: forms.ModelForm, formsets: Iterable[forms.BaseModelFormSet]) -> list[list[str]]:
    """[label, before, after] for every field that a saved form and its inlines changed."""
    rows = list(_changed("", form))
    for formset in formsets:
        for row in formset.initial_forms:
            if row.instance.pk and row.has_changed() and row not in formset.deleted_forms:
                rows += _changed(f"{formset.model._meta.verbose_name} “{row.instance}”: ", row)
    return rows


def _changed(whose: str, form: forms.ModelForm) -> Iterator[list[str]]:
    for name in form.changed_data:
        if name in form.cleaned_data and name in form.initial and not name.startswith("password"):
            field = form.fields[name]
            before, after = (in_words(field, value) for value in (form.initial.get(name), form.cleaned_data[name]))
            yield [f"{whose}{form[name].label}", strip_tags(before), strip_tags(after)]


def in_words(field: forms.Field, value: object) -> str:
    """A field's value as an editor reads it: labels of choices, names of rows."""
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, forms.ModelChoiceField):
        keys = value if isinstance(value, list | tuple | QuerySet) else [value]
        keys = [getattr(key, "pk", key) for key in keys if key not in (None, "")]
        return ", ".join(sorted(map(str, field.queryset.model._default_manager.filter(pk__in=keys))))
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(value, value or ""))
    value = field.prepare_value(value)
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value if part is not None)
    return "" if value is None else str(value)


def _flat(choices) -> Iterator[tuple]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def steps_of(entry: LogEntry) -> list[SafeString]:
    """What an entry of the log says, a line for each change; escaped HTML."""
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        parts = []
    rows = [row for part in parts if isinstance(part, dict) for row in part.get(KEY, [])]
    return [format_html("{}: {}", label, from_to(before, after)) for label, before, after in rows]


def from_to(before: str, after: str) -> SafeString:
    """A change as HTML: both values, or the differences of long ones."""
    if min(len(before), len(after)) > 0 and max(len(before), len(after)) > LONG:
        return changed_words(before, after)
    return format_html("“{}” → “{}”", before or "empty", after or "empty")
