import django_filters

from legal.models import Proceeding
from legal.vocabulary import ProceedingKind


class CaseFilter(django_filters.FilterSet):
    q = django_filters.CharFilter("caption", lookup_expr="icontains", label="Caption")
    kind = django_filters.ChoiceFilter(choices=ProceedingKind.choices, empty_label="Every kind")

    class Meta:
        model = Proceeding
        fields = []
