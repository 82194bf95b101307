"""Actions that change what readers see. Each has its own page, which says what readers will see and asks why."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from desk.events import record_event
from web.former import keep_address, leads_elsewhere, take_address

TAKE_DOWN = "desk.take_down"
TAKEN = "This address was another page's and leads to what became of it. Choose another."


class Refused(Exception):
    """The action cannot be done now. The message tells an editor why."""


class ReasonForm(forms.Form):
    """Why it is done. `row` is what it is done to."""

    reason = forms.CharField(
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="For colleagues, in the history. Readers do not see it.",
    )

    def __init__(self, *args, row: models.Model, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row


class AddressForm(ReasonForm):
    slug = forms.SlugField(label="New address", max_length=100)

    field_order = ["slug", "reason"]

    def __init__(self, *args, row: models.Model, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["slug"].initial = row.slug

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug == self.row.slug:
            raise ValidationError("That is its address already.")
        other = type(self.row)._default_manager.exclude(pk=self.row.pk)
        if other.filter(slug=slug).exists():
            raise ValidationError("Another one has this address.")
        changed = copy(self.row)
        changed.slug = slug
        if leads_elsewhere(changed):
            raise ValidationError(TAKEN)
        try:
            changed.clean()
        except ValidationError as error:
            raise ValidationError(error.messages) from error
        return slug


@dataclass(frozen=True)
class Effect:
    """One action: when it can be done, which right it needs, what it does, and what readers will see then."""

    name: str
    label: str
    right: str
    do: Callable[..., None]  # do(row, by=…, reason=…, and what else its form asks)
    when: Callable[[models.Model], bool]
    consequences: tuple[str, ...]
    refusals: Callable[[models.Model], list[str]] = field(default=lambda row: [])
    Form: type[ReasonForm] = ReasonForm


@transaction.atomic
def perform(effect: Effect, row: models.Model, *, by: User, **data) -> None:
    """Do it to the row as it is now. Raises Refused if somebody was faster or something stands against it."""
    now = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if not effect.when(now):
        raise Refused("Somebody has done this already, or it is no longer possible.")
    if reasons := effect.refusals(now):
        raise Refused(" ".join(reasons))
    effect.do(now, by=by, **data)


def make_public(row: models.Model, *, by: User | None, reason: str = "") -> None:
    """Show a row with `is_public` to readers."""
    row.is_public = True
    take_address(row)
    row.save(update_fields=["is_public"])
    record_event("made_public", row, by=by, reason=reason)


def hide(row: models.Model, *, by: User | None, reason: str) -> None:
    """Hide a public row. Its address says from now on that the page is no longer public."""
    keep_address(row)
    row.is_public = False
    row.save(update_fields=["is_public"])
    record_event("hidden", row, by=by, reason=reason)


def change_address(row: models.Model, *, by: User, reason: str, slug: str) -> None:
    """Give a public row another slug. The former address leads to the new one."""
    keep_address(row)
    before, row.slug = row.slug, slug
    take_address(row)
    row.save(update_fields=["slug"])
    record_event("address_changed", row, by=by, reason=reason, before=before, after=slug)


def retract(row: models.Model, *, by: User, reason: str) -> None:
    """Retract a row that was wrong. It stays on record with the reason."""
    row.retracted_at, row.retraction_reason = timezone.now(), reason
    row.save(update_fields=["retracted_at", "retraction_reason"])
    record_event("retracted", row, by=by, reason=reason)


def restore(row: models.Model, *, by: User, reason: str) -> None:
    """Take a retraction back."""
    row.retracted_at, row.retraction_reason = None, ""
    row.save(update_fields=["retracted_at", "retraction_reason"])
    record_event("restored", row, by=by, reason=reason)


def publishing(right: str) -> tuple[Effect, ...]:
    """The actions of a row with `is_public` and an address; `right` is the permission to publish it."""
    return (
        Effect(
            "make_public",
            "Make public",
            right,
            make_public,
            lambda row: not row.is_public,
            ("Readers see its page, and it appears in lists, search, feeds and the API.",),
            lambda row: [TAKEN] if leads_elsewhere(row) else [],
        ),
        Effect(
            "hide",
            "Hide from readers",
            TAKE_DOWN,
            hide,
            lambda row: row.is_public,
            (
                "It disappears from pages, lists, search, feeds, calendars and the API.",
                "Its address says that this page is no longer public, without a reason.",
            ),
        ),
        changing_address(right, lambda row: row.is_public),
    )


def changing_address(right: str, when: Callable[[models.Model], bool]) -> Effect:
    """The action that gives a public row another slug."""
    words = ("The former address leads readers to the new one for good.",)
    return Effect("change_address", "Change its address", right, change_address, when, words, Form=AddressForm)


def retracting(refusals: Callable[[models.Model], list[str]] = lambda row: []) -> tuple[Effect, ...]:
    """The actions of a row that is retracted instead of deleted. `refusals` of the row as it would be."""

    def if_retracted(row):
        row.retracted_at = timezone.now()
        return refusals(row)

    def if_restored(row):
        row.retracted_at = None
        return refusals(row)

    return (
        Effect(
            "retract",
            "Retract",
            TAKE_DOWN,
            retract,
            lambda row: row.retracted_at is None,
            ("Readers no longer see it. Views of a past day still show it, marked as retracted.",),
            if_retracted,
        ),
        Effect(
            "restore",
            "Take the retraction back",
            TAKE_DOWN,
            restore,
            lambda row: row.retracted_at is not None,
            ("Readers see it again, if it has a public source and its case or film is public.",),
            if_restored,
        ),
    )
