"""The cards of the review desk: one small form for each finding, filled in with what is proposed.

Names are typed, with suggestions from the page; coverage/intake/nearby.py reads the choices once for the whole page, so
that twenty cards cost what one does.
"""

from django import forms
from django.utils.module_loading import import_string

from coverage.intake.kinds import kind_of
from coverage.intake.name_matching import called
from coverage.intake.nearby import Nearby
from coverage.models import Film, Finding, Quote, Release
from dates.fields import PartialDateFormField
from legal.models import Charge, Proceeding
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Plea, Prejudice, Verdict
from people.models import Person
from people.names import tokens
from web.rows import find_rows

MOST_OFFERED = 6  # cases or films to choose from at a click; others are typed
MOST_CHARGES = 60  # on one card; a case with more is edited in the record
NEW = "new"


class NamedField(forms.CharField):
    """A row, typed by its name or its address; suggestions come from the datalist of that name."""

    def __init__(self, model, *, names: tuple[str, ...], datalist: str, **kwargs):
        super().__init__(required=False, **kwargs)
        self.model, self.names = model, names
        self.widget.attrs.update({"list": datalist, "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = find_rows(self.model.objects.all(), text, names=self.names)
        if len(found) != 1:
            how_many = "more than one" if found else "no"
            what = self.model._meta.verbose_name
            raise forms.ValidationError(f"There is {how_many} {what} called “{text}”. Choose one from the list.")
        return found[0]


def person_field(label: str) -> NamedField:
    return NamedField(Person, names=("name", "other_names__name"), datalist="people", label=label)


def choice_field(label: str) -> forms.ChoiceField:
    """A choice by radio button; nothing is preselected."""
    return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)


class Card(forms.Form):
    """What the card of a finding asks. The fields `up_front` are always in sight, the others under “Correct”."""

    up_front: tuple[str, ...] = ("same",)

    def __init__(self, finding: Finding, near: Nearby, data=None):
        self.finding, self.near = finding, near
        super().__init__(data, initial=self.proposed(), prefix=f"f{finding.pk}", auto_id="id_%s")
        self.prepare()

    def proposed(self) -> dict:
        return self.finding.data

    def prepare(self) -> None:
        """Fit the fields to the finding. Rendering them must not query the database."""

    def offer(self, field: str, rows: list) -> None:
        """Let what the text leaves open be chosen at a click among the rows near the article."""
        choices = [(str(row.pk), str(row)) for row in rows[:MOST_OFFERED]]
        self.offered = {str(row.pk): row for row in rows}
        if choices and getattr(self.finding, field) is None:
            self.fields["same"].choices = choices
        else:
            del self.fields["same"]

    def chosen(self, data: dict, field: str) -> dict:
        """What was sent, with the offered row in its field unless another one was typed."""
        row = self.offered.get(data.pop("same", ""))
        return {**data, field: data.get(field) or row}

    def fields_up_front(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in self.up_front]

    def fields_to_correct(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.up_front]


class PersonCard(Card):
    same = choice_field("Who is this?")
    keep_name = forms.BooleanField(label="Name in the text kept", required=False)
    person = person_field("Same as")
    name = forms.CharField(label="Or a new person", max_length=200, required=False)
    description = forms.CharField(label="Who, in a few words", max_length=250, required=False)

    def proposed(self) -> dict:
        known = self.near.matched(self.finding)
        return {"person": known.name, "name": ""} if known else {"name": called(self.finding)}

    def prepare(self) -> None:
        """Offer the people it can be. Nothing is preselected: that could merge or duplicate people unnoticed."""
        name, alike = called(self.finding), self._alike()
        self.fields["same"].choices = [
            *((str(known.pk), f"The same as {known}") for known in alike),
            (NEW, "A new person"),
        ]
        if not alike:
            del self.fields["same"]
        meant = alike or [known for known in [self.near.matched(self.finding)] if known]
        self.fields["keep_name"].label = f"Keep “{name}” as another name of theirs"
        self.up_front = ("same", "keep_name") if meant else ("same",)
        bears = [tokens(name) in map(tokens, known.names) for known in meant]
        if (meant and all(bears)) or len(tokens(name)) < 2:
            del self.fields["keep_name"]

    def _alike(self) -> list:
        """The people on record that the name in the text can mean, or the one an editor has typed for a new person."""
        if not self.is_bound:
            return self.near.alike(self.finding)
        typed = self["name"].data or ""
        return [] if self["person"].data else self.near.alike(self.finding, typed)

    def clean(self):
        data = super().clean()
        choice = data.pop("same", "")
        if "same" in self.fields and not choice and not self.errors:
            self.add_error("same", "Say who this is: somebody on record, or a new person.")
        elif choice and choice != NEW:
            data["person"] = Person.objects.filter(pk=choice).first()
        if data.get("person"):
            return {"person": data["person"], "keep_name": data.get("keep_name", False)}
        if not data.get("name") and not self.errors:
            raise forms.ValidationError("Choose a known person or give a new one a name.")
        return data


class QuoteCard(Card):
    person = person_field("Speaker")
    source_name = forms.CharField(label="Or a document", max_length=150, required=False)
    attribution = forms.CharField(max_length=300, required=False)
    medium = forms.ChoiceField(choices=[("", "not said"), *Quote.Medium.choices], required=False)
    said = PartialDateFormField(label="Date said", required=False, help_text="")

    def proposed(self) -> dict:
        return {**self.finding.data, "person": self.near.speaker(self.finding) or self.finding.data.get("name", "")}


class DevelopmentCard(Card):
    same = choice_field("Which case?")
    proceeding = NamedField(Proceeding, names=("caption",), datalist="cases", label="Case")
    charges = forms.ModelMultipleChoiceField(Charge.objects.none(), required=False)
    kind = forms.ChoiceField(choices=DevelopmentKind.grouped)
    occurred = PartialDateFormField(label="Date", help_text="")
    plea = forms.ChoiceField(choices=[("", "–"), *Plea.choices()], required=False)
    verdict = forms.ChoiceField(choices=[("", "–"), *Verdict.choices()], required=False)
    instrument = forms.ChoiceField(choices=[("", "–"), *Instrument.choices()], required=False)
    prejudice = forms.ChoiceField(choices=[("", "not said"), *Prejudice.choices()], required=False)
    by = forms.ChoiceField(choices=[("", "–"), *Actor.choices()], required=False, label="By whom")
    sentence = forms.CharField(max_length=300, required=False)

    def proposed(self) -> dict:
        case = self.finding.proceeding
        return {**self.finding.data, "proceeding": case.slug if case else ""}

    def prepare(self) -> None:
        self.offer("proceeding", self.near.cases)
        if "same" in self.fields:
            self.up_front = ("same", "charges")
        charges = self._charges()
        field = self.fields["charges"]
        field.queryset = Charge.objects.filter(pk__in=[charge.pk for charge in charges])
        field.widget = forms.CheckboxSelectMultiple()
        field.widget.choices = [(c.pk, f"{c} ({c.proceeding.title})") for c in charges[:MOST_CHARGES]]
        if not charges:
            del self.fields["charges"]

    def _charges(self) -> list[Charge]:
        """The charges of the case that was typed, of the matched case, or of every case near the article."""
        typed = self.is_bound and (self["proceeding"].data or "").strip()
        if typed:
            cases = find_rows(Proceeding.objects.all(), typed, names=["caption"])
            return list(Charge.objects.filter(proceeding__in=cases).select_related("party__person", "proceeding"))
        charges = self.near.charges
        return [charge for charge in charges if charge.proceeding_id == self.finding.proceeding_id] or charges

    def clean(self):
        return self.chosen({"charges": [], **super().clean()}, "proceeding")


class ReleaseCard(Card):
    same = choice_field("Which film?")
    film = NamedField(Film, names=("title",), datalist="films", label="Film")
    kind = forms.ChoiceField(choices=Release.Kind.choices)
    date = PartialDateFormField(help_text="")
    state = forms.ChoiceField(choices=Release.State.choices)
    platform = forms.CharField(label="Where", max_length=120, required=False)

    def proposed(self) -> dict:
        film = self.finding.film
        return {**self.finding.data, "film": film.title if film else ""}

    def prepare(self) -> None:
        self.offer("film", self.near.films)

    def clean(self):
        return self.chosen(super().clean(), "film")


def card_class(finding: Finding) -> type[Card]:
    """The form that its kind names."""
    return import_string(kind_of(finding).card)


def card(finding: Finding, near: Nearby, data=None) -> Card:
    """The form of a finding, filled in with what it proposes, or with what someone sent."""
    return card_class(finding)(finding, near, data)
