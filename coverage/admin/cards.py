"""The cards of the review desk: one small form for each finding, filled in with what is proposed.

Names are typed, with suggestions from the page; the choices are read once for the whole page, so that twenty cards
cost what one does.
"""

from dataclasses import dataclass, field

from django import forms
from django.db.models import Q

from coverage.models import Article, Film, Finding, Quote, Release
from legal.models import Charge, Proceeding
from legal.vocabulary import Actor, DevelopmentKind, Instrument, Plea, Prejudice, Verdict
from people.fields import PartialDateFormField
from people.models import Person

MOST_CHARGES = 60  # on one card; a case with more is edited in the record


@dataclass
class Suggestions:
    """Whom and what the cards of one article offer."""

    people: list[Person] = field(default_factory=list)
    cases: list[Proceeding] = field(default_factory=list)
    films: list[Film] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)


def suggestions(article: Article, findings: list[Finding]) -> Suggestions:
    """The people, cases, films and charges near an article: linked to it, or matched by a finding in it."""
    found = {finding.proceeding_id for finding in findings} - {None}
    cases = list(
        Proceeding.objects.filter(Q(articles=article) | Q(pk__in=found) | Q(films__articles=article)).distinct()
    )
    films = list(Film.objects.filter(Q(articles=article) | Q(proceedings__in=cases)).distinct())
    near = Q(articles=article) | Q(parties__proceeding__in=cases) | Q(credits__film__in=films)
    matched = Q(pk__in={finding.person_id for finding in findings} - {None})
    return Suggestions(
        people=list(Person.objects.filter(near | matched).distinct()),
        cases=cases,
        films=films,
        charges=list(Charge.objects.filter(proceeding__in=cases).select_related("party__person", "proceeding")),
    )


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
        wanted = Q(slug=text)
        for name in self.names:
            wanted |= Q(**{name: text})
        found = list(self.model.objects.filter(wanted).distinct()[:2])
        if len(found) != 1:
            how_many = "more than one" if found else "no"
            what = self.model._meta.verbose_name
            raise forms.ValidationError(f"There is {how_many} {what} called “{text}”. Choose one from the list.")
        return found[0]


def person_field(label: str) -> NamedField:
    return NamedField(Person, names=("name", "other_names__name"), datalist="people", label=label)


class PersonCard(forms.Form):
    person = person_field("Same as")
    name = forms.CharField(label="Or a new person", max_length=200, required=False)
    description = forms.CharField(label="Who", max_length=250, required=False)

    def clean(self):
        data = super().clean()
        if not data.get("person") and not data.get("name") and not self.errors:
            raise forms.ValidationError("Choose a known person or give a new one a name.")
        return data


class QuoteCard(forms.Form):
    person = person_field("Speaker")
    source_name = forms.CharField(label="Or a document", max_length=150, required=False)
    attribution = forms.CharField(max_length=300, required=False)
    medium = forms.ChoiceField(choices=[("", "not said"), *Quote.Medium.choices], required=False)
    said = PartialDateFormField(label="Date said", required=False, help_text="")


class DevelopmentCard(forms.Form):
    proceeding = NamedField(Proceeding, names=("caption",), datalist="cases", label="Case")
    charges = forms.ModelMultipleChoiceField(Charge.objects.none(), required=False)
    kind = forms.ChoiceField(choices=DevelopmentKind.choices)
    occurred = PartialDateFormField(label="Date", help_text="")
    plea = forms.ChoiceField(choices=[("", "–"), *Plea.choices()], required=False)
    verdict = forms.ChoiceField(choices=[("", "–"), *Verdict.choices()], required=False)
    instrument = forms.ChoiceField(choices=[("", "–"), *Instrument.choices()], required=False)
    prejudice = forms.ChoiceField(choices=[("", "not said"), *Prejudice.choices()], required=False)
    by = forms.ChoiceField(choices=[("", "–"), *Actor.choices()], required=False, label="By whom")
    sentence = forms.CharField(max_length=300, required=False)


class ReleaseCard(forms.Form):
    film = NamedField(Film, names=("title",), datalist="films", label="Film")
    kind = forms.ChoiceField(choices=Release.Kind.choices)
    date = PartialDateFormField(help_text="")
    state = forms.ChoiceField(choices=Release.State.choices)
    platform = forms.CharField(label="Where", max_length=120, required=False)


CARDS: dict[str, type[forms.Form]] = {
    Finding.Kind.PERSON: PersonCard,
    Finding.Kind.QUOTE: QuoteCard,
    Finding.Kind.DEVELOPMENT: DevelopmentCard,
    Finding.Kind.RELEASE: ReleaseCard,
}


def card(finding: Finding, near: Suggestions, data=None) -> forms.Form:
    """The form of a finding, filled in with what it proposes, or with what somebody sent."""
    initial = {
        **finding.data,
        "person": finding.person.name if finding.person else finding.data.get("name", ""),
        "proceeding": finding.proceeding.slug if finding.proceeding else "",
        "film": finding.film.title if finding.film else "",
    }
    if finding.kind == Finding.Kind.PERSON:
        initial["person" if finding.person is None else "name"] = ""
    form = CARDS[finding.kind](data, initial=initial, prefix=f"f{finding.pk}", auto_id="id_%s")
    if finding.kind == Finding.Kind.DEVELOPMENT:
        _offer_charges(form, finding, near)
    return form


def _offer_charges(form: forms.Form, finding: Finding, near: Suggestions) -> None:
    """Give the field the charges of the matched case, or of all near ones; drawing it asks the database nothing."""
    matched = [c for c in near.charges if c.proceeding_id == finding.proceeding_id] or near.charges
    field = form.fields["charges"]
    field.queryset = Charge.objects.filter(pk__in=[charge.pk for charge in near.charges])
    field.widget = forms.CheckboxSelectMultiple()
    field.widget.choices = [(c.pk, f"{c} ({c.proceeding.title})") for c in matched[:MOST_CHARGES]]
