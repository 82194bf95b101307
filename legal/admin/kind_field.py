"""The list of kinds at the desk, grouped by stage; each has a meaning and the details it calls for."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from legal.vocabulary import DevelopmentKind


class KindSelect(forms.Select):
    """Puts each kind's meaning in its title; static/js/kinds.js shows the chosen kind's meaning below the list."""

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None):
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        if value:
            option["attrs"]["title"] = DevelopmentKind(value).help
        return option


def prepare_kind_field(field: forms.ChoiceField, chosen: str) -> None:
    """Group the kinds, explain the `chosen` one (a value, or ""), and point to the glossary."""
    field.widget = KindSelect()
    field.choices = [("", "---------"), *DevelopmentKind.grouped()]
    meaning = DevelopmentKind(chosen).help if chosen in set(DevelopmentKind) else ""
    field.help_text = format_html(
        '<span data-kind-definition aria-live="polite">{}</span> <a href="{}">What the kinds mean</a>',
        meaning,
        reverse("glossary"),
    )
