"""What readers may narrow lists by. Choices come from what is public."""

import django_filters
from django import forms
from django.db.models import Q

from coverage.models import Article, Film, Quote
from coverage.timeline import LANES, Selection
from legal.models import Proceeding
from people.fields import PartialDateFormField
from people.models import Person, PersonMerge


class PublicChoice(django_filters.ModelChoiceFilter):
    """A choice among what readers may see, by its address."""

    def __init__(self, field_name, model, label):
        super().__init__(
            field_name=field_name,
            queryset=lambda request: model.objects.published(),
            to_field_name="slug",
            label=label,
            empty_label=f"Every {label.lower()}",
        )


class ArticleFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(choices=Article.Kind.choices, label="Kind", empty_label="Every kind")
    film = PublicChoice("films", Film, "Film")
    case = PublicChoice("proceedings", Proceeding, "Case")

    class Meta:
        model = Article
        fields = []


class PartialDateFilter(django_filters.Filter):
    field_class = PartialDateFormField


class SpeakerField(django_filters.fields.ModelChoiceField):
    """A speaker by their address, or by that of a record of theirs that was merged."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except forms.ValidationError:
            merges = PersonMerge.objects.published().filter(slug=value)
            return super().to_python(merges.values_list("into__slug", flat=True).first() or value)


class SpeakerFilter(django_filters.ModelChoiceFilter):
    field_class = SpeakerField


def _speakers(request):
    quoted = Quote.objects.published().order_by().values("speaker")
    return Person.objects.published().filter(pk__in=quoted)


class QuoteFilter(django_filters.FilterSet):
    q = django_filters.CharFilter("text", lookup_expr="icontains", label="Words")
    speaker = SpeakerFilter(queryset=_speakers, to_field_name="slug", label="Speaker", empty_label="Every speaker")
    film = PublicChoice("article__films", Film, "Film")
    case = PublicChoice("article__proceedings", Proceeding, "Case")
    medium = django_filters.ChoiceFilter(choices=Quote.Medium.choices, label="Said in", empty_label="Anywhere")
    since = PartialDateFilter(method="filter_since", label="Said since", help_text="")
    until = PartialDateFilter(method="filter_until", label="Said until", help_text="")

    class Meta:
        model = Quote
        fields = []

    def filter_since(self, quotes, name, value):
        return quotes.filter(said__gte=value)

    def filter_until(self, quotes, name, value):
        return quotes.filter(Q(said__lte=value) | Q(said__startswith=str(value)))


class PersonField(forms.CharField):
    """Somebody readers may see, by the address of their page or by a name; there are too many to choose from a list."""

    default_error_messages = {
        "unknown": "Nobody of this name has a page here. Take the name as it is under People.",
        "several": "Several people have this name. Take the end of the address of the one you mean, such as “ida-oak”.",
    }

    def to_python(self, value):
        text = super().to_python(value)
        if not text or "\0" in text:
            return None
        people = Person.objects.published()
        merged = PersonMerge.objects.published().filter(slug=text).values("into")
        named = Q(name__iexact=text) | Q(other_names__name__iexact=text)
        found = list(people.filter(slug=text) or people.filter(Q(pk__in=merged) | named).distinct()[:2])
        if len(found) != 1:
            error = "several" if found else "unknown"
            raise forms.ValidationError(self.error_messages[error], code=error)
        return found[0]

    def run_validators(self, value):
        """The length is that of the text."""
        super().run_validators(value.slug if value else "")


CHOSEN = ("film", "case", "person")
PERIOD = (("start", "from"), ("end", "to"))


class TimelineForm(forms.Form):
    """Which part of the timeline a reader asks for."""

    film = forms.ModelChoiceField(Film.objects.none(), to_field_name="slug", required=False, empty_label="Every film")
    case = forms.ModelChoiceField(
        Proceeding.objects.none(), to_field_name="slug", required=False, empty_label="Every case"
    )
    person = PersonField(required=False, max_length=200)
    lane = forms.ChoiceField(choices=[("", "Every line"), *LANES.items()], required=False, label="Line")
    start = PartialDateFormField(required=False, label="From", help_text="")
    end = PartialDateFormField(required=False, label="To", help_text="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["film"].queryset = Film.objects.published()
        self.fields["case"].queryset = Proceeding.objects.published()

    def chosen(self) -> list[str]:
        """What the timeline is narrowed to, in words; after `selection()`."""
        period = [f"{word} {self.cleaned_data[name].reader}" for name, word in PERIOD if self.cleaned_data.get(name)]
        people_and_works = [str(self.cleaned_data[name]) for name in CHOSEN if self.cleaned_data.get(name)]
        return [*filter(None, [LANES.get(self.cleaned_data.get("lane", ""))]), *people_and_works, *period]

    def selection(self) -> Selection:
        """What was asked for; a field that was filled in wrongly leaves its part open."""
        self.is_valid()
        chosen = self.cleaned_data
        return Selection(
            films=[chosen["film"]] if chosen.get("film") else None,
            proceedings=[chosen["case"]] if chosen.get("case") else None,
            person=chosen.get("person"),
            lane=chosen.get("lane") or "",
            start=chosen.get("start"),
            end=chosen.get("end"),
        )
